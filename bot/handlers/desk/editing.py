"""Making and changing entries, guided: one thing is asked at a time.

How far it is is kept in the store before anything is said, so that no restart loses it; an update
that comes again is answered again, and not taken twice.
"""

from dataclasses import replace

from telegram import Message, Update

from bot import deliver, meeting
from bot.beginning import asked_for
from bot.context import BotContext
from bot.desk import bench, presses, proving_screens, steps, waiting
from bot.desk.entry_fields import part_of
from bot.desk.entry_problems import of_field, problems
from bot.desk.payload import DeskPayload
from bot.desk.step_buttons import read
from bot.desk.steps import Said
from bot.desk.typed_markup import Styled, marked
from bot.desk.work import (
    ADD,
    ASKED,
    CARD,
    CHOOSE,
    NEW,
    PROOF,
    REMOVAL,
    SAVED,
    SOME,
    Work,
    work_of,
)
from bot.reply import Reply
from bot.strings.desk.common import COMMON
from bot.strings.desk.proving import PROVING
from knowledge import unfinished


async def add(update: Update, context: BotContext) -> None:
    """Answer ``/add``, alone or with the question: ask for a new entry step by step."""
    await _begin(update, context, NEW, _behind(update))


async def edit(update: Update, context: BotContext) -> None:
    """Answer ``/edit`` and an id or some words; alone it offers the topics to choose from."""
    words = _behind(update)
    await _begin(update, context, words if words in context.base.entries else SOME, words)


async def open_entry(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Open an entry by a button: in place where it was chosen from a list, else below."""
    await _begin(update, context, target.id)


async def step(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Take a step by a button, in place; what pops up."""
    work = await context.in_thread(bench.in_hand, context.store, context.author.name)
    verb, about = read(target.id)
    if work is None or work.taken == update.update_id:
        return await _shown(update, context, work)
    if work.mark != target.mark:
        return COMMON[context.language].stale
    if work.at == SAVED:
        return PROVING[context.language].saved_already.format(change=work.change)
    if verb == "resume":
        work = await _kept(update, context, replace(work, left=False))
        return await _shown(update, context, work)
    if work.left:
        return COMMON[context.language].stale
    after = await _new(update, context, about) if verb == "leave" else None
    after = after or presses.pressed(work, verb, about)
    return await _shown(update, context, after and await _kept(update, context, after))


async def taken(update: Update, context: BotContext) -> bool:
    """Take a text that the entry in hand waits for, or an edited one; whether it was taken."""
    work = await context.in_thread(bench.in_hand, context.store, context.author.name)
    if work is None or not work.is_open:
        return False
    if work.taken != update.update_id:
        after = await _typed(update, context, work)
        if after is None:
            return False
        work = await _kept(update, context, after)
    await deliver.send(context.bot, update, await _screen(context, work))
    return True


async def waits(update: Update, context: BotContext) -> bool:
    """Say what is waited for where something else was sent; whether that is so.

    Who comes back to a button after a while is let be: what they type is a question by then.
    """
    store, author, language = context.store, context.author.name, context.language
    begun = await context.in_thread(unfinished.begun, store, author)
    work, message = work_of(begun), update.message
    if begun is None or work is None or not work.is_open or message is None:
        return False
    wants_text = part_of(work.at) in steps.BY_TEXT
    if not wants_text and not begun.is_fresh:
        return False
    is_tried = work.at in (PROOF, REMOVAL) and work.digest == work.proved
    shown = proving_screens.again(work, language) if is_tried else await _screen(context, work)
    if wants_text:
        reply = waiting.text_awaited(shown, language)
    else:
        typed = await context.in_thread(waiting.typed, store, author, message, language)
        reply = waiting.button_awaited(shown, typed, language)
    await deliver.send(context.bot, update, reply)
    return True


async def _begin(update: Update, context: BotContext, wanted: str, words: str = "") -> None:
    """Begin something; where that would lose what is in hand, ask first."""
    work = await context.in_thread(bench.in_hand, context.store, context.author.name)
    show = deliver.edit if work and work.at == CHOOSE else deliver.send
    again = work and work.taken == update.update_id
    if work and work.is_unsaved and not again and work.draft["id"] != wanted:
        busy = proving_screens.busy(work, wanted, context.language)
        await deliver.send(context.bot, update, busy)
        return
    if work is None or not (again or work.is_unsaved):
        new = await _new(update, context, wanted, words)
        if work and work.is_open and work.draft.get("id") == wanted:
            new = replace(new, mark=work.mark)  # its buttons are still there
        work = await _kept(update, context, new)
    elif not (again or work.walks):
        work = await _kept(update, context, work.moved(CARD))
    await show(context.bot, update, await _screen(context, work))


async def _new(update: Update, context: BotContext, wanted: str, words: str = "") -> Work:
    """The work on a new entry, on some entry that is to be chosen, or on the one of this id."""
    by = update.effective_user.full_name if update.effective_user else ""
    if wanted == NEW:
        work = steps.begun(context.language, by)
        return await _given(context, work, Said(words, 0, words)) or work if words else work
    if wanted.startswith(ASKED):
        asked = await asked_for(update, context, wanted.removeprefix(ASKED))
        return asked or steps.begun(context.language, by)
    if wanted == SOME:
        return steps.choosing(context.language, by, words)
    return await context.in_thread(bench.opened, context.store, wanted, context.language, by)


async def _typed(update: Update, context: BotContext, work: Work) -> Work | None:
    """The work with what a message says; None where it says nothing to it."""
    message = update.effective_message
    if message is None or message.text is None:
        return None
    if work.at == CHOOSE and message.text.strip() in context.base.entries:
        return await _new(update, context, message.text.strip())
    return await _given(context, work, _said(message), is_mended=bool(update.edited_message))


async def _given(
    context: BotContext, work: Work, said: Said, *, is_mended: bool = False
) -> Work | None:
    """The work with what was said; it goes on to what is asked next unless that is wrong."""
    after = steps.mended(work, said) if is_mended else steps.typed(work, said)
    if after is None or not after.draft:
        return after
    if work.kind == ADD and not work.version:
        after = steps.named(after, context.base.entries)
    found = await context.in_thread(problems, context.store, after.draft)
    is_wrong = any(one.is_error for one in of_field(found, after.last))
    return after if is_mended else steps.went_on(after, is_wrong=is_wrong)


def _behind(update: Update) -> str:
    """What stands behind a command."""
    _, *written = ((update.message and update.message.text) or "").split(maxsplit=1)
    return written[0].strip() if written else ""


def _said(message: Message) -> Said:
    parts = [
        Styled(one.type, one.offset, one.offset + one.length, one.url or "")
        for one in message.entities
    ]
    text = message.text or ""
    return Said(text, message.message_id, marked(text, parts))


async def _kept(update: Update, context: BotContext, work: Work) -> Work:
    """Keep how far it is before anything is said of it; somebody else may be in its way by now."""
    work = await meeting.caught_up(update, context, replace(work, taken=update.update_id))
    return await context.in_thread(bench.keep, context.store, context.author.name, work)


async def _shown(update: Update, context: BotContext, work: Work | None) -> str | None:
    """Show the work in place; a button that belongs to nothing pops up that it does."""
    if work is None:
        return COMMON[context.language].stale
    await deliver.edit(context.bot, update, await _screen(context, work))
    return None


async def _screen(context: BotContext, work: Work) -> Reply:
    snapshot, author = context.asker.answerer.snapshot, context.author.name
    return await context.in_thread(
        bench.shown, context.store, snapshot, work, context.language, author
    )
