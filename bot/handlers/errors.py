"""What is left when a handler fails: an apology to the person, the trace for the log."""

import logging
from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot import deliver, render
from bot.context import BotContext
from bot.strings import texts

log = logging.getLogger(__name__)


async def apologise(update: object, context: BotContext) -> None:
    """Log the trace, without the update, and apologise once.

    Always raises ApplicationHandlerStop, so that no second failure over one update follows.
    """
    log.error("An update could not be handled", exc_info=context.error)
    if isinstance(update, Update):
        await context.refresh_data()
        # Where the failure was Telegram's, the apology fails as well, and the log has told why.
        with suppress(TelegramError):
            sorry = render.said(texts(context.language).sorry)
            await deliver.send(context.bot, update, sorry)
    raise ApplicationHandlerStop
