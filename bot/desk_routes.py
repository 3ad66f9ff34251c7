"""The desk's part of the routing table: what maintainers may do, and nobody else."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Final, TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot import deliver, render
from bot.addressed import FromPeople
from bot.context import BotContext
from bot.desk.payload import DeskAction, DeskPayload, decode
from bot.handlers import language, media, questions
from bot.handlers.commands import LikeCommand
from bot.handlers.desk import (
    arriving,
    asking,
    begun,
    copies,
    counts,
    editing,
    helping,
    history,
    importing,
    proposals,
    review,
    search,
    storing,
    teach,
)
from bot.maintainers import is_at_desk
from bot.strings.desk.common import COMMON
from knowledge import unfinished
from knowledge.errors import StoreError
from knowledge.markup import escape

DeskPress: TypeAlias = Callable[
    [Update, BotContext, DeskPayload], Coroutine[None, None, str | None]
]
Taker: TypeAlias = Callable[[Update, BotContext], Coroutine[None, None, bool]]

DESK_PRESSES: Final[Mapping[DeskAction, DeskPress]] = {
    DeskAction.CANCEL: begun.cancel_pressed,
    DeskAction.EDIT: editing.open_entry,
    DeskAction.STEP: editing.step,
    DeskAction.STORE: storing.store,
    DeskAction.REVIEW: review.show_group,
    DeskAction.ATTACH: review.attach,
    DeskAction.DRAFT: review.draft,
    DeskAction.DROP: review.drop,
    DeskAction.KEEP: review.keep,
    DeskAction.ASK: asking.ask,
    DeskAction.SEARCH: search.search,
    DeskAction.PROPOSALS: proposals.show_proposal,
    DeskAction.ACCEPT: proposals.accept,
    DeskAction.DISMISS: proposals.dismiss,
    DeskAction.LESSON: teach.show_lesson,
    DeskAction.TEACH: teach.attach,
    DeskAction.WRITE: teach.write,
    DeskAction.FORGET: teach.forget,
    DeskAction.UNDO: history.undo_pressed,
    DeskAction.HISTORY: history.show_history,
    DeskAction.CHANGE: history.show_change,
    DeskAction.DIFF: history.send_diff,
    DeskAction.EXPORT: copies.export_pressed,
    DeskAction.IMPORT: importing.confirm,
    DeskAction.OVERWRITE: importing.overwrite,
    DeskAction.STATS: counts.stats_pressed,
}

TAKERS: Final[Sequence[Taker]] = (teach.answered_decline, search.taken, editing.taken)
"""What may wait for a text that a maintainer types: the first that takes it has it."""

WAITERS: Final[Sequence[Taker]] = (search.waits, importing.waits, editing.waits)
"""What may wait for something else than what a maintainer sends: the first that does says so."""


def desk_routes(maintainers: frozenset[int]) -> Sequence[BaseHandler[Update, BotContext, None]]:
    """The rows that come before those for everybody; they take updates of maintainers only."""
    theirs = FromPeople() & filters.User(sorted(maintainers))
    anywhere = filters.UpdateType.MESSAGE & theirs
    private = anywhere & filters.ChatType.PRIVATE
    edited = filters.UpdateType.EDITED_MESSAGE & theirs & filters.ChatType.PRIVATE
    text = filters.TEXT & ~filters.COMMAND & ~LikeCommand()
    return (
        CommandHandler("help", helping.show_help, private),
        CommandHandler("add", editing.add, private),
        CommandHandler("edit", editing.edit, private),
        CommandHandler("cancel", begun.cancel, private),
        CommandHandler("review", review.review, private),
        CommandHandler("teach", teach.teach, anywhere),
        CommandHandler("history", history.history, private),
        CommandHandler("undo", history.undo, private),
        CommandHandler("export", copies.export, private),
        CommandHandler("stats", counts.show_stats, private),
        CommandHandler("backup", copies.back_up, private),
        MessageHandler(private & filters.Document.ALL, sent),
        MessageHandler(private & filters.FORWARDED & (text | filters.CAPTION), teach.forwarded),
        MessageHandler((private | edited) & text, typed),
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, sent),
    )


def desk_routes_after(
    maintainers: frozenset[int],
) -> Sequence[BaseHandler[Update, BotContext, None]]:
    """The rows for what is done once such an update was answered."""
    theirs = filters.UpdateType.MESSAGE & FromPeople() & filters.User(sorted(maintainers))
    return (MessageHandler(theirs & filters.ChatType.PRIVATE, arriving.wrote),)


async def typed(update: Update, context: BotContext) -> None:
    """Give a text to what waits for it; where nothing does, it is taken as anybody's.

    While the store cannot be read, nobody knows whether something does: it is answered, and that
    is said.
    """
    unread = await _unread(context)
    if not unread and await _first(TAKERS, update, context):
        return
    if update.message and language.LanguageWish().filter(update.message):
        await language.wish_language(update, context)
    elif unread:
        await questions.question(update, context)
        told = COMMON[context.language].unread.format(error=escape(unread))
        await deliver.send(context.bot, update, render.said(told))
    elif not (update.message and await _first(WAITERS, update, context)):
        await questions.question(update, context)


async def sent(update: Update, context: BotContext) -> None:
    """Import a file of the base; whatever else is no text is answered by what waits for one."""
    document = update.message and update.message.document
    # A moving picture comes as a file as well.
    is_file = document and update.message and not update.message.animation
    if document and is_file and importing.is_of_base(document):
        await importing.received(update, context)
    elif media.is_rest_of_album(update, context) or await _waits(update, context):
        return
    elif is_file:
        await importing.received(update, context)
    else:
        await media.not_text(update, context)


async def _waits(update: Update, context: BotContext) -> bool:
    """Whether something else is waited for, as far as that can be read; then it is said."""
    return not await _unread(context) and await _first(WAITERS, update, context)


async def _unread(context: BotContext) -> str:
    """Why it cannot be read what somebody has begun; empty where it can."""
    try:
        await context.in_thread(unfinished.begun, context.store, context.author.name)
    except StoreError as error:
        return str(error)
    return ""


async def _first(takers: Sequence[Taker], update: Update, context: BotContext) -> bool:
    for taken in takers:
        if await taken(update, context):
            return True
    return False


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
