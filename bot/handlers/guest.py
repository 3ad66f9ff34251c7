"""Guest mode: a mention in a chat that the bot is no member of gets one whole answer.

Such a chat may share its number with another one, so nothing is remembered of it.
"""

from telegram import Update

from bot import elsewhere, queries
from bot.addressed import question_in
from bot.context import BotContext
from bot.elsewhere import Found
from knowledge.questions_log import logged


async def answer(update: Update, context: BotContext) -> None:
    """Answer what a guest is asked; to a mention alone, what it replies to, else say how to ask."""
    message = update.guest_message
    if message is None or not message.guest_query_id:
        return
    name, question = context.bot.username, None
    if asked := question_in(message):
        outcome = context.asker.outcome(asked, context.language)
        reply, question = elsewhere.guest(outcome, context.base, name), logged(outcome)
    else:
        reply = elsewhere.guest_hint(context.language, name)
    try:
        found = Found("answer", context.bot.first_name, "", reply)
        await queries.answer_guest(context.bot, message, found)
    finally:
        if question:
            context.record(question)
