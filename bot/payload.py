"""What a button or a deep link carries, as text of ``A-Za-z0-9_-`` and at most 64 bytes.

The letter of the action, the language, and where the action needs them an id and a page or a
question of the log are joined by ``_``, as in ``t_ru_forum_1``; what has no id stands behind
``__``. The language travels along because an answer has the language of its question, and what its
buttons open continues in it. Buttons live as long as their message, so a letter keeps its meaning
for ever: a new action takes a new one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_BYTES: Final = 64
# Ids are slugs, so an underscore ends them, and two hyphens stand between two of them.
_FORM: Final = re.compile(
    r"([a-z])_([a-z]{2})"
    r"(?:_([A-Za-z0-9-]+)|_(?=_))?"
    r"(?:_(?:([1-9][0-9]{0,3})|([0-9a-f]{14})))?"
)
_BETWEEN: Final = "--"


class Action(StrEnum):
    """What pressing a button does; *in place* means in the message that it belongs to."""

    SHOW_ENTRY = "e"  # the answer of an entry in a new message
    PICK_ENTRY = "s"  # the answer of a suggested entry, in place
    NONE_OF_THESE = "n"  # no suggestion was meant
    OFFER_TOPICS = "o"  # all topics in a new message
    SHOW_TOPICS = "l"  # all topics in place
    SHOW_TOPIC = "t"  # a page of a topic's questions in place
    TOPIC_ENTRY = "q"  # the answer of an entry in place, with the way back to its topic
    OFFER_PEOPLE = "b"  # all people in a new message
    SHOW_PEOPLE = "a"  # all people in place
    SHOW_PERSON = "p"  # a person's card in place
    PERSON_ENTRY = "w"  # the answer of an entry in place, with the way back to the card
    CHOOSE_LANGUAGE = "g"  # speak the payload's language from now on
    SET_LANGUAGE = "k"  # the same, and show the settings in place
    FORGET_LANGUAGE = "x"  # speak Telegram's language again, and show the settings in place
    TURN_ENTRY = "i"  # the answer of an entry in place, as it was asked for
    WHERE = "f"  # what the article says about an answer, in place, with the way back
    TOPIC_WHERE = "h"  # the same; the way back leads to the answer with the way to its topic
    VOTE_UP = "u"  # a good answer; pressed again, it takes the vote back
    VOTE_DOWN = "d"  # a bad one
    GIVE_REASON = "r"  # why it is bad
    PERSON_WHERE = "j"  # the same; the way back leads to the answer with the way to the card


_ACTIONS: Final = {action.value: action for action in Action}


@dataclass(frozen=True, slots=True)
class Payload:
    """An action, the code of its language, and what it is about.

    ``page`` counts from 0; ``asked`` is the id of a question in the log, 14 hexadecimal digits,
    where there is no page. Where an answer shows several entries, ``id`` joins theirs.
    """

    action: Action
    language: str
    id: str = ""
    page: int = 0
    asked: str = ""

    @property
    def ids(self) -> list[str]:
        """The ids of the entries that this is about."""
        return self.id.split(_BETWEEN) if self.id else []


def joined(ids: Iterable[str]) -> str:
    """Several ids as one, for a payload."""
    return _BETWEEN.join(ids)


def fits(payload: Payload) -> bool:
    """Whether a button can carry this; the ids of several entries may be too long together."""
    return len(_text(payload)) <= MAX_BYTES


def encode(payload: Payload) -> str:
    """The text of a payload.

    Raises ValueError for an id that is no slug, or more than 64 bytes: mistakes of ours.
    """
    data = _text(payload)
    if decode(data) != payload:
        raise ValueError(f"no button can carry {payload}")
    return data


def decode(data: str) -> Payload | None:
    """The payload of a text; None for what is forged, cut, or of another version."""
    form = _FORM.fullmatch(data)
    if not form or len(data) > MAX_BYTES or form[1] not in _ACTIONS:
        return None
    return Payload(_ACTIONS[form[1]], form[2], form[3] or "", int(form[4] or 0), form[5] or "")


def _text(payload: Payload) -> str:
    last = f"{payload.page or ''}{payload.asked}"
    parts = (payload.action, payload.language, payload.id, last)
    return "_".join(parts).removesuffix("_").removesuffix("_")
