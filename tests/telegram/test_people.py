"""What people do reaches the bot as Telegram tells it, and they see what the bot does."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Forbidden

from tests.telegram import BotApiDouble


async def newest(bot: Bot) -> Update:
    return (await bot.get_updates(offset=-1))[0]


async def heard(bot: Bot) -> list[str | None]:
    """The texts of all messages that wait for the bot; they are confirmed."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [update.message.text for update in updates if update.message]


async def test_a_text_arrives_with_its_writer(double: BotApiDouble, bot: Bot) -> None:
    person = double.person("User", language_code="kk", username="user")
    person.writes(" сәлем ")
    message = (await newest(bot)).message
    assert message
    assert message.text == "сәлем"
    assert message.from_user
    assert (message.from_user.language_code, message.from_user.username) == ("kk", "user")
    assert (message.chat.type, message.chat.id) == ("private", person.id)


async def test_commands_mentions_and_addresses_are_marked(double: BotApiDouble, bot: Bot) -> None:
    double.person().writes(f"😀 /ask@{double.username} @{double.username} https://a.kz a/b c@d.kz")
    message = (await newest(bot)).message
    assert message
    assert [(str(entity.type), text) for entity, text in message.parse_entities().items()] == [
        ("bot_command", f"/ask@{double.username}"),
        ("mention", f"@{double.username}"),
        ("url", "https://a.kz"),
    ]


async def test_a_long_text_goes_out_in_several_messages(double: BotApiDouble, bot: Bot) -> None:
    double.person().writes("x" * 4090 + "😀" * 10)
    assert [len(text or "") for text in await heard(bot)] == [4093, 7]


def test_an_empty_text_cannot_be_sent(double: BotApiDouble) -> None:
    with pytest.raises(AssertionError, match="no empty message"):
        double.person().writes(" ")


async def test_an_edit_arrives(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    person.edits(person.writes("one"), "two")
    message = (await newest(bot)).edited_message
    assert message
    assert message.text == "two"
    assert message.edit_date


async def test_other_things_arrive(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    person.sends_sticker()
    person.sends_photo("look")
    person.sends_voice()
    messages = [update.message for update in await bot.get_updates()]
    found = [message for message in messages if isinstance(message, Message)]
    assert found[0].sticker
    assert found[1].photo
    assert found[1].caption == "look"
    assert found[2].voice


async def test_a_document_can_be_fetched(double: BotApiDouble, bot: Bot) -> None:
    double.person().sends_document("base.csv", b"id,question\n")
    message = (await newest(bot)).message
    assert message
    assert message.document
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"id,question\n"
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("other")


async def test_a_reply_is_what_comes_after_the_last_thing_done(
    double: BotApiDouble, bot: Bot
) -> None:
    person = double.person()
    person.writes("one")
    await bot.send_message(person.id, "to one")
    person.writes("two")
    with pytest.raises(AssertionError, match=r"nothing came .* sendMessage done"):
        person.waits_for_reply(timeout=0)
    await bot.send_message(person.id, "first to two")
    await bot.send_message(person.id, "second to two")
    assert person.waits_for_reply().text == "first to two"
    assert person.waits_for_reply().text == "second to two"
    person.hears_nothing(0)


async def test_waiting_ends_with_the_reply(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    asked = asyncio.create_task(asyncio.to_thread(person.asks, "question", 5))
    await bot.get_updates(timeout=5)
    await bot.send_message(person.id, "answer")
    assert (await asked).text == "answer"


async def test_silence_is_broken(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    person.writes("hello")
    await bot.send_message(person.id, "noise")
    with pytest.raises(AssertionError, match="the bot said 'noise'"):
        person.hears_nothing(0)


async def test_a_press_carries_the_message_as_it_stands(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    person.writes("hello")
    rows = [
        [InlineKeyboardButton("one", callback_data="1")],
        [InlineKeyboardButton("two", callback_data="2"), InlineKeyboardButton("page", "a.kz")],
    ]
    sent = await bot.send_message(person.id, "old", reply_markup=InlineKeyboardMarkup(rows))
    shown = person.waits_for_reply()
    assert shown.labels == ["one", "two", "page"]
    await bot.edit_message_text("new", person.id, sent.message_id)
    press = person.presses(shown, "two")
    query = (await newest(bot)).callback_query
    assert query
    assert isinstance(query.message, Message)
    assert (query.data, query.message.text) == ("2", "new")
    with pytest.raises(AssertionError, match="was not answered"):
        press.waits_for_answer(timeout=0)
    with pytest.raises(AssertionError, match="tells the bot nothing"):
        person.presses(shown, 2)
    with pytest.raises(AssertionError, match="there is no button 'three'"):
        person.presses(shown, "three")


async def test_a_press_under_a_deleted_message_names_it_only(
    double: BotApiDouble, bot: Bot
) -> None:
    person = double.person()
    person.writes("hello")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("one", callback_data="1")]])
    await (await bot.send_message(person.id, "text", reply_markup=markup)).delete()
    person.presses(person.waits_for_reply(), "one")
    query = (await newest(bot)).callback_query
    assert query
    assert query.message
    assert not query.message.is_accessible


async def test_blocking_is_told(double: BotApiDouble, bot: Bot) -> None:
    person = double.person()
    person.blocks_bot()
    change = (await newest(bot)).my_chat_member
    assert change
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(AssertionError, match="has to unblock it first"):
        person.writes("hello")
    person.unblocks_bot()
    person.writes("hello")
    assert (await heard(bot))[-1] == "hello"


async def test_privacy_mode_hides_what_is_not_for_the_bot(double: BotApiDouble, bot: Bot) -> None:
    group, person = double.group(), double.person()
    person.writes("just talking", to=group)
    person.writes(f"@{double.username} a mention", to=group)
    person.writes("/ask@another_bot", to=group)
    person.writes("/ask one", to=group)
    person.writes(f"/ask@{double.username} two", to=group)
    assert await heard(bot) == ["/ask one", f"/ask@{double.username} two"]
    await bot.send_message(group.id, "answer")
    person.writes("a reply", to=group, reply_to=person.waits_for_reply(to=group))
    assert await heard(bot) == ["a reply"]


async def test_without_privacy_mode_all_is_heard() -> None:
    with BotApiDouble(reads_all_messages=True) as double:
        double.person().writes("just talking", to=double.group())
        async with Bot(double.token, base_url=double.base_url) as bot:
            assert bot.can_read_all_group_messages
            assert await heard(bot) == ["just talking"]


async def test_a_group_is_another_chat_than_the_private_one(double: BotApiDouble, bot: Bot) -> None:
    group, person = double.group("Group"), double.person()
    person.writes("/ask", to=group)
    message = (await newest(bot)).message
    assert message
    assert (message.chat.type, message.chat.title) == ("supergroup", "Group")
    await bot.send_message(group.id, "to all")
    assert person.waits_for_reply(to=group).text == "to all"
    person.hears_nothing(0)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(person.id, "they never wrote to the bot")


async def test_a_thread_has_to_exist(double: BotApiDouble, bot: Bot) -> None:
    group, person = double.group(), double.person()
    thread = group.opens_thread()
    person.writes("/ask", to=group, thread=thread)
    message = (await newest(bot)).message
    assert message
    assert (message.message_thread_id, message.is_topic_message) == (thread, True)
    await bot.send_message(group.id, "answer", message_thread_id=thread)
    assert person.waits_for_reply(to=group).thread == thread
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "answer", message_thread_id=1)


async def test_a_bot_that_was_thrown_out_is_silent(double: BotApiDouble, bot: Bot) -> None:
    group, person = double.group(), double.person()
    person.removes_bot(group)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "text")
    person.adds_bot(group)
    change = (await newest(bot)).my_chat_member
    assert change
    assert change.new_chat_member.status == "member"
    await bot.send_message(group.id, "text")


async def test_in_groups_only_own_messages_can_be_deleted(double: BotApiDouble, bot: Bot) -> None:
    group, person = double.group(), double.person()
    asked = person.writes("/ask", to=group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, asked.id)


async def test_a_chat_tells_its_name_once_the_bot_knows_it(double: BotApiDouble, bot: Bot) -> None:
    person = double.person("Asel")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(person.id)
    person.writes("hello")
    assert (await bot.get_chat(person.id)).full_name == "Asel"
