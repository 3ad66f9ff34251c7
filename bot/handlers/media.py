"""Messages that are no text: one friendly line, also for a whole album."""

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.strings import texts


async def not_text(update: Update, context: BotContext) -> None:
    """Say that only text is read; the pictures of one album come as messages of their own."""
    if not is_rest_of_album(update, context):
        await deliver.send(context.bot, update, render.said(texts(context.language).not_text))


def is_rest_of_album(update: Update, context: BotContext) -> bool:
    """Whether a message belongs to an album of which an earlier one was replied to."""
    message = update.effective_message
    if message is None or message.media_group_id is None or not context.chat_data:
        return False
    album, first = context.chat_data.album or ("", 0)
    if album == message.media_group_id:
        return message.message_id != first
    context.chat_data.album = (message.media_group_id, message.message_id)
    return False
