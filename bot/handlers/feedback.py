"""Votes on an answer: one a reply, to be changed or taken back, and the reason for a bad one."""

from dataclasses import replace

from telegram import InlineKeyboardMarkup, Message, Update

from bot import deliver, votes
from bot.context import BotContext
from bot.payload import Payload
from bot.strings import texts
from knowledge.model import Outcome, OutcomeKind
from knowledge.questions_log import Vote, logged


async def vote(update: Update, context: BotContext, target: Payload) -> str:
    """Keep the vote of the thumb that was pressed; pressed again, it takes the vote back."""
    words, keyboard = texts(context.language), _keyboard(update)
    pressed = votes.VOTES[target.action]
    given = None if votes.given_below(keyboard) is pressed else pressed
    if not await _is_kept(context, target, given):
        return words.vote_not_kept
    if context.chat_data is not None:
        context.chat_data.vote(target.asked, given)
    asking = votes.why(target.asked, context.language) if given is Vote.DOWN else []
    await deliver.edit_rows(context.bot, update, votes.revoted(keyboard, given, asking))
    return words.vote_thanks if given else words.vote_taken_back


async def give_reason(update: Update, context: BotContext, target: Payload) -> str:
    """Keep why an answer is bad."""
    words, keyboard = texts(context.language), _keyboard(update)
    is_reason = target.id in words.reasons._fields
    if not (is_reason and await context.logbook.vote(target.asked, Vote.DOWN, target.id)):
        return words.vote_not_kept
    await deliver.edit_rows(context.bot, update, votes.revoted(keyboard, Vote.DOWN))
    return words.vote_thanks


async def _is_kept(context: BotContext, target: Payload, given: Vote | None) -> bool:
    """Whether the log now has the vote.

    What was opened by a button was asked by nobody, so it is logged only when it is voted on.
    """
    kept = await context.logbook.vote(target.asked, given)
    entry = context.entry(target.id)
    if kept is False and entry:
        title = entry.texts[context.language].question
        opened = Outcome(OutcomeKind.ANSWER, title, context.language, entry.id, confidence=1.0)
        context.record(replace(logged(opened), id=target.asked))
        kept = await context.logbook.vote(target.asked, given)
    return bool(kept)


def _keyboard(update: Update) -> InlineKeyboardMarkup:
    """The buttons below the message whose button was pressed, as they are now."""
    message = update.callback_query.message if update.callback_query else None
    found = message.reply_markup if isinstance(message, Message) else None
    return found or InlineKeyboardMarkup([])
