"""What came of teaching an entry, what would have broken, and the entries that words find."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot import render
from bot.desk.history import undo_button
from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.problem_text import sentence
from bot.desk.scene import Scene
from bot.reply import DeskButton, Reply, Row, Rows
from bot.sharing import shortened
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT, TaughtTexts
from bot.telegram_html import to_html
from bot.view import View
from knowledge.change_log import Change
from knowledge.errors import BaseInvalid, EditConflict, KnowledgeError, NotFound
from knowledge.markup import escape
from knowledge.model import Base, EntryKind, Language, Outcome, Status
from knowledge.teaching import Led, NothingToTeach, Proof, TeachingRefused, Way, Wording

SHOWN: Final = 5
"""Questions, or phrasings, of which the others are only counted."""

_LONGEST_LABEL: Final = 60  # UTF-16 units; a phone shows no more of a button
_LONGEST_QUESTION: Final = 160
_LONGEST_ERROR: Final = 1500


def title(entry_id: str, base: Base, language: Language) -> str:
    """The title of an entry; its id where it is not known here yet."""
    entry = base.entries.get(entry_id)
    return entry.title(language) if entry else entry_id


def quoted(text: str) -> str:
    """What somebody typed, in base markup, and not too long to be shown with others."""
    return escape(shortened(text, _LONGEST_QUESTION))


def entry_buttons(
    entries: Sequence[str],
    base: Base,
    language: Language,
    pressed: Callable[[str], DeskPayload],
) -> Rows:
    """A row for each entry, numbered, with its title."""
    return tuple(
        (DeskButton(f"{number}. {_label(name, base, language)}", pressed(name)),)
        for number, name in enumerate(entries, 1)
    )


def _label(entry_id: str, base: Base, language: Language) -> str:
    """Without the number: its point would be taken for the end of a sentence."""
    named = title(entry_id, base, language)
    whole = f"{_sign(entry_id, base)}{named}{_status(entry_id, base, language)}"
    return shortened(whole, _LONGEST_LABEL)


def taught(
    entry_id: str,
    change: Change | None,
    proof: Proof,
    base: Base,
    language: Language,
    rows: Rows = (),
) -> Reply:
    """What teaching an entry did; ``rows`` lead on."""
    words, named = TAUGHT[language], escape(title(entry_id, base, language))
    is_outside = proof.entry.kind is EntryKind.OUTSIDE
    first = words.outside if is_outside else words.taught
    counts = {"answered": len(proof.answered), "total": len(proof.answered) + len(proof.missed)}
    is_draft = proof.entry.status is Status.DRAFT
    blocks = [
        first.format(title=named, change=change.id) if change else words.known.format(title=named),
        _listed(words.added, proof.added, words),
        words.is_draft if is_draft else words.answered.format(**counts),
        "" if is_draft else _listed(words.missed, proof.missed, words),
        words.held.format(checks=proof.checks) if change and not is_draft else "",
    ]
    text = "\n\n".join(block for block in blocks if block)
    return Reply(to_html(text), (*_undo(change, language), *rows))


def proved(question: str, outcome: Outcome, base: Base, bot: str, rows: Rows) -> Reply:
    """The question and what people get for it, as they see it; below it what a maintainer does.

    ``bot`` is the bot's username.
    """
    shown = render.outcome(outcome, base, View(bot))
    return Reply(f"{to_html(f'❓ **{quoted(question)}**')}\n\n{shown.text}", (*shown.rows, *rows))


def edit_row(entry_id: str, language: Language) -> Row:
    """The way to write a new entry."""
    way = DeskPayload(DeskAction.EDIT, entry_id)
    return (DeskButton(TAUGHT[language].edit_button, way),)


def change_row(entry_id: str, language: Language) -> Row:
    """The way to change what an entry answers."""
    way = DeskPayload(DeskAction.EDIT, entry_id)
    return (DeskButton(TAUGHT[language].change_button, way),)


def undo_row(change: Change | None, language: Language, *more: DeskButton) -> Rows:
    """A row that takes a change back, and more beside it."""
    row = (*(button for (button,) in _undo(change, language)), *more)
    return (row,) if row else ()


def refused(error: KnowledgeError, entry_id: str, base: Base, language: Language) -> str:
    """Why nothing was stored, as HTML."""
    words = TAUGHT[language]
    if not isinstance(error, TeachingRefused):
        return to_html(f"{words.nothing_saved} {_why(error, base, language)}")
    first = words.refused.format(title=escape(title(entry_id, base, language)))
    broken = [
        words.broken.format(
            question=quoted(one.wording.text),
            now=led_to(one.now, base, language),
            then=led_to(one.then, base, language),
        )
        for one in error.broken[:SHOWN]
    ]
    return to_html("\n\n".join([first, *broken, *_more(error.broken, words)]))


def _why(error: KnowledgeError, base: Base, language: Language) -> str:
    words = TAUGHT[language]
    match error:
        case EditConflict():
            return words.conflict
        case NotFound():
            return words.no_entry
        case NothingToTeach():
            return words.no_words
        case BaseInvalid(findings=findings):
            scene = Scene(base, language)
            found = [sentence(one, scene) for one in findings[:SHOWN]]
            return "\n• ".join((*found, *_more(findings, words)))
        case _:
            return escape(shortened(str(error), _LONGEST_ERROR))


def wanted_words(question: str, language: Language, rows: Rows) -> Reply:
    """Asks for words that the entry for a question is looked for by."""
    return _searching(question, TAUGHT[language].search, rows)


def found(question: str, typed: str, buttons: Rows, language: Language, rows: Rows) -> Reply:
    """The entries that some words found for a question, as buttons."""
    words = TAUGHT[language]
    text = words.found_entries if buttons else words.none_found
    return _searching(question, text.format(words=quoted(typed)), (*buttons, *rows))


def _searching(question: str, text: str, rows: Rows) -> Reply:
    """The question stays in sight; empty where it is dealt with by now."""
    asked = f"❓ **{quoted(question)}**" if question else ""
    return Reply(to_html("\n\n".join(filter(None, (asked, text)))), rows)


def bullets(wordings: Iterable[Wording], words: TaughtTexts) -> str:
    """Ways to ask with their languages, the first ones."""
    every = list(wordings)
    lines = [f"• {quoted(one.text)} ({one.language})" for one in every[:SHOWN]]
    return "\n".join([*lines, *_more(every, words)])


def _undo(change: Change | None, language: Language) -> tuple[tuple[DeskButton], ...]:
    if change is None:
        return ()
    return ((undo_button(change.id, language),),)


def _listed(head: str, wordings: Sequence[Wording], words: TaughtTexts) -> str:
    return f"{head}\n{bullets(wordings, words)}" if wordings else ""


def _more(every: Sequence[object], words: TaughtTexts) -> list[str]:
    left = len(every) - SHOWN
    return [words.more.format(number=left)] if left > 0 else []


def led_to(led: Led, base: Base, language: Language) -> str:
    """Where a question leads, in words and base markup."""
    words = TAUGHT[language]
    ways = {
        Way.ANSWER: words.answer,
        Way.SUGGEST: words.suggest,
        Way.FOUND: words.found,
        Way.TAKEN: words.taken,
    }
    named = words.joined.join(escape(title(name, base, language)) for name in led.entries)
    kinds = {base.entries[name].kind for name in led.entries if name in base.entries}
    refusal = words.not_told if EntryKind.UNKNOWN in kinds else words.decline
    way = ways.get(led.way, refusal)
    return way.format(title=f"**{named}**") if named else words.decline


def _sign(entry_id: str, base: Base) -> str:
    entry = base.entries.get(entry_id)
    return "🚫 " if entry and entry.kind is EntryKind.OUTSIDE else ""


def _status(entry_id: str, base: Base, language: Language) -> str:
    entry = base.entries.get(entry_id)
    is_draft = entry is not None and entry.status is Status.DRAFT
    return f" ({REVIEW[language].draft_mark})" if is_draft else ""
