"""``/help`` for maintainers: what everybody can do, and what they can."""

from dataclasses import replace

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.strings.desk.commands import COMMANDS
from bot.strings.desk.helping import HELPING
from bot.telegram_html import to_html


async def show_help(update: Update, context: BotContext) -> None:
    """Answer ``/help`` in private."""
    language = context.language
    own = "\n".join(f"/{name}: {does}" for name, does in COMMANDS[language]._asdict().items())
    everybody = render.help_(language)
    text = "\n\n".join((to_html(f"{HELPING[language].how}\n\n{own}"), everybody.text))
    await deliver.send(context.bot, update, replace(everybody, text=text))
