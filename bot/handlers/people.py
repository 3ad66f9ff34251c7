"""The people of the article: all of them, a card for each, and the questions about them."""

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.payload import Payload


async def people(update: Update, context: BotContext) -> None:
    """Answer ``/people``."""
    await deliver.send(context.bot, update, render.people(context.base, context.language))


async def offer_people(update: Update, context: BotContext, _: Payload) -> None:
    """Show everyone in a new message."""
    await deliver.send(context.bot, update, render.people(context.base, context.language))


async def show_people(update: Update, context: BotContext, _: Payload) -> None:
    """Show everyone in place."""
    await deliver.edit(context.bot, update, render.people(context.base, context.language))


async def show_person(update: Update, context: BotContext, target: Payload) -> None:
    """Show a person's card."""
    base, language = context.base, context.language
    person = base.people.get(target.id)
    reply = render.person(person, base, language) if person else render.gone(base, language)
    await deliver.edit(context.bot, update, reply)


async def person_entry(update: Update, context: BotContext, target: Payload) -> None:
    """Show the answer to a question that was chosen from a card."""
    entry, base, language = context.entry(target.id), context.base, context.language
    reply = render.person_entry(entry, base, language) if entry else render.gone(base, language)
    await deliver.edit(context.bot, update, reply)
