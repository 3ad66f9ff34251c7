"""What is noted of a maintainer who wrote, once that was answered."""

from contextlib import suppress

from telegram import Update

from bot.context import BotContext
from bot.desk.face import show_desk_menu
from knowledge import digests
from knowledge.errors import StoreError


async def wrote(update: Update, context: BotContext) -> None:
    """Note the language for what they are told unasked, and show the maintainers' menu.

    Who writes for the first time has a chat only from now on; that is tried once.
    """
    with suppress(StoreError):  # it is noted with what they write next
        author, language = context.author.name, context.language
        await context.in_thread(digests.note_language, context.store, author, language)
    chat, without = update.effective_chat, context.bot_data.without_menu
    if chat and chat.id in without:
        without.discard(chat.id)
        await show_desk_menu(context.bot, context.store, chat.id)
