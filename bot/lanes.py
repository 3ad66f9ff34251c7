"""One lane a chat: chats are served at the same time, and each in the order of its messages.

Python-telegram-bot's own concurrency lets messages of one chat overtake each other, and takes in
updates without end. Here the intake waits while many are under way, so that unread updates stay
with Telegram, where a crash loses none of them.
"""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

log = logging.getLogger(__name__)

# As many as there are connections to answer over: more would only wait for one.
AT_ONCE: Final = 16
# Taken in and waiting for their turn or under way; one lively chat does not fill it at once.
TAKEN_IN: Final = 64


class Lanes(BaseUpdateProcessor):
    """Processes updates in lanes. To the application it looks as if it did one after the other."""

    __slots__ = ("_lanes", "_room", "_under_way")

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=1)
        self._room = asyncio.Semaphore(TAKEN_IN)
        self._under_way = asyncio.Semaphore(AT_ONCE)
        self._lanes: dict[int, asyncio.Task[None]] = {}

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do: what ``drain`` left is cancelled with the loop."""

    async def drain(self) -> None:
        """Wait until everything that was taken in is done."""
        while self._lanes:
            await asyncio.wait(self._lanes.values())

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Put an update behind the others of its chat; waits only where too many are taken in."""
        await self._room.acquire()
        lane = _lane(update)
        task = asyncio.create_task(self._process(self._lanes.get(lane), coroutine))
        self._lanes[lane] = task
        task.add_done_callback(lambda done: self._leave(lane, done))

    async def _process(self, ahead: "asyncio.Task[None] | None", coroutine: Awaitable[Any]) -> None:
        if ahead:
            await asyncio.wait([ahead])
        async with self._under_way:
            await coroutine

    def _leave(self, lane: int, task: "asyncio.Task[None]") -> None:
        self._room.release()
        if self._lanes.get(lane) is task:
            del self._lanes[lane]
        if not task.cancelled() and (error := task.exception()):
            log.error("An update was not processed to its end", exc_info=error)


def _lane(update: object) -> int:
    """The chat, else the person; all else shares a lane."""
    if not isinstance(update, Update):
        return 0
    source = update.effective_chat or update.effective_user
    return source.id if source else 0
