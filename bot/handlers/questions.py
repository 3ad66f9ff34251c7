"""Free questions: the answer, suggestions to choose from, or an honest no."""

from telegram import Message, Update

from bot import deliver, render
from bot.addressed import question_in, replied_question
from bot.answering import answered
from bot.context import BotContext
from bot.maintainers import is_at_desk
from bot.payload import Payload
from bot.reply import Reply
from bot.strings import texts
from knowledge.questions_log import LoggedQuestion
from knowledge.replied import Replied, mark


async def question(update: Update, context: BotContext) -> None:
    """Answer a text that somebody wrote; a mention of the bot alone asks for what it replies to."""
    if message := update.effective_message:
        await _answer(update, context, message, question_in(message))


async def ask(update: Update, context: BotContext) -> None:
    """Answer ``/ask`` and a question, or what ``/ask`` alone replies to."""
    if message := update.effective_message:
        _, *asked = (message.text or "").split(maxsplit=1)
        asked_for = asked[0] if asked else replied_question(message)
        await _answer(update, context, message, asked_for)


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


async def _answer(update: Update, context: BotContext, message: Message, asked: str) -> None:
    """Answer; or, where the question was edited, answer anew in the place of the first answer.

    Edits of what got no answer are let be, and those that leave the text as it was.
    """
    place = (str(message.chat.id), message.message_id)
    now = mark(*place, message.text or "")
    earlier = None
    if update.edited_message:
        earlier = await context.logbook.replies_to(*place)
        if earlier is None or earlier.mark == now:
            return
    before = earlier.before if earlier else context.last_entry
    reply, question = await _answered(context, asked, before)
    try:
        instead_of = earlier.replies if earlier else ()
        sent = await deliver.send(context.bot, update, reply, instead_of)
    finally:
        if question:
            context.record(question)
    if sent:
        mine = question.id if question and _is_maintainers(update, context) else None
        context.logbook.keep_replied(*place, Replied(sent, now, before, mine))


def _is_maintainers(update: Update, context: BotContext) -> bool:
    return is_at_desk(update, context.settings.maintainers)


async def _answered(
    context: BotContext, asked: str, before: str | None
) -> tuple[Reply, LoggedQuestion | None]:
    """The reply to a question and what is logged of it; to none, how one is asked."""
    if not asked:
        return render.said(texts(context.language).ask_hint), None
    return answered(context, asked, before)
