from collections.abc import Callable

import pytest
from telegram.request import HTTPXRequest

from bot.app import build
from bot.context import Services
from bot.memory import (
    MOST_PEOPLE,
    MOST_SEEN,
    MOST_VOTES,
    REMEMBERED_SECONDS,
    SEEN_SECONDS,
    ChatMemory,
)
from bot.run import forget_quiet_chats
from knowledge.questions_log import Vote


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock, to be set by hand."""
    now = [1000.0]
    monkeypatch.setattr("bot.memory.time.monotonic", lambda: now[0])
    return now


def test_what_a_person_was_answered_with_is_kept_for_some_minutes(clock: list[float]) -> None:
    memory = ChatMemory()
    memory.remember("1", "forum-date")
    clock[0] += REMEMBERED_SECONDS - 1
    assert memory.last("1") == "forum-date"
    clock[0] += 2
    assert memory.last("1") is None


def test_people_of_one_chat_are_kept_apart(clock: list[float]) -> None:
    memory = ChatMemory()
    memory.remember("1", "forum-date")
    memory.remember("2", "forum-city")
    assert (memory.last("1"), memory.last("2"), memory.last("3")) == (
        "forum-date",
        "forum-city",
        None,
    )


def test_memory_of_a_lively_chat_does_not_grow(clock: list[float]) -> None:
    memory = ChatMemory()
    for person in range(5000):
        clock[0] += 1
        memory.remember(str(person), "forum-date")
    assert len(memory.shown) <= MOST_PEOPLE
    assert memory.last("4999") == "forum-date"
    assert memory.last("0") is None


def test_what_was_shown_is_seen_until_an_hour_after_the_last(clock: list[float]) -> None:
    memory = ChatMemory()
    memory.remember("1", "forum-date", "forum-city")
    clock[0] += SEEN_SECONDS - 1
    memory.remember("1", "forum-aim")
    assert memory.seen("1") == {"forum-date", "forum-city", "forum-aim"}
    clock[0] += SEEN_SECONDS - 1
    assert memory.seen("1") == {"forum-date", "forum-city", "forum-aim"}
    assert memory.seen("2") == frozenset()
    clock[0] += 2
    assert memory.seen("1") == frozenset()
    memory.remember("1", "forum-date")
    assert memory.seen("1") == {"forum-date"}


def test_of_much_that_was_shown_the_last_is_kept_in_mind() -> None:
    memory = ChatMemory()
    for number in range(3 * MOST_SEEN):
        memory.remember("1", f"entry-{number}")
    memory.remember("1", "forum-date", *(f"new-{number}" for number in range(MOST_SEEN - 1)))
    assert len(memory.seen("1")) == MOST_SEEN
    assert "forum-date" in memory.seen("1")


def test_what_is_shown_again_is_the_last(clock: list[float]) -> None:
    memory = ChatMemory()
    memory.remember("1", "forum-date", "forum-city")
    memory.remember("1", "forum-date")
    assert memory.last("1") == "forum-date"


def test_a_question_leans_on_what_is_looked_at_though_it_was_not_shown(clock: list[float]) -> None:
    memory = ChatMemory()
    memory.remember("1", "forum-date")
    memory.turn_to("1", "forum-city")
    assert memory.last("1") == "forum-city"
    assert memory.seen("1") == {"forum-date"}
    clock[0] += REMEMBERED_SECONDS + 1
    assert memory.last("1") is None


def test_votes_of_a_lively_chat_do_not_pile_up() -> None:
    memory = ChatMemory()
    for number in range(1000):
        memory.vote(str(number), Vote.UP)
    assert len(memory.votes) == MOST_VOTES
    memory.vote("999", None)
    assert "999" not in memory.votes


@pytest.mark.parametrize(
    "use",
    [
        lambda memory: memory.remember("1", "forum-date"),
        lambda memory: memory.turn_to("1", "forum-date"),
        lambda memory: memory.vote("1", Vote.UP),
    ],
    ids=["an answer", "a look", "a vote"],
)
def test_chats_are_forgotten_an_hour_after_the_last_use(
    clock: list[float], services: Services, use: Callable[[ChatMemory], None]
) -> None:
    application = build(services, HTTPXRequest(), HTTPXRequest())
    for chat in range(1000):
        use(application.chat_data[chat])
    clock[0] += SEEN_SECONDS / 2
    use(application.chat_data[7])
    clock[0] += SEEN_SECONDS / 2 + 1
    forget_quiet_chats(application)
    assert list(application.chat_data) == [7]
