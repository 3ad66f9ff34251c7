"""Single items in the store's tables: read, put in place, taken out.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from knowledge.base_load import (
    load_checks,
    load_entries,
    load_people,
    load_replies,
    load_source,
    load_synonyms,
    load_topics,
)
from knowledge.base_rows import Row, item_rows
from knowledge.items import (
    Item,
    Key,
    Kind,
    ReplyText,
    SynonymGroup,
    check_key,
    key_of,
    synonyms_key,
)
from knowledge.model import Check, Entry, Person, Source
from knowledge.wording import same_words

# Kinds that stand in an order which people see, and their tables.
IN_ORDER = {Kind.TOPIC: "topics", Kind.PERSON: "people", Kind.ENTRY: "entries"}
# Kinds without an id in the tables: the position is what their rows are found by.
BY_POSITION = {Kind.CHECK, Kind.SYNONYMS}
# What belongs to a row of the table that the kind has, and the column that says whose it is.
_BELONGINGS = {
    Kind.ENTRY: (
        ("phrasings", "entry"),
        ("entry_texts", "entry"),
        ("entry_people", "entry"),
        ("entry_paragraphs", "entry"),
        ("entry_related", "entry"),
    ),
    Kind.PERSON: (("person_spellings", "person"), ("person_paragraphs", "person")),
    Kind.CHECK: (("check_entries", "check_id"),),
}
# The rows of these stay until others take their place: ``_clear`` empties the other tables.
_KEPT = {"source", "paragraphs", "topics", "people", "entries", "replies", "checks"}


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and its place among its kind; what has no order stands at 0."""

    item: Item
    position: int


def find(connection: sqlite3.Connection, key: Key) -> Placed | None:
    """The item with this key, if there is one."""
    match key.kind:
        case Kind.TOPIC | Kind.PERSON | Kind.ENTRY:
            return _find_in_order(connection, key)
        case Kind.CHECK:
            return _find_check(connection, key)
        case Kind.SYNONYMS:
            return _find_synonyms(connection, key)
        case Kind.REPLY:
            text = getattr(load_replies(connection), key.id, None)
            return Placed(ReplyText(key.id, text), 0) if text else None
        case Kind.SOURCE:
            return Placed(load_source(connection), 0)


def put(connection: sqlite3.Connection, item: Item, position: int) -> None:
    """Write an item in place of the one with its key, or as a new one."""
    _clear(connection, item, position)
    for table, group in groupby(item_rows(item, position), key=lambda pair: pair[0]):
        insert(connection, table, [row for _, row in group])


def take_out(connection: sqlite3.Connection, placed: Placed) -> None:
    """Remove an item that stands in the tables."""
    item, key = placed.item, key_of(placed.item)
    _clear(connection, item, placed.position)
    if key.kind in IN_ORDER:
        connection.execute(f"DELETE FROM {IN_ORDER[key.kind]} WHERE id = ?", [key.id])  # noqa: S608
    elif key.kind is Kind.CHECK:
        connection.execute("DELETE FROM checks WHERE id = ?", [placed.position])


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns; one that others refer to is replaced in place."""
    rows = list(rows)
    if not rows:
        return
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    if table in _KEPT:  # elsewhere it would double the time, for rows that are gone
        updates = ", ".join(f"{name} = excluded.{name}" for name in names)
        sql += f" ON CONFLICT DO UPDATE SET {updates}"
    connection.executemany(sql, [tuple(row.values()) for row in rows])


def positions(connection: sqlite3.Connection) -> dict[Key, int]:
    """The place of every item that has one among its kind."""
    found = {
        Key(kind, name): position
        for kind, table in IN_ORDER.items()
        for name, position in connection.execute(f"SELECT id, position FROM {table}")  # noqa: S608
    }
    for number, language, question in connection.execute(
        "SELECT id, language, question FROM checks"
    ):
        found[check_key(language, question)] = number
    for language, groups in load_synonyms(connection).items():
        for number, words in groups.items():
            found[synonyms_key(language, words[0])] = number
    return found


def ids_of(connection: sqlite3.Connection, kind: Kind) -> list[str]:
    """The ids of all items of a kind that can be added and removed."""
    if kind in IN_ORDER:
        rows = connection.execute(f"SELECT id FROM {IN_ORDER[kind]} ORDER BY position")  # noqa: S608
        return [name for (name,) in rows]
    return [key.id for key in positions(connection) if key.kind is kind]


def taken(connection: sqlite3.Connection, key: Key, position: int) -> bool:
    """Whether a check or a group of synonyms stands where this one would be found."""
    if key.kind is Kind.CHECK:
        rows = connection.execute("SELECT 1 FROM checks WHERE id = ?", [position])
    elif key.kind is Kind.SYNONYMS:
        rows = connection.execute(
            "SELECT 1 FROM synonyms WHERE language = ? AND group_number = ?",
            [key.id.partition(": ")[0], position],
        )
    else:
        return False
    return rows.fetchone() is not None


def next_position(connection: sqlite3.Connection, key: Key) -> int:
    """A place behind all of the kind, also behind those that are gone and may come back."""
    last = -1
    if key.kind in IN_ORDER:
        last = _number(connection, f"SELECT max(position) FROM {IN_ORDER[key.kind]}")  # noqa: S608
    elif key.kind is Kind.CHECK:
        last = _number(connection, "SELECT max(id) FROM checks")
    elif key.kind is Kind.SYNONYMS:
        last = _number(connection, "SELECT max(group_number) FROM synonyms")
    gone = _number(
        connection, "SELECT max(position_before) FROM change_edits WHERE kind = ?", key.kind.value
    )
    return max(last, gone) + 1


def _find_in_order(connection: sqlite3.Connection, key: Key) -> Placed | None:
    row = connection.execute(
        f"SELECT position FROM {IN_ORDER[key.kind]} WHERE id = ?",  # noqa: S608
        [key.id],
    ).fetchone()
    if row is None:
        return None
    if key.kind is Kind.ENTRY:
        return Placed(load_entries(connection, [key.id])[0], row[0])
    if key.kind is Kind.PERSON:
        return Placed(load_people(connection, [key.id])[0], row[0])
    return Placed(load_topics(connection, [key.id])[0], row[0])


def _find_check(connection: sqlite3.Connection, key: Key) -> Placed | None:
    language, _, question = key.id.partition(": ")
    row = connection.execute(
        "SELECT id FROM checks WHERE letters = ? AND language = ? AND question = ?",
        [same_words(question), language, question],
    ).fetchone()
    return Placed(load_checks(connection, [row[0]])[0], row[0]) if row else None


def _find_synonyms(connection: sqlite3.Connection, key: Key) -> Placed | None:
    for language, groups in load_synonyms(connection).items():
        for number, words in groups.items():
            group = SynonymGroup(language, words)
            if key_of(group) == key:
                return Placed(group, number)
    return None


def _clear(connection: sqlite3.Connection, item: Item, position: int) -> None:
    """Remove the rows that belong to an item, but not the row that others refer to."""
    match item:
        case Entry() | Person():
            owner: str | int = item.id
        case Check():
            owner = position
        case SynonymGroup():
            connection.execute(
                "DELETE FROM synonyms WHERE language = ? AND group_number = ?",
                [item.language, position],
            )
            return
        case Source():
            connection.execute("DELETE FROM paragraphs WHERE number > ?", [len(item.paragraphs)])
            return
        case _:
            return
    for table, column in _BELONGINGS[key_of(item).kind]:
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", [owner])  # noqa: S608


def _number(connection: sqlite3.Connection, sql: str, *values: str) -> int:
    (number,) = connection.execute(sql, values).fetchone()
    return -1 if number is None else int(number)
