"""What somebody is told who writes faster than anybody reads."""

from telegram import Update

from bot import deliver, render
from bot.context import BotContext, ForumApplication
from bot.strings import texts


async def slow_down(update: Update, application: ForumApplication) -> None:
    """Ask the sender of an update to wait, in their language."""
    context = BotContext.from_update(update, application)
    await context.refresh_data()
    await deliver.send(context.bot, update, render.said(texts(context.language).too_fast))
