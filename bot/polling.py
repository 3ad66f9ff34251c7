"""Fetching updates by long polling, and staying on it.

The library's own polling spins on an update that it cannot read, lives on deaf when the token is
revoked, and takes three seconds to stop. Here, what cannot be read is skipped alone, what cannot
be mended ends the process with one line, and all else is waited out.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.connection import read_answer
from bot.intake import Intake
from bot.outage import Outage
from bot.pulse import Pulse
from bot.reading import is_update, read_update
from bot.request_errors import Unsure

T = TypeVar("T")

# Seconds that Telegram holds a poll for when nothing happens.
POLL: Final = 30
# Seconds after which a poll has surely been sent, and Telegram knows what we have.
_SENT: Final = 1.0


class Stopped(Exception):
    """The operator stopped the bot."""


class PollingRequest(BaseRequest):
    """The connection for polling; it keeps the last answer, to be read piece by piece."""

    def __init__(self, request: BaseRequest) -> None:
        self._request = request
        self._answer = b""

    @property
    def read_timeout(self) -> float | None:
        """See BaseRequest."""
        return self._request.read_timeout

    async def initialize(self) -> None:
        """See BaseRequest."""
        await self._request.initialize()

    async def shutdown(self) -> None:
        """See BaseRequest."""
        await self._request.shutdown()

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """See BaseRequest."""
        code, self._answer = await self._request.do_request(*args, **options)
        return code, self._answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See BaseRequest. The library gets no updates, which it would read all or none of."""
        return {**read_answer(payload), "result": []}

    def result(self) -> list[dict[str, Any]]:
        """The updates of the last answer, as Telegram wrote them, without what is none.

        Raises Unsure where that is all there is.
        """
        found = read_answer(self._answer).get("result")
        updates = [raw for raw in found if is_update(raw)] if isinstance(found, list) else []
        if found != [] and not updates:
            raise Unsure("an answer that holds no updates")
        return updates


class Poller:
    """Fetches updates and hands them to the intake, which may let it wait."""

    def __init__(
        self,
        bot: ExtBot[None],
        request: PollingRequest,
        intake: Intake,
        allowed: Sequence[str],
        pulse: Pulse,
    ) -> None:
        self._bot = bot
        self._request = request
        self._intake = intake
        self._allowed = allowed
        self._pulse = pulse
        self._offset = 0
        self._confirmed = 0

    async def run(self, stop: asyncio.Event, outage: Outage) -> None:
        """Poll until ``stop`` is set.

        Raises CannotRun when the token was revoked, or another process keeps polling with it.
        """
        with suppress(Stopped):
            await insist(self._bot.delete_webhook, stop, outage)
            while not stop.is_set():
                try:
                    updates = await self._fetch(stop)
                except TelegramError as error:
                    await unless(stop, asyncio.sleep(outage.met(error)))
                else:
                    outage.over()
                    self._pulse.beat()
                    self._hand_over(updates)
                    await unless(stop, self._intake.ready())

    async def confirm(self) -> None:
        """Tell Telegram what was taken in since the last poll, so that it does not come again."""
        if self._offset != self._confirmed:
            with suppress(TelegramError):
                await self._bot.get_updates(offset=self._offset, limit=1, timeout=0)

    async def _fetch(self, stop: asyncio.Event) -> list[tuple[Update, str]]:
        """The next updates with their JSON."""
        begun, clock = self._offset, asyncio.get_running_loop().time
        sent = clock() + _SENT
        poll = self._bot.get_updates(begun, timeout=POLL, allowed_updates=self._allowed)
        try:
            await unless(stop, poll)
        except (TelegramError, Stopped):
            if clock() > sent:
                self._confirmed = begun
            raise
        raws = self._request.result()
        self._confirmed = begun
        return [(read_update(raw, self._bot), json.dumps(raw)) for raw in raws]

    def _hand_over(self, updates: list[tuple[Update, str]]) -> None:
        if updates:
            self._intake.take(updates)
            self._offset = max(update.update_id for update, _ in updates) + 1


async def insist(
    call: Callable[[], Awaitable[object]], stop: asyncio.Event, outage: Outage
) -> None:
    """Call until it succeeds, as long as the outage allows.

    Raises CannotRun when it does not help to try again, and Stopped when the operator stopped
    the bot meanwhile.
    """
    while True:
        try:
            await unless(stop, call())
        except TelegramError as error:
            await unless(stop, asyncio.sleep(outage.met(error)))
        else:
            outage.over()
            return


async def unless(stop: asyncio.Event, waiting: Awaitable[T]) -> T:
    """The result of ``waiting``; Stopped is raised when ``stop`` is set before there is one."""
    task = asyncio.ensure_future(waiting)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Stopped
    finally:
        for each in (task, stopping):
            each.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)
