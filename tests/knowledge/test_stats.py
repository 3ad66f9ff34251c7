import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.chart import draw
from knowledge.model import Base
from knowledge.questions_log import Vote, purge
from knowledge.stats import Ending, Stats, stats
from knowledge.store import Store, open_store
from tests.knowledge.asked import NOW, answered, offered, unanswered

TODAY = NOW.date()


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def counted(store: Store, days: int = 7, now: datetime = NOW) -> Stats:
    return stats(store, store.load(), days, now)


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
    assert found.questions == 7
    assert found.endings == {"answer": 2, "not-told": 0, "suggest": 2, "decline": 3}
    assert found.languages == {"en": 1, "ru": 5, "kk": 1}
    assert found.answered_share == pytest.approx(2 / 7)
    assert (found.picked, found.up, found.down) == (1, 1, 1)
    assert list(found.days) == [TODAY - timedelta(days=ago) for ago in range(6, -1, -1)]
    assert found.days[TODAY] == {"answer": 2, "not-told": 0, "suggest": 2, "decline": 3}
    assert found.days[TODAY - timedelta(days=4)][Ending.ANSWER] == 0
    assert not any(found.days[TODAY - timedelta(days=1)].values())


def test_greetings_are_no_questions(store: Store) -> None:
    answered(store, "привет", "hello")
    answered(store, "салем", "hello", Vote.UP, language="kk")
    found = counted(store)
    assert (found.questions, found.small_talk, found.up) == (0, 2, 1)
    assert (found.entries, found.languages) == ({}, {"en": 0, "ru": 0, "kk": 0})
    answered(store, "число фирм", "sme-count")
    assert counted(store).answered_share == 1
    purge(store, 0, NOW + timedelta(days=1))
    assert counted(store).small_talk == 2


def test_what_the_article_does_not_tell_is_neither_an_answer_nor_none(store: Store) -> None:
    unanswered(store, "рецепт борща")
    told = answered(store, "где зал", "unknown-venue")
    with store.writing() as connection:
        connection.execute("UPDATE questions_log SET outcome = 'decline' WHERE id = ?", (told,))
    found = counted(store)
    assert (found.endings[Ending.DECLINE], found.endings[Ending.NOT_TOLD]) == (1, 1)
    assert found.answered_share == 0


def test_entries_are_ranked_and_those_never_asked_are_told(store: Store) -> None:
    ask(store)
    found = counted(store)
    answered(store, "где зал", "unknown-venue")
    assert found.never_asked == ("unknown-venue",)
    found = counted(store)
    assert found.entries == {"sme-count": 3, "unknown-venue": 1}
    assert list(found.entries) == ["sme-count", "unknown-venue"]
    assert found.never_asked == ()


def test_only_the_days_that_are_asked_for_count(store: Store) -> None:
    ask(store)
    answered(store, "фирмы", "sme-count", now=NOW - timedelta(days=2))
    assert counted(store, days=1).questions == 7
    assert counted(store, now=NOW + timedelta(days=7)).questions == 0
    assert counted(store, now=NOW - timedelta(days=1)).questions == 1


def test_purging_changes_no_count(store: Store) -> None:
    ask(store)
    before = counted(store)
    assert purge(store, 0, NOW + timedelta(days=1)) == 8
    assert counted(store) == before


def test_nothing_asked_has_no_share(store: Store) -> None:
    found = counted(store)
    assert (found.questions, found.answered_share, found.entries) == (0, None, {})
    assert len(found.never_asked) == 2


@pytest.mark.parametrize("is_purged", [False, True])
@pytest.mark.parametrize(
    ("zone", "asked", "day"),
    [
        ("UTC", "2024-03-05 23:30", 5),
        ("UTC", "2024-03-06 00:00", 6),
        ("Asia/Tashkent", "2024-03-05 19:00", 6),
        ("Asia/Tashkent", "2024-03-05 18:59", 5),
        ("Asia/Kathmandu", "2024-03-05 18:15", 6),
        ("Asia/Kathmandu", "2024-03-05 18:14", 5),
        ("America/New_York", "2024-03-06 04:59", 5),
        ("Pacific/Kiritimati", "2024-03-05 10:00", 6),
    ],
)
def test_the_day_is_that_of_the_time_zone(
    store: Store, zone: str, asked: str, day: int, is_purged: bool
) -> None:
    answered(store, "число фирм", "sme-count", now=datetime.fromisoformat(f"{asked}+00:00"))
    now = datetime(2024, 3, 7, 12, tzinfo=ZoneInfo(zone))
    if is_purged:
        purge(store, 0, now)
    found = counted(store, now=now)
    assert [date.day for date, counts in found.days.items() if any(counts.values())] == [day]


def test_a_hundred_thousand_questions_are_counted_within_half_a_second(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)"
            " INSERT INTO questions_log (id, asked_at, question, language, outcome, confidence)"
            " SELECT i, strftime('%Y-%m-%dT%H:%M:%S+00:00', 1709719200 - i * 20, 'unixepoch'),"
            " 'q', 'ru', 'decline', 0 FROM n"
        )
    base, begun = store.load(), time.process_time()
    found = stats(store, base, 90, NOW.astimezone(ZoneInfo("Asia/Almaty")))
    assert found.questions == 100_000
    assert time.process_time() - begun < 0.5


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
