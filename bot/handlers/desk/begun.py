"""Leaving what a maintainer has begun, whatever it is."""

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.desk.payload import DeskPayload
from bot.strings.desk.common import COMMON
from knowledge import searches, unfinished


async def cancel(update: Update, context: BotContext) -> None:
    """Answer ``/cancel``; a search ends, and what was begun before it stays."""
    author = context.author.name
    if await context.in_thread(searches.going_on, context.store, author):
        await context.in_thread(searches.end, context.store, author)
        told = COMMON[context.language].cancelled
    else:
        told = await _left(context)
    await deliver.send(context.bot, update, render.said(told))


async def cancel_pressed(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Leave it by a button, in place; one of something else pops up that it is over."""
    begun = await context.in_thread(unfinished.begun, context.store, context.author.name)
    if target.mark and begun and begun.state.get("mark") != target.mark:
        return COMMON[context.language].stale
    await deliver.edit(context.bot, update, render.said(await _left(context)))
    return None


async def _left(context: BotContext) -> str:
    words, author = COMMON[context.language], context.author.name
    if await context.in_thread(unfinished.begun, context.store, author) is None:
        return words.nothing_begun
    await context.in_thread(unfinished.forget, context.store, author)
    return words.cancelled
