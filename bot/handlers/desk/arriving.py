"""A maintainer who writes for the first time: from now on there is a chat that can have a menu."""

from telegram import Update

from bot.context import BotContext
from bot.desk.face import show_desk_menu


async def show_menu(update: Update, context: BotContext) -> None:
    """Show the maintainers' commands in the menu; tried once, whatever else is written."""
    chat, without = update.effective_chat, context.bot_data.without_menu
    if chat and chat.id in without:
        without.discard(chat.id)
        await show_desk_menu(context.bot, context.store, chat.id)
