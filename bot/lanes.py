"""One lane a chat: chats are served at the same time, and each in the order of its messages.

Python-telegram-bot's own concurrency lets messages of one chat overtake each other, and takes in
updates without end. Here the intake waits while many are under way, so that unread updates stay
with Telegram; and one busy chat takes only a small part of the room.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

log = logging.getLogger(__name__)

# Jobs under way or waiting for their turn, in all lanes together.
ROOM: Final = 256
# Jobs of one lane that take room. Those behind them only take memory, unless there are very many.
SHARE: Final = 16
MANY: Final = 500

Job = Callable[[], Awaitable[None]]


class Lanes:
    """Does jobs in lanes: those of one lane one after the other, lanes beside each other."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = asyncio.Semaphore(room)
        self._lanes: dict[int, deque[tuple[Job, bool]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def enter(self, lane: int, job: Job) -> None:
        """Put a job behind the others of its lane; waits where too many are taken in."""
        length = len(self._lanes.get(lane, ()))
        takes_room = not SHARE <= length < MANY
        if takes_room:
            await self._room.acquire()
        if lane in self._lanes:
            self._lanes[lane].append((job, takes_room))
            return
        self._lanes[lane] = deque([(job, takes_room)])
        task = asyncio.create_task(self._serve(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Wait until everything that was taken in is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def break_off(self) -> None:
        """End at once; what is not done stays undone."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, lane: int) -> None:
        """Do the jobs of a lane until there are none."""
        jobs = self._lanes[lane]
        while jobs:
            job, takes_room = jobs[0]
            try:
                await job()
            except Exception:
                log.exception("An update was not processed to its end")
            finally:
                if takes_room:
                    self._room.release()
            jobs.popleft()
        del self._lanes[lane]
