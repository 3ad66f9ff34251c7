import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.chart import draw
from knowledge.model import Base, OutcomeKind
from knowledge.questions_log import Vote, purge
from knowledge.stats import Stats, stats
from knowledge.store import Store, open_store
from tests.knowledge.asked import NOW, answered, offered, unanswered

TODAY = NOW.date()


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def counted(store: Store, days: int = 7, today: date = TODAY) -> Stats:
    return stats(store, store.load(), days, today)


def ask(store: Store) -> None:
    answered(store, "число фирм", "sme-count", Vote.UP)
    answered(store, "сколько фирм", "sme-count", Vote.DOWN, language="en")
    answered(store, "привет", "hello", now=NOW - timedelta(days=2))
    unanswered(store, "рецепт борща", times=3)
    offered(store, "сколько", "sme-count", "kk")
    offered(store, "сколько")


def test_questions_are_counted_by_day_language_and_outcome(store: Store) -> None:
    ask(store)
    found = counted(store)
    assert found.questions == 8
    assert found.outcomes == {"answer": 3, "suggest": 2, "decline": 3}
    assert found.languages == {"en": 1, "ru": 6, "kk": 1}
    assert found.answered_share == pytest.approx(3 / 8)
    assert (found.picked, found.up, found.down) == (1, 1, 1)
    assert list(found.days) == [TODAY - timedelta(days=ago) for ago in range(6, -1, -1)]
    assert found.days[TODAY] == {"answer": 2, "suggest": 2, "decline": 3}
    assert found.days[TODAY - timedelta(days=2)][OutcomeKind.ANSWER] == 1
    assert not any(found.days[TODAY - timedelta(days=1)].values())


def test_declines_that_name_what_the_article_does_not_tell_are_counted(store: Store) -> None:
    unanswered(store, "рецепт борща")
    told = answered(store, "где зал", "unknown-venue")
    with store.writing() as connection:
        connection.execute("UPDATE questions_log SET outcome = 'decline' WHERE id = ?", (told,))
    found = counted(store)
    assert (found.outcomes[OutcomeKind.DECLINE], found.not_told) == (2, 1)
    assert found.answered_share == 0


def test_entries_are_ranked_and_those_never_asked_are_told(store: Store) -> None:
    ask(store)
    found = counted(store)
    assert found.entries == {"sme-count": 3, "hello": 1}
    assert list(found.entries) == ["sme-count", "hello"]
    assert found.never_asked == ("unknown-venue",)


def test_only_the_days_that_are_asked_for_count(store: Store) -> None:
    ask(store)
    assert counted(store, days=1).questions == 7
    assert counted(store, today=TODAY + timedelta(days=7)).questions == 0
    assert counted(store, today=TODAY - timedelta(days=1)).questions == 1


def test_purging_changes_no_count(store: Store) -> None:
    ask(store)
    before = counted(store)
    assert purge(store, 0, NOW + timedelta(days=1)) == 8
    assert counted(store) == before


def test_nothing_asked_has_no_share(store: Store) -> None:
    found = counted(store)
    assert (found.questions, found.answered_share, found.entries) == (0, None, {})
    assert len(found.never_asked) == 2


def test_the_day_is_that_of_utc(store: Store) -> None:
    late = datetime(2024, 3, 6, 1, 0, tzinfo=UTC).astimezone()
    answered(store, "число фирм", "sme-count", now=late)
    assert counted(store, days=1).questions == 1


@pytest.mark.parametrize("days", [1, 365])
def test_a_chart_is_a_picture(store: Store, days: int) -> None:
    ask(store)
    picture = draw(counted(store, days))
    assert picture.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(picture[16:20]) == 1200
    assert int.from_bytes(picture[20:24]) == 600


def test_a_chart_of_many_years_takes_no_longer_than_somebody_waits(store: Store) -> None:
    ask(store)
    many = counted(store, 3660)
    begun = time.process_time()
    draw(many)
    assert time.process_time() - begun < 3.0


def test_a_chart_of_nothing_is_a_picture_too(store: Store) -> None:
    assert draw(counted(store)).startswith(b"\x89PNG")
