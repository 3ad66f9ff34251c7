"""Sending and editing messages; the only reader of Telegram's error texts.

What surely did not arrive is repeated below this, in ``bot.limits``. A reply that timed out may
have arrived, and would come twice.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from telegram import (
    CallbackQuery,
    Chat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.keyboards import keyboard
from bot.reply import Reply
from bot.telegram_html import split, to_plain

log = logging.getLogger(__name__)

# The number of the thread of a forum that all messages without a thread belong to.
GENERAL: Final = 1
_UNCHANGED: Final = ("message is not modified",)
_NOT_EDITABLE: Final = ("message to edit not found", "message can't be edited")
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
# What Telegram says of chats and threads that the bot cannot write to.
_CLOSED: Final = (
    "chat not found",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "message thread not found",
)


async def send(bot: ExtBot[None], update: Update, reply: Reply) -> None:
    """Send a reply to where an update came from, in as many messages as it takes.

    In a group it stands in the same forum thread, and shows what it replies to.
    """
    if chat := update.effective_chat:
        with _lost_chats_forgiven():
            place = _place(chat, update.effective_message)
            await _send_parts(bot, place, split(reply.text), reply)


async def edit(bot: ExtBot[None], update: Update, reply: Reply) -> None:
    """Put a reply in place of the message whose button was pressed; anew where it is gone."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        await send(bot, update, reply)
        return
    first, *rest = split(reply.text)
    with _lost_chats_forgiven():
        if not await _edited(bot, query.message, first, None if rest else reply):
            rest = [first, *rest]
        await _send_parts(bot, _place(query.message.chat, query.message), rest, reply)


async def edit_rows(bot: ExtBot[None], update: Update, rows: InlineKeyboardMarkup) -> None:
    """Put other buttons below the message whose button was pressed; nothing where it is gone."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    chat, message = query.message.chat.id, query.message.message_id
    try:
        with _lost_chats_forgiven():
            await bot.edit_message_reply_markup(chat, message, reply_markup=rows)
    except BadRequest as error:
        if not _says(error, *_UNCHANGED, *_NOT_EDITABLE):
            raise


async def acknowledge(query: CallbackQuery, told: str | None = None) -> None:
    """Tell Telegram that a press was seen, so that the button stops waiting; ``told`` pops up."""
    try:
        with _lost_chats_forgiven():
            await query.answer(told)
    except BadRequest as error:
        if not _says(error, "query is too old", "query id is invalid"):
            raise


def _place(chat: Chat, message: Message | None) -> dict[str, Any]:
    """Where a reply goes, as arguments of ``send_message``."""
    place: dict[str, Any] = {"chat_id": chat.id}
    if chat.type == Chat.PRIVATE or message is None:
        return place
    # Any reply in a supergroup bears a thread id; only that of a forum's thread can be sent to,
    # and not that of the thread General.
    thread = message.message_thread_id if message.is_topic_message else None
    if thread and thread != GENERAL:
        place["message_thread_id"] = thread
    place["reply_parameters"] = ReplyParameters(
        message.message_id, allow_sending_without_reply=True
    )
    return place


async def _send_parts(
    bot: ExtBot[None], place: dict[str, Any], parts: list[str], reply: Reply
) -> None:
    """The buttons go below the last part; only the first shows what it replies to."""
    for number, part in enumerate(parts, start=1):
        markup = keyboard(reply.rows) if number == len(parts) else None
        try:
            await _formatted(bot.send_message, part, **place, reply_markup=markup)
        except ChatMigrated as error:
            place = {"chat_id": error.new_chat_id}
            await _formatted(bot.send_message, part, **place, reply_markup=markup)
        place.pop("reply_parameters", None)


async def _edited(bot: ExtBot[None], message: Message, html: str, last: Reply | None) -> bool:
    """Whether the message now shows this; False where it can no longer be edited.

    ``last`` is the reply where this is its last part, which carries the buttons.
    """
    where = {"chat_id": message.chat.id, "message_id": message.message_id}
    markup = keyboard(last.rows) if last else None
    try:
        await _formatted(bot.edit_message_text, html, **where, reply_markup=markup)
    except BadRequest as error:
        if _says(error, *_UNCHANGED):
            return True
        if _says(error, *_NOT_EDITABLE):
            return False
        raise
    return True


async def _formatted(method: Callable[..., Awaitable[Any]], html: str, **options: Any) -> None:
    """Send or edit as HTML; once more as plain text where Telegram refuses the entities."""
    options["link_preview_options"] = _NO_PREVIEW
    text = _sendable(html)
    try:
        await method(text=text, parse_mode=ParseMode.HTML, **options)
    except BadRequest as error:
        if not _says(error, "can't parse entities", "entity"):
            raise
        log.error("Telegram refuses the entities of a reply (%s); sent as plain text", error)
        await method(text=to_plain(text), **options)


@contextmanager
def _lost_chats_forgiven() -> Iterator[None]:
    """Somebody who blocked the bot, or a group where it may not write, is no error of ours."""
    try:
        yield
    except Forbidden:
        log.debug("not delivered: the person blocked the bot, or the group removed it")
    except BadRequest as error:
        if not _says(error, *_CLOSED):
            raise
        log.debug("not delivered: %s", error)


def _says(error: TelegramError, *texts: str) -> bool:
    message = error.message.lower()
    return any(text in message for text in texts)


def _sendable(text: str) -> str:
    """The text without lone surrogates, which have no place in a request."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
