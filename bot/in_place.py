"""What a button leads to, in place of the message that it belongs to."""

from collections.abc import Callable
from typing import TypeAlias

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.payload import Payload
from bot.reply import Reply
from bot.view import View
from knowledge.model import Base, Entry, Language

Form: TypeAlias = Callable[[Entry, Base, Language, View], Reply]


async def show(update: Update, context: BotContext, reply: Reply | None) -> None:
    """Show a reply; where that is None, that what the button led to is gone, and the topics."""
    shown = reply or render.gone(context.base, context.language)
    await deliver.edit(context.bot, update, shown)


async def show_entry(update: Update, context: BotContext, target: Payload, form: Form) -> None:
    """Show an entry that a list led to; the next question may lean on it."""
    entry = context.entry(target.id)
    if entry:
        context.remember(entry.id)
    view = context.view(target.asked)
    reply = form(entry, context.base, context.language, view) if entry else None
    await show(update, context, reply)
