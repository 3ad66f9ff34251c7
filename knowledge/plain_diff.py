"""What differs between two plain forms, and as lines that a maintainer can read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.merging import Path


@dataclass(frozen=True, slots=True)
class Difference:
    """A value, or some of a list, that is gone from a place, and what has come there.

    Neither where only the order is another.
    """

    path: Path
    gone: tuple[Any, ...]
    come: tuple[Any, ...]


def written(path: Path) -> str:
    """A place as it is written in files: ``en.answer``; the items of a list count from 1."""
    return ".".join(str(name + 1) if isinstance(name, int) else name for name in path)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands in lines of differences: what a place is called, and how a value is shown.

    ``order`` says that only the order of a list is another, ``both`` that two sides changed a
    place, ``removed`` that one of them removed what the other changed.
    """

    place: Callable[[Path], str] = written
    value: Callable[[Path, Any], str] = lambda _, value: str(value)
    order: str = "in another order"
    both: str = "edited in both"
    removed: str = "removed live, edited in the file"


AS_IN_FILES = Wording()


def differences(before: Any, after: Any, words: Wording = AS_IN_FILES) -> Iterator[str]:
    """Lines such as ``- en.answer: the old one`` and ``+ en.phrasings: one more``.

    Lists are compared as sets of their values; where only their order differs, that is told. None
    stands for what is not there.
    """
    for found in walk(before, after):
        name = words.place(found.path)
        for mark, values in (("-", found.gone), ("+", found.come)):
            for value in values:
                yield f"{mark} {name}: {one_line(words.value(found.path, value))}"
        if not found.gone and not found.come:
            yield f"~ {name}: {words.order}"


def walk(before: Any, after: Any, path: Path = ()) -> Iterator[Difference]:
    """Every place where two plain forms differ, in order; None stands for what is not there."""
    if before == after:
        return
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = before or {}, after or {}
        for key in dict.fromkeys((*old, *new)):
            yield from walk(old.get(key), new.get(key), (*path, key))
    elif isinstance(before, list) or isinstance(after, list):
        yield from _walk_list(before or [], after or [], path)
    elif before or after:
        yield Difference(path, (before,) if before else (), (after,) if after else ())


def _walk_list(before: list[Any], after: list[Any], path: Path) -> Iterator[Difference]:
    gone = tuple(value for value in before if value not in after)
    come = tuple(value for value in after if value not in before)
    if not any(isinstance(value, dict) for value in (*gone, *come)):
        if gone or come or (before and after):
            yield Difference(path, gone, come)
        return
    for place in range(max(len(before), len(after))):
        old, new = (values[place] if place < len(values) else None for values in (before, after))
        yield from walk(old, new, (*path, place))


def one_line(text: str) -> str:
    """A text in one line, with a sign where another line began."""
    return " ⏎ ".join(text.split("\n"))
