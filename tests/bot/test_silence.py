"""Telegram takes a request and says nothing; the bot's patience is shortened here."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot import connection, polling, run
from bot.context import Services
from bot.proxy import connections
from bot.strings import texts
from tests.bot.talk import asks
from tests.telegram import BotApiDouble

QUESTION, ANSWER = "tent-red en", "tent-red (en)"


@pytest.fixture
async def impatient(services: Services, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The bot, serving, with about a second of patience for everything."""
    monkeypatch.setattr(polling, "POLL", 1)
    monkeypatch.setattr(connection, "PATIENCE", 1.0)
    monkeypatch.setattr(
        run, "connections", lambda url, most, read_timeout: connections(url, most, 0.3)
    )
    stop = asyncio.Event()
    task = asyncio.create_task(run.serve(services, stop))
    yield
    stop.set()
    await task


async def test_a_poll_that_never_returns_is_given_up(
    impatient: None, double: BotApiDouble, caplog: pytest.LogCaptureFixture
) -> None:
    assert ANSWER in (await asks(double.person(), QUESTION)).text
    double.next("getUpdates").never_comes()
    assert ANSWER in (await asks(double.person(), QUESTION)).text
    assert ANSWER in (await asks(double.person(), QUESTION)).text
    assert len([r for r in caplog.messages if "does not answer" in r]) == 1


async def test_a_late_answer_comes_once(impatient: None, double: BotApiDouble) -> None:
    person = double.person()
    double.next("sendMessage").comes_late(0.7)
    assert ANSWER in (await asks(person, QUESTION)).text
    await asyncio.to_thread(person.hears_nothing, 1.2)


async def test_who_is_not_answered_is_told_once_telegram_speaks_again(
    impatient: None, double: BotApiDouble
) -> None:
    person = double.person()
    double.next("sendMessage").never_comes()
    double.next("sendChatAction", times=2).never_comes()
    assert (await asks(person, QUESTION)).text == texts("en").unsure
    await asyncio.to_thread(person.hears_nothing, 0.5)
    assert ANSWER in (await asks(person, QUESTION)).text


async def test_a_silent_edit_is_made_again(impatient: None, double: BotApiDouble) -> None:
    person = double.person()
    answer = await asks(person, QUESTION)
    double.next("editMessageText").never_comes()
    press = person.presses(answer, "Рус")
    assert "(ru)" in (await asyncio.to_thread(person.waits_for_reply)).text
    await asyncio.to_thread(press.waits_for_answer)
