"""Who was told on which day what waits for review, and in which language they are told."""

from knowledge.base_load import language_of
from knowledge.model import Language
from knowledge.store import Store


def note_language(store: Store, author: str, language: Language) -> None:
    """Note the language that somebody speaks at the desk; where it is the same, nothing is written.

    Raises StoreError when the store cannot be read or written.
    """
    if _noted(store, author) == language:
        return
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO digests (author, language, day) VALUES (?, ?, '')"
            " ON CONFLICT DO UPDATE SET language = excluded.language",
            (author, language),
        )


def language(store: Store, author: str) -> Language:
    """What somebody chose, else speaks at the desk, else English.

    Raises StoreError when the store cannot be read.
    """
    return store.language(author) or _noted(store, author) or "en"


def _noted(store: Store, author: str) -> Language | None:
    with store.reading() as connection:
        row = connection.execute(
            "SELECT language FROM digests WHERE author = ?", (author,)
        ).fetchone()
    return language_of(row[0]) if row else None


def is_due(store: Store, author: str, day: str) -> bool:
    """Whether somebody was not told yet on a day. Raises StoreError."""
    with store.reading() as connection:
        row = connection.execute(
            "SELECT 1 FROM digests WHERE author = ? AND day = ?", (author, day)
        ).fetchone()
    return row is None


def note_told(store: Store, author: str, day: str) -> None:
    """Note that somebody is told on a day, before it is done: twice is worse than never.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO digests (author, language, day) VALUES (?, 'en', ?)"
            " ON CONFLICT DO UPDATE SET day = excluded.day",
            (author, day),
        )
