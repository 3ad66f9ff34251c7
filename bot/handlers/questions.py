"""Free questions: the answer, suggestions to choose from, or an honest no."""

from telegram import Update

from bot import deliver, render
from bot.addressed import question_in, replied_question
from bot.context import BotContext
from bot.payload import Payload
from bot.reply import Reply
from bot.strings import texts
from knowledge.questions_log import logged


async def question(update: Update, context: BotContext) -> None:
    """Answer a text that somebody wrote; a mention of the bot alone asks for what it replies to."""
    if message := update.effective_message:
        await _answer(update, context, question_in(message))


async def ask(update: Update, context: BotContext) -> None:
    """Answer ``/ask`` and a question, or what ``/ask`` alone replies to."""
    if message := update.effective_message:
        _, *asked = (message.text or "").split(maxsplit=1)
        await _answer(update, context, asked[0] if asked else replied_question(message))


async def show_entry(update: Update, context: BotContext, target: Payload) -> None:
    """Answer with an entry in a new message; what led to it stays."""
    await deliver.send(context.bot, update, _opened(context, target))


async def pick_entry(update: Update, context: BotContext, target: Payload) -> None:
    """Answer with a suggestion that was picked, in place of the suggestions."""
    await deliver.edit(context.bot, update, _opened(context, target))
    if target.asked:
        context.logbook.picked(target.asked, target.id)


async def turn_entry(update: Update, context: BotContext, target: Payload) -> None:
    """Show the same answer in the payload's language, in place."""
    await deliver.edit(context.bot, update, _opened(context, target))


async def none_of_these(update: Update, context: BotContext, target: Payload) -> None:
    """Offer the topics where no suggestion was meant."""
    await deliver.edit(context.bot, update, render.none_of_these(context.base, context.language))
    if target.asked:
        context.logbook.picked(target.asked, None)


def _opened(context: BotContext, target: Payload) -> Reply:
    entries, base, language = context.entries(target.ids), context.base, context.language
    if not entries:
        return render.gone(base, language)
    context.remember(*(entry.id for entry in entries))
    return render.entries(entries, base, language, context.view(target.asked))


async def _answer(update: Update, context: BotContext, asked: str) -> None:
    """Where nothing is asked, say how it is meant."""
    if not asked:
        await deliver.send(context.bot, update, render.said(texts(context.language).ask_hint))
        return
    outcome = await context.in_thread(
        context.answerer.answer, asked, preferred=context.language, before=context.last_entry
    )
    context.remember(*(part.entry for part in (outcome, *outcome.more) if part.entry))
    question = logged(outcome)
    reply = render.outcome(outcome, context.base, context.view(question.id))
    try:
        await deliver.send(context.bot, update, reply)
    finally:
        context.record(question)
