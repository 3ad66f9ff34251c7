"""Importing a file that a maintainer sends: looked at, shown as a plan, and done when confirmed.

The file itself is not kept. It is fetched anew for each step, and where the base was changed
meanwhile, the plan is shown anew: what is done is what was shown.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from telegram import Document, Update
from telegram.error import TelegramError

from bot import deliver, render
from bot.context import BotContext
from bot.desk import bench, import_screens, import_work, waiting
from bot.desk.import_screens import Screen
from bot.desk.import_work import SAVED, ImportWork
from bot.desk.item_words import ItemWords
from bot.desk.payload import DeskPayload
from bot.desk.work import new_mark
from bot.strings.desk.common import COMMON
from bot.strings.desk.importing import IMPORTING
from knowledge import unfinished
from knowledge.errors import BaseInvalid, EditConflict, FileRefused, KnowledgeError
from knowledge.markup import escape
from knowledge.sent_files import MAX_BYTES, has_known_kind, plain_name

_BACKUPS = (".sqlite", ".sqlite3", ".db")


class _NotFetched(Exception):
    """A file cannot be had; ``str()`` says why, in base markup and the maintainer's language."""


async def received(update: Update, context: BotContext) -> None:
    """Show what a sent file would change, and ask; what is none of ours is not even fetched."""
    document = update.message and update.message.document
    if not document:
        return
    try:
        objection = await _objection(document, context)
    except KnowledgeError as error:
        objection = _failed(error, context)
    if objection:
        await deliver.send(context.bot, update, render.said(objection))
        return
    name = plain_name(document.file_name or "")
    work = ImportWork(document.file_id, name, new_mark(), taken=update.update_id)
    await _show(update, context, work)


async def confirm(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Import what was shown; what pops up."""
    work = await context.in_thread(import_work.in_hand, context.store, context.author.name)
    comes_again = work is not None and work.taken == update.update_id
    if work is None or (work.mark != target.mark and not comes_again):
        return COMMON[context.language].stale
    if work.step == SAVED and not comes_again:
        return IMPORTING[context.language].done_already.format(change=work.change)
    if work.step == SAVED:
        await _tell_saved(update, context, work)
    elif comes_again:
        await _show(update, context, work, again=True)
    else:
        await _carry_out(update, context, work)
    return None


async def waits(update: Update, context: BotContext) -> bool:
    """Say that a button is awaited where something else was sent; whether that is so."""
    store, author, language = context.store, context.author.name, context.language
    begun = await context.in_thread(unfinished.begun, store, author)
    work = import_work.work_of(begun)
    if begun is None or work is None or work.step == SAVED or not begun.is_fresh:
        return False
    if update.message is None:
        return False
    typed = await context.in_thread(waiting.typed, store, author, update.message, language)
    shown = import_screens.again(work, language)
    await deliver.send(context.bot, update, waiting.button_awaited(shown, typed, language))
    return True


def is_of_base(document: Document) -> bool:
    """Whether a file has the name of one that may hold a base, or all of a store."""
    name = document.file_name or ""
    return has_known_kind(name) or PurePath(name.lower()).suffix in _BACKUPS


async def overwrite(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Show what it would be to take the file's also where the base was edited; what pops up.

    That is everywhere, or in the one item that the button names, of which pressed again the base's.
    """
    work = await context.in_thread(import_work.in_hand, context.store, context.author.name)
    if work is None or (work.mark != target.mark and work.taken != update.update_id):
        return COMMON[context.language].stale
    if work.step == SAVED:
        return IMPORTING[context.language].done_already.format(change=work.change)
    if work.taken != update.update_id:
        work = import_work.chosen(work, target.id) if target.id else replace(work, overwrite=True)
        work = replace(work, mark=new_mark(), taken=update.update_id)
    await _show(update, context, work)
    return None


async def _objection(document: Document, context: BotContext) -> str:
    """Why a file is not even fetched, in base markup; empty where nothing is against it."""
    words, name = IMPORTING[context.language], document.file_name or ""
    if PurePath(name.lower()).suffix in _BACKUPS:
        return words.is_backup
    if not has_known_kind(name):
        return words.wrong_kind
    if (document.file_size or 0) > MAX_BYTES:
        return words.too_large.format(most=MAX_BYTES // 1024**2)
    work = await context.in_thread(bench.in_hand, context.store, context.author.name)
    return words.busy if work and work.is_unsaved else ""


async def _show(
    update: Update, context: BotContext, work: ImportWork, *, again: bool = False
) -> None:
    """Look at the file, keep what is about to be shown, and show it."""
    from bot.desk.import_plan import look  # only where files are read

    words = ItemWords(context.base, context.language)
    try:
        content = await _fetched(update, context, work)
        looked = await context.in_thread(
            look,
            context.store,
            work.name,
            content,
            context.author.name,
            overwrite=work.overwrite,
            files=work.files,
        )
        if looked.errors and not looked.can_overwrite:
            raise BaseInvalid(looked.errors)
        work = replace(
            work,
            plan=looked.plan.digest,
            can_be_done=looked.can_be_done,
            can_overwrite=looked.can_overwrite,
            conflicts=import_screens.conflicts(looked, words),
        )
        if work.can_be_done or work.can_overwrite or work.conflicts:
            kept = import_work.kept(work)
            await context.in_thread(unfinished.keep, context.store, context.author.name, kept)
        screen = import_screens.planned(looked, work, words, again=again)
    except _NotFetched as error:
        screen = Screen(render.said(str(error)))
    except (FileRefused, BaseInvalid) as error:
        screen = import_screens.refused(work.name, error, words)
    except KnowledgeError as error:
        screen = Screen(render.said(_failed(error, context)))
    await _send(update, context, screen)


async def _carry_out(update: Update, context: BotContext, work: ImportWork) -> None:
    """Do what was shown; where it would be something else by now, show that instead."""
    from bot.desk.import_plan import done, look  # only where files are read

    store, author = context.store, context.author
    try:
        content = await _fetched(update, context, work)
        looked = await context.in_thread(
            look,
            store,
            work.name,
            content,
            author.name,
            overwrite=work.overwrite,
            files=work.files,
        )
        if looked.plan.digest != work.plan or not looked.can_be_done:
            raise EditConflict("the plan is another one by now")
        saved = await context.in_thread(done, store, work, looked, author, update.update_id)
    except EditConflict:
        renewed = replace(work, mark=new_mark(), taken=update.update_id)
        await _show(update, context, renewed, again=True)
    except _NotFetched as error:
        await deliver.send(context.bot, update, render.said(str(error)))
    except KnowledgeError as error:
        await deliver.send(context.bot, update, render.said(_failed(error, context)))
    else:
        await _tell_saved(update, context, saved)


async def _tell_saved(update: Update, context: BotContext, work: ImportWork) -> None:
    with suppress(KnowledgeError):  # it is tried again every second
        await context.up_to_date()
    await deliver.edit(context.bot, update, import_screens.saved(work, context.language))


async def _fetched(update: Update, context: BotContext, work: ImportWork) -> bytes:
    words = IMPORTING[context.language]
    await deliver.acknowledge(update)
    await deliver.show_upload(context.bot, update)
    try:
        return await deliver.fetch(context.bot, work.file_id, MAX_BYTES)
    except deliver.TooLarge:
        raise _NotFetched(words.too_large.format(most=MAX_BYTES // 1024**2)) from None
    except TelegramError:
        raise _NotFetched(words.not_fetched) from None


async def _send(update: Update, context: BotContext, screen: Screen) -> None:
    """Send a message, and the list that it has no room for; a plan takes the place of the last."""
    words = IMPORTING[context.language]
    show = deliver.edit if update.callback_query and screen.reply.rows else deliver.send
    await show(context.bot, update, screen.reply)
    if screen.rest:
        caption = words.whole_plan if screen.reply.rows else words.whole_list
        content = screen.rest.encode(errors="replace")
        below = render.said(caption)
        await deliver.send_document(context.bot, update, "list.txt", content, below)


def _failed(error: KnowledgeError, context: BotContext) -> str:
    return COMMON[context.language].failed.format(error=escape(str(error)))
