import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from telegram import Chat, InlineQuery, Message, Update, User

from bot.lanes import TAKEN_IN, Lanes


def message(chat: int) -> Update:
    told = Message(1, None, Chat(chat, Chat.PRIVATE))  # type: ignore[arg-type]
    return Update(1, message=told)


async def test_one_chat_keeps_its_order_while_others_overtake() -> None:
    lanes, done = Lanes(), list[str]()
    release = asyncio.Event()

    async def slow() -> None:
        await release.wait()
        done.append("slow")

    await lanes.process_update(message(1), slow())
    await lanes.process_update(message(1), note(done, "behind")())
    await lanes.process_update(message(2), note(done, "other chat")())
    await asyncio.sleep(0.01)
    assert done == ["other chat"]
    release.set()
    await lanes.drain()
    assert done == ["other chat", "slow", "behind"]


async def test_the_intake_waits_when_too_much_is_under_way() -> None:
    lanes, release = Lanes(), asyncio.Event()
    for chat in range(TAKEN_IN):
        await lanes.process_update(message(chat), release.wait())
    one_more = asyncio.create_task(lanes.process_update(message(-1), release.wait()))
    await asyncio.sleep(0.01)
    assert not one_more.done()
    release.set()
    await one_more
    await lanes.drain()


async def test_a_failure_is_logged_and_the_lane_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    lanes, done = Lanes(), list[str]()

    async def fail() -> None:
        raise ValueError("broken")

    await lanes.process_update(message(1), fail())
    await lanes.process_update(message(1), note(done, "next")())
    await lanes.drain()
    assert done == ["next"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_updates_without_a_chat_go_by_their_person() -> None:
    lanes, done = Lanes(), list[str]()
    query = InlineQuery("1", User(7, "A", is_bot=False), "", "")
    await lanes.process_update(Update(1, inline_query=query), note(done, "inline")())
    await lanes.process_update(Update(2), note(done, "nobody")())
    await lanes.process_update("no update", note(done, "nothing")())
    await lanes.drain()
    assert sorted(done) == ["inline", "nobody", "nothing"]


def note(done: list[str], what: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        done.append(what)

    return run
