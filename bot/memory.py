"""What the bot keeps in mind of a chat for a few minutes; a restart forgets it, and may."""

import time
from dataclasses import dataclass, field
from typing import Final

REMEMBERED_SECONDS: Final = 300.0
"""How long a question may lean on the answer before it."""

SEEN_SECONDS: Final = 3600.0
"""How long an entry that was shown is not offered again."""

MOST_PEOPLE: Final = 300
"""How many people of one chat are kept in mind; who wrote last is."""


@dataclass(slots=True)
class ChatMemory:
    """The album that was replied to last, and by person the entries that were shown, and when."""

    album: str | None = None
    shown: dict[str, dict[str, float]] = field(default_factory=dict)

    def remember(self, user: str, *entries: str) -> None:
        """Keep what a person was shown, the last one last; who was shown nothing lately goes."""
        now = time.monotonic()
        mine = _since(now - SEEN_SECONDS, self.shown.pop(user, {}))
        for entry in entries:
            mine.pop(entry, None)
            mine[entry] = now
        self.shown[user] = mine
        if len(self.shown) > MOST_PEOPLE:
            self.shown.pop(next(iter(self.shown)))

    def last(self, user: str) -> str | None:
        """The entry that a person was shown last, within the last minutes."""
        since = time.monotonic() - REMEMBERED_SECONDS
        return next(reversed(_since(since, self.shown.get(user, {}))), None)

    def seen(self, user: str) -> frozenset[str]:
        """The entries that a person was shown within the last hour."""
        return frozenset(_since(time.monotonic() - SEEN_SECONDS, self.shown.get(user, {})))


def _since(start: float, shown: dict[str, float]) -> dict[str, float]:
    return {entry: at for entry, at in shown.items() if at > start}
