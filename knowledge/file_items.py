"""What files had last of each item: the ancestors of three-way merges, by fingerprint.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Iterable

from knowledge.items import Item, Key, Kind, fingerprint, items_of, key_of
from knowledge.model import Base

OWN = "own"
"""The mark of a store that was filled from another base than the shipped one."""


def ancestors(connection: sqlite3.Connection) -> dict[Key, str]:
    """The fingerprint that files had last of each item: exported, imported, or else shipped."""
    return _read(connection, "shipped_items") | _read(connection, "file_items")


def shipped(connection: sqlite3.Connection) -> dict[Key, str]:
    """The fingerprint of each item in the shipped base that was merged last."""
    return _read(connection, "shipped_items")


def keep_shipped(connection: sqlite3.Connection, base: Base) -> None:
    """Remember the items of a base as the shipped ones, in place of what was remembered."""
    connection.execute("DELETE FROM shipped_items")
    _write(connection, "shipped_items", items_of(base))


def remember(connection: sqlite3.Connection, items: Iterable[Item]) -> None:
    """Files have these items now as they stand."""
    _write(connection, "file_items", items)


def shipped_mark(connection: sqlite3.Connection) -> str | None:
    """The mark of the shipped base that was merged last, if any was."""
    row = connection.execute("SELECT mark FROM shipped_base").fetchone()
    return str(row[0]) if row else None


def set_shipped_mark(connection: sqlite3.Connection, mark: str) -> None:
    """Remember which shipped base was merged last."""
    connection.execute("REPLACE INTO shipped_base (id, mark) VALUES (1, ?)", [mark])


def _write(connection: sqlite3.Connection, table: str, items: Iterable[Item]) -> None:
    connection.executemany(
        f"REPLACE INTO {table} (kind, item, fingerprint) VALUES (?, ?, ?)",  # noqa: S608
        [(key.kind.value, key.id, fingerprint(item)) for item in items if (key := key_of(item))],
    )


def _read(connection: sqlite3.Connection, table: str) -> dict[Key, str]:
    rows = connection.execute(f"SELECT kind, item, fingerprint FROM {table}")  # noqa: S608
    return {Key(Kind(kind), item): mark for kind, item, mark in rows}
