"""Browsing by topic: topics, their questions by pages, answers, and the way back; all in place."""

from telegram import Update

from bot import deliver, in_place, lists, render
from bot.context import BotContext
from bot.payload import Payload


async def topics(update: Update, context: BotContext) -> None:
    """Answer ``/topics``."""
    await deliver.send(context.bot, update, lists.topics(context.base, context.language))


async def offer_topics(update: Update, context: BotContext, _: Payload) -> None:
    """Show the topics in a new message."""
    await deliver.send(context.bot, update, lists.topics(context.base, context.language))


async def show_topics(update: Update, context: BotContext, target: Payload) -> None:
    """Show a page of the topics in place."""
    await in_place.show(update, context, lists.topics(context.base, context.language, target.page))


async def show_topic(update: Update, context: BotContext, target: Payload) -> None:
    """Show a page of a topic's questions; the next question may lean on that topic."""
    base, language = context.base, context.language
    context.turn_to(entry for entry in base.topic_entries(target.id) if len(entry.people) != 1)
    await in_place.show(update, context, lists.topic(target.id, target.page, base, language))


async def topic_entry(update: Update, context: BotContext, target: Payload) -> None:
    """Show the answer to a question that was chosen from its topic."""
    await in_place.show_entry(update, context, target, render.topic_entry)
