"""Answering a question that somebody asked, and what is logged of it."""

from bot import render
from bot.context import BotContext
from bot.reply import Reply
from knowledge.questions_log import LoggedQuestion, logged


def answered(context: BotContext, asked: str, before: str | None) -> tuple[Reply, LoggedQuestion]:
    """The reply to a question and what is to be logged; ``before`` is what it may lean on."""
    outcome = context.asker.outcome(asked, context.language, before)
    context.remember(*(part.entry for part in (outcome, *outcome.more) if part.entry))
    question = logged(outcome)
    return render.outcome(outcome, context.base, context.view(question.id)), question
