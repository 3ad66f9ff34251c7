"""What can be wrong with a database file, as one line that says which file and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from knowledge.errors import (
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)

# The primary result codes of SQLite (sqlite.org/rescode.html) that a person can do something about.
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNREACHABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
# A full disk shows itself by either.
FULL: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


@contextmanager
def readable_errors(place: str) -> Iterator[None]:
    """Turn SQLite's errors into ours, except those that only a mistake of ours can cause."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise _store_error(place, error) from error


def _store_error(place: str, error: sqlite3.DatabaseError) -> StoreError:
    # The low byte is the primary code; errors of the Python layer carry none.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _LOCKED:
        return StoreLocked(
            f"The database {place} is locked by another process. "
            "Wait until it is done, or stop it, and try again."
        )
    if code == sqlite3.SQLITE_READONLY:
        return read_only(place)
    if code in FULL:
        return StoreFull(
            f"The database {place} cannot be reached: its disk is full, or fails ({error}). "
            "Free space on it, or name another file in FORUM_BOT_DB."
        )
    if code in _UNREACHABLE:
        return unreachable(place, str(error))
    return corrupt(place, f"is damaged or no SQLite database ({error})")


def read_only(place: str) -> StoreReadOnly:
    """The file or its folder is protected from writing."""
    return StoreReadOnly(
        f"The database {place} cannot be written. "
        "Allow writing to the file and its folder, or name another file in FORUM_BOT_DB."
    )


def corrupt(place: str, what: str) -> StoreCorrupt:
    """The content is not what it should be; ``what`` follows the file's name."""
    return StoreCorrupt(
        f"The database {place} {what}. "
        "Restore a backup, move the file away to start afresh, or name another in FORUM_BOT_DB."
    )


def unreachable(place: str, why: str) -> StoreUnreachable:
    """The file cannot be opened or extended."""
    return StoreUnreachable(
        f"The database {place} cannot be reached: {why}. "
        "Check path, permissions and free space, or name another file in FORUM_BOT_DB."
    )


def newer(place: str) -> StoreNewer:
    """The file has migrations that this program does not know."""
    return StoreNewer(
        f"The database {place} was written by a newer version of this program. "
        "Upgrade the program, or name another file in FORUM_BOT_DB."
    )
