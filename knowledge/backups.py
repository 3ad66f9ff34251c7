"""Copies of the whole store in one file, made while others write to it, and checked."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.errors import NotFound, StoreCorrupt, StoreExists, StoreNewer
from knowledge.store import BUSY_SECONDS, Store, open_store
from knowledge.store_errors import corrupt, readable_errors, unreachable
from knowledge.store_file import COMPANIONS, companion, is_there


def usual_place(store: Path, why: str = "") -> Path:
    """Where a backup of a store goes unless told otherwise: beside it, named by time (UTC)."""
    at = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")[:-3]
    return store.parent / "backups" / f"{store.stem}{why}-{at}.sqlite"


def back_up(path: Path, target: Path) -> None:
    """Copy the store at ``path`` into the new file ``target``, also while others write to it.

    The copy is the state of one moment, and checked before it gets its name. Raises NotFound,
    StoreExists, StoreError.
    """
    if not is_there(path):
        raise NotFound(f"There is no database {path}. Check the name.")
    if is_there(target):
        raise StoreExists(f"{target} is there already. Name a file that is not there yet.")
    partial = companion(target, ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_file(path, partial)
        _checkcopy_store(path, partial)
        shutil.copymode(path, partial)
        partial.rename(target)
    except OSError as error:
        raise unreachable(str(target), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink()


@contextmanager
def opened_backup(path: Path) -> Iterator[Store]:
    """A store over a copy of a backup, brought up to date; the backup itself is not touched.

    Raises NotFound where there is no file, StoreCorrupt where it is damaged or no store of ours,
    StoreNewer.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}. Name one that forum-kb backup has made.")
    with TemporaryDirectory(prefix="forum-kb-") as folder:
        copy = Path(folder) / "backup.sqlite"
        try:
            for suffix in ("", COMPANIONS[0]):
                if (source := companion(path, suffix)).exists():
                    shutil.copyfile(source, companion(copy, suffix))
        except OSError as error:
            raise unreachable(str(path), error.strerror or str(error)) from error
        with _checked(path, copy) as store:
            yield store


def refuse_damage(store: Store, place: Path) -> None:
    """Raise StoreCorrupt, that names ``place``, where a store is damaged or holds no whole base."""
    with store.reading() as connection, readable_errors(str(place)):
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise corrupt(str(place), f"is damaged ({found})")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise corrupt(str(place), "is damaged (rows refer to others that are not there)")
        store.load()


def _copy_file(path: Path, target: Path) -> None:
    with (
        readable_errors(str(path)),
        closing(
            sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=BUSY_SECONDS,
                isolation_level=None,
            )
        ) as connection,
    ):
        connection.execute("BEGIN")
        # A read that waits no longer than it should; the copy itself would wait for ever.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy_store(connection, target)


def copy_store(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees into a new file that needs no other file beside it.

    The index, half of the file, is left out: the next start makes it again within seconds.
    """
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'index_cache'").fetchone():
            copy.execute("DELETE FROM index_cache")
            copy.execute("VACUUM")
    with target.open("r+b") as file:
        os.fsync(file.fileno())


def _checkcopy_store(path: Path, copy: Path) -> None:
    """What is wrong with a copy is wrong with the store."""
    try:
        with opened_backup(copy):
            pass
    except StoreCorrupt as error:
        raise StoreCorrupt(
            f"The database {path} is damaged or none of this program, and no backup was made. "
            "See what is wrong with: forum-kb doctor"
        ) from error


def _checked(path: Path, copy: Path) -> Store:
    """The store that the copy of a backup holds; errors are told of the backup."""
    try:
        store = open_store(copy)
        try:
            refuse_damage(store, copy)
        except BaseException:
            store.close()
            raise
    except StoreNewer:
        raise StoreNewer(
            f"The backup {path} was written by a newer version of this program. "
            "Upgrade the program first."
        ) from None
    except StoreCorrupt as error:
        raise StoreCorrupt(
            f"{path} is damaged, or no backup of this program's database. Choose another."
        ) from error
    return store
