"""The people of the article: all of them, a card for each, and the questions about them."""

from telegram import Update

from bot import deliver, in_place, lists, render
from bot.context import BotContext
from bot.payload import Payload


async def people(update: Update, context: BotContext) -> None:
    """Answer ``/people``."""
    await deliver.send(context.bot, update, lists.people(context.base, context.language))


async def offer_people(update: Update, context: BotContext, _: Payload) -> None:
    """Show everyone in a new message."""
    await deliver.send(context.bot, update, lists.people(context.base, context.language))


async def show_people(update: Update, context: BotContext, target: Payload) -> None:
    """Show a page of the people in place."""
    await in_place.show(update, context, lists.people(context.base, context.language, target.page))


async def show_person(update: Update, context: BotContext, target: Payload) -> None:
    """Show a person's card; the next question may lean on that person."""
    base, reply = context.base, None
    if person := base.people.get(target.id):
        about = base.person_entries(person.id)
        context.turn_to(entry for entry in about if entry.people == (person.id,))
        reply = lists.person(person, target.page, base, context.language)
    await in_place.show(update, context, reply)


async def person_entry(update: Update, context: BotContext, target: Payload) -> None:
    """Show the answer to a question that was chosen from a card."""
    await in_place.show_entry(update, context, target, render.person_entry)
