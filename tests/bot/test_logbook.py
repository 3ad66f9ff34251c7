import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import bot.logbook
from bot.logbook import Logbook, open_logbook
from knowledge.model import Outcome, OutcomeKind
from knowledge.questions_log import Vote, logged
from knowledge.store import open_store

ANSWERED = Outcome(OutcomeKind.ANSWER, "когда форум", "ru", "forum-date", 0.98)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "forum.sqlite"


@pytest.fixture
def logbook(path: Path) -> Iterator[Logbook]:
    opened = Logbook(open_store(path, wait=0.05))
    yield opened
    opened.close()


def rows(path: Path, columns: str = "id, vote, picked") -> list[tuple[str | None, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {columns} FROM questions_log").fetchall()


async def test_what_is_logged_is_written_in_order(logbook: Logbook, path: Path) -> None:
    question = logged(ANSWERED)
    logbook.record(question)
    logbook.picked(question.id, "forum-city")
    assert await logbook.vote(question.id, Vote.DOWN, "неверно")
    assert rows(path) == [(question.id, "down", "forum-city")]


async def test_a_vote_on_a_question_that_is_gone_is_not_kept(logbook: Logbook) -> None:
    assert not await logbook.vote("00000000000000", Vote.UP)


def test_closing_writes_what_is_waiting(path: Path) -> None:
    logbook = open_logbook(path)
    for _ in range(50):
        logbook.record(logged(ANSWERED))
    logbook.purge(0, datetime.now(UTC))
    logbook.record(logged(ANSWERED))
    logbook.close()
    assert len(rows(path)) >= 1


def test_a_row_may_come_at_any_moment_of_writing_those_before(path: Path) -> None:
    """One comes at each step of the thread that writes, as the other thread may have its turn."""
    came = 0

    def step(frame: FrameType, _: str, __: object) -> Callable[..., Any] | None:
        if frame.f_code.co_filename != bot.logbook.__file__:
            return None
        frame.f_trace_opcodes = True
        comes()
        return step

    def comes() -> None:
        nonlocal came
        if came < 300:
            came += 1
            logbook.record(logged(ANSWERED))

    with closing(open_logbook(path)) as logbook:
        threading.settrace(step)
        try:
            comes()
        finally:
            threading.settrace(None)
        deadline = time.monotonic() + 5.0
        while len(rows(path)) < 300 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(rows(path)) == came == 300


async def test_a_locked_log_holds_nobody_up_and_is_said_once(
    logbook: Logbook, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    question = logged(ANSWERED)
    logbook.record(question)
    assert await logbook.vote(question.id, Vote.UP)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.perf_counter()
        for _ in range(3):
            logbook.record(logged(ANSWERED))
        assert time.perf_counter() - started < 0.05
        assert not await logbook.vote(question.id, Vote.DOWN)
        other.execute("ROLLBACK")
    assert await logbook.vote(question.id, Vote.DOWN)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert "not logged: The database" in told[0]
    assert told[1] == "Questions are logged again"


async def test_nobody_waits_long_to_be_told_that_a_vote_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.logbook, "WAIT_SECONDS", 0.05)
    logbook = open_logbook(path)
    question = logged(ANSWERED)
    logbook.record(question)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        await asyncio.sleep(0.05)
        other.execute("BEGIN IMMEDIATE")
        assert not await logbook.vote(question.id, Vote.UP)
        other.execute("ROLLBACK")
    logbook.close()
    assert rows(path) == [(question.id, "up", None)]


async def test_there_is_an_end_to_what_waits_for_a_locked_log(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.logbook, "MOST_WAITING", 5)
    logbook = open_logbook(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(20):
            logbook.record(logged(ANSWERED))
        other.execute("ROLLBACK")
    logbook.close()
    assert len(rows(path)) == 5


async def test_a_mistake_of_ours_is_logged_and_the_log_goes_on(
    logbook: Logbook, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    question = logged(ANSWERED)
    logbook.record(question)
    logbook.record(question)
    assert await logbook.vote(question.id, Vote.UP)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert len(rows(path)) == 1
