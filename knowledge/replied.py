"""Which replies a message got, for as long as people may edit it.

An edited question is answered anew in the same place. Of its text nothing is kept but a mark to
compare it with.
"""

import json
import time
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from knowledge.store import Store

KEPT_FOR: Final = 48 * 3600.0
"""Seconds that Telegram lets people edit a message, and a bot delete one of its own."""

MOST: Final = 50_000
"""How many messages are kept at most; the newest are."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The numbers of the replies to a message, in order.

    ``mark`` tells whether the text is still the one that was answered; ``before`` is the entry
    that it could lean on. ``asked`` is the question's id in the log, where a maintainer asked: of
    nobody else is kept what they asked.
    """

    replies: tuple[int, ...]
    mark: str
    before: str | None = None
    asked: str | None = None


def mark(chat: str, message: int, text: str) -> str:
    """What tells a text from another one in the same place; equal texts elsewhere differ."""
    key = f"{chat} {message}".encode()[:64]
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=key).hexdigest()


def keep(store: Store, chat: str, message: int, replied: Replied) -> None:
    """Keep which replies a message got, in place of what was kept of it before.

    Raises StoreError when the store cannot be written.
    """
    with store.writing() as connection:
        connection.execute(
            "REPLACE INTO replied_messages (chat, message, at, replies, mark, before, asked)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(chat, message, time.time()),
                *(json.dumps(replied.replies), replied.mark, replied.before, replied.asked),
            ),
        )
        connection.execute(
            "DELETE FROM replied_messages WHERE id <= (SELECT max(id) FROM replied_messages) - ?",
            (MOST,),
        )


def find(store: Store, chat: str, message: int) -> Replied | None:
    """The replies that a message got; None where none are kept.

    Raises StoreError when the store cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT replies, mark, before, asked FROM replied_messages"
            " WHERE chat = ? AND message = ? AND at >= ?",
            (chat, message, time.time() - KEPT_FOR),
        ).fetchone()
    return Replied(tuple(json.loads(row[0])), *row[1:]) if row else None


def asked_for(store: Store, chat: str, reply: int) -> str | None:
    """The id in the log of the question that got this reply, see ``Replied``.

    Raises StoreError when the store cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT asked FROM replied_messages WHERE chat = ? AND asked IS NOT NULL"
            " AND ? IN (SELECT value FROM json_each(replies))",
            (chat, reply),
        ).fetchone()
    return str(row[0]) if row else None
