"""Sending and editing messages, sending and fetching files; the only reader of Telegram's errors.

What surely did not arrive is repeated below this, in ``bot.limits``. A reply that timed out may
have arrived, and would come twice.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from telegram import (
    Chat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, FileSizeLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.keyboards import keyboard
from bot.reply import Reply
from bot.request_errors import NotDone, Unsure
from bot.telegram_html import split, to_plain

log = logging.getLogger(__name__)
T = TypeVar("T")

# Bytes.
MAX_UPLOAD: Final = int(FileSizeLimit.FILESIZE_UPLOAD)
MAX_CAPTION: Final = 1024
# Seconds that a file may take to come.
_FETCHING: Final = 75.0
# The number of the thread of a forum that all messages without a thread belong to.
GENERAL: Final = 1
_UNCHANGED: Final = ("message is not modified",)
_NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
_NOT_DELETABLE: Final = ("message to delete not found", "message can't be deleted")
# What Telegram says to an answer that nobody waits for any more.
TOO_LATE: Final = ("query is too old", "query id is invalid")
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
# What Telegram says of chats and threads that the bot cannot write to.
_CLOSED: Final = (
    "chat not found",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "topic_deleted",
    "peer_id_invalid",
    "message thread not found",
)


async def send(
    bot: ExtBot[None], update: Update, reply: Reply, instead_of: Sequence[int] = ()
) -> tuple[int, ...]:
    """Send a reply to where an update came from, in as many messages as it takes; their numbers.

    In a group it stands in the same forum thread, and shows what it replies to. Where it is sent
    ``instead_of`` earlier messages, those are edited, what is too many of them is deleted, and
    only what is left is sent.
    """
    chat = update.effective_chat
    if chat is None:
        return ()
    parts, shown, sent = split(reply.text), list[int](), list[int]()
    with _lost_chats_forgiven():
        for message, part in zip(instead_of, parts, strict=False):
            last = len(shown) == len(parts) - 1
            if not await _edited(bot, chat.id, message, part, reply if last else None):
                break
            shown.append(message)
        if superfluous := instead_of[len(shown) :]:
            await _deleted(bot, chat.id, superfluous)
        place = _place(chat, _message(update))
        sent = await _send_parts(bot, place, parts[len(shown) :], reply)
    return (*shown, *sent)


async def send_to(bot: ExtBot[None], person: int, reply: Reply) -> bool:
    """Send a reply to somebody in private, by their id; False where they never wrote, or blocked.

    Telegram lets no bot begin a conversation.
    """
    try:
        await _send_parts(bot, {"chat_id": person}, split(reply.text), reply)
    except Forbidden:
        return False
    except BadRequest as error:
        if not says(error, *_CLOSED):
            raise
        return False
    return True


async def edit(bot: ExtBot[None], update: Update, reply: Reply) -> None:
    """Put a reply in place of the message whose button was pressed; anew where it is gone."""
    message = _message(update)
    if update.callback_query is None or message is None:
        await send(bot, update, reply)
        return
    first, *rest = split(reply.text)
    with _lost_chats_forgiven():
        last = None if rest else reply
        if not await _edited(bot, message.chat.id, message.message_id, first, last):
            rest = [first, *rest]
        await _send_parts(bot, _place(message.chat, message), rest, reply)


async def edit_rows(bot: ExtBot[None], update: Update, rows: InlineKeyboardMarkup) -> None:
    """Put other buttons below the message whose button was pressed; nothing where it is gone."""
    message = _message(update)
    if update.callback_query is None or message is None:
        return
    chat, number = message.chat.id, message.message_id
    try:
        with _lost_chats_forgiven():
            await bot.edit_message_reply_markup(chat, number, reply_markup=rows)
    except BadRequest as error:
        if not says(error, *_UNCHANGED, *_NOT_EDITABLE):
            raise


async def send_document(
    bot: ExtBot[None], update: Update, name: str, content: bytes, caption: Reply
) -> None:
    """Send a file into the private chat that an update came from, at most ``MAX_UPLOAD`` bytes.

    ``caption`` has at most ``MAX_CAPTION`` units. Raises ValueError elsewhere: what is sent as a
    file is meant for one person.
    """
    await _send_file(bot.send_document, update, caption, document=content, filename=name)


async def send_photo(bot: ExtBot[None], update: Update, picture: bytes, caption: Reply) -> None:
    """Send a picture likewise, which people see at once."""
    await _send_file(bot.send_photo, update, caption, photo=picture)


async def show_upload(bot: ExtBot[None], update: Update) -> None:
    """Show for some seconds that a file is on its way; where that fails, nothing is lost."""
    with suppress(TelegramError):
        await bot.send_chat_action(**_private_place(update), action=ChatAction.UPLOAD_DOCUMENT)


class TooLarge(Exception):
    """A file is larger than what is fetched."""


async def fetch(bot: ExtBot[None], file_id: str, most: int) -> bytes:
    """A file that somebody sent, of at most ``most`` bytes, which it is asked for beforehand.

    Raises TooLarge, and TelegramError where it is not to be had.
    """
    try:
        file = await bot.get_file(file_id)
    except BadRequest as error:
        if says(error, "file is too big"):
            raise TooLarge from error
        raise
    if file.file_size is None or file.file_size > most:
        raise TooLarge
    content = bytes(await file.download_as_bytearray(read_timeout=_FETCHING))
    if len(content) > most:
        raise TooLarge
    return content


async def acknowledge(update: Update, told: str | None = None) -> None:
    """Tell Telegram that a press was seen, so that the button stops waiting; ``told`` pops up.

    Whatever takes seconds does so before it begins. Where it fails for long, nobody looks at the
    button any more; where nothing was pressed, there is nothing to tell.
    """
    query = update.callback_query
    if query is None:
        return
    try:
        with _lost_chats_forgiven():
            await query.answer(told)
    except (NotDone, Unsure, RetryAfter) as error:
        log.warning("A press was not acknowledged in time: %s", error)
    except BadRequest as error:
        if not says(error, *TOO_LATE):
            raise


def _message(update: Update) -> Message | None:
    """The message that an update is about; of a pressed button's, long ago, little is told."""
    if query := update.callback_query:
        return query.message if isinstance(query.message, Message) else None
    return update.effective_message


def _place(chat: Chat, message: Message | None) -> dict[str, Any]:
    """Where a reply goes, as arguments of ``send_message``."""
    place: dict[str, Any] = {"chat_id": chat.id}
    if message is None:
        return place
    # Any reply in a supergroup bears a thread id; only that of a forum's thread can be sent to,
    # and not that of the thread General. A private chat may have threads too.
    thread = message.message_thread_id if message.is_topic_message else None
    if thread and thread != GENERAL:
        place["message_thread_id"] = thread
    if chat.type != Chat.PRIVATE:
        place["reply_parameters"] = ReplyParameters(
            message.message_id, allow_sending_without_reply=True
        )
    return place


def _private_place(update: Update) -> dict[str, Any]:
    chat = update.effective_chat
    if chat is None or chat.type != Chat.PRIVATE:
        raise ValueError("files go into private chats only")
    return _place(chat, _message(update))


async def _send_file(
    method: Callable[..., Awaitable[Message]], update: Update, caption: Reply, **content: Any
) -> None:
    place, rows = _private_place(update), keyboard(caption.rows)
    with _lost_chats_forgiven():
        await _formatted(method, caption.text, "caption", **place, **content, reply_markup=rows)


async def _send_parts(
    bot: ExtBot[None], place: dict[str, Any], parts: Sequence[str], reply: Reply
) -> list[int]:
    """The buttons go below the last part; only the first shows what it replies to."""
    sent = []
    for number, part in enumerate(parts, start=1):
        markup = keyboard(reply.rows) if number == len(parts) else None
        try:
            message = await _formatted(bot.send_message, part, **place, reply_markup=markup)
        except ChatMigrated as error:
            place = {"chat_id": error.new_chat_id}
            message = await _formatted(bot.send_message, part, **place, reply_markup=markup)
        sent.append(message.message_id)
        place.pop("reply_parameters", None)
    return sent


async def _deleted(bot: ExtBot[None], chat: int, messages: Sequence[int]) -> None:
    """Take messages of the bot's own away; one that is gone, or old, is let be."""
    for message in messages:
        try:
            await bot.delete_message(chat, message)
        except BadRequest as error:
            if not says(error, *_NOT_DELETABLE):
                raise


async def _edited(
    bot: ExtBot[None], chat: int, message: int, html: str, last: Reply | None
) -> bool:
    """Whether the message now shows this; False where it can no longer be edited.

    ``last`` is the reply where this is its last part, which carries the buttons.
    """
    where: dict[str, Any] = {"chat_id": chat, "message_id": message}
    markup = keyboard(last.rows) if last else None
    try:
        await _formatted(bot.edit_message_text, html, **where, reply_markup=markup)
    except BadRequest as error:
        if says(error, *_UNCHANGED):
            return True
        if says(error, *_NOT_EDITABLE):
            return False
        raise
    return True


async def _formatted(
    method: Callable[..., Awaitable[T]], html: str, field: str = "text", **options: Any
) -> T:
    """Send or edit as HTML; once more as plain text where Telegram refuses the entities."""
    if field == "text":
        options["link_preview_options"] = NO_PREVIEW
    text = sendable(html)
    try:
        return await method(**{field: text}, parse_mode=ParseMode.HTML, **options)
    except BadRequest as error:
        if not refuses_entities(error):
            raise
        log.error("Telegram refuses the entities of a reply (%s); sent as plain text", error)
        return await method(**{field: to_plain(text)}, **options)


@contextmanager
def _lost_chats_forgiven() -> Iterator[None]:
    """Somebody who blocked the bot, or a group where it may not write, is no error of ours."""
    try:
        yield
    except Forbidden:
        log.debug("not delivered: the person blocked the bot, or the group removed it")
    except BadRequest as error:
        if not says(error, *_CLOSED):
            raise
        log.debug("not delivered: %s", error)


def may_have_arrived(error: Exception | None) -> bool:
    """Whether a message was sent, and nobody knows what became of it."""
    return isinstance(error, Unsure)


def did_not_arrive(error: Exception | None) -> bool:
    """Whether a message was not taken, however often it was sent."""
    return isinstance(error, NotDone | RetryAfter)


def refuses_entities(error: TelegramError) -> bool:
    """Whether Telegram does not take the markup of a text."""
    return says(error, "can't parse entities", "entity")


def says(error: TelegramError, *texts: str) -> bool:
    """Whether Telegram's words for an error hold one of some texts, which are in lower case."""
    message = error.message.lower()
    return any(text in message for text in texts)


def sendable(text: str) -> str:
    """The text without lone surrogates, which have no place in a request."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
