"""The desk's part of the routing table: what maintainers may do, and nobody else."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Final, TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.addressed import FromPeople
from bot.context import BotContext
from bot.desk.payload import DeskAction, DeskPayload, decode
from bot.handlers.desk import begun, history
from bot.maintainers import is_at_desk
from bot.strings.desk.common import COMMON

DeskPress: TypeAlias = Callable[
    [Update, BotContext, DeskPayload], Coroutine[None, None, str | None]
]

DESK_PRESSES: Final[Mapping[DeskAction, DeskPress]] = {
    DeskAction.CANCEL: begun.cancel_pressed,
    DeskAction.UNDO: history.undo_pressed,
    DeskAction.HISTORY: history.show_history,
    DeskAction.CHANGE: history.show_change,
}


def desk_routes(maintainers: frozenset[int]) -> Sequence[BaseHandler[Update, BotContext, None]]:
    """The rows that come before those for everybody; they take updates of maintainers only."""
    if not maintainers:
        return ()
    theirs = filters.UpdateType.MESSAGE & FromPeople() & filters.User(sorted(maintainers))
    private = theirs & filters.ChatType.PRIVATE
    return (
        CommandHandler("cancel", begun.cancel, private),
        CommandHandler("history", history.history, private),
        CommandHandler("undo", history.undo, private),
    )


async def pressed_at_desk(update: Update, context: BotContext, data: str) -> str | None:
    """Send a press of the desk to its handler; what pops up.

    Nothing is done and nothing said where no maintainer pressed, in private.
    """
    if not is_at_desk(update, context.settings.maintainers):
        return None
    target = decode(data)
    if target is None:
        return COMMON[context.language].stale
    return await DESK_PRESSES[target.action](update, context, target)
