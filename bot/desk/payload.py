"""What a button of the desk carries, as text of ``A-Za-z0-9_-`` and at most 64 bytes.

``m_`` marks it, so that no button of people's is read as one; then come the word of the action, and
an id and a mark where it needs them, as in ``m_attach_forum-date_1f3a9c``. Buttons live as long as
their message, so a word keeps its meaning for ever.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.payload import MAX_BYTES

_FORM: Final = re.compile(r"m_([a-z]{2,10})(?:_([A-Za-z0-9-]+)|_(?=_))?(?:_([A-Za-z0-9-]+))?")


class DeskAction(StrEnum):
    """What pressing a button of the desk does."""

    CANCEL = "cancel"  # let what was begun be, nothing of it is stored
    EDIT = "edit"  # open the entry of this id, to change it
    STEP = "step"  # a step with the entry in hand that the mark names, as ``go-answer-ru``
    STORE = "store"  # try that entry, save or remove it
    REVIEW = "review"  # the group of this id, or the first, in place
    ATTACH = "attach"  # teach an entry the group that the mark names
    DRAFT = "draft"  # make a new entry of that group
    DROP = "drop"  # take it out of the queue
    KEEP = "keep"  # put it back
    ASK = "ask"  # answer what the mark names as a question
    SEARCH = "search"  # look for an entry, for the group or lesson that the mark names
    PROPOSALS = "proposals"  # the proposal of this id, or the first, in place
    ACCEPT = "accept"  # teach what the proposal that the mark names proposes
    DISMISS = "dismiss"  # take that proposal away
    LESSON = "lesson"  # the question that the mark names, to be taught, in place
    TEACH = "teach"  # teach an entry that question
    WRITE = "write"  # make a new entry of it
    FORGET = "forget"  # let it be
    UNDO = "undo"  # take a change back
    HISTORY = "history"  # a page of the last changes
    CHANGE = "change"  # what one change did
    DIFF = "diff"  # all of that as a file
    EXPORT = "export"  # the base in the format of this name
    IMPORT = "import"  # import what was shown
    OVERWRITE = "overwrite"  # show the import that takes the file's where the base was edited
    STATS = "stats"  # the counts of so many days


_ACTIONS: Final = {action.value: action for action in DeskAction}


@dataclass(frozen=True, slots=True)
class DeskPayload:
    """An action, what it is about, and ``mark``, which tells a stale button from a living one."""

    action: DeskAction
    id: str = ""
    mark: str = ""


def is_desk(data: str) -> bool:
    """Whether a text is meant as a button of the desk, be it one of ours or forged."""
    return data.startswith("m_")


def encode(payload: DeskPayload) -> str:
    """The text of a payload; raises ValueError for what no button can carry: a mistake of ours."""
    data = _text(payload)
    if decode(data) != payload:
        raise ValueError(f"no button can carry {payload}")
    return data


def fits(payload: DeskPayload) -> bool:
    """Whether a button can carry this."""
    return len(_text(payload)) <= MAX_BYTES


def decode(data: str) -> DeskPayload | None:
    """The payload of a text; None for what is forged, cut, or of another version."""
    form = _FORM.fullmatch(data)
    if not form or len(data) > MAX_BYTES or form[1] not in _ACTIONS:
        return None
    return DeskPayload(_ACTIONS[form[1]], form[2] or "", form[3] or "")


def _text(payload: DeskPayload) -> str:
    return "_".join(("m", payload.action, payload.id, payload.mark)).rstrip("_")
