"""A single question as a message: what becomes of it now and why, and how to teach it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.taught import change_row, entry_buttons, quoted, title
from bot.reply import DeskButton, Reply, Rows
from bot.sharing import shortened
from bot.strings.desk.common import COMMON
from bot.strings.desk.lessons import LESSONS
from bot.strings.desk.review import REVIEW
from bot.telegram_html import to_html
from knowledge.lessons import Lesson
from knowledge.markup import escape
from knowledge.model import (
    Base,
    Candidate,
    DeclineReason,
    EntryKind,
    Language,
    Outcome,
    OutcomeKind,
)
from knowledge.reasons import Reasons

_NEAREST: Final = 3
_MOST_WORDS: Final = 20
_LONGEST_ANSWER: Final = 800  # UTF-16 units of it that are shown; all of it is kept


def reading_card(lesson: Lesson, why: Reasons, base: Base, language: Language) -> Reply:
    """What is known of a question, and a button to teach it."""
    teach = DeskPayload(DeskAction.LESSON, mark=lesson.name)
    row = (DeskButton(LESSONS[language].teach_button, teach),)
    return Reply(_told(lesson, why, base, language), (row,))


def lesson_card(lesson: Lesson, why: Reasons, base: Base, language: Language) -> Reply:
    """The same, with the ways to teach it."""
    words = LESSONS[language]

    def button(label: str, action: DeskAction) -> DeskButton:
        return DeskButton(label, DeskPayload(action, mark=lesson.name))

    attach = entry_buttons(
        [one.entry for one in _inside(why, base)],
        base,
        language,
        lambda entry: DeskPayload(DeskAction.TEACH, entry, lesson.name),
    )
    write = words.answer_button if lesson.answer else words.write_button
    outside = DeskPayload(DeskAction.TEACH, why.outside or "", lesson.name)
    search = (button(REVIEW[language].search_button, DeskAction.SEARCH),)
    make = (button(write, DeskAction.WRITE),)
    rows: Rows = (
        *((make, *attach, search) if lesson.answer else (*attach, search, make)),
        *((change_row(why.outcome.entry, language),) if why.outcome.entry else ()),
        *(((DeskButton(REVIEW[language].outside_button, outside),),) if why.outside else ()),
        (button(COMMON[language].cancel_button, DeskAction.FORGET),),
    )
    return Reply(_told(lesson, why, base, language), rows)


def already(change: int, entry_id: str, base: Base, language: Language, rows: Rows) -> Reply:
    """A lesson was taught before."""
    named = escape(title(entry_id, base, language))
    text = LESSONS[language].already.format(title=named, change=change)
    return Reply(to_html(text), rows)


def _told(lesson: Lesson, why: Reasons, base: Base, language: Language) -> str:
    words = LESSONS[language]
    blocks = [
        f"❓ **{quoted(lesson.question)}** ({lesson.language})",
        _now(why.outcome, base, language),
        "\n".join(_words(why, language)),
        "\n".join(_considered(why, base, language)),
    ]
    if lesson.answer:
        answer = escape(shortened(lesson.answer, _LONGEST_ANSWER))
        blocks.append(words.written.format(answer=answer))
    return to_html("\n\n".join(block for block in blocks if block))


def _now(outcome: Outcome, base: Base, language: Language) -> str:
    words = LESSONS[language]
    if outcome.kind is OutcomeKind.SUGGEST:
        titles = (escape(title(name, base, language)) for name in outcome.suggestions)
        return words.offered.format(titles="; ".join(titles))
    if outcome.entry:
        is_answer = outcome.kind is OutcomeKind.ANSWER
        text = words.answered if is_answer else words.not_told
        return text.format(title=escape(title(outcome.entry, base, language)))
    if outcome.reason is DeclineReason.NOT_UNDERSTOOD:
        return words.not_understood
    return words.out_of_scope


def _words(why: Reasons, language: Language) -> Iterator[str]:
    words = LESSONS[language]
    corrected = [f"{typed} → {known}" for typed, known in why.corrected]
    for text, found in (
        (words.met, why.met),
        (words.corrected, corrected),
        (words.unknown, why.unknown),
    ):
        if found:
            yield text.format(words=quoted(", ".join(found[:_MOST_WORDS])))


def _considered(why: Reasons, base: Base, language: Language) -> Iterator[str]:
    """The candidates, numbered as the buttons are; what is from outside has a button of its own."""
    words, found = LESSONS[language], why.near
    yield words.considered if found else words.nothing_near
    for number, one in enumerate(_inside(why, base), 1):
        yield f"{number}. {_candidate(one, base, language)}"
    for one in found[:_NEAREST]:
        if _is_outside(one, base):
            label = REVIEW[language].outside_button
            yield f"{label}: {_candidate(one, base, language)}"


def _candidate(one: Candidate, base: Base, language: Language) -> str:
    return LESSONS[language].candidate.format(
        title=escape(title(one.entry, base, language)),
        percent=f"{one.confidence:.0%}",
        phrasing=quoted(one.phrasing),
    )


def _inside(why: Reasons, base: Base) -> Sequence[Candidate]:
    """The likeliest candidates about the forum."""
    return list(islice((c for c in why.near if not _is_outside(c, base)), _NEAREST))


def _is_outside(candidate: Candidate, base: Base) -> bool:
    return base.entries[candidate.entry].kind is EntryKind.OUTSIDE
