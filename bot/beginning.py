"""Beginning an entry for what people asked, from whichever message that is wanted."""

from dataclasses import replace

from telegram import Update

from bot import deliver
from bot.context import BotContext
from bot.desk import bench, proving_screens
from bot.desk.work import ASKED, Work


async def begin_asked(update: Update, context: BotContext, name: str) -> None:
    """Ask for an entry step by step, in place; ``name`` is of the group or lesson it is for.

    What is not saved yet is gone on with where it is the same, and asked about where it is not.
    """
    store, author = context.store, context.author.name
    work = await context.in_thread(bench.in_hand, store, author)
    again = work is not None and work.taken == update.update_id
    if work and work.is_unsaved and not again and work.of != name:
        busy = proving_screens.busy(work, f"{ASKED}{name}", context.language)
        await deliver.send(context.bot, update, busy)
        return
    if work is None or not (again or work.is_unsaved):
        work = await asked_for(update, context, name)
        if work is None:
            return
        work = replace(work, taken=update.update_id)
        await context.in_thread(bench.keep, store, author, work)
    snapshot = await context.up_to_date()
    shown = await context.in_thread(bench.shown, store, snapshot, work, context.language, author)
    await deliver.edit(context.bot, update, shown)


async def asked_for(update: Update, context: BotContext, name: str) -> Work | None:
    """The work on an entry for a group or lesson; None where that is gone."""
    by = update.effective_user.full_name if update.effective_user else ""
    snapshot, author = await context.up_to_date(), context.author.name
    return await context.in_thread(
        bench.asked_for, context.store, snapshot, name, context.language, author, by
    )
