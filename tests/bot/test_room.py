"""A disk that is full at the start: one line, and patience."""

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.inbox import Inbox, InUse, NoRoom, open_inbox
from bot.room import when_there_is_room
from knowledge.errors import StoreFull
from knowledge.store import Store, open_store


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
    monkeypatch.setattr("bot.room.TRY_EVERY", 0.0)


OPENED: dict[str, Callable[[Path], Store | Inbox]] = {
    "The database {} cannot be reached: its disk is full, or fails (disk I/O error)."
    " Free space on it, or name another file in FORUM_BOT_DB. Trying again.": open_store,
    "{} cannot be written (disk I/O error): allow it, or free space. Trying again.": open_inbox,
}


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("told", OPENED)
def test_it_is_said_once_and_opens_when_there_is_room(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, told: str
) -> None:
    path, tries = tmp_path / "forum.sqlite", list[int]()

    def opening() -> bool:
        tries.append(1)
        if len(tries) < 4:
            with full_disk():
                OPENED[told](path).close()
        OPENED[told](path).close()
        return True

    assert when_there_is_room(opening)
    assert len(tries) == 4
    assert caplog.messages == [told.format(path)]


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(("opening", "error"), [(open_store, StoreFull), (open_inbox, NoRoom)])
def test_patience_ends(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    opening: Callable[[Path], Store | Inbox],
    error: type[Exception],
) -> None:
    monkeypatch.setattr("bot.room.PATIENCE", 0.0)
    with full_disk(), pytest.raises(error):
        when_there_is_room(lambda: opening(tmp_path / "forum.sqlite"))


@pytest.mark.usefixtures("no_pause")
def test_another_process_may_stop_and_is_not_told_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    path, tries = tmp_path / "inbox.sqlite", list[int]()
    other = open_inbox(path)

    def opening() -> Inbox:
        tries.append(1)
        if len(tries) == 3:
            other.close()
        return open_inbox(path)

    with closing(when_there_is_room(opening)):
        assert len(tries) == 3
        monkeypatch.setattr("bot.room.STOPPING", 0.0)
        with pytest.raises(InUse):
            when_there_is_room(lambda: open_inbox(path))
    assert not caplog.messages


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="there is none to fail")
def test_nor_does_the_file_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.slots.os.posix_fallocate", fail)
    with pytest.raises(NoRoom, match="No space left"):
        open_inbox(tmp_path / "inbox.sqlite")
