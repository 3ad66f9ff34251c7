"""Inline queries and guest messages: what arrives, what Telegram refuses, what people see."""

from collections.abc import Sequence
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultGame,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from tests.telegram import BotApiDouble, Person


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    return double.person()


def article(text: str = "<b>Text</b>", **given: Any) -> InlineQueryResultArticle:
    fields = {"id": "one", "title": "Title", **given}
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(input_message_content=content, **fields)


async def last(bot: Bot) -> Update:
    return (await bot.get_updates(allowed_updates=["inline_query", "guest_message", "message"]))[-1]


async def answer(bot: Bot, results: Sequence[InlineQueryResult], **given: Any) -> None:
    query = (await last(bot)).inline_query
    assert query
    await bot.answer_inline_query(query.id, results, **given)


async def test_results_appear_and_are_sent_as_the_persons_own_message(
    double: BotApiDouble, bot: Bot, person: Person
) -> None:
    group, search = double.group(), person.types("when")
    await answer(bot, [article(description="short")], cache_time=5, is_personal=True)
    shown = search.waits_for_results()
    assert (shown.titles, shown.cache_time, shown.is_personal) == (["Title"], 5, True)
    assert shown.results[0].description == "short"
    sent = person.sends_result(search, shown.results[0], to=group)
    assert (sent.text, sent.html) == ("Text", "<b>Text</b>")
    message = (await last(bot)).message
    assert message
    assert message.via_bot
    assert message.from_user
    assert (message.via_bot.id, message.from_user.id) == (bot.id, person.id)


async def test_a_long_query_is_cut_by_the_app(bot: Bot, person: Person) -> None:
    person.types("x" * 300)
    query = (await last(bot)).inline_query
    assert query
    assert len(query.query) == 256


@pytest.mark.parametrize(
    ("results", "given", "reason"),
    [
        ([article(id=str(number)) for number in range(51)], {}, "Results_too_much"),
        ([article(), article()], {}, "Result_id_duplicate"),
        ([article(id="x" * 65)], {}, "Result_id_invalid"),
        ([article(id="")], {}, "Result_id_invalid"),
        ([article(title="")], {}, "Article_title_empty"),
        ([article("")], {}, "Message text is empty"),
        ([article("<b>")], {}, "Can't parse entities"),
        ([article("x" * 4097)], {}, "Message is too long"),
        ([InlineQueryResultGame("one", "game")], {}, "unallowed result type"),
        ([], {"button": InlineQueryResultsButton("", start_parameter="a")}, "Switch_pm_text_empty"),
        ([], {"button": InlineQueryResultsButton("a", start_parameter="")}, "Start_param_invalid"),
        (
            [],
            {"button": InlineQueryResultsButton("a", start_parameter="x y")},
            "Start_param_invalid",
        ),
        ([], {"next_offset": "x" * 65}, "Next_offset_invalid"),
        (
            [
                article(
                    reply_markup=InlineKeyboardMarkup(
                        [[InlineKeyboardButton("a", callback_data="x" * 65)]]
                    )
                )
            ],
            {},
            "Button_data_invalid",
        ),
    ],
)
async def test_what_telegram_refuses(
    bot: Bot, person: Person, results: list[InlineQueryResult], given: dict[str, Any], reason: str
) -> None:
    person.types("when")
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await answer(bot, results, **given)


async def test_without_results_a_button_leads_to_the_bot(bot: Bot, person: Person) -> None:
    search = person.types("when")
    await answer(bot, [], button=InlineQueryResultsButton("Ask me", start_parameter="o_en"))
    shown = search.waits_for_results()
    assert (shown.titles, shown.button, shown.cache_time) == ([], ("Ask me", "o_en"), 300)


async def test_a_query_is_answered_once_and_in_time(bot: Bot, person: Person) -> None:
    person.types("when")
    await answer(bot, [article()])
    with pytest.raises(BadRequest, match="Query is too old"):
        await answer(bot, [article()])
    person.types("again").expires()
    with pytest.raises(BadRequest, match="or query id is invalid"):
        await answer(bot, [article()])


async def test_a_guest_message_is_answered_once(bot: Bot, person: Person) -> None:
    call = person.calls_guest(f"@{bot.username} when?", replying_to="earlier")
    message = (await last(bot)).guest_message
    assert message
    assert message.guest_query_id
    assert message.reply_to_message
    assert message.reply_to_message.text == "earlier"
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(message.chat.id, "text")
    sent = await bot.answer_guest_query(message.guest_query_id, article())
    assert sent.inline_message_id
    assert call.waits_for_answer().text == "Text"
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_guest_query(message.guest_query_id, article())
