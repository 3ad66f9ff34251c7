"""Buttons of an entry in hand, and pages of them."""

from collections.abc import Sequence
from typing import Final

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.work import Work
from bot.reply import DeskButton, Row, Rows
from bot.strings.desk.common import COMMON
from bot.strings.desk.editing import EDITING
from knowledge.model import Language

PAGE_SIZE: Final = 8
_LABEL: Final = 48


def step(work: Work, label: str, verb: str, about: str = "") -> DeskButton:
    """A button that does this with the entry in hand."""
    told = f"{verb}-{about}" if about else verb
    return DeskButton(short(label), DeskPayload(DeskAction.STEP, told, work.mark))


def store(work: Work, label: str, verb: str) -> DeskButton:
    """A button that tries the entry in hand, or stores it as it is now and not otherwise."""
    told = f"{verb}-{work.digest}"
    return DeskButton(short(label), DeskPayload(DeskAction.STORE, told, work.mark))


def read(told: str) -> tuple[str, str]:
    """What a button does, and what it is about."""
    verb, _, about = told.partition("-")
    return verb, about


def cancel(work: Work, language: Language) -> DeskButton:
    """Leaves this work, and no other that was begun later."""
    return DeskButton(
        COMMON[language].cancel_button, DeskPayload(DeskAction.CANCEL, mark=work.mark)
    )


def paged(work: Work, rows: Sequence[Row], language: Language) -> Rows:
    """The rows of the page that the work is at, and the ways to its neighbours.

    A page beyond the last, as an old button may ask for, is the last.
    """
    words = EDITING[language]
    last = max(0, -(-len(rows) // PAGE_SIZE) - 1)
    page = min(work.page, last)
    ways = ((words.previous_button, page - 1), (words.next_page_button, page + 1))
    turns = tuple(step(work, label, "page", str(to)) for label, to in ways if 0 <= to <= last)
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return (*shown, *((turns,) if turns else ()))


def in_pairs(buttons: Sequence[DeskButton], width: int = 2) -> Rows:
    """The buttons in rows of so many."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def short(text: str, most: int = _LABEL) -> str:
    """The text in one line, cut where it is too long for a button."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
