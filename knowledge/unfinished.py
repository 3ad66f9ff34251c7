"""What a maintainer has begun and not finished; it is kept in the store, so no typing is lost.

One thing at a time for each author. What the ``state`` means is the matter of whoever keeps it.
"""

import json
import sqlite3
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from knowledge.items import Plain
from knowledge.searches import LASTS
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Unfinished:
    """``kind`` names what was begun, ``state`` holds how far it is, as plain JSON.

    ``at`` is when it was kept, a Unix time: what was begun last takes a text.
    """

    kind: str
    state: Plain
    at: float = field(default=0.0, compare=False)

    @property
    def is_fresh(self) -> bool:
        """Whether its author is still at it; who comes back later may want something else."""
        return time.time() - self.at < LASTS


def begun(store: Store, author: str) -> Unfinished | None:
    """What an author has begun; None where that is nothing.

    Raises StoreError when the store cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT kind, state, at FROM unfinished WHERE author = ?", (author,)
        ).fetchone()
    if row is None:
        return None
    return Unfinished(row[0], json.loads(row[1]), datetime.fromisoformat(row[2]).timestamp())


def others(store: Store, author: str) -> list[Unfinished]:
    """What others have begun or gone on with within the last day.

    Raises StoreError when the store cannot be read.
    """
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="microseconds")
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT kind, state FROM unfinished WHERE author != ? AND at >= ? ORDER BY at",
            (author, since),
        ).fetchall()
    return [Unfinished(kind, json.loads(state)) for kind, state in rows]


def keep(store: Store, author: str, work: Unfinished) -> None:
    """Keep how far an author is; it takes the place of what was kept before.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        keep_in(connection, author, work)


def keep_in(connection: sqlite3.Connection, author: str, work: Unfinished) -> None:
    """The same, in a transaction that is the caller's."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    connection.execute(
        "INSERT OR REPLACE INTO unfinished (author, kind, state, at) VALUES (?, ?, ?, ?)",
        (author, work.kind, json.dumps(work.state, ensure_ascii=False), at),
    )


def lay_aside(store: Store, author: str) -> None:
    """Let an author do something else for now; it is fresh again once they go on with it.

    Raises StoreError when the store cannot be written.
    """
    before = (datetime.now(UTC) - timedelta(seconds=LASTS)).isoformat(timespec="microseconds")
    with store.writing() as connection:
        connection.execute("UPDATE unfinished SET at = ? WHERE author = ?", (before, author))


def forget(store: Store, author: str) -> None:
    """Forget what an author has begun.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        connection.execute("DELETE FROM unfinished WHERE author = ?", (author,))
