"""What is wrong with a store and its file, each finding with what to do. Nothing is changed."""

import shutil
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from knowledge import history_check, rules
from knowledge.base_load import load_base
from knowledge.base_rows import TABLES, rows_of
from knowledge.matching import saved
from knowledge.model import Base, Finding, Severity
from knowledge.schema import APPLICATION_ID, VERSION
from knowledge.soundness import refuse_unsound
from knowledge.store_file import COMPANIONS, companion, is_there

Examination: TypeAlias = Callable[[sqlite3.Connection], Iterator[Finding]]

MEGABYTE = 1_000_000
LEAST_FREE = 100 * MEGABYTE
LARGEST_WAL = 64 * MEGABYTE
_RESTORE = "Restore a backup: forum-kb restore BACKUP"
# Where a row stands is the store's own business: places have gaps where items went.
_PLACES = {"position", "check_id", "group_number"}
_SHOWN = 5


def examine(path: Path) -> list[Finding]:
    """Everything found, the worst first; an empty list is good health. Raises StoreUnreachable."""
    if not is_there(path):
        return [_error(f"there is no database {path}", "Check the name, or start the bot once")]
    if not path.is_file():
        return [_error(f"{path} is a folder", "Name the database file in it")]
    found = [*_around(path), *_inside(path)]
    return sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)


def _around(path: Path) -> Iterator[Finding]:
    """The file and its folder, without looking into it."""
    for place, what in ((path, "the database"), (path.parent, "its folder")):
        mode = place.stat().st_mode
        if not mode & 0o222:
            yield _error(f"{what} cannot be written", f"Allow it: chmod u+w {place}")
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            yield _warning(f"everybody may write {what}", f"Forbid it: chmod o-w {place}")
    free, needed = shutil.disk_usage(path.parent).free, max(LEAST_FREE, 2 * path.stat().st_size)
    if free < needed:
        told = f"{free // MEGABYTE} MB are free beside the database"
        yield _warning(told, f"Make room: {needed // MEGABYTE} MB let it grow and be backed up")
    wal = companion(path, COMPANIONS[0])
    if wal.exists() and wal.stat().st_size > LARGEST_WAL:
        told = f"{wal.name} has grown to {wal.stat().st_size // MEGABYTE} MB"
        yield _warning(told, "Stop whatever has the database open for long, then ask again")
    for suffix in (".partial", ".restoring"):
        for left in sorted(path.parent.rglob(f"*{suffix}")):
            yield _warning(f"{left} was left by a backup that was cut off", f"Remove it: rm {left}")


def _inside(path: Path) -> Iterator[Finding]:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield from _head(connection) or _content(connection)
    except sqlite3.DatabaseError as error:
        yield _error(f"the database cannot be read: {error}", _RESTORE)


def _head(connection: sqlite3.Connection) -> list[Finding]:
    """Why it makes no sense to look further, if so."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    if application != APPLICATION_ID:
        return [_error("this is no database of this program", "Name another file")]
    if version > VERSION:
        return [_error("a newer version of this program wrote it", "Upgrade the program")]
    if version < VERSION:
        remedy = "Start the bot, or ask it anything: forum-kb ask hello"
        return [_warning("an older version of this program wrote it", remedy)]
    return []


def _content(connection: sqlite3.Connection) -> Iterator[Finding]:
    spoilt = [*_integrity(connection), *_references(connection)]
    yield from spoilt
    try:
        base = load_base(connection)
        refuse_unsound(base)
    except (ValueError, TypeError, KeyError) as error:
        yield _error(f"the base holds a value that is not known: {error}", _RESTORE)
        return
    yield from rules.check_base(base)
    yield from _rows(connection, base)
    yield from history_check.findings(connection, base)
    yield from _index(connection)


def _integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (told,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall():
        if told != "ok":
            yield _error(f"the file is damaged: {' '.join(told.split())}", _RESTORE)


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    for (table, parent), count in Counter((row[0], row[2]) for row in rows).items():
        told = f"rows of {table} that refer to {parent} that are not there: {count}"
        yield _error(told, _RESTORE)


def _rows(connection: sqlite3.Connection, base: Base) -> Iterator[Finding]:
    """Rows that no item of the base has, and columns that do not fit their item."""
    for table, rows in zip(TABLES, map(rows_of(base).get, TABLES), strict=True):
        left = {"id"} | _PLACES if table in ("checks", "phrasings", "synonyms") else _PLACES
        names = [name for name in (rows or [{}])[0] if name not in left]
        wanted = Counter(tuple(row[name] for name in names) for row in rows or ())
        columns = ", ".join(names) or "NULL"
        stored = Counter(connection.execute(f"SELECT {columns} FROM {table}").fetchall())  # noqa: S608
        if count := (stored - wanted).total():
            told = f"rows of {table} of nothing, or not as the program writes them: {count}"
            yield _error(told, _RESTORE)


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    row = connection.execute("SELECT key, data FROM index_cache").fetchone()
    if row is None or not str(row[0]).startswith(f"{saved.VERSION}."):
        return
    try:
        saved.load(row[1])
    except (ValueError, TypeError):
        remedy = "Nothing to do: the next start makes it again"
        yield _warning("the saved index of the matcher is damaged", remedy)


def _error(message: str, remedy: str) -> Finding:
    return Finding(message, f"{remedy}.")


def _warning(message: str, remedy: str) -> Finding:
    return Finding(message, f"{remedy}.", severity=Severity.WARNING)
