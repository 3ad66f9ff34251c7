"""Teaching a single question: by ``/teach``, by forwarding it, or by replying to a decline."""

from collections.abc import Collection
from dataclasses import replace

from telegram import Chat, Message, Update

from bot import deliver, render
from bot.addressed import replied_question, replies_to_bot
from bot.beginning import begin_asked
from bot.context import BotContext
from bot.desk import lesson_card, taught
from bot.desk.payload import DeskPayload
from bot.reply import Reply, Rows
from bot.strings.desk.common import COMMON
from bot.strings.desk.lessons import LESSONS
from bot.strings.desk.taught import TAUGHT
from knowledge import changes, lessons, questions_log, replied, searches
from knowledge.change_log import Change
from knowledge.errors import KnowledgeError
from knowledge.lessons import Lesson
from knowledge.model import Language, OutcomeKind
from knowledge.reasons import reasons


async def teach(update: Update, context: BotContext) -> None:
    """Answer ``/teach`` and a question, or the one that it replies to; always in private."""
    message = update.message
    if message is None:
        return
    _, *written = (message.text or "").split(maxsplit=1)
    asked = written[0] if written else replied_question(message)
    words = LESSONS[context.language]
    if asked:
        reply = await _begun(context, message, asked)
    elif found := await _asked(context, message):
        reply = await _begun(context, message, *found)
    else:
        was_asked = message.reply_to_message and replies_to_bot(message)
        reply = render.said(words.not_kept if was_asked else words.how)
    await _privately(update, context, message, reply)


async def forwarded(update: Update, context: BotContext) -> None:
    """Say of a forwarded message what becomes of it as a question, and why."""
    message = update.message
    if message and (asked := message.text or message.caption):
        reply = await _begun(context, message, asked, is_read_first=True)
        await deliver.send(context.bot, update, reply)


async def answered_decline(update: Update, context: BotContext) -> bool:
    """Take a reply to a decline as what should have been answered; whether it was one."""
    message = update.message
    if message is None or not message.text:
        return False
    found = await _asked(context, message, [OutcomeKind.DECLINE])
    if found is None:
        return False
    reply = await _begun(context, message, *found, answer=message.text)
    await deliver.send(context.bot, update, reply)
    return True


async def show_lesson(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Show how to teach a question, in place."""
    lesson = await _lesson(context, target.mark)
    if lesson is None:
        return COMMON[context.language].stale
    await deliver.edit(context.bot, update, await _card(context, lesson))
    return None


async def attach(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Teach an entry the question, and answer it to prove it."""
    lesson = await _lesson(context, target.mark)
    if lesson is None:
        return COMMON[context.language].stale
    if lesson.change:
        await _is_over(update, context, lesson, lesson.change)
        return None
    # It takes seconds, and what is shown meanwhile must not look like an end if it is cut off.
    await deliver.acknowledge(update, TAUGHT[context.language].trying)
    snapshot, author = await context.up_to_date(), context.author
    try:
        done = await context.in_thread(
            lessons.teach, context.store, snapshot, lesson, target.id, author
        )
    except KnowledgeError as error:
        await _refused(update, context, lesson, error, target.id)
        return None
    base, language = (await context.up_to_date()).base, context.language
    told = taught.taught(target.id, done.change, done.proof, base, language)
    await deliver.edit(context.bot, update, told)
    if done.proof.answered:
        await _prove(update, context, lesson, done.change)
    return None


async def write(update: Update, context: BotContext, target: DeskPayload) -> str | None:
    """Begin a new entry for the question, step by step."""
    lesson = await _lesson(context, target.mark)
    if lesson is None:
        return COMMON[context.language].stale
    if lesson.change:
        await _is_over(update, context, lesson, lesson.change)
        return None
    await begin_asked(update, context, lesson.name)
    return None


async def forget(update: Update, context: BotContext, target: DeskPayload) -> None:
    """Let a question be, in place; of one that is taught by now say that."""
    lesson, language = await _lesson(context, target.mark), context.language
    if lesson and lesson.change:
        await _is_over(update, context, lesson, lesson.change)
        return
    words = LESSONS[language].forgotten if lesson else COMMON[language].stale
    await context.in_thread(lessons.forget, context.store, target.mark, context.author.name)
    await deliver.edit(context.bot, update, render.said(words))


async def _begun(
    context: BotContext,
    message: Message,
    asked: str,
    language: Language | None = None,
    answer: str = "",
    *,
    is_read_first: bool = False,
) -> Reply:
    """Keep a lesson of a message, and what is shown of it."""
    snapshot = await context.up_to_date()
    spoken = language or snapshot.answer(asked, context.language).language
    chat, author = str(message.chat.id), context.author.name
    lesson = lessons.begun(chat, message.message_id, asked, spoken, answer)
    await context.in_thread(lessons.keep, context.store, lesson, author)
    return await _card(context, lesson, is_read_first=is_read_first)


async def _card(context: BotContext, lesson: Lesson, *, is_read_first: bool = False) -> Reply:
    snapshot = await context.up_to_date()
    asked = lessons.wording(snapshot, lesson)
    why = await context.in_thread(reasons, snapshot, asked.text, asked.language)
    show = lesson_card.reading_card if is_read_first else lesson_card.lesson_card
    return show(lesson, why, snapshot.base, context.language)


async def _privately(update: Update, context: BotContext, message: Message, reply: Reply) -> None:
    """Send to the maintainer alone; in a group one line, where Telegram does not allow that."""
    if message.chat.type == Chat.PRIVATE:
        await deliver.send(context.bot, update, reply)
    elif not await deliver.send_to(context.bot, int(context.author.name), reply):
        words = COMMON[context.language].in_private.format(bot=context.bot.username)
        await deliver.send(context.bot, update, render.said(words))


async def _asked(
    context: BotContext, message: Message, outcomes: Collection[OutcomeKind] = tuple(OutcomeKind)
) -> tuple[str, Language] | None:
    """The question whose reply of the bot a message replies to, and its language."""
    if not replies_to_bot(message) or message.reply_to_message is None:
        return None
    chat, number = str(message.chat.id), message.reply_to_message.message_id
    asked = await context.in_thread(replied.asked_for, context.store, chat, number)
    if asked is None:
        return None
    return await context.in_thread(questions_log.asked, context.store, asked, outcomes)


async def _lesson(context: BotContext, name: str) -> Lesson | None:
    author = context.author.name
    await context.in_thread(searches.end, context.store, author)
    return await context.in_thread(lessons.find, context.store, name, author)


async def _refused(
    update: Update, context: BotContext, lesson: Lesson, error: KnowledgeError, entry_id: str
) -> None:
    """Say why nothing was stored; the lesson stays as it is."""
    card = await _card(context, lesson)
    why = taught.refused(error, entry_id, context.base, context.language)
    await deliver.edit(context.bot, update, replace(card, text=f"{why}\n\n{card.text}"))


async def _is_over(update: Update, context: BotContext, lesson: Lesson, number: int) -> None:
    """Say what a press did before the bot was stopped."""
    change = await context.in_thread(changes.change, context.store, number)
    base, language = (await context.up_to_date()).base, context.language
    entry, rows = change.touched[0].id, taught.undo_row(change, language)
    if context.entry(entry) is None and entry in base.entries:
        rows = (taught.edit_row(entry, language), *rows)
    reply = lesson_card.already(number, entry, base, language, rows)
    await deliver.edit(context.bot, update, reply)
    if context.entry(entry):
        await _prove(update, context, lesson, change)


async def _prove(
    update: Update, context: BotContext, lesson: Lesson, change: Change | None
) -> None:
    """Answer the question in front of the maintainer, as people see it."""
    outcome = context.asker.outcome(lesson.question, lesson.language)
    rows: Rows = taught.undo_row(change, context.language)
    reply = taught.proved(lesson.question, outcome, context.base, context.bot.username, rows)
    await deliver.send(context.bot, update, reply)
