"""What people ask, in counts that name nobody, and a chart of them."""

from datetime import datetime

from telegram import Update

from bot import deliver
from bot.context import BotContext
from bot.desk import counts as told
from bot.desk.payload import DeskPayload
from bot.reply import Reply
from knowledge.errors import ExtraMissing
from knowledge.model import Base, Language
from knowledge.stats import stats
from knowledge.store import Store

USUAL = 30
MOST = 3660


async def show_stats(update: Update, context: BotContext) -> None:
    """Answer ``/stats``, and a number of days or none."""
    _, *written = ((update.message and update.message.text) or "").split()
    await _show(update, context, written[0] if written else "")


async def stats_pressed(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Show the counts of another number of days, in a message of its own."""
    await _show(update, context, target.id)


async def _show(update: Update, context: BotContext, written: str) -> None:
    days = int(written) if written.isascii() and written.isdigit() and len(written) < 5 else USUAL
    await deliver.acknowledge(update)
    await deliver.show_upload(context.bot, update)
    now = datetime.now(context.settings.zone)
    picture, reply = await context.in_thread(
        _counted, context.store, context.base, min(max(days, 1), MOST), context.language, now
    )
    if picture is None:
        await deliver.send(context.bot, update, reply)
    else:
        await deliver.send_photo(context.bot, update, picture, reply)


def _counted(
    store: Store, base: Base, days: int, language: Language, now: datetime
) -> tuple[bytes | None, Reply]:
    from knowledge.chart import draw  # only where a picture is asked for

    found = stats(store, base, days, now)
    if not found.questions:
        return None, told.summary(found, base, language)
    try:
        picture = draw(found, told.chart_words(found, language))
    except ExtraMissing:
        return None, told.summary(found, base, language, has_chart=False)
    return picture, told.summary(found, base, language)
