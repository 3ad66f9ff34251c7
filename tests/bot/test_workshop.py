"""Long work is done in a process of its own; where that fails, the bot goes on without it."""

import logging
import os
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app import opened
from bot.settings import Settings
from bot.workshop import Workshop
from knowledge import changes, edits
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.errors import StoreError
from knowledge.store import Store, open_store

T = TypeVar("T")
WAIT = 60.0
OLGA = Author("olga", "cli")


def teach(store: Store, *texts: str) -> None:
    changes.apply_planned(
        store, lambda now: edits.add_phrasings(now, "tent-red", "en", texts), OLGA, "teach"
    )


def test_a_new_store_is_filled_and_has_its_index(tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite"
    Workshop(path).make_store()
    with open_store(path) as store:
        assert not store.is_empty()
        assert store.cached_index() is not None


def test_what_cannot_be_made_is_left(tmp_path: Path) -> None:
    path = tmp_path / "no-folder"
    path.write_text("a file")
    Workshop(path / "forum.sqlite").make_store()
    assert path.read_text() == "a file"


def test_without_it_the_start_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", os.devnull)
    told: list[str] = []
    with opened(Settings(store=tmp_path / "forum.sqlite"), told.append) as services:
        assert services.answerer.answer("When was the forum held?").entry == "forum-date"
    assert told[0].startswith("A new database is being filled, which takes some seconds")
    assert told[-1].startswith("A new database was filled")


def test_an_index_is_made_and_kept_while_others_write(
    workshop: Workshop, store: Store, tmp_path: Path
) -> None:
    """It waits for them, for its work would be lost; and what is kept already is not made again."""
    teach(store, "zanzibar quux")
    with (
        ThreadPoolExecutor(1) as pool,
        closing(sqlite3.connect(tmp_path / "forum.sqlite", isolation_level=None)) as other,
    ):
        before = store.cached_index()
        made = pool.submit(workshop.make_index)
        other.execute("BEGIN IMMEDIATE")
        time.sleep(0.5)
        other.execute("ROLLBACK")
        assert made.result(WAIT)
        assert store.cached_index() != before
        (written,) = other.execute("PRAGMA data_version").fetchone()
        assert workshop.make_index()
        assert other.execute("PRAGMA data_version").fetchone() == (written,)
    live = Answerer(store)
    assert live.matcher.index.edited == 0
    assert live.answer("zanzibar quux").entry == "tent-red"


@contextmanager
def no_more_files() -> Iterator[None]:
    """This process has as many files open as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


FAILURES = {  # what the program does, and what the log tells of it; "" cannot be started
    "exit 3": "(exit code 3; to see why: forum-kb index /",
    "kill -9 $$": "(exit code -9; to see why: forum-kb index /",
    "exec sleep 60": "(it took more than 0 seconds)",
    "": "(Permission denied)",
}


@pytest.mark.parametrize("script", FAILURES)
def test_a_failure_is_told_once_and_its_end_once(
    workshop: Workshop,
    store: Store,
    program: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    script: str,
) -> None:
    program(script)
    if not script:
        monkeypatch.setattr("sys.executable", os.devnull)
    monkeypatch.setattr("bot.workshop.TOO_LONG", 0.2 if "sleep" in script else WAIT)
    live = Answerer(store, workshop.make_index)
    assert not live.renew_weights()
    assert not live.renew_weights()
    store.fill(live.base)
    teach(store, "zanzibar quux")
    assert live.refresh(), "where all has changed, it is made here"
    assert live.answer("zanzibar quux").entry == "tent-red"
    (line,) = caplog.messages
    assert FAILURES[script] in line
    program("exit 0")
    monkeypatch.setattr("bot.workshop.TOO_LONG", WAIT)
    assert workshop.make_index()
    assert workshop.make_index()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2


def test_without_a_file_to_spare_it_fails_as_well(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    with no_more_files():
        assert not workshop.make_index()
    assert "Too many open files" in caplog.text


def test_it_learns_no_setting_of_the_bot(
    workshop: Workshop,
    program: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    for name in ("TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "https_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "not-to-be-known")
    program(f'{{ env; echo "$@"; cat /proc/$$/cmdline; }} > {tmp_path}/told')
    assert workshop.make_index()
    told = (tmp_path / "told").read_text()
    assert "PATH=" in told
    assert "not-to-be-known" not in told


def test_when_the_bot_stops_it_is_not_waited_for(
    workshop: Workshop,
    store: Store,
    program: Callable[[str], None],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor is anything begun that would take long, here or there; whoever waits is told."""
    program(f"touch {tmp_path}/begun; exec sleep 60")
    live = Answerer(store, workshop.make_index)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(live.renew_weights) for _ in range(2)]
        waits_for((tmp_path / "begun").exists)
        workshop.close()
        for one in waiting:
            with pytest.raises(StoreError, match="stopping"):
                one.result(WAIT)
    store.fill(live.base)
    with pytest.raises(StoreError, match="stopping"):
        live.refresh()
    assert not caplog.messages


def test_it_ends_when_the_bot_is_gone(store: Store, tmp_path: Path) -> None:
    """It waits for a file that somebody writes, and somebody is killed who waits for it."""
    path = tmp_path / "forum.sqlite"
    bot = f"from bot.workshop import *; Workshop(Path({str(path)!r})).make_index()"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with subprocess.Popen([sys.executable, "-c", bot]) as process:
            (child,) = waits_for(lambda: children(process.pid))
            waits_for(lambda: b"index" in cmdline(child))
            process.kill()
        waits_for(lambda: not cmdline(child))
        other.execute("ROLLBACK")


def test_whoever_waits_has_no_more_files_open(
    workshop: Workshop, program: Callable[[str], None], tmp_path: Path
) -> None:
    program(f"touch {tmp_path}/begun; while [ ! -e {tmp_path}/end ]; do sleep 0.02; done")
    before = os.listdir("/proc/self/fd")
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(workshop.make_index)
        waits_for((tmp_path / "begun").exists)
        assert len(os.listdir("/proc/self/fd")) == len(before)
        (tmp_path / "end").touch()
        assert made.result(WAIT)


def children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").iterdir()
    return [int(one) for thread in threads for one in (thread / "children").read_text().split()]


def cmdline(process: int) -> bytes:
    """Nothing where the process is gone."""
    path = Path(f"/proc/{process}/cmdline")
    return path.read_bytes() if path.exists() else b""


def waits_for(holds: Callable[[], T]) -> T:
    deadline = time.monotonic() + WAIT
    while not (found := holds()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def test_edits_are_taken_up_while_new_weights_are_made(
    workshop: Workshop, store: Store, program: Callable[[str], None], tmp_path: Path
) -> None:
    python = sys.executable
    program(
        f"touch {tmp_path}/begun\n"
        f"while [ ! -e {tmp_path}/go ]; do sleep 0.02; done\n"
        f"{python} -m knowledge index {tmp_path}/forum.sqlite\n"
        f"touch {tmp_path}/made\n"
        f"while [ ! -e {tmp_path}/end ]; do sleep 0.02; done"
    )
    live = Answerer(store, workshop.make_index)
    weighed = live.matcher.index.weighed
    teach(store, *(f"zanzibar {number}" for number in range(5)))
    assert live.refresh()
    assert live.snapshot.is_drifted()
    thread = threading.Thread(target=live.renew_weights)
    thread.start()
    for begun, text, go in (("begun", "quux", "go"), ("made", "xyzzy", "end")):
        waits_for((tmp_path / begun).exists)
        teach(store, text)
        assert live.refresh()
        assert live.answer(text).entry == "tent-red"
        (tmp_path / go).touch()
    thread.join(WAIT)
    assert live.matcher.index.weighed == weighed + 6, "what was taught before it was made"
    for text in ("zanzibar 3", "quux", "xyzzy"):
        assert live.answer(text).entry == "tent-red"
