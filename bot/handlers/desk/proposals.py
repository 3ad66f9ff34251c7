"""Proposed phrasings: what people picked, to be accepted or dropped one by one."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update

from bot import deliver
from bot.context import BotContext
from bot.desk import proposal_card, taught
from bot.desk.payload import DeskPayload
from bot.reply import Reply, Rows
from bot.strings.desk.common import COMMON
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from knowledge import changes
from knowledge import proposals as proposed
from knowledge.change_log import Change
from knowledge.errors import KnowledgeError
from knowledge.proposals import Proposal
from knowledge.teaching import Wording


async def show_proposal(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Show a proposed phrasing, or the first one, in place."""
    await deliver.edit(context.bot, update, await _looked(context, target.id))


async def accept(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Teach what was proposed, and answer it to prove it."""
    every = await _every(context)
    place = proposal_card.place_of(every, target.mark)
    if place is None:
        is_told = await _tell_accepted(update, context, target.mark)
        return None if is_told else COMMON[context.language].stale
    await deliver.acknowledge(update, TAUGHT[context.language].trying)
    chosen, forth = every[place], proposal_card.forth(every, place, context.language)
    snapshot = await context.up_to_date()
    try:
        change, proof = await context.in_thread(
            proposed.accept, context.store, snapshot, chosen, context.author
        )
    except KnowledgeError as error:
        base, language = context.base, context.language
        why = taught.refused(error, chosen.entry, base, language)
        card = proposal_card.proposal_card(every, place, base, language)
        await deliver.edit(context.bot, update, replace(card, text=f"{why}\n\n{card.text}"))
        return None
    await context.up_to_date()
    told = taught.taught(chosen.entry, change, proof, context.base, context.language, forth)
    await deliver.edit(context.bot, update, told)
    if proof.answered:
        await _prove(update, context, proof.answered[0], change, forth)
    return None


async def dismiss(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Take a proposal away and show the next one; what pops up."""
    every, words = await _every(context), REVIEW[context.language]
    place = proposal_card.place_of(every, target.mark)
    if place is None:
        if await _tell_accepted(update, context, target.mark):
            return None
        await deliver.edit(context.bot, update, await _looked(context, ""))
        return words.gone
    await context.in_thread(proposed.drop, context.store, every[place])
    following = every[place + 1].id if every[place + 1 :] else ""
    await deliver.edit(context.bot, update, await _looked(context, following))
    return words.dismissed


async def _looked(context: BotContext, wanted: str) -> Reply:
    every = await _every(context)
    if not every:
        return proposal_card.none_left(context.language)
    place = proposal_card.place_of(every, wanted) or 0
    return proposal_card.proposal_card(every, place, context.base, context.language)


async def _every(context: BotContext) -> Sequence[Proposal]:
    snapshot = await context.up_to_date()
    return await context.in_thread(proposed.proposals, context.store, snapshot, proposed.SEVERAL)


async def _tell_accepted(update: Update, context: BotContext, name: str) -> bool:
    """Say that a proposal was accepted, by this press before the bot was stopped or by another.

    False where it was not.
    """
    done = await context.in_thread(proposed.taken_up, context.store, name)
    if done is None or done.change is None:
        return False
    await context.up_to_date()
    change = await context.in_thread(changes.change, context.store, done.change)
    forth = proposal_card.onward("", context.language)
    reply = proposal_card.already(done, change, context.base, context.language)
    await deliver.edit(context.bot, update, reply)
    await _prove(update, context, done.wording, change, forth)
    return True


async def _prove(
    update: Update, context: BotContext, asked: Wording, change: Change | None, forth: Rows
) -> None:
    """Answer a question in front of the maintainer, as people see it."""
    outcome = context.asker.outcome(asked.text, asked.language)
    base, bot, language = context.base, context.bot.username, context.language
    rows = (*taught.undo_row(change, language), *forth)
    await deliver.send(context.bot, update, taught.proved(asked.text, outcome, base, bot, rows))
