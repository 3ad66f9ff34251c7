"""The time, as far as it is believed: what is kept for a number of days is forgotten by it.

Whoever sets the clock of the machine a year ahead, if only for a minute, must not have everything
forgotten at once. What the clock says after a jump is believed when it has said so for a day.
"""

import json
import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

log = logging.getLogger(__name__)

# Seconds that a clock may be off at once, and that anything more is doubted for.
A_DAY: Final = 86400.0


class Clock:
    """The machine's clock, held against the time that surely passed.

    ``noted`` is what ``note`` told an earlier process, if that is known.
    """

    def __init__(self, noted: str | None = None) -> None:
        self._believed, self._off, self._doubted_for = time.time(), 0.0, 0.0
        with suppress(ValueError, TypeError):
            self._believed, self._off, self._doubted_for = map(float, json.loads(noted or ""))
        self._at = time.monotonic()

    def look(self) -> datetime:
        """The time that is believed now; a clock that jumped is named in the log, once."""
        passed = time.monotonic() - self._at
        self._at += passed
        self._believed += passed
        off = time.time() - self._believed
        if abs(off) > A_DAY and abs(off - self._off) > A_DAY:
            self._doubted_for = 0.0
            log.warning(
                "The clock says %s, where %s was expected: nothing is forgotten by it"
                " until it has said so for a day",
                *(f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}" for at in self._both(off)),
            )
        elif self.is_doubted():
            self._doubted_for += passed
        self._off = off
        if abs(off) <= A_DAY or self._doubted_for >= A_DAY:
            self._believed, self._off, self._doubted_for = self._believed + off, 0.0, 0.0
        return datetime.fromtimestamp(self._believed, UTC)

    def is_doubted(self) -> bool:
        """Whether the clock says something else than is believed."""
        return self._off != 0.0

    def note(self) -> str:
        """What the next process is to know."""
        return json.dumps((self._believed, self._off, self._doubted_for))

    def _both(self, off: float) -> tuple[float, float]:
        return self._believed + off, self._believed
