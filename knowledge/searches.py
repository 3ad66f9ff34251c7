"""For what a maintainer was asked to type words that an entry is looked for by.

It holds for a few minutes: who comes back later and asks something is answered.
"""

import time
from dataclasses import dataclass
from typing import Final

from knowledge.store import Store

LASTS: Final = 600.0
"""Seconds in which words are taken."""


@dataclass(frozen=True, slots=True)
class Search:
    """``name`` is the group, or the lesson, that an entry is wanted for; ``at`` a Unix time."""

    name: str
    at: float


def begin(store: Store, author: str, name: str) -> None:
    """What is typed from now on is looked for.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO searches (author, name, at) VALUES (?, ?, ?)",
            (author, name, time.time()),
        )


def going_on(store: Store, author: str) -> Search | None:
    """The search that an author began not long ago.

    Raises StoreError when the store cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT name, at FROM searches WHERE author = ? AND abs(at - ?) <= ?",
            (author, time.time(), LASTS),
        ).fetchone()
    return Search(*row) if row else None


def end(store: Store, author: str) -> bool:
    """What is typed is a question again; whether there was a search.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        ended = connection.execute("DELETE FROM searches WHERE author = ?", (author,))
        return ended.rowcount > 0
