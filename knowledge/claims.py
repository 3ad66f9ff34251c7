"""Which maintainer has a group of the review open, so that two never work on the same one."""

import time
from typing import Final

from knowledge.store import Store

HELD_FOR: Final = 600.0
"""Seconds after which a group that nobody touched is free again."""


def claim(store: Store, name: str, author: str) -> bool:
    """Take what has this name, or hold it for longer; False where somebody else has it.

    Raises StoreError when the store cannot be written.
    """
    now = time.time()
    with store.writing() as connection:
        # The clock may have been set back since.
        connection.execute("DELETE FROM claims WHERE abs(at - ?) > ?", (now, HELD_FOR))
        taken = connection.execute(
            "INSERT INTO claims (name, author, at) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET at = excluded.at WHERE author = excluded.author",
            (name, author, now),
        )
        return taken.rowcount > 0


def is_free(store: Store, name: str, author: str) -> bool:
    """Whether nobody but this author has it.

    Raises StoreError when the store cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT 1 FROM claims WHERE name = ? AND author != ? AND abs(at - ?) <= ?",
            (name, author, time.time(), HELD_FOR),
        ).fetchone()
    return row is None


def release(store: Store, author: str) -> None:
    """Let others have whatever somebody held.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        connection.execute("DELETE FROM claims WHERE author = ?", (author,))
