"""Sending the base as a file, and a copy of the whole store."""

from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.desk import copies as told
from bot.desk.payload import DeskPayload
from bot.strings.desk.common import COMMON
from knowledge import backups
from knowledge.errors import KnowledgeError
from knowledge.markup import escape
from knowledge.store import Store, default_path


async def export(update: Update, context: BotContext) -> None:
    """Answer ``/export``: the formats; or the file at once, where one is named."""
    _, *written = ((update.message and update.message.text) or "").split()
    if form := told.known_format(written):
        await _export(update, context, form)
    else:
        await deliver.send(context.bot, update, told.choice(context.language))


async def export_pressed(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Send the base in the format of a button."""
    if form := told.known_format([target.id]):
        await _export(update, context, form)


async def back_up(update: Update, context: BotContext) -> None:
    """Answer ``/backup``: a copy of the store, for this person alone."""
    await deliver.show_upload(context.bot, update)
    store, language = context.settings.store or default_path(), context.language
    try:
        copy = await context.in_thread(_copied, store)
    except (KnowledgeError, OSError) as error:
        await _say_not_done(update, context, error)
        return
    if isinstance(copy, int):
        await deliver.send(context.bot, update, told.too_large_backup(copy, language))
        return
    zone = context.settings.zone
    name = told.file_name("forum-backup", "sqlite", zone)
    await deliver.send_document(context.bot, update, name, copy, told.backed_up(language, zone))


async def _export(update: Update, context: BotContext, form: str) -> None:
    await deliver.acknowledge(update)
    await deliver.show_upload(context.bot, update)
    zone = context.settings.zone
    name = told.file_name("forum-base", "zip" if form == "yaml" else form, zone)
    try:
        content = await context.in_thread(_exported, context.store, name, form)
    except (KnowledgeError, OSError) as error:
        await _say_not_done(update, context, error)
        return
    if len(content) > deliver.MAX_UPLOAD:
        too_large = told.too_large(len(content), context.language)
        await deliver.send(context.bot, update, too_large)
        return
    below = told.exported(context.base, context.language, zone)
    await deliver.send_document(context.bot, update, name, content, below)


async def _say_not_done(update: Update, context: BotContext, error: Exception) -> None:
    text = COMMON[context.language].failed.format(error=escape(str(error)))
    await deliver.send(context.bot, update, render.said(text))


def _exported(store: Store, name: str, form: str) -> bytes:
    from knowledge.transfer import Format, export  # only where files are written

    with TemporaryDirectory(prefix="forum-bot-") as folder:
        path = Path(folder) / name
        export(store, path, Format(form))
        return path.read_bytes()


def _copied(store: Path) -> bytes | int:
    """A copy of the store; its size alone where that is more than Telegram takes."""
    with TemporaryDirectory(prefix="forum-bot-") as folder:
        copy = Path(folder) / "copy.sqlite"
        backups.back_up(store, copy)
        size = copy.stat().st_size
        return copy.read_bytes() if size <= deliver.MAX_UPLOAD else size
