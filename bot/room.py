"""What is in the way of a start and may go is waited for: a full disk, a process that stops.

A supervisor that sees a process end within a second, five times, gives it up; whoever frees the
disk an hour later should not have to start it by hand.
"""

import logging
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from bot.inbox import InUse, NoRoom
from bot.outage import PATIENCE
from knowledge.errors import StoreFull

log = logging.getLogger(__name__)
T = TypeVar("T")

# Seconds between two tries.
TRY_EVERY: Final = 0.5
# Seconds that a process which has the inbox may take to stop; longer than the bot takes itself.
STOPPING: Final = 15.0


class Opening(Generic[T]):
    """Something to be opened, and how long it was tried; a full disk is told of once."""

    def __init__(self, opening: Callable[[], T]) -> None:
        self._opening = opening
        self._begun = time.monotonic()
        self._said = False

    def tried(self) -> T | None:
        """What is opened; None to try again in a while.

        Raises StoreFull, NoRoom or InUse when that was waited for long enough.
        """
        try:
            return self._opening()
        except InUse:
            if time.monotonic() - self._begun >= STOPPING:
                raise
        except (StoreFull, NoRoom) as error:
            if time.monotonic() - self._begun >= PATIENCE:
                raise
            if not self._said:
                log.warning("%s Trying again.", error)
            self._said = True
        return None


def when_there_is_room(opening: Callable[[], T]) -> T:
    """What ``opening`` gives as soon as the disk has room. Raises StoreFull when it has none."""
    attempt = Opening(opening)
    while (opened := attempt.tried()) is None:
        time.sleep(TRY_EVERY)
    return opened
