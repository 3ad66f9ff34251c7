"""The pace of what goes out, chat by chat, and the repeating of what surely did not arrive.

Telegram allows about one message a second in a private chat and twenty a minute in a group, more
for a short while. Whoever is too fast waits alone: no chat waits for another. When Telegram
refuses several chats at once, everything together is too fast, and goes out more slowly for a
while. A chat that Telegram closes for long gets what is owed to it afterwards, up to a day later;
whoever writes there meanwhile has it tried at once.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any, Final

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.connection import Watch, is_repeatable, watching
from bot.outage import flood_wait
from bot.request_errors import NoConnection, NotDone, Unauthorized, Unsure

log = logging.getLogger(__name__)

# Messages at once, and a second after that.
PRIVATE: Final = (30.0, 1.0)
GROUP: Final = (20.0, 20 / 60)
TOGETHER: Final = (30.0, 30.0)
# Seconds. Two chats refused within the first make everything slow for the second.
_SHORTLY: Final = 5.0
_SLOW: Final = 60.0
# Seconds. What is asked of a bot is kept for a day by Telegram too; of less use is what is told
# unasked, and what Telegram refuses for no reason. A press or a search is soon forgotten.
OWED_FOR: Final = 86400.0
LONGEST_WAIT: Final = 600.0
ANSWERED_WITHIN: Final = 60.0
# Seconds that a chat waits for without leaving its room to others, and between two tries at least.
LONG: Final = 60.0
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 15.0
# From so many chats on, those that are at rest are forgotten.
_KEPT: Final = 1024


class Bucket:
    """A stock of ``most`` messages that fills again by ``rate`` a second."""

    def __init__(self, most: float, rate: float) -> None:
        self._most = most
        self._rate = rate
        self._stock = most
        self._at = monotonic()
        self._paused_until = 0.0

    def wait(self) -> float:
        """The seconds until the next message may go; 0 takes it out of the stock."""
        now = monotonic()
        self._stock = min(self._most, self._stock + (now - self._at) * self._rate)
        self._at = now
        if now < self._paused_until:
            return self._paused_until - now
        if self._stock < 1:
            return (1 - self._stock) / self._rate
        self._stock -= 1
        return 0.0

    def pause(self, seconds: float) -> None:
        """Let nothing go for a while."""
        self._paused_until = max(self._paused_until, monotonic() + seconds)

    def is_at_rest(self) -> bool:
        """Whether it is as good as a new one."""
        now = monotonic()
        full = self._stock + (now - self._at) * self._rate >= self._most
        return full and now >= self._paused_until


class Limits(BaseRateLimiter[None]):
    """Keeps every chat to its pace, and lets none wait for another."""

    def __init__(self) -> None:
        self._chats: dict[object, Bucket] = {}
        self._together = Bucket(*TOGETHER)
        self._refused: tuple[object, float] = (None, 0.0)
        self._slow_until = 0.0

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002  # the library hands it on by name
    ) -> Any:
        """Make a call when its turn has come, and again as long as it surely was not carried out.

        What may be carried out twice is also repeated where that is not sure. What belongs to no
        message, as the menu, is tried once.
        """
        if not _is_owed(endpoint, data):
            return await callback(*args, **kwargs)
        chat, watch = data.get("chat_id"), watching.get()
        begun, pause = monotonic(), _FIRST_PAUSE
        while True:
            await self._turn(chat)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = flood_wait(error)
                self._met_refusal(chat, min(wait, LONG))
                failure: Exception = error
            except Unauthorized:
                # Who fetches the updates learns of it too, and ends the process; the next one,
                # with another token, is to do what is owed.
                await asyncio.sleep(LONGEST_WAIT)
                raise
            except _failures(endpoint) as error:
                wait, pause = pause, min(pause * 2, _LONGEST_PAUSE)
                failure = error
            if monotonic() + wait > begun + _patience(chat, watch, failure):
                raise failure
            await (watch.rest(wait) if watch and wait > LONG else asyncio.sleep(wait))

    async def _turn(self, chat: object) -> None:
        """Wait until a message may go to a chat; None is a call that names none."""
        if chat is not None:
            await _until_ready(lambda: self._bucket(chat).wait())
        await _until_ready(lambda: self._together.wait() if monotonic() < self._slow_until else 0.0)

    def _bucket(self, chat: object) -> Bucket:
        if chat not in self._chats:
            if len(self._chats) >= _KEPT:
                self._chats = {c: b for c, b in self._chats.items() if not b.is_at_rest()}
            self._chats[chat] = Bucket(*(GROUP if _is_group(chat) else PRIVATE))
        return self._chats[chat]

    def _met_refusal(self, chat: object, wait: float) -> None:
        if chat is None:
            return
        self._bucket(chat).pause(wait)
        now, (other, at) = monotonic(), self._refused
        if other not in (None, chat) and now - at < _SHORTLY:
            if now >= self._slow_until:
                log.warning("Telegram asks several chats to wait; everything goes out more slowly")
            self._slow_until = now + _SLOW
        self._refused = (chat, now)


def _patience(chat: object, watch: Watch | None, failure: Exception) -> float:
    """The seconds from the first try on within which a call is worth making again."""
    if chat is None:
        return ANSWERED_WITHIN
    if watch and isinstance(failure, RetryAfter | NoConnection):
        return OWED_FOR
    return LONGEST_WAIT


def _failures(endpoint: str) -> tuple[type[NetworkError], ...]:
    """After what a call may be made again."""
    return (NotDone, Unsure) if is_repeatable(endpoint) else (NotDone,)


async def _until_ready(seconds_left: Callable[[], float]) -> None:
    while wait := seconds_left():  # noqa: ASYNC110  # it is time that is waited for
        await asyncio.sleep(wait)


def _is_owed(endpoint: str, data: dict[str, Any]) -> bool:
    """Whether a person waits for what is called; what only asks Telegram something is no answer."""
    return endpoint.startswith("answer") or ("chat_id" in data and not endpoint.startswith("get"))


def _is_group(chat: object) -> bool:
    """Groups have negative numbers; names belong to groups and channels."""
    return chat < 0 if isinstance(chat, int) else True
