"""What became of the base since a file was exported from it."""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any, TypeAlias

from knowledge import change_log
from knowledge.change_log import Author, Change, Recorded
from knowledge.items import Key
from knowledge.merging import merged
from knowledge.stamps import Since, Stamp

_Made: TypeAlias = tuple[int, Author, Recorded]


def stamp_now(connection: sqlite3.Connection) -> Stamp | None:
    """The stamp of the base as it stands; None where nothing was ever stored."""
    last = change_log.read(connection, limit=1)
    return Stamp(last[0].id, _mark(last[0])) if last else None


def since(connection: sqlite3.Connection, stamp: Stamp, author: str) -> Since | None:
    """What was done after the change of a stamp.

    ``author`` is who has the file now: what they imported themselves is taken for a part of it.
    None where the stamp is that of another store, or the whole base was replaced afterwards.
    """
    found = change_log.read(connection, "id = ?", [stamp.change])
    if not found or _mark(found[0]) != stamp.mark:
        return None
    later = change_log.recorded_after(connection, stamp.change)
    if later is None:
        return None
    own = _own_imports(connection, {number for number, by, _ in later if by.name == author}, author)
    in_order = sorted(later, key=_key)
    return {key: _bases([*steps], own) for key, steps in groupby(in_order, key=_key)}


def _key(made: _Made) -> Key:
    return made[2].key


def _mark(change: Change) -> str:
    told = (change.id, change.at, change.author.name, change.author.surface, change.summary)
    return sha256(repr(told).encode()).hexdigest()[:12]


def _own_imports(
    connection: sqlite3.Connection, numbers: Iterable[int], author: str
) -> frozenset[int]:
    """Those of an author's changes that are imports, and were not taken back by the author.

    Who takes an import back may mend the file and import it anew; where others take it back, it
    must not come again by itself.
    """
    mine = {number: change_log.read(connection, "id = ?", [number])[0] for number in numbers}
    withdrawn = {number for number, one in mine.items() if one.undone_by in mine}
    imports = {number for number, one in mine.items() if one.author == Author(author, "file")}
    return frozenset(imports - withdrawn)


def _bases(steps: Sequence[_Made], own_imports: frozenset[int]) -> Sequence[Any]:
    """An item as it was, and as the author's own imports would have left it by themselves."""
    own = first = steps[0][2].before
    for number, _, step in steps:
        if number in own_imports:
            own = merged([step.before], step.after, own).taken
    return [first] if own == first else [first, own]
