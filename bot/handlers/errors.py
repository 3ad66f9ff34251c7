"""What is left when a handler fails: an apology to the person, the trace for the log.

Where it was the connection that failed, an answer may have arrived or not: the person is told so
as soon as there is a connection again, and the log gets one line.
"""

import logging
from contextlib import suppress

from telegram import Chat, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot import deliver, render
from bot.context import BotContext
from bot.maintainers import is_at_desk
from bot.sharing import shortened
from bot.strings import texts
from bot.strings.desk.common import COMMON
from knowledge.errors import KnowledgeError, StoreError
from knowledge.markup import escape

log = logging.getLogger(__name__)


async def apologise(update: object, context: BotContext) -> None:
    """Log the trace, without the update, and apologise once to whoever waits for an answer.

    A maintainer at the desk is told what a KnowledgeError says, who can act on it.

    Always raises ApplicationHandlerStop, so that no second failure over one update follows.
    """
    _log(context.error)
    if isinstance(update, Update) and _is_waited_for(update):
        await context.refresh_data()
        # Where the failure was Telegram's, the apology fails as well, and the log has told why.
        with suppress(TelegramError):
            await _say(update, context, unsure=deliver.may_have_arrived(context.error))
    raise ApplicationHandlerStop


def _log(error: Exception | None) -> None:
    """The trace; one line where it is the surroundings that failed, and not the program."""
    if deliver.may_have_arrived(error):
        log.warning("Whether an answer arrived is not known: %s", error)
    elif deliver.did_not_arrive(error):
        log.error("An answer did not arrive: %s", error)
    elif isinstance(error, StoreError):
        log.error("Somebody could not be served: %s", error)
    else:
        log.error("An update could not be handled", exc_info=error)


async def _say(update: Update, context: BotContext, *, unsure: bool) -> None:
    chat = update.effective_chat
    if unsure and chat:
        # Repeated until it succeeds, as no message can be: then there is a connection again.
        await context.bot.send_chat_action(chat.id, ChatAction.TYPING)
    words = texts(context.language).unsure if unsure else _sorry(update, context)
    await deliver.send(context.bot, update, render.said(words))


def _sorry(update: Update, context: BotContext) -> str:
    error = context.error
    if isinstance(error, KnowledgeError) and is_at_desk(update, context.settings.maintainers):
        return COMMON[context.language].failed.format(error=escape(shortened(str(error), 1500)))
    return texts(context.language).sorry


def _is_waited_for(update: Update) -> bool:
    """Whether somebody asked for something in a chat that the bot can write to.

    In private that is whatever they send, a file as well as a text. The chat of a guest message
    may have the number of another one.
    """
    message = update.message or update.edited_message
    if message is None:
        return update.callback_query is not None
    return bool(message.text) or message.chat.type == Chat.PRIVATE
