"""What to do when Telegram does not answer: say it once, wait, try again, or give up."""

import logging
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Final

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

log = logging.getLogger(__name__)

# Seconds that starting is tried for, and that another instance may take to stop.
PATIENCE: Final = 60.0
# Seconds after which the later of two instances gives way, and that make it the later one.
GIVE_WAY: Final = 30.0
_YOUNG: Final = 60.0
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 15.0


class CannotRun(Exception):
    """Telegram will not have it; ``str()`` is one line: what is wrong and what to do."""

    exit_code = 1


class SettingRefused(CannotRun):
    """A setting that is well written is refused: of no use to start again before it is mended."""

    exit_code = 2


class TokenRefused(SettingRefused):
    """The token is not, or no longer, the bot's."""


class Outage:
    """Failures in a row. ``address`` is named to the operator; ``starting`` limits patience."""

    def __init__(self, address: str, *, starting: bool = False) -> None:
        self._address = address
        self._starting = starting
        self._begun = monotonic()
        self._since: float | None = None
        self._fight = _Fight()
        self._said: set[type[TelegramError]] = set()
        self._wait = _FIRST_WAIT

    def met(self, error: TelegramError) -> float:
        """Seconds to wait before the next try; what is wrong is logged where it is new.

        Raises CannotRun when trying again does not help.
        """
        if isinstance(error, InvalidToken):
            raise TokenRefused(
                f"{self._address} refuses the token:"
                " compare TELEGRAM_TOKEN with what @BotFather shows, or get a new one there."
            )
        now = monotonic()
        self._since = self._since or now
        line = self._line(error)
        hopeless = self._starting or isinstance(error, Conflict)
        if hopeless and now - self._since >= PATIENCE:
            raise CannotRun(f"{line} Given up after {PATIENCE:.0f} seconds.")
        if isinstance(error, Conflict) and self._is_to_give_way(now):
            raise CannotRun(f"{line} This one came later, and gives way.")
        if type(error) not in self._said:
            self._said.add(type(error))
            log.warning("%s Trying again.", line)
        return self._next_wait(error)

    def _is_to_give_way(self, now: float) -> bool:
        """Whether another instance was there before this one, and does not stop."""
        came_later = self._fight.met(now) - self._begun < _YOUNG
        return came_later and now - self._fight.since >= GIVE_WAY

    def over(self) -> None:
        """It works again."""
        self._since, self._wait = None, _FIRST_WAIT
        if self._said and not self._fight.is_on(monotonic()):
            log.warning("%s answers again.", self._address)
            self._said.clear()

    def _line(self, error: TelegramError) -> str:
        if isinstance(error, Conflict):
            return f"Another process uses the same token ({error}): stop one of the two."
        if isinstance(error, RetryAfter):
            return f"{self._address} asks to wait."
        return f"{self._address} cannot be reached or does not answer ({error}): check the network."

    def _next_wait(self, error: TelegramError) -> float:
        if isinstance(error, RetryAfter):
            return flood_wait(error)
        wait, self._wait = self._wait, min(self._wait * 2, _LONGEST_WAIT)
        return wait


class _Fight:
    """Two instances take turns in succeeding, so that one success is not the end of it."""

    def __init__(self) -> None:
        self.since = self._last = -inf

    def met(self, now: float) -> float:
        """Note that the other one is there; since when it is."""
        if not self.is_on(now):
            self.since = now
        self._last = now
        return self.since

    def is_on(self, now: float) -> bool:
        """Whether the other one was there lately."""
        return now - self._last < PATIENCE


def flood_wait(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
