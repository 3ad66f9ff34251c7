"""What is kept for a time and then forgotten, apart from the questions log; all in one place.

It is forgotten by a time that whoever calls believes, not by the clock of the machine at the
moment when a row is written: that may be wrong, and what is deleted does not come back.
"""

from datetime import datetime
from typing import Final

from knowledge import chats, replied
from knowledge.store import Store

# Seconds; the buttons of a lesson live for a week.
_KEPT_FOR: Final = {
    "greeted_chats": chats.GREETED_FOR,
    "lessons": 7 * 24 * 3600.0,
    "replied_messages": replied.KEPT_FOR,
}
_SHORT: Final = ("claims", "searches")


def forget(store: Store, now: datetime) -> None:
    """Delete what was kept long enough. Raises StoreError."""
    with store.writing() as connection:
        connection.execute("PRAGMA secure_delete = ON")
        for table, seconds in _KEPT_FOR.items():
            old = now.timestamp() - seconds
            connection.execute(f"DELETE FROM {table} WHERE at < ?", (old,))  # noqa: S608


def bring_back(store: Store, now: datetime) -> None:
    """Have whatever bears a later date be of now, so that it is kept no longer than all else.

    The clock was ahead when it was written. ``now`` is in UTC. Raises StoreError.
    """
    later, day = {"now": now.timestamp()}, {"now": now.isoformat(timespec="seconds")}
    with store.writing() as connection:
        for table in (*_KEPT_FOR, *_SHORT):
            connection.execute(f"UPDATE {table} SET at = :now WHERE at > :now", later)  # noqa: S608
        connection.execute("UPDATE questions_log SET asked_at = :now WHERE asked_at > :now", day)
