"""What the bot keeps in mind of a chat for a few minutes; a restart forgets it, and may."""

import time
from dataclasses import dataclass, field
from typing import Final, TypeVar

from knowledge.questions_log import Vote

Kept = TypeVar("Kept")

REMEMBERED_SECONDS: Final = 300.0
"""How long a question may lean on the answer before it."""

SEEN_SECONDS: Final = 3600.0
"""How long an entry that was shown is not offered again."""

MOST_SEEN: Final = 16
"""How many entries that were shown to a person are kept in mind; the last ones are."""

MOST_VOTES: Final = 100
"""How many votes of one chat are kept in mind, to be marked when their reply is shown anew."""

MOST_PEOPLE: Final = 300
"""How many people of one chat are kept in mind; who wrote last is."""


@dataclass(slots=True)
class ChatMemory:
    """The album that was replied to last, what was shown to whom and when, and the votes."""

    album: str | None = None
    shown: dict[str, dict[str, float]] = field(default_factory=dict)
    about: dict[str, tuple[str, float]] = field(default_factory=dict)
    votes: dict[str, Vote] = field(default_factory=dict)
    touched: float = field(default_factory=lambda: time.monotonic())

    def remember(self, user: str, *entries: str) -> None:
        """Keep what a person was shown, the last one last; who was shown nothing lately goes."""
        now = self.touched = time.monotonic()
        mine = _since(now - SEEN_SECONDS, self.shown.pop(user, {}))
        for entry in entries:
            mine.pop(entry, None)
            mine[entry] = now
        _keep_newest(mine, MOST_SEEN)
        self.shown[user] = mine
        _keep_newest(self.shown, MOST_PEOPLE)
        if entries:
            self.turn_to(user, entries[-1])

    def turn_to(self, user: str, entry: str) -> None:
        """Keep what a person looks at, an entry that stands for it; it need not be shown."""
        self.touched = time.monotonic()
        self.about.pop(user, None)
        self.about[user] = (entry, self.touched)
        _keep_newest(self.about, MOST_PEOPLE)

    def vote(self, asked: str, given: Vote | None) -> None:
        """Keep the vote on the reply to a question, None takes it back; old ones go."""
        self.touched = time.monotonic()
        self.votes.pop(asked, None)
        if given:
            self.votes[asked] = given
        _keep_newest(self.votes, MOST_VOTES)

    def last(self, user: str) -> str | None:
        """The entry that a person was shown last or that stands for what they look at.

        None where that was more than some minutes ago.
        """
        entry, at = self.about.get(user, ("", -REMEMBERED_SECONDS))
        return entry if time.monotonic() - at < REMEMBERED_SECONDS else None

    def seen(self, user: str) -> frozenset[str]:
        """The entries that a person was shown within the last hour."""
        return frozenset(_since(time.monotonic() - SEEN_SECONDS, self.shown.get(user, {})))

    def is_over(self) -> bool:
        """Whether nothing of it is of use any more: it was last added to an hour ago."""
        return time.monotonic() - self.touched > SEEN_SECONDS


def _keep_newest(kept: dict[str, Kept], most: int) -> None:
    while len(kept) > most:
        kept.pop(next(iter(kept)))


def _since(start: float, shown: dict[str, float]) -> dict[str, float]:
    return {entry: at for entry, at in shown.items() if at > start}
