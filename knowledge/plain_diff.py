"""What differs between two plain forms, as lines that a maintainer can read."""

from collections.abc import Iterator
from typing import Any


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Lines such as ``- en.answer: the old one`` and ``+ en.phrasings: one more``.

    Lists are compared as sets of their values; where only their order differs, that is told. None
    stands for what is not there.
    """
    if before == after:
        return
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = _mapping(before), _mapping(after)
        for key in dict.fromkeys((*old, *new)):
            yield from differences(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) or isinstance(after, list):
        yield from _list_differences(before or [], after or [], path)
    else:
        yield from (f"- {path}: {_one_line(value)}" for value in [before] if value)
        yield from (f"+ {path}: {_one_line(value)}" for value in [after] if value)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list_differences(before: list[Any], after: list[Any], path: str) -> Iterator[str]:
    gone = [value for value in before if value not in after]
    new = [value for value in after if value not in before]
    if any(isinstance(value, dict) for value in (*gone, *new)):
        length = max(len(before), len(after))
        pairs = zip(_filled(before, length), _filled(after, length), strict=True)
        for number, (old, now) in enumerate(pairs, 1):
            yield from differences(old, now, f"{path}.{number}")
        return
    yield from (f"- {path}: {_one_line(value)}" for value in gone)
    yield from (f"+ {path}: {_one_line(value)}" for value in new)
    if not gone and not new:
        yield f"~ {path}: in another order"


def _filled(values: list[Any], length: int) -> list[Any]:
    return [*values, *[None] * (length - len(values))]


def _one_line(value: Any) -> str:
    return " ⏎ ".join(str(value).split("\n"))
