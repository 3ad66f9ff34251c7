"""Leaving what a maintainer has begun, whatever it is."""

from dataclasses import replace

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.desk.import_work import SAVED
from bot.desk.payload import DeskPayload
from bot.desk.proving_screens import cancelled
from bot.desk.work import kept, work_of
from bot.reply import Reply
from bot.strings.desk.common import COMMON
from knowledge import searches, unfinished
from knowledge.unfinished import Unfinished


async def cancel(update: Update, context: BotContext) -> None:
    """Answer ``/cancel``; a search that was begun later ends alone, and the rest stays."""
    store, author = context.store, context.author.name
    begun = await context.in_thread(unfinished.begun, store, author)
    search = await context.in_thread(searches.going_on, store, author)
    if search and not (begun and begun.at > search.at):
        await context.in_thread(searches.end, store, author)
        reply = render.said(COMMON[context.language].cancelled)
    else:
        reply = await _left(update, context, begun)
    await deliver.send(context.bot, update, reply)


async def cancel_pressed(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Leave it by a button, in place; a button of something else pops up that it is over."""
    begun = await context.in_thread(unfinished.begun, context.store, context.author.name)
    if begun and target.mark and begun.state.get("mark") != target.mark:
        return COMMON[context.language].stale
    await deliver.edit(context.bot, update, await _left(update, context, begun))
    return None


async def _left(update: Update, context: BotContext, begun: Unfinished | None) -> Reply:
    """Forget it; an entry in hand that holds something new can be taken up again."""
    words, author, work = COMMON[context.language], context.author.name, work_of(begun)
    if work and work.left and work.taken == update.update_id:
        return cancelled(work, context.language)
    if begun is None or (work and not work.is_open) or begun.state.get("step") == SAVED:
        return render.said(words.nothing_begun)
    if work and work.is_unsaved:
        work = replace(work, left=True, taken=update.update_id)
        await context.in_thread(unfinished.keep, context.store, author, kept(work))
        return cancelled(work, context.language)
    await context.in_thread(unfinished.forget, context.store, author)
    return render.said(words.cancelled)
