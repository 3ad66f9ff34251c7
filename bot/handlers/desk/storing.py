"""Trying an entry in hand, saving and removing it: what it would change is shown before."""

from contextlib import suppress
from dataclasses import replace

from telegram import Update

from bot import deliver, meeting, render
from bot.context import BotContext
from bot.desk import bench, proving_screens, saving
from bot.desk.entry_problems import as_entry
from bot.desk.payload import DeskPayload
from bot.desk.step_buttons import read
from bot.desk.work import CONFLICT, PROOF, REMOVAL, SAVED, Work
from bot.strings.desk.common import COMMON
from bot.strings.desk.proving import PROVING
from knowledge.errors import BaseInvalid, EditConflict, KnowledgeError
from knowledge.model import Status
from knowledge.trial import tried

_SURE = {PROOF: ("save", "anyway"), REMOVAL: ("erase", "eraseanyway")}


async def store(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Try the entry, or store what was tried; what pops up."""
    words = PROVING[context.language]
    work = await context.in_thread(bench.in_hand, context.store, context.author.name)
    if work is None or work.mark != target.mark or work.left:
        return COMMON[context.language].stale
    verb, digest = read(target.id)
    again = work.taken == update.update_id
    if work.at == SAVED and again:
        await _tell_saved(update, context, work)
    elif work.at == CONFLICT and again:
        await deliver.edit(context.bot, update, proving_screens.conflict(work, context.language))
    elif work.at == SAVED:
        return words.saved_already.format(change=work.change)
    elif _is_proved(work, verb, digest):
        await _store(update, context, work)
    elif verb in ("try", "save", "anyway") and not work.changes:
        return words.unchanged
    else:
        to = REMOVAL if verb in ("remove", *_SURE[REMOVAL]) else PROOF
        await _try(update, context, replace(work, at=to))
    return None


def _is_proved(work: Work, verb: str, digest: str) -> bool:
    """Whether exactly this was tried and its outcome seen; what breaks something needs more."""
    plain, anyway = _SURE.get(work.at, ("", ""))
    return digest == work.digest == work.proved and verb == (anyway if work.broken else plain)


async def _try(update: Update, context: BotContext, work: Work) -> None:
    """Show what would change; it takes seconds, so something is seen at once."""
    work = await meeting.caught_up(update, context, work)
    if work.at == CONFLICT:
        await _tell_met(update, context, work)
        return
    bot, snapshot, language = context.bot, await context.up_to_date(), context.language
    seen = await context.in_thread(
        bench.scene, context.store, snapshot, work, language, context.author.name
    )
    if work.at == PROOF and any(one.is_error for one in seen.problems):
        await deliver.edit(bot, update, proving_screens.cannot_save(work, seen))
        return
    waiting = proving_screens.waiting(work, PROVING[language].trying, language)
    await deliver.acknowledge(update)
    await deliver.edit(bot, update, waiting)
    entry = as_entry(work.draft) if work.at == PROOF else None
    trial = await context.in_thread(tried, snapshot, work.draft["id"], entry)
    broken = tuple(one.wording.text for one in trial.broken)
    work = work.moved(work.at, proved=work.digest, broken=broken, taken=update.update_id)
    await context.in_thread(bench.keep, context.store, context.author.name, work)
    await deliver.edit(bot, update, proving_screens.proof(work, trial, seen))


async def _store(update: Update, context: BotContext, work: Work) -> None:
    """Save or remove it; somebody else's change that stands in the way is shown instead."""
    write = saving.saved if work.at == PROOF else saving.erased
    if work.at == REMOVAL or "status" in work.changes:
        # The index may have to be made anew, which takes seconds.
        words = PROVING[context.language].saving
        shown = proving_screens.waiting(work, words, context.language)
        await deliver.acknowledge(update)
        await deliver.edit(context.bot, update, shown)
    try:
        done = await context.in_thread(write, context.store, work, context.author, update.update_id)
    except EditConflict:
        await _tell_met(update, context, await meeting.met(update, context, work))
    except BaseInvalid as error:
        shown = proving_screens.refused(work, error, context.language)
        await deliver.edit(context.bot, update, shown)
    else:
        await _tell_saved(update, context, done)


async def _tell_met(update: Update, context: BotContext, met: Work) -> None:
    """Show what somebody else stored meanwhile, beside what is in hand."""
    await context.in_thread(bench.keep, context.store, context.author.name, met)
    await deliver.edit(context.bot, update, proving_screens.conflict(met, context.language))


async def _tell_saved(update: Update, context: BotContext, done: Work) -> None:
    """Say what was done once it is live, and answer as people are answered from now on.

    That is in the maintainer's language, unless only others were edited.
    """
    answerer, language = context.asker.answerer, context.language
    with suppress(KnowledgeError):  # it is tried again every second
        await context.in_thread(answerer.refresh)
    await deliver.edit(context.bot, update, proving_screens.saved(done, language))
    entry = answerer.base.entries.get(done.draft["id"])
    if entry and entry.status is Status.PUBLISHED:
        edited = await context.in_thread(saving.edited_in, context.store, done)
        shown = language if language in edited or not edited else edited[0]
        reply = render.entries([entry], answerer.base, shown, context.view())
        await deliver.send(context.bot, update, reply)
