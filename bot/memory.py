"""What the bot keeps in mind of a chat for a few minutes; a restart forgets it, and may."""

import time
from dataclasses import dataclass, field
from typing import Final

REMEMBERED_SECONDS: Final = 300.0
"""How long a question may lean on the answer before it."""


@dataclass(slots=True)
class ChatMemory:
    """The album that was replied to last, and by person the entry answered with last, and when."""

    album: str | None = None
    answered: dict[str, tuple[str, float]] = field(default_factory=dict)

    def remember(self, user: str, entry: str) -> None:
        """Keep what a person was answered with, and forget what is too old to lean on."""
        now = time.monotonic()
        self.answered = {
            name: (kept, at)
            for name, (kept, at) in self.answered.items()
            if now - at < REMEMBERED_SECONDS
        }
        self.answered[user] = (entry, now)

    def last(self, user: str) -> str | None:
        """The entry that a person was answered with within the last minutes."""
        entry, at = self.answered.get(user, ("", 0.0))
        return entry if entry and time.monotonic() - at < REMEMBERED_SECONDS else None
