"""What the bot keeps in mind of a chat for a few minutes; a restart forgets it, and may."""

import time
from dataclasses import dataclass, field
from typing import Final, TypeVar

from knowledge.questions_log import Vote

Kept = TypeVar("Kept")

REMEMBERED_SECONDS: Final = 300.0
"""How long a question may lean on the answer before it."""

SEEN_SECONDS: Final = 3600.0
"""How long after the last of them entries that were shown are not offered again."""

MOST_SEEN: Final = 16
"""How many entries that were shown to a person are kept in mind; the last ones are."""

MOST_VOTES: Final = 100
"""How many votes of one chat are kept in mind, to be marked when their reply is shown anew."""

MOST_PEOPLE: Final = 300
"""How many people of one chat are kept in mind; who wrote last is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The entries that a person was shown, the last one last, what they look at, and since when.

    Small, because there is one for each person: tuples take a third of what dictionaries do.
    """

    entries: tuple[str, ...]
    about: str
    at: float


@dataclass(slots=True)
class ChatMemory:
    """The album that was replied to last, what was shown to whom and when, and the votes."""

    album: tuple[str, int] | None = None
    shown: dict[str, Shown] = field(default_factory=dict)
    votes: dict[str, Vote] = field(default_factory=dict)
    touched: float = field(default_factory=lambda: time.monotonic())

    def remember(self, user: str, *entries: str) -> None:
        """Keep what a person was shown, the last one last; who was shown nothing lately goes."""
        if entries:
            before = (entry for entry in self._seen(user) if entry not in entries)
            newest = (*before, *dict.fromkeys(entries))[-MOST_SEEN:]
            self._keep(user, newest, entries[-1])

    def turn_to(self, user: str, entry: str) -> None:
        """Keep what a person looks at, an entry that stands for it; it need not be shown."""
        self._keep(user, self._seen(user), entry)

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
        shown = self.shown.get(user)
        return shown.about if shown and _is_since(shown.at, REMEMBERED_SECONDS) else None

    def seen(self, user: str) -> frozenset[str]:
        """The entries that a person was shown, unless the last was more than an hour ago."""
        return frozenset(self._seen(user))

    def is_over(self) -> bool:
        """Whether nothing of it is of use any more: it was last added to an hour ago."""
        return not _is_since(self.touched, SEEN_SECONDS)

    def _seen(self, user: str) -> tuple[str, ...]:
        shown = self.shown.get(user)
        return shown.entries if shown and _is_since(shown.at, SEEN_SECONDS) else ()

    def _keep(self, user: str, entries: tuple[str, ...], about: str) -> None:
        self.touched = time.monotonic()
        self.shown.pop(user, None)
        self.shown[user] = Shown(entries, about, self.touched)
        _keep_newest(self.shown, MOST_PEOPLE)


def _keep_newest(kept: dict[str, Kept], most: int) -> None:
    while len(kept) > most:
        kept.pop(next(iter(kept)))


def _is_since(at: float, seconds: float) -> bool:
    return time.monotonic() - at < seconds
