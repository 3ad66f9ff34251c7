"""Answering inline queries and guest messages: one call each, and nothing to add later."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.deliver import NO_PREVIEW, TOO_LATE, refuses_entities, says, sendable
from bot.elsewhere import Found, way_in
from bot.keyboards import keyboard
from bot.strings import texts
from bot.telegram_html import split, to_plain
from knowledge.model import Language

log = logging.getLogger(__name__)

# Seconds that Telegram may give the same person the same results for the same words.
CACHED: Final = 30


async def offer(
    bot: ExtBot[None], query: InlineQuery, found: Sequence[Found], language: Language
) -> None:
    """Show inline results; where there are none, the way into the private chat."""
    words = texts(language).nothing_found_button
    button = None if found else InlineQueryResultsButton(words, start_parameter=way_in(language))

    async def answer(results: list[InlineQueryResultArticle]) -> None:
        await bot.answer_inline_query(
            query.id, results, cache_time=CACHED, is_personal=True, button=button
        )

    await _answered(answer, found)


async def answer_guest(bot: ExtBot[None], message: Message, found: Found) -> None:
    """Answer a guest message in the chat where it stands."""
    query = message.guest_query_id or ""

    async def answer(results: list[InlineQueryResultArticle]) -> None:
        await bot.answer_guest_query(query, results[0])

    await _answered(answer, [found])


async def _answered(
    answer: Callable[[list[InlineQueryResultArticle]], Awaitable[Any]], found: Sequence[Found]
) -> None:
    """Answer as HTML; once more as plain text where Telegram refuses the entities.

    Who typed on, or went away, does not wait for it any more: that is no error.
    """
    try:
        try:
            await answer([_article(one, _html) for one in found])
        except BadRequest as error:
            if not refuses_entities(error):
                raise
            log.error("Telegram refuses the entities of results (%s); sent as plain text", error)
            await answer([_article(one, _plain) for one in found])
    except BadRequest as error:
        if not says(error, *TOO_LATE):
            raise


def _article(
    found: Found, content: Callable[[str], InputTextMessageContent]
) -> InlineQueryResultArticle:
    # What does not fit into one message is read behind the link.
    text = sendable(split(found.reply.text)[0])
    return InlineQueryResultArticle(
        found.id,
        sendable(found.title),
        content(text),
        reply_markup=keyboard(found.reply.rows),
        description=sendable(found.description),
    )


def _html(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(text, ParseMode.HTML, link_preview_options=NO_PREVIEW)


def _plain(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(to_plain(text), link_preview_options=NO_PREVIEW)
