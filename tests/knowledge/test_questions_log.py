import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import StoreError, StoreLocked
from knowledge.model import DeclineReason, Outcome, OutcomeKind
from knowledge.questions_log import Vote, kept_text, logged, picked, purge, record, vote
from knowledge.store import Store, open_store

ANSWERED = Outcome(OutcomeKind.ANSWER, "когда форум", "ru", "forum-date", 0.98765)
OFFERED = Outcome(OutcomeKind.SUGGEST, "о чём", "ru", None, 0.4, suggestions=("a", "b"))
NOW = datetime(2024, 3, 6, 10, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "forum.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, wait=0.05) as opened:
        yield opened


def put(store: Store, outcome: Outcome = ANSWERED, now: datetime = NOW) -> str:
    question = logged(outcome, now)
    record(store, question)
    return question.id


def rows(store: Store, table: str = "questions_log") -> list[dict[str, Any]]:
    with store.reading() as connection:
        cursor = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def resident() -> float:
    """MiB of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux tells it so")
def test_memory_does_not_grow_with_the_log(store: Store) -> None:
    def write(times: int) -> float:
        for _ in range(times):
            with store.writing():
                for _ in range(50):
                    put(store, replace(ANSWERED, question="when was the forum held, and where" * 4))
        return resident()

    before = write(10)
    assert write(400) - before < 3


# What is kept


def test_a_question_is_kept_with_what_came_of_it_and_nothing_about_who_asked(store: Store) -> None:
    question_id = put(store)
    assert rows(store) == [
        {
            "id": question_id,
            "asked_at": "2024-03-06T10:00:00+00:00",
            "question": "когда форум",
            "language": "ru",
            "outcome": "answer",
            "reason": None,
            "entry": "forum-date",
            "confidence": 0.9877,
            **dict.fromkeys(("picked", "picked_at", "vote", "vote_reason", "voted_at")),
            **dict.fromkeys(("review", "proposal")),
        }
    ]


def test_the_reason_of_a_decline_is_kept(store: Store) -> None:
    put(store, Outcome(OutcomeKind.DECLINE, "борщ", "ru", reason=DeclineReason.OUT_OF_SCOPE))
    assert [(row["outcome"], row["reason"]) for row in rows(store)] == [("decline", "out-of-scope")]


def test_ids_differ_and_fit_a_button(store: Store) -> None:
    ids = {put(store) for _ in range(100)}
    assert len(ids) == 100
    assert all(len(one) == 14 and one.isalnum() and one.isascii() for one in ids)


def test_personal_data_is_masked_before_it_is_stored(store: Store, path: Path) -> None:
    question_id = put(store, replace(ANSWERED, question="мой номер +7 701 123 45 67, a@b.kz"))
    vote(store, question_id, Vote.DOWN, "пишите на a@b.kz")
    (row,) = rows(store)
    assert row["question"] == "мой номер [phone], [e-mail]"
    assert row["vote_reason"] == "пишите на [e-mail]"
    for file in path.parent.iterdir():
        assert b"701 123" not in file.read_bytes()
        assert b"a@b.kz" not in file.read_bytes()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  два\nряда\t ", "два ряда"),
        ("\x1b[31mred\x00", "[31mred"),
        ("half \ud83d pair", "half pair"),
        ("\u202eturned", "turned"),
        ("👩\u200d👧 семья", "👩\u200d👧 семья"),
        ("", ""),
        ("x" * 5000, "x" * 1000),
        ("x" * 995 + " 87011234567", "x" * 995 + " [pho"),
    ],
)
def test_a_text_is_kept_in_one_line_without_control_signs(typed: str, kept: str) -> None:
    assert kept_text(typed) == kept


@given(st.text(st.characters(codec=None)))
def test_any_question_can_be_stored(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        (stored,) = connection.execute("SELECT ?", (kept_text(typed),)).fetchone()
    assert stored == kept_text(typed)
    assert len(stored.splitlines()) <= 1


# Votes and picked suggestions


def test_a_reply_has_one_vote_that_can_be_changed_and_taken_back(store: Store) -> None:
    one, other = put(store), put(store)
    assert vote(store, one, Vote.UP)
    assert vote(store, one, Vote.DOWN, "неверно", NOW)
    voted = {row["id"]: (row["vote"], row["vote_reason"], row["voted_at"]) for row in rows(store)}
    assert voted[one] == ("down", "неверно", "2024-03-06T10:00:00+00:00")
    assert voted[other] == (None, None, None)
    assert vote(store, one, None)
    assert {row["vote"] for row in rows(store)} == {None}


def test_a_reason_is_forgotten_with_its_vote(store: Store) -> None:
    question_id = put(store)
    vote(store, question_id, Vote.DOWN, "неверно")
    vote(store, question_id, Vote.UP)
    assert [(row["vote"], row["vote_reason"]) for row in rows(store)] == [("up", None)]


def test_the_last_picked_suggestion_counts(store: Store) -> None:
    question_id = put(store, OFFERED)
    assert picked(store, question_id, "a")
    assert picked(store, question_id, "b", NOW)
    (row,) = rows(store)
    assert (row["picked"], row["picked_at"]) == ("b", "2024-03-06T10:00:00+00:00")


def test_none_of_these_is_kept_as_a_moment_without_an_entry(store: Store) -> None:
    question_id = put(store, OFFERED)
    assert picked(store, question_id, None, NOW)
    (row,) = rows(store)
    assert (row["picked"], row["picked_at"]) == (None, "2024-03-06T10:00:00+00:00")


@pytest.mark.parametrize("gone", ["00000000000000", "", "'; DROP TABLE questions_log; --"])
def test_a_question_that_is_not_logged_takes_nothing(store: Store, gone: str) -> None:
    put(store)
    assert not vote(store, gone, Vote.UP)
    assert not picked(store, gone, "a")
    assert [(row["vote"], row["picked_at"]) for row in rows(store)] == [(None, None)]


# Purging


def test_old_questions_are_purged_and_their_number_stays(store: Store) -> None:
    old = [put(store, now=NOW - timedelta(days=91)) for _ in range(3)]
    put(store, OFFERED, NOW - timedelta(days=91))
    kept = put(store, now=NOW - timedelta(days=89))
    vote(store, old[0], Vote.UP)
    vote(store, old[1], Vote.DOWN)
    vote(store, kept, Vote.DOWN)
    assert purge(store, 90, NOW) == 4
    assert [row["id"] for row in rows(store)] == [kept]
    key = {"day": "2023-12-06", "language": "ru"}
    assert rows(store, "question_counts") == [
        {**key, "outcome": "answer", "entry": "forum-date", "questions": 3, "up": 1, "down": 1},
        {**key, "outcome": "suggest", "entry": "", "questions": 1, "up": 0, "down": 0},
    ]


def test_purging_twice_counts_nothing_twice(store: Store) -> None:
    put(store, now=NOW - timedelta(days=91))
    assert (purge(store, 90, NOW), purge(store, 90, NOW)) == (1, 0)
    put(store, now=NOW - timedelta(days=91))
    assert purge(store, 90, NOW) == 1
    assert [row["questions"] for row in rows(store, "question_counts")] == [2]


def test_nothing_of_a_purged_question_is_left_in_the_file(store: Store, path: Path) -> None:
    put(store, replace(ANSWERED, question="тайна за семью печатями"), NOW - timedelta(days=91))
    purge(store, 90, NOW)
    store.close()
    assert "тайна за семью печатями".encode() not in path.read_bytes()


# A log that cannot be written, and what recording costs


def test_a_locked_log_says_so_and_works_again_afterwards(store: Store, path: Path) -> None:
    question_id = put(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for attempt in (
            lambda: record(store, logged(ANSWERED)),
            lambda: vote(store, question_id, Vote.UP),
            lambda: picked(store, question_id, "a"),
            lambda: purge(store, 90),
        ):
            with pytest.raises(StoreLocked):
                attempt()
        other.execute("ROLLBACK")
    put(store)
    assert len(rows(store)) == 2


def test_a_log_that_is_gone_or_damaged_says_so(store: Store) -> None:
    with store.writing() as connection:
        connection.execute("DROP TABLE questions_log")
    with pytest.raises(StoreError) as caught:
        record(store, logged(ANSWERED))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the size of files is limited on Unix only")
def test_a_full_disk_says_so(store: Store) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        with pytest.raises(StoreError):
            put(store, replace(ANSWERED, entry="x" * 10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    put(store)


def test_an_answer_waits_for_less_than_a_millisecond(store: Store) -> None:
    put(store)
    times = []
    for _ in range(200):
        started = time.perf_counter()
        logged(ANSWERED)
        times.append(time.perf_counter() - started)
    assert sorted(times)[100] < 0.001
