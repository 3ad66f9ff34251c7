"""One lane a chat: chats are served at the same time, and each in the order of its messages.

Python-telegram-bot's own concurrency lets messages of one chat overtake each other, and takes in
updates without end. Here the intake waits while many are under way, so that unread updates stay
with Telegram; and one busy chat takes only a small part of the room. A chat in which nothing can
be said for long rests: it leaves its room to others, until too many rest.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

log = logging.getLogger(__name__)

# Jobs under way or waiting for their turn, in all lanes together.
ROOM: Final = 256
# Jobs of one lane that take room. Those behind them only take memory, unless there are very many.
SHARE: Final = 16
MANY: Final = 500
# Jobs of lanes that rest, in all of them together; those beyond them take room as others do.
RESTING: Final = 2048

Job = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class _Lane:
    """``jobs`` with the room that each takes, and whether the lane ``rests``.

    ``news`` is set since a job entered, until the lane has rested: one that comes while the job at
    hand is just being refused must not be missed.
    """

    jobs: deque[tuple[Job, asyncio.Semaphore | None]]
    news: asyncio.Event = field(default_factory=asyncio.Event)
    rests: bool = False


class Lanes:
    """Does jobs in lanes: those of one lane one after the other, lanes beside each other."""

    def __init__(self, room: int = ROOM, resting: int = RESTING) -> None:
        self._room = asyncio.Semaphore(room)
        self._resting = asyncio.Semaphore(resting)
        self._lanes: dict[int, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def enter(self, name: int, job: Job) -> None:
        """Put a job behind the others of its lane; waits where too many are taken in."""
        room = self._room_for(self._lanes.get(name))
        if room:
            await room.acquire()
        if lane := self._lanes.get(name):
            lane.jobs.append((job, room))
            lane.news.set()
            return
        lane = self._lanes[name] = _Lane(deque([(job, room)]))
        task = asyncio.create_task(self._serve(name, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def rest(self, name: int, seconds: float) -> None:
        """Let the job at hand of a lane wait, without room, at most until another one enters.

        Where one has entered since the lane rested last, that is at once.
        """
        lane = self._lanes[name]
        lane.rests = True
        for place, (job, room) in enumerate(lane.jobs):
            if room is self._room and not self._resting.locked():
                await self._resting.acquire()
                lane.jobs[place] = job, self._resting
                room.release()
        try:
            async with asyncio.timeout(seconds):
                await lane.news.wait()
        except TimeoutError:
            pass
        finally:
            lane.rests = False
            lane.news.clear()

    async def drain(self) -> None:
        """Wait until everything that was taken in is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def break_off(self) -> None:
        """End at once; what is not done stays undone."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _room_for(self, lane: _Lane | None) -> asyncio.Semaphore | None:
        """The room that one more job of a lane takes, if any."""
        length = len(lane.jobs) if lane else 0
        if lane and lane.rests and length < MANY and not self._resting.locked():
            return self._resting
        return None if SHARE <= length < MANY else self._room

    async def _serve(self, name: int, lane: _Lane) -> None:
        """Do the jobs of a lane until there are none."""
        while lane.jobs:
            job, _ = lane.jobs[0]
            try:
                await job()
            except Exception:
                log.exception("An update was not processed to its end")
            finally:
                _, room = lane.jobs.popleft()
                if room:
                    room.release()
        del self._lanes[name]
