"""A disk that is full at the start is waited for, as the network is: said once, and tried again.

A supervisor that sees a process end within a second, five times, gives it up; whoever frees the
disk an hour later should not have to start it by hand.
"""

import logging
import time
from collections.abc import Callable
from typing import Final, TypeVar

from bot.outage import PATIENCE
from knowledge.errors import StoreFull

log = logging.getLogger(__name__)
T = TypeVar("T")

# Seconds between two tries.
_EVERY: Final = 1.0


def when_there_is_room(opening: Callable[[], T]) -> T:
    """What ``opening`` gives as soon as the disk has room. Raises StoreFull when it has none."""
    begun, said = time.monotonic(), False
    while True:
        try:
            return opening()
        except StoreFull as error:
            if time.monotonic() - begun >= PATIENCE:
                raise
            if not said:
                log.warning("%s Trying again.", error)
            said = True
        time.sleep(_EVERY)
