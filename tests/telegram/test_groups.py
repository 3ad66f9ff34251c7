"""Forum threads, those who write without being a person, and a group that gets another id."""

import pytest
from telegram import Bot, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated

from tests.telegram import BotApiDouble


async def last_message(bot: Bot) -> Message:
    message = (await bot.get_updates())[-1].message
    assert message
    return message


async def test_in_a_thread_everything_replies_to_what_opened_it(
    double: BotApiDouble, bot: Bot
) -> None:
    group, person = double.group(), double.person()
    thread = group.opens_thread()
    person.writes("/ask", to=group, thread=thread)
    message = await last_message(bot)
    assert (message.message_thread_id, message.is_topic_message) == (thread, True)
    assert message.reply_to_message
    assert message.reply_to_message.forum_topic_created
    assert message.chat.is_forum


async def test_a_reply_outside_of_threads_bears_a_number_that_is_no_thread(
    double: BotApiDouble, bot: Bot
) -> None:
    group, person = double.group(), double.person()
    asked = person.writes("/ask", to=group)
    person.writes("/ask", to=group, reply_to=asked)
    message = await last_message(bot)
    assert (message.message_thread_id, message.is_topic_message) == (asked.id, None)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "answer", message_thread_id=asked.id)


async def test_anonymous_administrators_channels_and_bots_write_under_other_accounts(
    double: BotApiDouble, bot: Bot
) -> None:
    group = double.group()
    group.hears_anonymous("/ask")
    group.hears_channel("/ask")
    group.hears_bot("/ask")
    messages = [update.message for update in await bot.get_updates()]
    senders = [
        (message.from_user.username, message.sender_chat and message.sender_chat.type)
        for message in messages
        if message and message.from_user
    ]
    assert senders == [
        ("GroupAnonymousBot", "supergroup"),
        (None, "channel"),
        ("other_bot", None),
    ]


async def test_a_basic_group_that_became_a_supergroup_says_so(
    double: BotApiDouble, bot: Bot
) -> None:
    group = double.group(basic=True)
    assert group.chat.told["type"] == "group"
    new = group.becomes_supergroup()
    old_told, new_told = [update.message for update in await bot.get_updates()]
    assert old_told
    assert new_told
    assert (old_told.chat.id, old_told.migrate_to_chat_id) == (group.id, new.id)
    assert (new_told.chat.id, new_told.migrate_from_chat_id) == (new.id, group.id)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(group.id, "text")
    assert refused.value.new_chat_id == new.id
    where = ReplyParameters(1, allow_sending_without_reply=True)
    assert await bot.send_message(new.id, "text", reply_parameters=where)


async def test_a_double_may_know_every_chat() -> None:
    with BotApiDouble(knows_every_chat=True) as double:
        async with Bot(double.token, base_url=double.base_url) as bot:
            assert (await bot.send_message(5, "text")).chat.type == "private"
            assert (await bot.send_message(-100, "text")).chat.type == "supergroup"
