"""Ids that are made from content: the same for the same content, and short enough to type."""

from base64 import b32encode
from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar

from knowledge.errors import NotFound

Named = TypeVar("Named")


def short_id(content: str) -> str:
    """Eight letters and digits; two of 10,000 texts share theirs once in 20,000 times."""
    return b32encode(blake2b(content.encode(), digest_size=5).digest()).decode().lower()


def named_by(start: str, named: Iterable[tuple[str, Named]], what: str, command: str) -> Named:
    """The one thing with an id that begins with ``start``; several ids may name the same thing.

    Raises NotFound where there is none, or several things begin so.
    """
    wanted = start.strip().lower()
    found = {id(thing): (name, thing) for name, thing in named if name.startswith(wanted)}
    if len(found) == 1 and wanted:
        ((_, thing),) = found.values()
        return thing
    if not found or not wanted:
        raise NotFound(f"There is no {what} {start!r}. See them with: forum-kb {command}.")
    names = ", ".join(name for name, _ in found.values())
    raise NotFound(f"Several of them begin with {start!r}: {names}. Write more of it.")
