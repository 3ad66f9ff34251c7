"""Choosing an entry: by its topic, or by some words."""

from typing import Final

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.scene import Scene
from bot.desk.step_buttons import cancel, paged, short, step
from bot.desk.work import Work
from bot.reply import DeskButton, Reply, Row
from bot.strings.desk.editing import EDITING
from bot.telegram_html import to_html
from knowledge.markup import escape
from knowledge.model import Entry, Language, Status

NO_TOPIC: Final = "0"
DRAFT: Final = "✎ "
_WORDS: Final = 100


def choose(work: Work, scene: Scene) -> Reply:
    """The topics, the entries of one, or what was found."""
    language = scene.language
    rows = paged(work, _rows(work, scene), language)
    back = step(work, EDITING[language].back_button, "go", "choose")
    last = (back, cancel(work, language)) if work.topic or work.words else (cancel(work, language),)
    return Reply(to_html(_text(work, scene)), (*rows, last))


def titled(entry: Entry, language: Language) -> str:
    """The label of an entry; a draft is marked."""
    mark = DRAFT if entry.status is Status.DRAFT else ""
    return mark + entry.title(language)


def _text(work: Work, scene: Scene) -> str:
    words = EDITING[scene.language]
    if work.remark[0] == "gone":
        return words.entry_gone.format(entry=escape(short(work.remark[1], _WORDS)))
    if work.words:
        told = words.found if scene.found else words.not_found
        return told.format(words=escape(short(work.words, _WORDS)))
    if work.topic:
        topic = scene.base.topics.get(work.topic)
        title = topic.title[scene.language] if topic else words.no_topic_button
        return words.choose_in_topic.format(topic=escape(title))
    return words.choose


def _rows(work: Work, scene: Scene) -> list[Row]:
    base, language = scene.base, scene.language
    if work.words:
        shown = [base.entries[one] for one in scene.found if one in base.entries]
    elif work.topic:
        topic = None if work.topic == NO_TOPIC else work.topic
        shown = [one for one in base.entries.values() if one.topic == topic]
    else:
        shown = []
    if shown:
        return [(_opens(one, language),) for one in shown]
    named = {one.topic for one in base.entries.values()}
    labels = {one.id: one.title[language] for one in base.topics.values() if one.id in named}
    if None in named:
        labels[NO_TOPIC] = EDITING[language].no_topic_button
    return [(step(work, label, "topic", topic),) for topic, label in labels.items()]


def _opens(entry: Entry, language: Language) -> DeskButton:
    payload = DeskPayload(DeskAction.EDIT, entry.id)
    return DeskButton(short(titled(entry, language)), payload)
