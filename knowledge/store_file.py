"""The file under a store: whether it is there, may be written, and is still the same."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from knowledge.store_errors import read_only, unreachable

Identity: TypeAlias = tuple[int, int]

# SQLite keeps these beside a database; they spoil another file that comes into its place.
COMPANIONS = ("-wal", "-shm")


def is_there(path: Path) -> bool:
    """Whether there is a file or folder at the path; StoreUnreachable where we may not look."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreachable(str(path), error.strerror or str(error)) from error
    return True


def identity(path: Path) -> Identity | None:
    """What tells a file from another that is put in its place; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def companion(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside a database, by its suffix."""
    return path.with_name(path.name + suffix)


def refuse_write_protection(path: Path) -> None:
    """Honour a file or folder that nobody may write, also where we could: root can."""
    for protected in (path, path.parent):
        with suppress(OSError):
            writable = stat.S_IMODE(protected.stat().st_mode) & 0o222
            if not (writable and os.access(protected, os.W_OK)):
                raise read_only(str(path))


class Watch:
    """Remembers which file is open, to notice that another was put in its place."""

    def __init__(self, path: Path) -> None:
        """Remember the file that is at the path now."""
        self._path = path
        self._file = identity(path)
        self._companions = {suffix: identity(companion(path, suffix)) for suffix in COMPANIONS}

    def is_same(self) -> bool:
        """Whether the file at the path is the one that was there at first.

        Raises StoreUnreachable where there is none any more.
        """
        now = identity(self._path)
        if now is None:
            raise unreachable(str(self._path), "the file is no longer there")
        return now == self._file

    def clear_companions(self) -> None:
        """Remove what SQLite kept beside the first file, so that it does not spoil another one.

        For use where ``is_same`` is false.
        """
        for suffix, first in self._companions.items():
            path = companion(self._path, suffix)
            if first and identity(path) == first:
                with suppress(OSError):
                    path.unlink()
