"""The review queue: one group of questions a message, and what a maintainer does with it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from telegram import Update

from bot import deliver
from bot.beginning import begin_asked
from bot.context import BotContext
from bot.desk import group_card, queue, taught
from bot.desk.payload import DeskPayload
from bot.desk.queue import Ended, Held, Sight
from bot.reply import Reply
from bot.strings.desk.common import COMMON
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from knowledge import changes
from knowledge import review as groups
from knowledge.change_log import Change
from knowledge.errors import KnowledgeError, NotFound
from knowledge.review import Attached, TakenUp
from knowledge.teaching import Wording

Decided: TypeAlias = Callable[[Update, BotContext, Sight], Awaitable[None]]


async def review(update: Update, context: BotContext) -> None:
    """Answer ``/review``: the first group that nobody else has open."""
    await deliver.send(context.bot, update, await _looked(context, ""))


async def show_group(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Show a group, in place."""
    await deliver.edit(context.bot, update, await _looked(context, target.id))


async def attach(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Teach an entry the questions of a group, and answer one of them to prove it."""
    return await _decide(update, context, target, partial(_attach, target.id))


async def draft(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Begin a new entry for a group, step by step."""
    return await _decide(update, context, target, _draft)


async def drop(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Take a group out of the queue."""
    return await _decide(update, context, target, _drop)


async def keep(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Put a group that was dropped back, and show it."""
    snapshot = await context.up_to_date()

    def put_back() -> str:
        """The id of the group: with others that were dropped it may be one by now."""
        dropped = groups.groups(context.store, snapshot, dropped=True)
        group = groups.find(dropped, target.mark)
        groups.keep(context.store, group)
        return group.id

    try:
        kept = await context.in_thread(put_back)
    except NotFound:
        seen = await _seen(context, target.mark)
        await deliver.edit(context.bot, update, _shown(context, seen))
        is_back = isinstance(seen, Sight) and seen.group.id == target.mark
        return REVIEW[context.language].kept if is_back else REVIEW[context.language].gone
    await deliver.edit(context.bot, update, await _looked(context, kept))
    return REVIEW[context.language].kept


async def _looked(context: BotContext, wanted: str) -> Reply:
    return _shown(context, await _seen(context, wanted))


async def _seen(context: BotContext, wanted: str) -> Sight | Ended:
    snapshot, author = await context.up_to_date(), context.author.name
    return await context.in_thread(queue.look, context.store, snapshot, author, wanted)


def _shown(context: BotContext, seen: Sight | Ended) -> Reply:
    if isinstance(seen, Sight):
        return group_card.group_card(seen, context.base, context.language)
    return group_card.ended(seen, context.language)


async def _decide(
    update: Update, context: BotContext, target: DeskPayload, decided: Decided
) -> str | None:
    """Do what was decided on a group; say what became of it where that is over, or not free."""
    snapshot, author = await context.up_to_date(), context.author.name
    met = await context.in_thread(queue.reopened, context.store, snapshot, author, target.mark)
    match met:
        case Sight():
            try:
                await decided(update, context, met)
            except KnowledgeError as error:
                await _refused(update, context, met, error, target.id)
        case Held(following):
            await deliver.edit(context.bot, update, await _looked(context, following))
            return REVIEW[context.language].claimed
        case TakenUp():
            await _is_over(update, context, met, target.mark)
        case None:
            return COMMON[context.language].stale
    return None


async def _attach(entry_id: str, update: Update, context: BotContext, sight: Sight) -> None:
    language, snapshot = context.language, await context.up_to_date()
    # It takes seconds, and what is shown meanwhile must not look like an end if it is cut off.
    await deliver.acknowledge(update, TAUGHT[language].trying)
    done = await context.in_thread(
        groups.attach, context.store, snapshot, sight.group, entry_id, context.author
    )
    await context.up_to_date()
    forth = group_card.next_button(sight.following, language)
    told = taught.taught(entry_id, done.change, done.proof, context.base, language, ((forth,),))
    await deliver.edit(context.bot, update, told)
    if asked := _proof(sight, done):
        await _prove(update, context, asked, done.change, sight.following)


async def _draft(update: Update, context: BotContext, sight: Sight) -> None:
    await begin_asked(update, context, sight.group.id)


async def _drop(update: Update, context: BotContext, sight: Sight) -> None:
    await context.in_thread(groups.drop, context.store, sight.group)
    question = sight.group.questions[0].text
    reply = group_card.dropped(sight.group.id, question, sight.following, context.language)
    await deliver.edit(context.bot, update, reply)


async def _refused(
    update: Update, context: BotContext, sight: Sight, error: KnowledgeError, entry_id: str
) -> None:
    """Say why nothing was stored; the group stays as it is."""
    await context.up_to_date()
    base, language = context.base, context.language
    card = group_card.group_card(sight, base, language)
    why = taught.refused(error, entry_id, base, language)
    await deliver.edit(context.bot, update, replace(card, text=f"{why}\n\n{card.text}"))


async def _is_over(update: Update, context: BotContext, taken: TakenUp, name: str) -> None:
    """Say what became of a group, by this press before the bot was stopped or by another one."""
    language, forth = context.language, group_card.next_button("", context.language)
    if taken.state == groups.DROPPED:
        reply = group_card.dropped(name, taken.question, "", language)
        await deliver.edit(context.bot, update, reply)
        return
    change = await context.in_thread(_change, context, taken.change)
    await context.up_to_date()
    entry = change.touched[0].id if change and change.touched else ""
    text = group_card.already(taken, entry, context.base, language)
    rows = taught.undo_row(change, language, forth)
    if entry in context.base.entries and not context.entry(entry):
        rows = (taught.edit_row(entry, language), *rows)
    await deliver.edit(context.bot, update, Reply(text, rows))
    if context.entry(entry):
        await _prove(update, context, Wording(taken.question, taken.language), change, "")


async def _prove(
    update: Update, context: BotContext, asked: Wording, change: Change | None, following: str
) -> None:
    """Answer a question in front of the maintainer, as people see it."""
    outcome = context.asker.outcome(asked.text, asked.language)
    forth = group_card.next_button(following, context.language)
    rows = taught.undo_row(change, context.language, forth)
    reply = taught.proved(asked.text, outcome, context.base, context.bot.username, rows)
    await deliver.send(context.bot, update, reply)


def _proof(sight: Sight, done: Attached) -> Wording | None:
    """The question that was asked most of those that lead to the entry now, as it was typed."""
    for asked in sight.group.questions:
        if asked.wording in done.proof.answered:
            return replace(asked.wording, text=asked.text)
    return None


def _change(context: BotContext, number: int | None) -> Change | None:
    try:
        return changes.change(context.store, number) if number else None
    except NotFound:
        return None
