"""The store: one SQLite file that holds the base while the program runs, and what goes with it.

Reading and writing use the standard library alone. sqlite-utils is imported where the tables are
migrated, because its import takes as long as the rest of a start.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.base_load import language_of, load_base, load_entries
from knowledge.model import Base, Entry, Language
from knowledge.schema import APPLICATION_ID, VERSION, migrate
from knowledge.soundness import refuse_unsound, refuse_unsound_entries
from knowledge.store_errors import corrupt, newer, readable_errors, unreachable
from knowledge.store_file import Watch, refuse_write_protection

if TYPE_CHECKING:
    from knowledge.items import Key

BUSY_SECONDS = 15.0
"""How long to wait for another process that writes; an import of a large base takes seconds."""
# Seconds between two looks whether a writer is done. SQLite's own wait grows to 0.1, and would miss
# most of the short pauses of one who edits all the time.
_LOOK_AGAIN = 0.002


class Store:
    """An open store. Its one connection may be used from any thread, one at a time."""

    def __init__(
        self, connection: sqlite3.Connection, place: str, path: Path | None = None
    ) -> None:
        """Take over a connection to a file that is up to date; ``place`` names it in errors.

        ``path`` is where to look for another file that is put in its place, if anywhere.
        """
        self._connection = connection
        self._place = place
        self._path = path
        self._watch = Watch(path) if path else None
        self._reopened = 0
        self._lock = threading.RLock()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store is of no use afterwards."""
        with self._lock:
            self._connection.close()

    @property
    def reopened(self) -> int:
        """How often another file, such as a restored backup, was found in place of the open one.

        Nothing that was read before the last time holds any more.
        """
        return self._reopened

    def is_empty(self) -> bool:
        """Whether no base was ever stored here."""
        return self.revision() == 0

    def revision(self) -> int:
        """How often the base was changed; 0 before it is filled."""
        with self._access():
            # What was read before is forgotten, or a file that was damaged since would look whole.
            self._connection.execute("PRAGMA shrink_memory")
            return self._value("SELECT revision FROM base_revision")

    def load(self) -> Base:
        """The whole base, as it stands at one moment."""
        with self.reading() as connection, _known_values(self._place):
            base = load_base(connection)
            refuse_unsound(base)
            return base

    def load_entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Those of the entries with these ids that there are, in order."""
        with self.reading() as connection, _known_values(self._place):
            entries = load_entries(connection, ids)
            refuse_unsound_entries(entries)
            return {entry.id: entry for entry in entries}

    def items_changed_since(self, revision: int) -> "frozenset[Key] | None":
        """The keys of the items that were added, edited or removed after a revision.

        None where that is not known item by item, as when the whole base was replaced: load it
        anew.
        """
        from knowledge.change_log import changed_since  # a start need not know of changes

        with self.reading() as connection:
            return changed_since(connection, revision)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading: everything inside sees the state of one moment."""
        with self._access(), _one_moment(self._connection):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one transaction that is kept whole, or not at all on an exception.

        Waits for other processes that write, while other threads may go on reading. May be nested;
        not for use inside ``reading``. Raises StoreLocked where the wait is too long.
        """
        deadline = None
        while True:
            with self._access():
                if self._connection.in_transaction:
                    yield from _part(self._connection)
                    return
                if deadline is None:
                    deadline = time.monotonic() + self._value("PRAGMA busy_timeout") / 1000
                if self._begun(deadline):
                    yield from _whole(self._connection)
                    return
            time.sleep(_LOOK_AGAIN)

    def fill(self, base: Base) -> None:
        """Put a base in place of what is stored, in one transaction; for bases without history."""
        self._write_base(base, only_if_empty=False)

    def fill_if_empty(self, base: Base) -> None:
        """Store a base unless one was stored before, also by another process meanwhile."""
        self._write_base(base, only_if_empty=True)

    def cached_index(self) -> tuple[str, bytes] | None:
        """What was cached last, and under which key."""
        with self._access():
            row = self._connection.execute("SELECT key, data FROM index_cache").fetchone()
        return (str(row[0]), row[1]) if row and isinstance(row[1], bytes) else None

    def cache_index(self, key: str, data: bytes, *, wait: bool = True) -> None:
        """Keep data that can be computed again, in place of what was kept before.

        Raises StoreError where the store cannot be written, or not now and we shall not ``wait``.
        """
        with self._access(), nullcontext() if wait else _without_waiting(self._connection):
            self._connection.execute(
                "REPLACE INTO index_cache (id, key, data) VALUES (1, ?, ?)", (key, data)
            )

    def language(self, user: str) -> Language | None:
        """The language that a user chose, if any."""
        with self._access():
            row = self._connection.execute(
                "SELECT language FROM language_choices WHERE user = ?", (user,)
            ).fetchone()
        with suppress(ValueError):
            return language_of(row[0]) if row else None
        return None

    def forget_language(self, user: str) -> None:
        """Delete what a user chose; nothing where there is no choice."""
        with self.writing() as connection:
            connection.execute("DELETE FROM language_choices WHERE user = ?", (user,))

    def set_language(self, user: str, language: Language) -> None:
        """Keep the language that a user chose; ``user`` is any key that stays the same."""
        with self.writing() as connection:
            connection.execute(
                "REPLACE INTO language_choices (user, language) VALUES (?, ?)", (user, language)
            )

    def _write_base(self, base: Base, *, only_if_empty: bool) -> None:
        # A base is written once; every other start reads only.
        from knowledge.base_rows import rows_of
        from knowledge.change_log import record_filling
        from knowledge.item_store import insert

        tables = rows_of(base)
        with self.writing() as connection:
            if only_if_empty and self.revision():
                return
            for table in reversed(tables):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608
            for table, rows in tables.items():
                insert(connection, table, rows)
            record_filling(connection, base)

    def _begun(self, deadline: float) -> bool:
        """Begin a transaction that writes; whether nobody else does. Raises after ``deadline``."""
        try:
            with _without_waiting(self._connection):
                self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            return False
        return True

    @contextmanager
    def _access(self) -> Iterator[None]:
        with self._lock, readable_errors(self._place):
            self._follow_file()
            yield

    def _follow_file(self) -> None:
        """Open what is in the place of the file, where that is another one than before."""
        path, watch = self._path, self._watch
        if path is None or watch is None or self._connection.in_transaction or watch.is_same():
            return
        if not path.stat().st_size:
            raise corrupt(self._place, "is empty")
        watch.clear_companions()
        connection = _connect(path, BUSY_SECONDS)
        self._connection.close()
        self._connection, self._watch = connection, Watch(path)
        self._reopened += 1

    def _value(self, sql: str) -> int:
        row = self._connection.execute(sql).fetchone()
        if row is None:
            raise corrupt(self._place, "has lost its revision")
        return int(row[0])


def default_path() -> Path:
    """Where the store lies unless settings say otherwise: in the user's data folder."""
    from platformdirs import user_data_path  # not needed where a path is set

    return user_data_path("forum-bot") / "forum.sqlite"


def open_store(path: Path, wait: float = BUSY_SECONDS) -> Store:
    """Open a store; a file or folder that is not there is created, an older file is migrated.

    ``wait`` is how many seconds to wait for another process that is writing. Raises StoreLocked,
    StoreReadOnly, StoreCorrupt, StoreNewer or StoreUnreachable, and leaves the file untouched.
    """
    path = path.absolute()
    refuse_write_protection(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unreachable(str(path), error.strerror or str(error)) from error
    with readable_errors(str(path)):
        return Store(_connect(path, wait), str(path), path)


def store_in_memory(base: Base) -> Store:
    """A store of its own that holds this base and leaves no file behind."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection, ":memory:", wait=0)
    store = Store(connection, ":memory:")
    store.fill(base)
    return store


def _connect(path: Path, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, str(path), wait)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, place: str, wait: float) -> None:
    """Look before writing: only a file that is ours, or new, is touched."""
    version = _version(connection, place)
    connection.execute("PRAGMA foreign_keys = ON")
    _use_wal(connection, wait)
    connection.execute("PRAGMA synchronous = NORMAL")
    # What people have deleted is gone, also from the file.
    connection.execute("PRAGMA secure_delete = ON")
    # KiB, taken as needed: the indexes of a large import fit, which nearly halves its time.
    connection.execute("PRAGMA cache_size = -65536")
    if version < VERSION:
        _migrate(connection, place)
    else:
        # A write that changes nothing: a file that is locked or read-only is found out now, not
        # in the middle of a conversation. (BEGIN IMMEDIATE succeeds on a read-only file.)
        connection.execute("UPDATE base_revision SET revision = revision WHERE id IS NULL")


def _migrate(connection: sqlite3.Connection, place: str) -> None:
    from sqlite_utils import Database  # see the module's docstring

    from knowledge.change_log import adopt

    with _known_values(place):
        migrate(Database(connection, execute_plugins=False), adopt)


@contextmanager
def _known_values(place: str) -> Iterator[None]:
    """Tell values in the tables that this program does not write."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise corrupt(place, f"holds a value that is not known ({error})") from error


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Whatever is read inside is the state of one moment."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


def _whole(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Keep everything of the transaction that has begun, or nothing."""
    try:
        yield connection
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    # The log of questions grows, and each write touches other pages of it: none is kept in mind.
    connection.execute("PRAGMA shrink_memory")


def _part(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A part of a transaction, kept whole with it, or taken back alone."""
    connection.execute("SAVEPOINT part")
    try:
        yield connection
        connection.execute("RELEASE part")
    except BaseException:
        if connection.in_transaction:  # a full disk ends the whole
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise


@contextmanager
def _without_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    """Find out at once where another process writes."""
    ((wait,),) = connection.execute("PRAGMA busy_timeout")
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {wait}")


def _use_wal(connection: sqlite3.Connection, wait: float) -> None:
    """Switch to write-ahead logging; SQLite itself does not wait for another that switches too."""
    deadline = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _version(connection: sqlite3.Connection, place: str) -> int:
    """How many migrations the file has; 0 for a new one."""
    # One transaction: another process may be creating the file at this moment.
    with _one_moment(connection):
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID and (application or version or tables):
        raise corrupt(place, "is a database of another program")
    if version > VERSION:
        raise newer(place)
    return int(version)
