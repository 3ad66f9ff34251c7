"""The one way of updates into the bot, however they came: inbox, guard, lane, answer."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from telegram import Update

from bot.connection import watching
from bot.flood import Flood, Verdict
from bot.inbox import Inbox
from bot.lanes import Lanes

log = logging.getLogger(__name__)

Handle = Callable[[Update], Awaitable[None]]
Read = Callable[[str], Update]


class Intake:
    """Takes updates in, and sees to it that each is answered once.

    ``answer`` answers an update, ``tell`` tells its sender to slow down, ``read`` makes an update
    of its JSON.
    """

    def __init__(self, inbox: Inbox, answer: Handle, tell: Handle, read: Read) -> None:
        self._inbox = inbox
        self._answer = answer
        self._tell = tell
        self._read = read
        self._lanes = Lanes()
        self._flood = Flood()
        self._waiting: deque[Update] = deque()
        self._admitting: asyncio.Task[None] | None = None

    def take(self, updates: Sequence[tuple[Update, str]]) -> None:
        """Take in updates with their JSON, in the order of their arrival.

        When this returns they are safe, and Telegram may be told so.
        """
        fresh = self._inbox.put([(update.update_id, body) for update, body in updates])
        first = {update.update_id: update for update, _ in reversed(updates)}
        self._line_up(first[number] for number in sorted(fresh))

    def take_up(self) -> None:
        """Take in what an earlier process did not answer."""
        left = self._inbox.left()
        if left:
            log.info("Left unanswered at the last stop, and answered now: %d", len(left))
        self._line_up(self._read(body) for body in left)

    async def ready(self) -> None:
        """Wait while more has been taken in than can be answered soon."""
        if self._admitting:
            await asyncio.wait([self._admitting])

    async def drain(self) -> None:
        """Wait until everything that was taken in is answered."""
        await self.ready()
        await self._lanes.drain()

    async def break_off(self) -> None:
        """Leave what is not answered yet to the next start."""
        if self._admitting:
            self._admitting.cancel()
            await self.ready()
        await self._lanes.break_off()

    def _line_up(self, updates: Iterable[Update]) -> None:
        self._waiting.extend(updates)
        if self._waiting and self._admitting is None:
            self._admitting = asyncio.create_task(self._admit_all())

    async def _admit_all(self) -> None:
        try:
            while self._waiting:
                await self._admit(self._waiting.popleft())
        finally:
            self._admitting = None

    async def _admit(self, update: Update) -> None:
        match self._flood.verdict(update):
            case Verdict.ANSWER:
                await self._lanes.enter(_lane(update), lambda: self._work(update, self._answer))
            case Verdict.TELL:
                await self._lanes.enter(_lane(update), lambda: self._work(update, self._tell))
            case Verdict.IGNORE:
                self._inbox.finish(update.update_id)

    async def _work(self, update: Update, handle: Handle) -> None:
        rest = partial(self._lanes.rest, _lane(update))
        watching.set(_Answer(self._inbox, update.update_id, rest))
        try:
            await handle(update)
        except Exception:
            log.exception("An update could not be handled")
        self._inbox.finish(update.update_id)


class _Answer:
    """Notes in the inbox that an update has its answer, the moment before it is sent.

    The system delivers it, even if this process dies; so it must not be sent again.
    """

    def __init__(self, inbox: Inbox, number: int, rest: Callable[[float], Awaitable[None]]) -> None:
        self._inbox = inbox
        self._number = number
        self._rest = rest
        self._visible = 0

    def sending(self, method: str) -> None:
        """See Watch."""
        if _is_visible(method):
            self._visible += 1
            if self._visible == 1:
                self._inbox.mark(self._number, answered=True)

    def refused(self, method: str) -> None:
        """See Watch."""
        if _is_visible(method):
            self._visible -= 1
            if self._visible == 0:
                self._inbox.mark(self._number, answered=False)

    async def rest(self, seconds: float) -> None:
        """See Watch."""
        await self._rest(seconds)


def _is_visible(method: str) -> bool:
    """Whether people see what a call does."""
    shown = method.startswith(("send", "edit", "answerInline", "answerGuest"))
    return shown and method != "sendChatAction"


def _lane(update: Update) -> int:
    """The chat, else the person; all else shares a lane."""
    source = update.effective_chat or update.effective_user
    return source.id if source else 0
