"""Leaving what a maintainer has begun, whatever it is."""

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.desk.payload import DeskPayload
from bot.strings.desk.common import COMMON
from knowledge import unfinished


async def cancel(update: Update, context: BotContext) -> None:
    """Answer ``/cancel``."""
    await deliver.send(context.bot, update, render.said(await _left(context)))


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
