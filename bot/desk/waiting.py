"""What is waited for, shown again to somebody who sent something else."""

from telegram import Message

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.taught import quoted
from bot.reply import DeskButton, Reply
from bot.strings.desk.waiting import WAITING
from bot.telegram_html import to_html
from knowledge import lessons
from knowledge.lessons import Lesson
from knowledge.model import Language
from knowledge.store import Store


def typed(store: Store, author: str, message: Message, language: Language) -> Lesson | None:
    """What somebody typed, kept so that a button can ask it; None for what is no text.

    Raises StoreError when the store cannot be written.
    """
    if not message.text:
        return None
    lesson = lessons.begun(str(message.chat.id), message.message_id, message.text, language)
    lessons.keep(store, lesson, author)
    return lesson


def text_awaited(shown: Reply, language: Language) -> Reply:
    """``shown`` asks for a text, and something was sent that is none."""
    return _told(WAITING[language].text_awaited, shown)


def button_awaited(shown: Reply, asked: Lesson | None, language: Language) -> Reply:
    """``shown`` has the buttons; what was typed instead can be asked as a question all the same.

    ``asked`` is None where it was no text.
    """
    words = WAITING[language]
    if asked is None:
        return _told(words.press_awaited, shown)
    ask = DeskButton(words.ask_button, DeskPayload(DeskAction.ASK, mark=asked.name))
    told = words.press_not_text.format(text=quoted(asked.question))
    return _told(told, Reply(shown.text, ((ask,), *shown.rows)))


def _told(markup: str, shown: Reply) -> Reply:
    return Reply(f"{to_html(markup)}\n\n{shown.text}", shown.rows)
