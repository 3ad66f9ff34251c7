"""The guard against floods: who writes faster than anybody reads is told once, then left alone."""

import time
from collections import deque
from enum import Enum, auto
from math import inf
from typing import Final

from telegram import Chat, Update

# So many updates of one person within so many seconds are a flood. Inline queries come with every
# letter that is typed.
MESSAGES: Final = 30
INLINE: Final = 60
WITHIN: Final = 10.0
# Seconds of silence that end a flood, and within which as many updates are still one.
_QUIET: Final = 5.0
_HALF: Final = 2 * WITHIN
# Up to so many people nobody is forgotten; above, who is silent goes whenever they have doubled.
_KEPT: Final = 64


class Verdict(Enum):
    """What becomes of an update."""

    ANSWER = auto()
    TELL = auto()
    IGNORE = auto()


class _Person:
    """When somebody's last updates came, in seconds since the epoch."""

    def __init__(self, most: int) -> None:
        self._times: deque[float] = deque(maxlen=most)
        self._flooding = False

    def silent_for(self, now: float) -> float:
        """Seconds since the last update; clocks may differ, and be set back."""
        return abs(now - self._times[-1]) if self._times else 0.0

    def verdict(self, now: float) -> Verdict:
        if self.silent_for(now) >= _QUIET:
            self._times.clear()
            self._flooding = False
        self._times.append(now)
        whole = len(self._times) == self._times.maxlen
        took = now - self._times[0] if whole else inf
        told = self._flooding
        self._flooding = took < (_HALF if told else WITHIN)
        if not self._flooding:
            return Verdict.ANSWER
        return Verdict.IGNORE if told else Verdict.TELL


class Flood:
    """Watches how fast each person writes."""

    def __init__(self) -> None:
        self._people: dict[tuple[int, bool], _Person] = {}
        self._room = _KEPT

    def verdict(self, update: Update) -> Verdict:
        """Whether to answer an update, to tell its sender to wait, or to let it pass in silence.

        Who does not speak to the bot is not spoken to: inline queries, and talk in groups.
        """
        user = update.effective_user
        if user is None:
            return Verdict.ANSWER
        inline = update.inline_query is not None
        now = _sent(update)
        person = self._person(user.id, inline, now)
        verdict = person.verdict(now)
        return Verdict.IGNORE if verdict is Verdict.TELL and not _is_to_us(update) else verdict

    def _person(self, user: int, inline: bool, now: float) -> _Person:
        if len(self._people) >= self._room:
            self._people = {
                key: person
                for key, person in self._people.items()
                if person.silent_for(now) < _QUIET
            }
            self._room = max(_KEPT, 2 * len(self._people))
        most = INLINE if inline else MESSAGES
        return self._people.setdefault((user, inline), _Person(most))


def _is_to_us(update: Update) -> bool:
    chat, message = update.effective_chat, update.message
    if chat is None:
        return False
    command = message is not None and (message.text or "").startswith("/")
    return chat.type == Chat.PRIVATE or update.callback_query is not None or command


def _sent(update: Update) -> float:
    """When it was sent: what piled up while the bot was away is no flood."""
    message = update.edited_message or update.message
    if message is None:
        return time.time()
    return (message.edit_date or message.date).timestamp()
