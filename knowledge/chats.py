"""What the store keeps of chats: what was shown there, and what follows a group to a new id."""

import time
from typing import Final

from knowledge.store import Store

# Seconds in which a group that takes the bot out and in again is not greeted anew.
GREETED_FOR: Final = 30 * 24 * 3600.0

# What is kept of the new id already stays, and wins.
_MOVES: Final = (
    "UPDATE OR IGNORE greeted_chats SET chat = :new WHERE chat = :old",
    "DELETE FROM greeted_chats WHERE chat = :old",
    "UPDATE OR IGNORE language_choices SET user = :new WHERE user = :old",
    "DELETE FROM language_choices WHERE user = :old",
)


def greet(store: Store, chat: str) -> bool:
    """Note that a chat is greeted now; whether that is due.

    Raises StoreError when the store cannot be written.
    """
    now = time.time()
    with store.writing() as connection:
        noted = connection.execute(
            "INSERT INTO greeted_chats (chat, at) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET at = excluded.at WHERE at < ?",
            (chat, now, now - GREETED_FOR),
        )
        return noted.rowcount > 0


def move(store: Store, old: str, new: str) -> None:
    """Give a chat's state to the id that it has from now on; doing it again changes nothing.

    The administrators who write as the chat share its choice of language.
    """
    with store.writing() as connection:
        for statement in _MOVES:
            connection.execute(statement, {"old": old, "new": new})


def desk_menus(store: Store) -> set[str]:
    """The chats that were shown the menu of maintainers.

    Raises StoreError when the store cannot be read.
    """
    with store.reading() as connection:
        return {chat for (chat,) in connection.execute("SELECT chat FROM desk_menus")}


def note_desk_menu(store: Store, chat: str, *, shown: bool) -> None:
    """Note that a chat is shown that menu from now on, or no longer.

    Raises StoreError when the store cannot be written.
    """
    statement = (
        "INSERT OR IGNORE INTO desk_menus (chat) VALUES (?)"
        if shown
        else "DELETE FROM desk_menus WHERE chat = ?"
    )
    with store.writing() as connection:
        connection.execute(statement, (chat,))
