"""Thumbs below an answer, and what a vote changes about a keyboard that was sent: pure functions.

A press changes the buttons only, whatever the message shows by then.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.payload import Action, Payload, decode, encode
from bot.strings import texts
from knowledge.model import Language
from knowledge.questions_log import Vote

VOTES: Final[Mapping[Action, Vote]] = {Action.VOTE_UP: Vote.UP, Action.VOTE_DOWN: Vote.DOWN}
_SIGNS: Final[Mapping[Vote, str]] = {Vote.UP: "👍", Vote.DOWN: "👎"}
_CHOSEN: Final = " ✓"


class Thumb(NamedTuple):
    """One of the two."""

    action: Action
    label: str


def thumbs(given: Vote | None) -> tuple[Thumb, ...]:
    """Both thumbs; the one that was given is ticked."""
    return tuple(
        Thumb(action, _SIGNS[vote] + (_CHOSEN if vote is given else ""))
        for action, vote in VOTES.items()
    )


def given_below(keyboard: InlineKeyboardMarkup) -> Vote | None:
    """The vote that is ticked in a keyboard."""
    for row in keyboard.inline_keyboard:
        for button in row:
            target = _target(button)
            if target and target.action in VOTES and button.text.endswith(_CHOSEN):
                return VOTES[target.action]
    return None


def revoted(
    keyboard: InlineKeyboardMarkup,
    given: Vote | None,
    asking_why: Sequence[list[InlineKeyboardButton]] = (),
) -> InlineKeyboardMarkup:
    """The keyboard with a vote ticked, and below it the rows that ask why."""
    rows: list[list[InlineKeyboardButton]] = []
    for row in keyboard.inline_keyboard:
        actions = {target.action for button in row if (target := _target(button))}
        if Action.GIVE_REASON in actions:
            continue
        rows.append([_ticked(button, given) for button in row])
        if actions & VOTES.keys():
            rows += asking_why
    return InlineKeyboardMarkup(rows)


def why(asked: str, language: Language) -> list[list[InlineKeyboardButton]]:
    """The question why an answer is bad, as one row of buttons."""
    words = texts(language).reasons._asdict()
    ways = {name: Payload(Action.GIVE_REASON, language, name, asked=asked) for name in words}
    row = [
        InlineKeyboardButton(label, callback_data=encode(ways[name]))
        for name, label in words.items()
    ]
    return [row]


def _target(button: InlineKeyboardButton) -> Payload | None:
    return decode(str(button.callback_data or ""))


def _ticked(button: InlineKeyboardButton, given: Vote | None) -> InlineKeyboardButton:
    target = _target(button)
    if target is None or target.action not in VOTES:
        return button
    label = next(thumb.label for thumb in thumbs(given) if thumb.action is target.action)
    return InlineKeyboardButton(label, callback_data=button.callback_data)
