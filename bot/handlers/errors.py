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
    """Log the trace, without the update, and apologise once to whoever waits for an answer.

    Always raises ApplicationHandlerStop, so that no second failure over one update follows.
    """
    log.error("An update could not be handled", exc_info=context.error)
    if isinstance(update, Update) and _is_waited_for(update):
        await context.refresh_data()
        # Where the failure was Telegram's, the apology fails as well, and the log has told why.
        with suppress(TelegramError):
            sorry = render.said(texts(context.language).sorry)
            await deliver.send(context.bot, update, sorry)
    raise ApplicationHandlerStop


def _is_waited_for(update: Update) -> bool:
    """Whether somebody asked for something in a chat that the bot can write to.

    The chat of a guest message may have the number of another one.
    """
    message = update.message or update.edited_message
    return update.callback_query is not None or bool(message and message.text)
