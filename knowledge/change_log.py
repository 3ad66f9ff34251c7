"""The recorded changes: who changed which items when, and what they were before and after.

Functions that take a connection leave the transaction to their caller. A change that replaced the
whole base, such as the first filling, has no edits of single items.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from knowledge.base_load import load_base
from knowledge.file_items import keep_shipped
from knowledge.items import Item, Key, Kind, Plain, to_plain
from knowledge.model import Base, Finding
from knowledge.plural import counted
from knowledge.wording import initials, same_words

SHIPPED = "shipped"
SURFACES = ("command line", "file", "telegram", "review", "upgrade", SHIPPED)
UNKNOWN_VERSION = 0


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and from where.

    ``surface`` is one of ``SURFACES``.
    """

    name: str
    surface: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One item of a change: its plain form before (None: it was not there) and after (None: gone).

    ``version`` is the change that touched it before. Positions are places among its kind.
    """

    key: Key
    before: Plain | None
    after: Plain | None
    version: int
    position_before: int | None
    position_after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change; ``id`` is also the version that it gave to the items it touched.

    ``at`` is ISO 8601 in UTC, ``revision`` the revision of the base that it led to, ``undoes`` the
    change that it took back, ``undone_by`` the change that took it back and stands. ``touched`` is
    empty where the whole base was replaced. ``warnings`` are those of the rules at the time, and
    are not kept.
    """

    id: int
    at: str
    author: Author
    summary: str
    revision: int
    undoes: int | None = None
    undone_by: int | None = None
    touched: tuple[Key, ...] = ()
    warnings: tuple[Finding, ...] = ()


def record(
    connection: sqlite3.Connection,
    author: Author,
    summary: str,
    edits: Sequence[Recorded],
    undoes: int | None = None,
) -> Change:
    """Raise the revision and record a change that leads to it."""
    connection.execute("UPDATE base_revision SET revision = revision + 1")
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    (number, revision) = connection.execute(
        "INSERT INTO changes (at, author, surface, summary, revision, undoes)"
        " SELECT ?, ?, ?, ?, revision, ? FROM base_revision RETURNING id, revision",
        [at, author.name, author.surface, summary, undoes],
    ).fetchone()
    connection.executemany(
        "INSERT INTO change_edits VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                edit.key.kind.value,
                edit.key.id,
                _json(edit.before),
                _json(edit.after),
                edit.version,
                edit.position_before,
                edit.position_after,
            )
            for edit in edits
        ],
    )
    touched = tuple(edit.key for edit in edits)
    return Change(number, at, author, summary, revision, undoes, touched=touched)


def record_filling(connection: sqlite3.Connection, base: Base) -> None:
    """Record that this base took the place of whatever was stored."""
    count = len(base.entries)
    record(
        connection,
        Author("forum-bot", SHIPPED),
        f"filled with {counted(count, 'entry', 'entries')}",
        (),
    )
    keep_shipped(connection, base)


def adopt(connection: sqlite3.Connection) -> None:
    """Give a store that an older program filled what ``fill`` writes today."""
    for function in (same_words, initials):
        connection.create_function(function.__name__, 1, function, deterministic=True)
    likeness = "letters = same_words({0}), initials = initials({0})"
    for table, column in (("phrasings", "phrasing"), ("entry_texts", "question")):
        connection.execute(f"UPDATE {table} SET {likeness.format(column)} WHERE initials = ''")  # noqa: S608
    connection.execute("UPDATE checks SET letters = same_words(question) WHERE letters = ''")
    ((revision,),) = connection.execute("SELECT revision FROM base_revision")
    if revision and connection.execute("SELECT 1 FROM changes").fetchone() is None:
        record_filling(connection, load_base(connection))


def version(connection: sqlite3.Connection, key: Key) -> int:
    """The change that touched an item last."""
    (number,) = connection.execute(
        "SELECT max(change_id) FROM change_edits WHERE kind = ? AND item = ?",
        [key.kind.value, key.id],
    ).fetchone()
    return max(number or UNKNOWN_VERSION, _last_filling(connection))


def versions(connection: sqlite3.Connection) -> tuple[int, dict[Key, int]]:
    """The version of every item that was touched since the last filling, and that of all others."""
    filling = _last_filling(connection)
    rows = connection.execute(
        "SELECT kind, item, max(change_id) FROM change_edits WHERE change_id > ?"
        " GROUP BY kind, item",
        [filling],
    )
    return filling, {Key(Kind(kind), item): number for kind, item, number in rows}


def changed_since(connection: sqlite3.Connection, revision: int) -> frozenset[Key] | None:
    """The keys touched after a revision; None where the whole base was replaced since."""
    ((now,),) = connection.execute("SELECT revision FROM base_revision")
    rows = connection.execute(
        "SELECT revision, kind, item FROM changes LEFT JOIN change_edits ON change_id = id"
        " WHERE revision > ?",
        [revision],
    ).fetchall()
    known = {row[0] for row in rows if row[1] is not None}
    if revision > now or len(known) != now - revision:
        return None
    return frozenset(Key(Kind(kind), item) for _, kind, item in rows)


def read(
    connection: sqlite3.Connection, where: str = "1", values: Sequence[Any] = (), limit: int = -1
) -> list[Change]:
    """Changes, newest first; ``where`` limits them, over the columns of ``changes``."""
    rows = connection.execute(
        "SELECT id, at, author, surface, summary, revision, undoes FROM changes"  # noqa: S608
        f" WHERE {where} ORDER BY id DESC LIMIT ?",
        [*values, limit],
    ).fetchall()
    return [
        Change(
            number,
            at,
            Author(name, surface),
            summary,
            revision,
            undoes,
            undone_by(connection, number),
            _touched(connection, number),
        )
        for number, at, name, surface, summary, revision, undoes in rows
    ]


def undone_by(connection: sqlite3.Connection, change_id: int) -> int | None:
    """The undo of a change that stands, None where the change itself stands."""
    undos = connection.execute("SELECT id FROM changes WHERE undoes = ?", [change_id]).fetchall()
    standing = (number for (number,) in undos if undone_by(connection, number) is None)
    return next(standing, None)


def recorded(connection: sqlite3.Connection, change_id: int, limit: int = -1) -> list[Recorded]:
    """The edits of a change, the first of them where ``limit`` is not negative."""
    rows = connection.execute(
        "SELECT kind, item, before, after, version_before, position_before, position_after"
        " FROM change_edits WHERE change_id = ? ORDER BY rowid LIMIT ?",
        [change_id, limit],
    )
    return [_recorded(row) for row in rows]


def recorded_after(
    connection: sqlite3.Connection, change_id: int
) -> list[tuple[int, Author, Recorded]] | None:
    """The edits of all later changes, with their numbers and authors, the first change first.

    None where one of them replaced the whole base.
    """
    if _last_filling(connection) > change_id:
        return None
    rows = connection.execute(
        "SELECT change_id, author, surface, kind, item, before, after, version_before,"
        " position_before, position_after FROM change_edits JOIN changes ON change_id = id"
        " WHERE change_id > ? ORDER BY change_id",
        [change_id],
    )
    return [(number, Author(name, surface), _recorded(row)) for number, name, surface, *row in rows]


def _recorded(row: Sequence[Any]) -> Recorded:
    kind, item, before, after, number, *positions = row
    return Recorded(Key(Kind(kind), item), _plain(before), _plain(after), number, *positions)


def _touched(connection: sqlite3.Connection, change_id: int) -> tuple[Key, ...]:
    rows = connection.execute(
        "SELECT kind, item FROM change_edits WHERE change_id = ? ORDER BY rowid", [change_id]
    )
    return tuple(Key(Kind(kind), item) for kind, item in rows)


def _last_filling(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute(
        "SELECT max(id) FROM changes WHERE surface = ?", [SHIPPED]
    ).fetchone()
    return number or UNKNOWN_VERSION


def plain_of(item: Item | None) -> Plain | None:
    """An item's plain form, None for none."""
    return to_plain(item) if item else None


def _json(plain: Plain | None) -> str | None:
    return None if plain is None else json.dumps(plain, ensure_ascii=False)


def _plain(text: str | None) -> Plain | None:
    return None if text is None else json.loads(text)
