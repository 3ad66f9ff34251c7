"""Messages that are no text: one friendly line, also for a whole album."""

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.strings import texts


async def not_text(update: Update, context: BotContext) -> None:
    """Say that only text is read; the pictures of one album come as messages of their own."""
    album = update.effective_message.media_group_id if update.effective_message else None
    if album and context.chat_data:
        if context.chat_data.album == album:
            return
        context.chat_data.album = album
    await deliver.send(context.bot, update, render.said(texts(context.language).not_text))
