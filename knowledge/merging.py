"""Two sets of changes to one plain form brought together: value by value, lists by their elements.

One side is a file, made from the form as it was once (a *base*), the other the form as it stands
now. There may be several bases: a file that was imported and edited on has what it was made from,
and what it brought. A value that is in one of them is nothing new.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from knowledge.reverting import are_sets, laid_in

_MISSING = object()
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of both sides.

    ``kept`` has the value that stands, ``taken`` that of the file, where both sides changed it;
    ``clashes`` are these places.
    """

    kept: Any
    taken: Any
    clashes: tuple[Path, ...] = ()


def merged(bases: Sequence[Any], file: Any, now: Any, path: Path = ()) -> Merged:
    """What comes of ``now`` where what the file changed is put onto it."""
    if file == now or file in bases:
        return Merged(now, now)
    if isinstance(file, dict) and isinstance(now, dict):
        return _merged_mapping(bases, file, now, path)
    if bases and all(base == now for base in bases):
        return Merged(file, file)
    if are_sets(file, now, *bases):
        both = _merged_set(bases, file, now)
        return Merged(both, both)
    if _are_rows(file, now, *bases):
        return _merged_rows(bases, file, now, path)
    if now in bases:
        return Merged(file, file)
    return Merged(now, file, (path,))


def _merged_mapping(
    bases: Sequence[Any], file: dict[str, Any], now: dict[str, Any], path: Path
) -> Merged:
    known = [base for base in bases if isinstance(base, dict)]
    parts = {
        name: merged(
            [base.get(name, _MISSING) for base in known],
            file.get(name, _MISSING),
            now.get(name, _MISSING),
            (*path, name),
        )
        for name in dict.fromkeys((*now, *file))
    }
    return Merged(
        {name: one.kept for name, one in parts.items() if one.kept is not _MISSING},
        {name: one.taken for name, one in parts.items() if one.taken is not _MISSING},
        tuple(clash for one in parts.values() for clash in one.clashes),
    )


def _merged_set(
    bases: Sequence[Sequence[Hashable]], file: Sequence[Hashable], now: Sequence[Hashable]
) -> list[Hashable]:
    """What the file has more comes behind what it stands behind there; what it lacks goes."""
    known = [set(base) for base in bases]
    gone = set.intersection(*known) - set(file) if known else set()
    come = set(file).difference(now, *known)
    return laid_in([one for one in now if one not in gone], file, come)


def _are_rows(*values: Any) -> bool:
    """Whether they are lists as long as each other, in which a place stands for a thing."""
    lists = [value for value in values if isinstance(value, list)]
    return len(lists) == len(values) and len({len(value) for value in lists}) == 1


def _merged_rows(
    bases: Sequence[Any], file: Sequence[Any], now: Sequence[Any], path: Path
) -> Merged:
    parts = [
        merged([base[place] for base in bases], one, now[place], (*path, place))
        for place, one in enumerate(file)
    ]
    return Merged(
        [one.kept for one in parts],
        [one.taken for one in parts],
        tuple(clash for one in parts for clash in one.clashes),
    )
