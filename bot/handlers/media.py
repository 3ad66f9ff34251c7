"""Messages that are no text: one friendly line, also for a whole album."""

from typing import Final

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.strings import texts

_ALBUM: Final = "album"


async def not_text(update: Update, context: BotContext) -> None:
    """Say that only text is read; the pictures of one album come as messages of their own."""
    album = update.effective_message.media_group_id if update.effective_message else None
    if album and context.chat_data is not None:
        if context.chat_data.get(_ALBUM) == album:
            return
        context.chat_data[_ALBUM] = album
    await deliver.send(context.bot, update, render.said(texts(context.language).not_text))
