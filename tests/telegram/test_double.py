"""The double refuses what Telegram refuses, and the unchanged library says so."""

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.telegram import BotApiDouble, Person

NOT_MODIFIED = "Message is not modified: specified new message content and reply markup"


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    """Someone who has written to the bot."""
    person = double.person()
    person.writes("hello")
    return person


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


def button(text: str = "ok", data: str = "ok") -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=data)


async def test_the_library_learns_who_the_bot_is(double: BotApiDouble, bot: Bot) -> None:
    assert (bot.id, bot.username) == (123456, double.username)
    assert bot.can_read_all_group_messages is False


@pytest.mark.parametrize("token", ["123456:OTHER", "nonsense"])
async def test_another_token_is_refused(double: BotApiDouble, token: str) -> None:
    with pytest.raises(InvalidToken, match="was rejected by the server"):
        await Bot(token, base_url=double.base_url).initialize()


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(InvalidToken, match="Not Found"):
        await bot._post("sendTelepathy")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        (" \n\t", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b></b>" * 5000, "Text is too long"),
    ],
)
async def test_a_text_is_refused(bot: Bot, person: Person, text: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(person.id, text, parse_mode="HTML")


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "&lt;" * 4096 + "</b>"])
async def test_4096_units_after_parsing_are_taken(bot: Bot, person: Person, text: str) -> None:
    sent = await bot.send_message(person.id, text, parse_mode="HTML")
    assert sent.text
    assert len(sent.text.encode("utf-16-le")) == 2 * 4096


async def test_a_text_is_trimmed_and_cleaned(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, " \n<b> a\u202e\r\n\tb </b> \n", parse_mode="HTML")
    assert sent.text == "a\n b"
    assert sent.parse_entity(sent.entities[0]) == "a\n b"


async def test_tags_become_entities(bot: Bot, person: Person) -> None:
    source = 'ә😀 <b>bold <i>both</i></b> <a href="https://example.com">link</a>'
    sent = await bot.send_message(person.id, source, parse_mode="HTML")
    assert sent.text == "ә😀 bold both link"
    assert list(sent.parse_entities().values()) == ["bold both", "both", "link"]
    shown = person.waits_for_reply()
    assert (shown.text, shown.html) == (sent.text, source)


async def test_broken_tags_are_refused(bot: Bot, person: Person) -> None:
    with pytest.raises(BadRequest, match="Can't parse entities: unsupported start tag"):
        await bot.send_message(person.id, "<h1>no</h1>", parse_mode="HTML")


async def test_another_parse_mode_is_refused(bot: Bot, person: Person) -> None:
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await bot.send_message(person.id, "text", parse_mode="BBCode")


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (MessageEntity("bold", 6, 1), "Entity begins after the end of the text"),
        (MessageEntity("bold", 0, 9), "Entity beginning at UTF-16 offset 0 ends after the end"),
        (MessageEntity("bold", -1, 1), "Receive an entity with incorrect offset -1"),
        (MessageEntity("blink", 0, 1), "Can't parse MessageEntity: unsupported type specified"),
        (MessageEntity("text_link", 0, 1), "Can't parse MessageEntity: can't find field"),
        (MessageEntity("text_link", 0, 1, url="no-url"), "is invalid: wrong HTTP URL"),
    ],
)
async def test_an_entity_is_refused(
    bot: Bot, person: Person, entity: MessageEntity, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(person.id, "hello", entities=[entity])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[button(data="x" * 65)]], "Button_data_invalid"),
        ([[button(data="қ" * 33)]], "Button_data_invalid"),
        ([[button(text="")]], "Inline keyboard button text must be non-empty"),
        ([[InlineKeyboardButton("no action")]], "text buttons are unallowed"),
        ([[button(data="")]], "text buttons are unallowed"),
        ([[button()]] * 101, "Reply markup is too long"),
        ([[button()] * 9], "Reply markup is too long"),
        ([[button("long " * 40, "x" * 64)]] * 60, "Reply markup is too long"),
        ([[InlineKeyboardButton("page", url="nowhere")]], "is invalid: wrong HTTP URL"),
        ([[InlineKeyboardButton("page", url="ftp://a.kz")]], "unsupported URL protocol"),
        (
            [[InlineKeyboardButton("copy", copy_text=CopyTextButton("x" * 257))]],
            "Button_copy_text_invalid",
        ),
        ([[InlineKeyboardButton("pay", pay=True)]], "Button_type_invalid"),
    ],
)
async def test_a_keyboard_is_refused(
    bot: Bot, person: Person, rows: list[list[InlineKeyboardButton]], reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(person.id, "text", reply_markup=keyboard(*rows))
    person.hears_nothing(0)


async def test_the_widest_keyboard_is_taken(bot: Bot, person: Person) -> None:
    rows = [[button(data="қ" * 32)], [button()] * 8, *[[button()]] * 91]
    await bot.send_message(person.id, "text", reply_markup=keyboard(*rows))
    assert len(person.waits_for_reply().labels) == 100


async def test_a_chat_that_the_bot_never_met_is_not_found(double: BotApiDouble, bot: Bot) -> None:
    stranger = double.person()
    for chat_id in (stranger.id, 0, "@nobody"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat_id, "text")


async def test_who_blocked_the_bot_hears_nothing(bot: Bot, person: Person) -> None:
    person.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(person.id, "text")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_chat_action(person.id, ChatAction.TYPING)
    person.unblocks_bot()
    await bot.send_message(person.id, "text")
    assert person.waits_for_reply().text == "text"


async def test_a_reply_names_a_message_that_is_there(bot: Bot, person: Person) -> None:
    asked = person.writes("question")
    sent = await bot.send_message(
        person.id, "answer", reply_parameters=ReplyParameters(message_id=asked.id)
    )
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "question"
    assert person.waits_for_reply().reply_to == asked.id
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(person.id, "answer", reply_to_message_id=999)
    alone = await bot.send_message(
        person.id,
        "answer",
        reply_parameters=ReplyParameters(message_id=999, allow_sending_without_reply=True),
    )
    assert alone.reply_to_message is None


async def test_an_edit_changes_text_and_keyboard_in_place(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "one", reply_markup=keyboard([button()]))
    before = person.waits_for_reply()
    await bot.edit_message_text("<i>two</i>", person.id, sent.message_id, parse_mode="HTML")
    after = person.waits_for_reply()
    assert (after.id, after.text, after.edited, after.labels) == (before.id, "two", True, [])
    assert (before.text, before.labels) == ("one", ["ok"])
    assert person.sees(before) is not None


@pytest.mark.parametrize("text", ["<b>same</b>", " <b>same</b>\n"])
async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, person: Person, text: str) -> None:
    markup = keyboard([button()])
    sent = await bot.send_message(person.id, "<b>same</b>", parse_mode="HTML", reply_markup=markup)
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_text(
            text, person.id, sent.message_id, parse_mode="HTML", reply_markup=markup
        )
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_reply_markup(person.id, sent.message_id, reply_markup=markup)


async def test_the_same_words_in_another_style_are_a_change(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "<b>same</b>", parse_mode="HTML")
    await bot.edit_message_text("same", person.id, sent.message_id)
    assert person.sees(person.waits_for_reply()) is not None


async def test_a_keyboard_is_changed_and_taken_away(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "text", reply_markup=keyboard([button()]))
    await bot.edit_message_reply_markup(
        person.id, sent.message_id, reply_markup=keyboard([button("new")])
    )
    await bot.edit_message_reply_markup(person.id, sent.message_id)
    person.waits_for_reply()
    assert person.waits_for_reply().labels == ["new"]
    assert person.waits_for_reply().labels == []


async def test_only_a_message_of_its_own_can_be_edited(bot: Bot, person: Person) -> None:
    asked = person.writes("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("yours", person.id, asked.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("yours", person.id, 999)


async def test_a_deleted_message_is_gone(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.id, "text")
    shown = person.waits_for_reply()
    await bot.delete_message(person.id, sent.message_id)
    assert person.sees(shown) is None
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(person.id, sent.message_id)


async def test_a_press_is_answered_once(bot: Bot, person: Person) -> None:
    await bot.send_message(person.id, "text", reply_markup=keyboard([button("ok", "data")]))
    press = person.presses(person.waits_for_reply(), "ok")
    query = (await bot.get_updates())[-1].callback_query
    assert query
    assert (query.data, query.from_user.id) == ("data", person.id)
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query.id, "x" * 201)
    await query.answer("done")
    assert press.waits_for_answer() == "done"
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
        await query.answer()
    with pytest.raises(BadRequest, match="or query id is invalid"):
        await bot.answer_callback_query("1")


async def test_a_press_can_expire(bot: Bot, person: Person) -> None:
    await bot.send_message(person.id, "text", reply_markup=keyboard([button()]))
    person.presses(person.waits_for_reply(), 0).expires()
    query = (await bot.get_updates())[-1].callback_query
    assert query
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()


async def test_a_chat_action_is_one_that_telegram_knows(bot: Bot, person: Person) -> None:
    assert await bot.send_chat_action(person.id, ChatAction.TYPING)
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(person.id, "thinking")


async def test_every_call_is_recorded(double: BotApiDouble, bot: Bot, person: Person) -> None:
    await bot.send_message(
        person.id,
        "text",
        reply_markup=keyboard([button()]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    with pytest.raises(BadRequest):
        await bot.send_message(person.id, "")
    done, refused = double.calls_of("sendMessage")
    assert done.parameters["link_preview_options"] == {"is_disabled": True}
    assert done.parameters["reply_markup"] == {
        "inline_keyboard": [[{"text": "ok", "callback_data": "ok"}]]
    }
    assert isinstance(done.result, dict)
    assert done.result["text"] == "text"
    assert refused.error == (400, "Bad Request: message text is empty")
    assert double.calls[0].method == "getMe"
    assert double.calls[0].time <= done.time <= refused.time
