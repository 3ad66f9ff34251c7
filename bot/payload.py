"""What a button or a deep link carries, as text of ``A-Za-z0-9_-`` and at most 64 bytes.

The letter of the action, the language, and where the action needs them an id and a page are joined
by ``_``, as in ``t_ru_forum_1``. The language travels along because an answer has the language of
its question, and what its buttons open continues in it. Buttons live as long as their message, so
a letter keeps its meaning for ever: a new action takes a new one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_BYTES: Final = 64
# Ids are slugs, so an underscore ends them.
_FORM: Final = re.compile(r"([a-z])_([a-z]{2})(?:_([A-Za-z0-9-]+)(?:_([1-9][0-9]{0,3}))?)?")


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


_ACTIONS: Final = {action.value: action for action in Action}


@dataclass(frozen=True, slots=True)
class Payload:
    """An action, the code of its language, and what it is about; pages count from 0."""

    action: Action
    language: str
    id: str = ""
    page: int = 0


def encode(payload: Payload) -> str:
    """The text of a payload.

    Raises ValueError for an id that is no slug, or more than 64 bytes: mistakes of ours.
    """
    page = str(payload.page) if payload.page else ""
    data = "_".join(filter(None, (payload.action, payload.language, payload.id, page)))
    if decode(data) != payload:
        raise ValueError(f"no button can carry {payload}")
    return data


def decode(data: str) -> Payload | None:
    """The payload of a text; None for what is forged, cut, or of another version."""
    form = _FORM.fullmatch(data)
    if not form or len(data) > MAX_BYTES or form[1] not in _ACTIONS:
        return None
    return Payload(_ACTIONS[form[1]], form[2], form[3] or "", int(form[4] or 0))
