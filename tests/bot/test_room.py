"""A disk that is full at the start: one line, and patience."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.inbox import NoRoom, open_inbox
from bot.room import when_there_is_room
from knowledge.errors import StoreFull
from knowledge.store import open_store


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.room._EVERY", 0.0)


@pytest.mark.usefixtures("no_pause")
def test_it_is_said_once_and_opens_when_there_is_room(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    path, tries = tmp_path / "forum.sqlite", list[int]()

    def opening() -> bool:
        tries.append(1)
        if len(tries) < 4:
            with full_disk():
                open_store(path).close()
        open_store(path).close()
        return True

    assert when_there_is_room(opening)
    assert len(tries) == 4
    assert [record.getMessage() for record in caplog.records] == [
        f"The database {path} cannot be reached: its disk is full, or fails (disk I/O error)."
        " Free space on it, or name another file in FORUM_BOT_DB. Trying again."
    ]


@pytest.mark.usefixtures("no_pause")
def test_patience_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.room.PATIENCE", 0.0)
    with full_disk(), pytest.raises(StoreFull):
        when_there_is_room(lambda: open_store(tmp_path / "forum.sqlite"))


def test_an_inbox_has_no_room_either(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(NoRoom, match="free space"):
        open_inbox(tmp_path / "inbox.sqlite")


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="there is none to fail")
def test_nor_does_the_file_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.slots.os.posix_fallocate", fail)
    with pytest.raises(NoRoom, match="No space left"):
        open_inbox(tmp_path / "inbox.sqlite")
