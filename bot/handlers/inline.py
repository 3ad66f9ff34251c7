"""Inline mode: what people find when they type the bot's name and a question in any chat."""

from telegram import Update

from bot import elsewhere, queries
from bot.context import BotContext


async def search(update: Update, context: BotContext) -> None:
    """Answer an inline query in its own language; before anything is typed, offer beginnings."""
    query = update.inline_query
    if query is None:
        return
    base, language, bot = context.base, context.language, context.bot.username
    if asked := query.query.strip():
        outcome = context.asker.outcome(asked, language)
        language = outcome.language
        found = elsewhere.found(outcome, base, bot)
    else:
        found = elsewhere.beginnings(base, language, bot)
    await queries.offer(context.bot, query, found, language)
