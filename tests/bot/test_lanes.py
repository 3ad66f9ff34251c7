import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.lanes import MANY, SHARE, Lanes


async def test_one_chat_keeps_its_order_while_others_overtake() -> None:
    lanes, done = Lanes(), list[str]()
    release = asyncio.Event()

    async def slow() -> None:
        await release.wait()
        done.append("slow")

    await lanes.enter(1, slow)
    await lanes.enter(1, note(done, "behind"))
    await lanes.enter(2, note(done, "other chat"))
    await asyncio.sleep(0.01)
    assert done == ["other chat"]
    release.set()
    await lanes.drain()
    assert done == ["other chat", "slow", "behind"]


async def test_the_intake_waits_when_too_much_is_under_way() -> None:
    lanes, release = Lanes(8), asyncio.Event()
    for chat in range(8):
        await lanes.enter(chat, forever(release))
    one_more = asyncio.create_task(lanes.enter(9, forever(release)))
    await asyncio.sleep(0.01)
    assert not one_more.done()
    release.set()
    await one_more
    await lanes.drain()


async def test_one_chat_takes_only_its_share_of_the_room_until_it_is_very_many() -> None:
    lanes, release, done = Lanes(SHARE + 1), asyncio.Event(), list[str]()
    for _ in range(MANY):
        await asyncio.wait_for(lanes.enter(1, forever(release)), 1)
    await asyncio.wait_for(lanes.enter(2, note(done, "other chat")), 1)
    await asyncio.sleep(0.01)
    assert done == ["other chat"]
    await one_more_is_the_last(lanes, release)


async def test_a_failure_is_logged_and_the_lane_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    lanes, done = Lanes(2), list[str]()

    async def fail() -> None:
        raise ValueError("broken")

    for _ in range(5):
        await asyncio.wait_for(lanes.enter(1, fail), 1)
    await lanes.enter(1, note(done, "next"))
    await lanes.drain()
    assert done == ["next"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 5


async def test_what_is_broken_off_ends_at_once() -> None:
    lanes, done = Lanes(), list[str]()
    await lanes.enter(1, forever(asyncio.Event()))
    await lanes.enter(1, note(done, "behind"))
    await asyncio.sleep(0)
    await lanes.break_off()
    await asyncio.wait_for(lanes.drain(), 1)
    assert done == []


def note(done: list[str], what: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        done.append(what)

    return run


async def one_more_is_the_last(lanes: Lanes, release: asyncio.Event) -> None:
    """See one more job let in and the next one kept waiting, until all are done."""
    await asyncio.wait_for(lanes.enter(1, forever(release)), 1)
    one_too_many = asyncio.create_task(lanes.enter(1, forever(release)))
    await asyncio.sleep(0.01)
    assert not one_too_many.done()
    release.set()
    await one_too_many
    await lanes.drain()


def forever(release: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await release.wait()

    return run


async def test_a_lane_that_rests_leaves_its_room_until_too_many_rest() -> None:
    lanes, release, done = Lanes(1, resting=2), asyncio.Event(), list[str]()

    async def rest() -> None:
        await lanes.rest(1, 3600)
        await release.wait()

    await lanes.enter(1, rest)
    await asyncio.sleep(0)
    await asyncio.wait_for(lanes.enter(2, note(done, "other chat")), 1)
    await asyncio.wait_for(lanes.enter(1, note(done, "behind")), 1)
    await asyncio.sleep(0)
    assert done == ["other chat"]
    await one_more_is_the_last(lanes, release)
    assert done == ["other chat", "behind"]


@pytest.mark.parametrize("seconds", [0.01, 3600])
async def test_rest_ends_by_itself_or_when_another_job_enters(seconds: float) -> None:
    lanes, done = Lanes(), list[str]()

    async def rest() -> None:
        await lanes.rest(1, seconds)
        done.append("rested")

    await lanes.enter(1, rest)
    await asyncio.sleep(0)
    if seconds > 1:
        await lanes.enter(1, note(done, "woke it"))
    await asyncio.wait_for(lanes.drain(), 1)
    assert done[0] == "rested"


async def test_what_enters_just_before_a_lane_rests_is_not_missed() -> None:
    lanes, refused, done = Lanes(), asyncio.Event(), list[str]()

    async def rest() -> None:
        await refused.wait()
        await lanes.rest(1, 3600)
        done.append("rested")
        await lanes.rest(1, 0.01)
        done.append("rested again, as nobody came")

    await lanes.enter(1, rest)
    await asyncio.sleep(0)
    await lanes.enter(1, note(done, "came meanwhile"))
    refused.set()
    await asyncio.wait_for(lanes.drain(), 1)
    assert done == ["rested", "rested again, as nobody came", "came meanwhile"]
