"""Whether the recorded changes lead to the base as it stands."""

import json
import sqlite3
from collections.abc import Container, Iterator
from typing import Any, TypeAlias

from knowledge.change_log import SHIPPED
from knowledge.file_items import shipped
from knowledge.items import Key, Kind, fingerprint, items_of, key_of, to_plain
from knowledge.model import Base, Finding

Row: TypeAlias = tuple[str, str, int, int, str | None, str | None]

_ADVICE = (
    "The base was changed by other means than this program: compare it with a backup,"
    " and edit what is wrong."
)


def findings(connection: sqlite3.Connection, base: Base) -> Iterator[Finding]:
    """Where history and state disagree: a revision, a link between two changes, an item."""
    yield from _revisions(connection)
    try:
        yield from _items(connection, base)
    except (ValueError, TypeError) as error:
        yield Finding(f"the history holds a value that is not known: {error}", _ADVICE)


def _items(connection: sqlite3.Connection, base: Base) -> Iterator[Finding]:
    now = {key_of(item): to_plain(item) for item in items_of(base)}
    last: dict[Key, tuple[int, Any]] = {}
    for kind, name, change, seen, before, after in _edits(connection):
        key = Key(Kind(kind), name)
        if key in last:
            earlier, left = last[key]
            # What was added again did not see a version.
            if _plain(before) != left or (left is not None and seen != earlier):
                yield _finding(f"change {change} does not begin where change {earlier} ended", key)
        last[key] = change, _plain(after)
    for key, (change, left) in last.items():
        if left != now.get(key):
            yield _finding(f"it is not as change {change} left it", key)
    yield from _untouched(connection, base, last)


def _untouched(
    connection: sqlite3.Connection, base: Base, touched: Container[Key]
) -> Iterator[Finding]:
    """What no change has touched is as it was shipped: all of it, and nothing else."""
    left = {key: mark for key, mark in shipped(connection).items() if key not in touched}
    for item in items_of(base):
        key = key_of(item)
        if key not in touched and left.pop(key, None) != fingerprint(item):
            yield _finding("it is not as it was shipped, and no change of it is recorded", key)
    for key in left:
        yield _finding("it is gone, and no change of it is recorded", key)


def _revisions(connection: sqlite3.Connection) -> Iterator[Finding]:
    found = connection.execute("SELECT revision FROM base_revision").fetchone()
    if found is None:
        yield Finding("the base has lost its revision", "Restore a backup.")
        return
    now = found[0]
    recorded = [row[0] for row in connection.execute("SELECT revision FROM changes ORDER BY id")]
    steps = range(recorded[0], now + 1) if recorded else range(now, now)
    if recorded != list(steps):
        told = f"the base is at revision {now}, and the recorded changes do not lead there"
        yield Finding(told, _ADVICE)


def _edits(connection: sqlite3.Connection) -> Iterator[Row]:
    """The edits since the whole base was last replaced, in order."""
    yield from connection.execute(
        "SELECT kind, item, change_id, version_before, before, after FROM change_edits"
        " WHERE change_id > coalesce((SELECT max(id) FROM changes WHERE surface = ?), 0)"
        " ORDER BY change_id, rowid",
        [SHIPPED],
    )


def _plain(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _finding(message: str, key: Key) -> Finding:
    return Finding(f"the history of the {key}: {message}", _ADVICE)
