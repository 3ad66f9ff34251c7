"""Looking for an entry by words, for a group of the review or for a lesson."""

from functools import partial

from telegram import Update

from bot import deliver
from bot.context import BotContext
from bot.desk import queue, taught, waiting
from bot.desk.payload import DeskAction, DeskPayload
from bot.reply import DeskButton, Rows
from bot.strings.desk.common import COMMON
from bot.strings.desk.taught import TAUGHT
from knowledge import lessons, searches, unfinished
from knowledge.entry_search import search_entries
from knowledge.lessons import is_lesson
from knowledge.searches import Search


async def search(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Ask for words; what the maintainer types next is looked for. What pops up."""
    question = await _question(context, target.mark)
    if not question:
        return COMMON[context.language].stale
    await context.in_thread(searches.begin, context.store, context.author.name, target.mark)
    reply = taught.wanted_words(question, context.language, _back(target.mark, context))
    await deliver.edit(context.bot, update, reply)
    return None


async def taken(update: Update, context: BotContext) -> bool:
    """Whether a text was words to look for an entry by; then what they find is shown."""
    message, going_on = update.message, await _going_on(context)
    if going_on is None or message is None or not message.text:
        return False
    snapshot, language, typed = await context.up_to_date(), context.language, message.text
    names = await context.in_thread(search_entries, snapshot, typed, language)
    buttons = taught.entry_buttons(
        names,
        snapshot.base,
        language,
        partial(_chosen, going_on.name),
    )
    question = await _question(context, going_on.name)
    reply = taught.found(question, typed, buttons, language, _back(going_on.name, context))
    await deliver.send(context.bot, update, reply)
    return True


async def waits(update: Update, context: BotContext) -> bool:
    """Say that words are awaited where something was sent that has none; whether that is so."""
    going_on = await _going_on(context)
    if going_on is None:
        return False
    question, language = await _question(context, going_on.name), context.language
    shown = taught.wanted_words(question, language, _back(going_on.name, context))
    await deliver.send(context.bot, update, waiting.text_awaited(shown, language))
    return True


async def _going_on(context: BotContext) -> Search | None:
    """The search that has what comes next; what was begun after it has that instead."""
    store, author = context.store, context.author.name
    going_on = await context.in_thread(searches.going_on, store, author)
    begun = await context.in_thread(unfinished.begun, store, author)
    return None if going_on and begun and begun.at > going_on.at else going_on


async def _question(context: BotContext, name: str) -> str:
    """The question that an entry is looked for; empty where the group or lesson is gone."""
    store, snapshot, author = context.store, await context.up_to_date(), context.author.name
    if is_lesson(name):
        lesson = await context.in_thread(lessons.find, store, name, author)
        return lesson.question if lesson else ""
    return await context.in_thread(queue.question_of, store, snapshot, name)


def _chosen(name: str, entry: str) -> DeskPayload:
    return DeskPayload(DeskAction.TEACH if is_lesson(name) else DeskAction.ATTACH, entry, name)


def _back(name: str, context: BotContext) -> Rows:
    way = DeskPayload(DeskAction.REVIEW, name)
    if is_lesson(name):
        way = DeskPayload(DeskAction.LESSON, mark=name)
    return ((DeskButton(TAUGHT[context.language].back_button, way),),)
