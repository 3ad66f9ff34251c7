"""Two maintainers in one entry: the second is told as soon as they do anything more with it."""

from dataclasses import replace

from telegram import Update

from bot.context import BotContext
from bot.desk import saving
from bot.desk.work import Work


async def caught_up(update: Update, context: BotContext, work: Work) -> Work:
    """The work on the entry as it stands now, see ``saving.is_behind``.

    Where somebody else changed it, what they stored is beside it; who has nothing of their own in
    it goes on from that. Raises StoreError when the store cannot be read.
    """
    if not await context.in_thread(saving.is_behind, context.store, work):
        return work
    after = await met(update, context, work)
    return saving.on_theirs(work, after) if after.theirs and not work.changes else after


async def met(update: Update, context: BotContext, work: Work) -> Work:
    """The work where somebody else's change stands in its way, with their name."""
    after = await context.in_thread(saving.met, context.store, work, update.update_id)
    author, change = after.remark
    return replace(after, remark=(await context.name_of(author), change))
