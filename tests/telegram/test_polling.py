"""Updates: offsets, long polling, kinds asked for, and two bots at once."""

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.telegram import BotApiDouble


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text for update in updates if update.effective_message]


async def test_updates_come_again_until_an_offset_confirms_them(
    double: BotApiDouble, bot: Bot
) -> None:
    person = double.person()
    for text in ("one", "two", "three"):
        person.writes(text)
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["one", "two"]
    assert texts(await bot.get_updates()) == ["one", "two", "three"]
    assert texts(await bot.get_updates(offset=first[-1].update_id + 1)) == ["three"]
    assert double.unconfirmed == 1
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_negative_offset_keeps_only_the_newest(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    for text in ("one", "two", "three"):
        person.writes(text)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert double.unconfirmed == 1


async def test_a_long_poll_ends_with_the_first_update(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.to_thread(double.waits_for_calls, "getUpdates")
    began = time.monotonic()
    person.writes("now")
    assert texts(await poll) == ["now"]
    assert time.monotonic() - began < 5


async def test_a_long_poll_without_updates_ends_in_time(bot: Bot) -> None:
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 1 <= time.monotonic() - began < 5


async def test_an_update_in_the_queue_ends_a_long_poll_at_once(
    double: BotApiDouble, bot: Bot
) -> None:
    double.person().writes("already there")
    began = time.monotonic()
    assert texts(await bot.get_updates(timeout=10)) == ["already there"]
    assert time.monotonic() - began < 5


async def test_the_later_of_two_pollers_wins(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    earlier = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.to_thread(double.waits_for_calls, "getUpdates", 1)
    later = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await earlier
    person.writes("for the later")
    assert texts(await later) == ["for the later"]


async def test_a_repeated_conflict_is_held_for_three_seconds(
    double: BotApiDouble, bot: Bot
) -> None:
    polls = []
    for count in (1, 2, 3):
        polls.append(asyncio.create_task(bot.get_updates(timeout=4)))
        await asyncio.to_thread(double.waits_for_calls, "getUpdates", count)
    began = time.monotonic()
    with pytest.raises(Conflict):
        await polls[0]
    assert time.monotonic() - began < 2
    with pytest.raises(Conflict):
        await polls[1]
    assert time.monotonic() - began > 2.5
    assert await polls[2] == ()


async def test_a_repeated_poll_is_held_for_three_seconds() -> None:
    with BotApiDouble() as double:
        async with Bot(double.token, base_url=double.base_url) as bot:
            await bot.get_updates(offset=5)
            began = time.monotonic()
            await bot.get_updates(offset=5)
            assert time.monotonic() - began > 2.5


async def test_only_the_kinds_asked_for_are_queued(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    await bot.get_updates(allowed_updates=["edited_message"])
    message = person.writes("not asked for")
    person.edits(message, "asked for")
    assert texts(await bot.get_updates()) == ["asked for"]
    await bot.get_updates(offset=-1, allowed_updates=[])
    person.writes("the usual kinds")
    double.push({"chat_member": {}})
    assert texts(await bot.get_updates(offset=-1)) == ["the usual kinds"]


async def test_a_webhook_and_polling_exclude_each_other(double: BotApiDouble, bot: Bot) -> None:
    double.person().writes("waiting")
    await bot.set_webhook("https://example.com/hook", certificate=b"-----BEGIN CERTIFICATE-----")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.com/hook", 1)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("http://example.com/hook")


async def test_setting_a_webhook_ends_a_long_poll(double: BotApiDouble, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.to_thread(double.waits_for_calls, "getUpdates")
    await bot.set_webhook("https://example.com/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll


async def test_an_update_can_be_queued_as_it_stands(double: BotApiDouble, bot: Bot) -> None:
    double.push(
        {"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "channel"}}}
    )
    post = (await bot.get_updates())[0].channel_post
    assert post
    assert post.chat.type == "channel"


async def test_the_double_stops_while_a_bot_waits() -> None:
    with BotApiDouble() as double:
        bot = Bot(double.token, base_url=double.base_url)
        await bot.initialize()
        poll = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.to_thread(double.waits_for_calls, "getUpdates")
        began = time.monotonic()
    assert time.monotonic() - began < 5
    await asyncio.wait([poll])
    assert poll.exception() is not None
    await bot.shutdown()
