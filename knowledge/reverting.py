"""Taking back one edit of an item while what came later stays, on plain forms."""

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

_MISSING = object()
Path: TypeAlias = tuple[Hashable, ...]


def same_place(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """Whether two steps, each a form before and after, changed the same value of an item."""
    if None in one or None in other:  # to add or remove an item changes all of it
        return True
    return bool(_touched(*one) & _touched(*other))


def _touched(before: Any, after: Any, path: Path = ()) -> set[Path]:
    """The places where two forms differ; each element of a list is a place of its own."""
    if before == after:
        return set()
    if isinstance(before, dict) and isinstance(after, dict):
        return {
            place
            for key in {*before, *after}
            for place in _touched(before.get(key), after.get(key), (*path, key))
        }
    if are_sets(before, after) and set(before) != set(after):
        return {(*path, one) for one in set(before) ^ set(after)}
    return {path}


def reverted(before: Any, after: Any, now: Any) -> Any:
    """What ``now`` becomes where the step from ``before`` to ``after`` is taken back.

    Values are merged key by key, lists element by element. Raises ValueError where a later step
    changed the same value.
    """
    if now == after:
        return before
    if before == after or now == before:
        return now
    if isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict):
        values = {
            key: reverted(*(plain.get(key, _MISSING) for plain in (before, after, now)))
            for key in dict.fromkeys((*before, *after, *now))
        }
        return {key: value for key, value in values.items() if value is not _MISSING}
    if are_sets(before, after, now):
        return _reverted_list(before, after, now)
    raise ValueError("changed later")


def are_sets(*values: Any) -> bool:
    """Whether all are lists in which nothing stands twice."""
    return all(
        isinstance(value, list)
        and all(isinstance(one, Hashable) for one in value)
        and len(set(value)) == len(value)
        for value in values
    )


def _reverted_list(
    before: Sequence[Hashable], after: Sequence[Hashable], now: Sequence[Hashable]
) -> list[Hashable]:
    """Without what the step added, and with what it removed, behind what it stood behind."""
    if set(before) == set(after):
        raise ValueError("only the order was changed, and changed again later")
    added = set(after) - set(before)
    gone = {one for one in before if one not in after}
    return laid_in([one for one in now if one not in added], before, gone)


def laid_in(
    some: Sequence[Hashable], whole: Sequence[Hashable], wanted: AbstractSet[Hashable]
) -> list[Hashable]:
    """Some elements, and the wanted ones of a whole list, each behind what it stands behind."""
    result = list(some)
    for place, one in enumerate(whole):
        if one in wanted and one not in result:
            earlier = [other for other in whole[:place] if other in result]
            result.insert(result.index(earlier[-1]) + 1 if earlier else 0, one)
    return result
