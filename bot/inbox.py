"""The inbox: every update is written here before Telegram is told that it arrived.

Whatever ends the process, an update is answered once: what was taken in and not answered is
found here at the next start, and what was answered is remembered, should Telegram send it again.
The inbox is a file of its own beside the store, because it holds what people write, for as long
as it takes to answer: no export, backup or reader of the store comes near it.
"""

import errno
import logging
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from zlib import crc32

from bot.outage import CannotRun
from bot.pulse import own_file
from bot.slots import Slots
from knowledge.store_errors import FULL
from knowledge.store_file import COMPANIONS, companion

log = logging.getLogger(__name__)

# Telegram repeats an update for a day at most; so many ids are a day of a busy bot.
REMEMBERED: Final = 100_000
# An update that was at hand each time the process died is not tried for ever.
TRIES: Final = 3
_PURGE_EVERY: Final = 1_000
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS updates (
    number INTEGER PRIMARY KEY, id INTEGER, mark INTEGER, body TEXT, answered INTEGER,
    tries INTEGER, UNIQUE (id, mark));
CREATE INDEX IF NOT EXISTS open_updates ON updates (number) WHERE body IS NOT NULL;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT);
"""


class InUse(CannotRun):
    """Another process keeps the inbox."""


class NoRoom(CannotRun):
    """The disk is full, or fails."""


class Inbox:
    """An open inbox; one process at a time has it. A write takes some ten microseconds.

    A disk that cannot be written stops nobody from being answered: the log says so once, and
    updates are remembered in memory for as long as it lasts.
    """

    def __init__(self, connection: sqlite3.Connection, sending: Slots) -> None:
        self._connection = connection
        self._sending = sending
        self._finished: list[int] = []
        self._unwritten: set[tuple[int, int]] = set()
        self._puts = 0

    def put(self, updates: Sequence[tuple[int, str]]) -> set[int]:
        """Keep updates, by id and as JSON; the ids of those that were never here before.

        After a quiet week Telegram begins anew at any number, so a number alone proves nothing.
        """
        known = self._known([number for number, _ in updates])
        rows = {number: (number, crc32(body.encode()), body) for number, body in updates}
        fresh = {number: row for number, row in rows.items() if row[:2] not in known}
        try:
            with self._written() as write:
                write.executemany(
                    "INSERT INTO updates (id, mark, body, answered, tries) VALUES (?, ?, ?, 0, 0)",
                    fresh.values(),
                )
            self._purge_now_and_then()
        except sqlite3.Error as error:
            self._cannot_write(error, [row[:2] for row in fresh.values()])
        return set(fresh)

    def mark(self, number: int, *, answered: bool) -> None:
        """Note whether an update has got its answer; what has got none is taken up again."""
        if answered and self._sending.is_full():
            with self._forgiven(), self._written():
                pass
        if answered:
            self._sending.put(number)
        else:
            self._sending.take(number)

    def finish(self, number: int) -> None:
        """An update is done with: its text is forgotten, with the next write, its id is not."""
        self._finished.append(number)

    def left(self) -> list[str]:
        """The JSON of what an earlier process did not answer, in the order of arrival."""
        answered = [(number,) for number in self._sending.left()]
        try:
            with self._written() as write:
                write.executemany("UPDATE updates SET answered = 1 WHERE id = ?", answered)
                write.execute("UPDATE updates SET body = NULL WHERE answered")
                write.execute("UPDATE updates SET tries = tries + 1 WHERE body IS NOT NULL")
            self._sending.clear()
        except sqlite3.Error as error:
            self._cannot_write(error, [])
        rows = self._connection.execute(
            "SELECT id, body, tries FROM updates"
            " WHERE body IS NOT NULL AND NOT answered ORDER BY number"
        ).fetchall()
        noted = set(self._sending.left())
        rows = [row for row in rows if row[0] not in noted]
        for number, _, tries in rows:
            if tries > TRIES:
                log.error("Update %s was never answered in %s starts; it is left", number, TRIES)
                self.finish(number)
        return [body for _, body, tries in rows if tries <= TRIES]

    def note(self, name: str, value: str) -> None:
        """Keep a short text under a name, across restarts."""
        with self._forgiven(), self._written() as write:
            write.execute("REPLACE INTO notes VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """The text under a name; None also where it cannot be read."""
        with self._forgiven():
            row = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,))
            return next((value for (value,) in row), None)
        return None

    def close(self) -> None:
        """Write what is left to write; an orderly stop is no failed try."""
        with suppress(sqlite3.Error), self._written() as write:
            write.execute("UPDATE updates SET tries = 0 WHERE tries > 0 AND body IS NOT NULL")
            for number in self._sending.left():
                write.execute("UPDATE updates SET answered = 1 WHERE id = ?", (number,))
        self._connection.close()
        self._sending.close()

    def _known(self, numbers: Sequence[int]) -> set[tuple[int, int]]:
        """The updates of these numbers that were here before, each with the mark of its text."""
        marks = ",".join("?" * len(numbers))
        try:
            rows = self._connection.execute(
                f"SELECT id, mark FROM updates WHERE id IN ({marks})",  # noqa: S608  # only marks
                numbers,
            ).fetchall()
        except sqlite3.Error as error:
            self._cannot_write(error, [])
            rows = []
        return {*rows, *self._unwritten}

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        """One transaction, with what is finished by now."""
        finished = self._finished[:]
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(
                "UPDATE updates SET body = NULL, answered = 1 WHERE id = ?",
                [(number,) for number in finished],
            )
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        del self._finished[: len(finished)]
        for number in finished:
            self._sending.take(number)
        if self._unwritten:
            log.warning("The inbox can be written again")
            self._unwritten.clear()

    @contextmanager
    def _forgiven(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self._cannot_write(error, [])

    def _cannot_write(self, error: sqlite3.Error, updates: Iterable[tuple[int, int]]) -> None:
        if not self._unwritten:
            log.error(
                "The inbox cannot be written (%s): people are answered all the same, but a crash"
                " now may lose questions. Check the free space and the permissions.",
                error,
            )
        self._unwritten.update(updates, [(0, 0)])
        while len(self._unwritten) > REMEMBERED:
            self._unwritten.pop()

    def _purge_now_and_then(self) -> None:
        self._puts += 1
        if self._puts % _PURGE_EVERY == 0:
            with self._written() as write:
                write.execute(
                    "DELETE FROM updates WHERE body IS NULL AND number <="
                    " (SELECT max(number) FROM updates) - ?",
                    (REMEMBERED,),
                )


def inbox_path(store: Path, token: str) -> Path:
    """Where the inbox of a bot lies."""
    return own_file(store, token, "-inbox.sqlite")


def open_inbox(path: Path) -> Inbox:
    """Open or make an inbox; a damaged one is put aside, for it holds little.

    Raises InUse where another process keeps it, NoRoom where the disk is full, and CannotRun where
    it cannot be written.
    """
    try:
        return _opened(path)
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise InUse(
                f"Another forum-bot runs with the same database and token ({path}):"
                " stop one of the two."
            ) from None
        is_full = code in FULL or getattr(error.__cause__, "errno", 0) in _NO_ROOM
        kind = NoRoom if is_full else CannotRun
        raise kind(f"{path} cannot be written ({error}): allow it, or free space.") from None
    except sqlite3.DatabaseError as error:
        aside = path.with_suffix(f".damaged-{time.time():.0f}")
        log.error("The inbox is damaged (%s); it is put aside as %s", error, aside)
        path.replace(aside)
        for suffix in COMPANIONS:
            companion(path, suffix).unlink(missing_ok=True)
        return _opened(path)


def _opened(path: Path) -> Inbox:
    connection = _connected(path)
    try:
        return Inbox(connection, Slots(path.with_name(f"{path.name}-sending")))
    except OSError as error:
        connection.close()
        raise sqlite3.OperationalError(str(error)) from error


def _connected(path: Path) -> sqlite3.Connection:
    with suppress(OSError):  # SQLite tells it better
        path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        # One process has it, which spares every write a look at the others. A crash of the process
        # loses nothing that was written; only one of the machine may, and it is noticed here.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        # What was answered is forgotten: nothing of it is left between the rows.
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
        (health,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if health != "ok":
            raise sqlite3.DatabaseError(health)
    except BaseException:
        connection.close()
        raise
    return connection
