"""Asking as a question what was typed while something else was waited for."""

from telegram import Update

from bot import deliver
from bot.answering import answered
from bot.context import BotContext
from bot.desk.payload import DeskPayload
from bot.strings.desk.common import COMMON
from knowledge import lessons, unfinished
from knowledge.replied import Replied, mark


async def ask(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Answer it as anybody is answered; what is typed next is a question too."""
    store, author = context.store, context.author.name
    typed = await context.in_thread(lessons.find, store, target.mark, author)
    if typed is None:
        return COMMON[context.language].stale
    await context.in_thread(unfinished.lay_aside, store, author)
    before = context.last_entry
    reply, question = answered(context, typed.question, before)
    try:
        sent = await deliver.send(context.bot, update, reply)
    finally:
        context.record(question)
    if sent and update.effective_message:
        # A maintainer may reply to it to say what should have been answered.
        place = (str(update.effective_message.chat.id), update.effective_message.message_id)
        got = Replied(sent, mark(*place, ""), before, question.id)
        context.logbook.keep_replied(*place, got)
    return None
