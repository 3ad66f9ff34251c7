"""The daily line to maintainers: at its hour, once, and only where something waits."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import ExtBot

from bot.context import Services
from bot.desk import digest
from bot.desk.digest import Waiting, tell
from bot.run import serve
from bot.telegram_html import to_plain
from knowledge import digests
from knowledge.answerer import Answerer
from knowledge.model import LANGUAGES, Language
from knowledge.snapshot import Snapshot
from knowledge.store import Store
from tests.knowledge.asked import offered, unanswered
from tests.telegram import BotApiDouble, Person

MORNING = datetime(2024, 3, 7, 7, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(store: Store) -> Snapshot:
    return Answerer(store).snapshot


def test_each_is_told_once_a_day_in_their_own_language(store: Store, snapshot: Snapshot) -> None:
    unanswered(store, "is there parking", "en", times=2)
    unanswered(store, "recipe of borscht", "en")
    digests.note_language(store, "2", "kk")
    digests.note_language(store, "3", "kk")
    store.set_language("3", "ru")
    told = tell(store, snapshot, {1, 2, 3}, MORNING)
    waiting = Waiting(3, 2, 0)
    assert told == {
        1: digest.digest(waiting, "en"),
        2: digest.digest(waiting, "kk"),
        3: digest.digest(waiting, "ru"),
    }
    assert tell(store, snapshot, {1, 2, 3}, MORNING + timedelta(minutes=30)) == {}
    assert set(tell(store, snapshot, {1, 2, 3}, MORNING + timedelta(days=1))) == {1, 2, 3}
    assert digests.language(store, "2") == "kk"


def test_where_nothing_waits_nothing_is_said_until_something_does(
    store: Store, snapshot: Snapshot
) -> None:
    offered(store, "who stirs the soup", "menu", "en")
    assert tell(store, snapshot, {1}, MORNING) == {}
    offered(store, "who stirs the soup", "menu", "en")
    assert tell(store, snapshot, {1}, MORNING) == {1: digest.digest(Waiting(0, 0, 1), "en")}


@pytest.mark.parametrize(
    ("waiting", "language", "told"),
    [
        (Waiting(1, 1, 0), "en", "📬 Waiting for you: 1 question in 1 group. /review"),
        (
            *(Waiting(5, 2, 1), "en"),
            "📬 Waiting for you: 5 questions in 2 groups and 1 proposed phrasing. /review",
        ),
        (
            *(Waiting(21, 1, 2), "ru"),
            "📬 Вас ждут: 21 вопрос в 1 группе и 2 предложенные формулировки. /review",
        ),
        (Waiting(12, 5, 0), "ru", "📬 Вас ждут: 12 вопросов в 5 группах. /review"),
        (
            *(Waiting(3, 2, 4), "kk"),
            "📬 Сізді күтіп тұр: 2 топ ішінде 3 сұрақ және 4 ұсынылған тұжырым. /review",
        ),
    ],
)
def test_the_counts_are_told_as_people_count(
    waiting: Waiting, language: Language, told: str
) -> None:
    assert to_plain(digest.digest(waiting, language).text) == told


async def test_who_blocked_the_bot_or_never_wrote_keeps_nobody_else_from_it(
    double: BotApiDouble, maintainer: Person
) -> None:
    blocked = double.person()
    for person in (blocked, maintainer):
        person.writes("/start")
    blocked.blocks_bot()
    reply = digest.digest(Waiting(1, 1, 0), "en")
    async with ExtBot(double.token, base_url=double.base_url) as bot:
        await digest.send(bot, {1: reply, blocked.id: reply, maintainer.id: reply})
    shown = await asyncio.to_thread(maintainer.waits_for_reply)
    assert shown.text == to_plain(reply.text)


@pytest.mark.parametrize("hours", [0, 1, None])
async def test_a_bot_that_runs_tells_it_at_its_hour(
    services: Services, store: Store, maintainer: Person, hours: int | None
) -> None:
    unanswered(store, "is there parking", "en")
    maintainer.writes("/privacy")
    zone = "Asia/Kathmandu"  # far from UTC
    now = datetime.now(ZoneInfo(zone))
    hour = None if hours is None else (now.hour + hours) % 24
    stop = asyncio.Event()
    at_hour = replace(
        services, settings=replace(services.settings, digest_hour=hour, time_zone=zone)
    )
    task = asyncio.create_task(serve(at_hour, stop))
    told = [(await asyncio.to_thread(maintainer.waits_for_reply)).text]
    if hours == 0:
        told.append((await asyncio.to_thread(maintainer.waits_for_reply)).text)
    else:
        await asyncio.to_thread(maintainer.hears_nothing, 0.3)
    stop.set()
    await task
    assert any("/review" in text for text in told) is (hours == 0)


def test_every_language_has_its_line() -> None:
    lines = {digest.digest(Waiting(2, 2, 2), language).text for language in LANGUAGES}
    assert len(lines) == len(LANGUAGES)
