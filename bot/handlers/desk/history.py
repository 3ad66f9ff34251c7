"""The last changes, what each did, and taking one back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from telegram import Update

from bot import deliver, render
from bot.context import BotContext
from bot.desk import history as told
from bot.desk.history import Deed
from bot.desk.item_words import ItemWords
from bot.desk.payload import DeskPayload
from bot.reply import Reply
from bot.strings.desk.history import HISTORY
from knowledge import changes
from knowledge.change_log import Change
from knowledge.errors import EditConflict, KnowledgeError, NotFound

_LONGEST_NUMBER = 18


async def history(update: Update, context: BotContext) -> None:
    """Answer ``/history``: the newest changes."""
    await deliver.send(context.bot, update, await _page(context, 0))


async def show_history(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Show a page of the changes, in place."""
    await deliver.edit(context.bot, update, await _page(context, _number(target.id) or 0))


async def show_change(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Show what a change did, in place; the mark is the page to go back to."""
    page = _number(target.mark) or 0
    await deliver.edit(context.bot, update, await _change(context, _number(target.id), page))


async def send_diff(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Send all that a change did as a file."""
    number, language = _number(target.id) or 0, context.language
    edits = await context.in_thread(changes.edits_of, context.store, number)
    if not edits:
        await deliver.send(context.bot, update, told.no_change(language))
        return
    words = ItemWords(context.base, language)
    lines = "\n".join(told.diff_lines(edits, words)).encode(errors="replace")
    caption = render.said(HISTORY[language].whole_change.format(number=number))
    await deliver.send_document(context.bot, update, f"change-{number}.txt", lines, caption)


async def undo(update: Update, context: BotContext) -> None:
    """Answer ``/undo`` and a number, or none for the last own change: show it, and ask."""
    _, *written = ((update.message and update.message.text) or "").split(maxsplit=1)
    if written:
        reply = await _change(context, _number(written[0].strip("#№ .")), asks=True)
    elif mine := await context.in_thread(_last_of, context):
        reply = await _change(context, mine.id, asks=True)
    else:
        reply = told.nothing_of_yours(context.language)
    await deliver.send(context.bot, update, reply)


async def undo_pressed(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Take a change back, in place; one that was not just made is shown first."""
    number = _number(target.id)
    await deliver.acknowledge(update)  # where an entry goes, the index is built anew
    screen = await context.in_thread(_undone, context, number, is_sure=target.mark == told.SURE)
    with suppress(KnowledgeError):  # it is tried again every second
        await context.up_to_date()
    await deliver.edit(context.bot, update, await _named(context, screen))


async def _page(context: BotContext, number: int) -> Reply:
    return await _named(context, await context.in_thread(_listed, context, number))


async def _change(
    context: BotContext, number: int | None, page: int = 0, *, asks: bool = False
) -> Reply:
    screen = await context.in_thread(_shown, context, number, page, asks=asks)
    return await _named(context, screen)


@dataclass(frozen=True, slots=True)
class _Screen:
    """A reply that names those who made some changes."""

    show: Callable[[told.Reader], Reply]
    deeds: Sequence[Deed] = ()


async def _named(context: BotContext, screen: _Screen) -> Reply:
    """The reply with people's names; maintainers are kept by their number alone."""
    names = {context.author.name: HISTORY[context.language].you}
    for author in {deed.change.author.name for deed in screen.deeds} - names.keys():
        names[author] = await context.name_of(author)
    words = ItemWords(context.base, context.language)
    return screen.show(told.Reader(words, context.settings.zone, names))


def _listed(context: BotContext, number: int) -> _Screen:
    begin, end = number * told.PAGE_SIZE, (number + 1) * told.PAGE_SIZE
    found = changes.history(context.store, limit=end + 1)
    deeds = [_deed(context, change, told.MOST_ITEMS) for change in found[begin:end]]
    has_more = len(found) > end
    return _Screen(lambda reader: told.page(deeds, number, reader, has_more=has_more), deeds)


def _deed(context: BotContext, change: Change, items: int = -1) -> Deed:
    return Deed(change, changes.edits_of(context.store, change.id, items))


def _shown(
    context: BotContext, number: int | None, page: int = 0, *, asks: bool = False
) -> _Screen:
    language = context.language
    try:
        change = changes.change(context.store, number or 0)
    except NotFound:
        return _plain(told.no_change(language))
    if asks and change.undone_by:
        return _plain(told.undone(change.id, change.undone_by, language, already=True))
    deed = _deed(context, change)
    return _Screen(lambda reader: told.change(deed, reader, page, asks=asks), [deed])


def _undone(context: BotContext, number: int | None, *, is_sure: bool) -> _Screen:
    """Take a change back; a press that comes twice finds it taken back already."""
    store, language = context.store, context.language
    try:
        change = changes.change(store, number or 0)
        if change.undone_by:
            return _plain(told.undone(change.id, change.undone_by, language, already=True))
        if not change.touched or not (is_sure or told.is_just_made(change)):
            return _shown(context, change.id, asks=True)
        done = changes.undo(store, change.id, context.author)
        return _plain(told.undone(change.id, done.id, language))
    except NotFound:
        return _plain(told.no_change(language))
    except EditConflict as conflict:
        if conflict.later:
            found = [changes.change(store, one) for one in conflict.later]
            later = [_deed(context, one, told.MOST_ITEMS) for one in found]
            return _Screen(lambda reader: told.in_the_way(number or 0, later, reader), later)
        return _plain(told.not_undone(number or 0, str(conflict), language))
    except KnowledgeError as error:
        return _plain(told.not_undone(number or 0, str(error), language))


def _plain(reply: Reply) -> _Screen:
    return _Screen(lambda _: reply)


def _last_of(context: BotContext) -> Change | None:
    """The last change of this maintainer that stands; taking back is no change to take back."""
    mine = changes.history(context.store, author=context.author.name, limit=100)
    return next((one for one in mine if one.undone_by is None and one.undoes is None), None)


def _number(written: str) -> int | None:
    """The number of a change or page; None for what is none."""
    known = written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER
    return int(written) if known else None
