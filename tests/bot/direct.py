"""The real application, which handles one update after the other, without any connection."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.app import build
from bot.asker import Asker
from bot.choices import Choices
from bot.context import ForumApplication, Services
from bot.inbox import open_inbox
from bot.intake import Intake
from bot.logbook import open_logbook
from bot.reading import read_update
from bot.settings import Secret, Settings
from bot.workshop import Workshop
from knowledge.answerer import Answerer
from knowledge.store import BUSY_SECONDS, open_store
from tests.telegram import BotApiDouble
from tests.telegram.any_update import Json
from tests.telegram.parameters import Upload
from tests.telegram.world import Call

Handle = Callable[[Json], list[Call]]

# What Telegram says where the one who asked is gone, or asked long ago: no fault of the bot's.
_NO_FAULT = (
    "query is too old",
    "message to edit not found",
    "message can't be edited",
    "message is not modified",
    "message to delete not found",
    "message can't be deleted",
    "message thread not found",
    "invalid file_id",
)


class Direct(BaseRequest):
    """Hands each call to the double, without a connection in between."""

    def __init__(self, double: BotApiDouble) -> None:
        self._double = double

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        told: dict[str, object] = dict(request_data.json_parameters) if request_data else {}
        files = request_data.multipart_data if request_data else None
        for place, (name, content, mime) in (files or {}).items():
            told[place] = Upload(
                name, mime, content if isinstance(content, bytes) else content.read()
            )
        answer = self._double.answers(urlsplit(url).path, told)
        assert answer
        return answer.status, answer.body


@contextmanager
def handling(
    path: Path, maintainers: frozenset[int] = frozenset(), wait: float = BUSY_SECONDS
) -> Iterator[Handle]:
    """Handles updates with the store in a file; the calls that each of them makes.

    ``wait`` is how many seconds another process that writes is waited for.
    """
    with _running(path, maintainers, wait) as (double, application, loop):

        def handles(told: Json) -> list[Call]:
            before = len(double.calls)
            update = Update.de_json(told, application.bot)
            loop.run(application.process_update(update))
            return double.calls[before:]

        yield handles


@contextmanager
def taking(path: Path, maintainers: frozenset[int] = frozenset()) -> Iterator[Handle]:
    """The same, all the way from the JSON through the inbox, which must be empty afterwards."""
    with (
        _running(path, maintainers) as (double, application, loop),
        closing(open_inbox(path.with_suffix(".inbox"))) as inbox,
    ):
        numbers = count(1)

        async def take(told: Json) -> None:
            # Each comes alone, so that nobody writes too fast.
            intake = Intake(inbox, application.process_update, _never, _never_read)
            raw = {**told, "update_id": next(numbers)}
            intake.take([(read_update(raw, application.bot), json.dumps(raw))])
            await intake.drain()

        def handles(told: Json) -> list[Call]:
            before = len(double.calls)
            loop.run(take(told))
            inbox.note("seen", "")  # what is finished goes with the next write
            assert not inbox.left()
            return double.calls[before:]

        yield handles


@contextmanager
def _running(
    path: Path, maintainers: frozenset[int], wait: float = BUSY_SECONDS
) -> Iterator[tuple[BotApiDouble, ForumApplication, asyncio.Runner]]:
    double = BotApiDouble(knows_every_chat=True)
    with (
        open_store(path, wait) as store,
        closing(open_logbook(path)) as logbook,
        asyncio.Runner() as loop,
    ):
        opened = Settings(
            token=Secret(double.token), base_url=double.base_url, maintainers=maintainers
        )
        services = Services(
            opened, store, Asker(Answerer(store)), logbook, Choices(store), Workshop(path)
        )
        application = build(services, Direct(double), Direct(double))
        loop.run(application.initialize())
        yield double, application, loop
        loop.run(application.shutdown())


async def _never(update: Update) -> None:
    raise AssertionError(f"{update.update_id} came too fast")


def _never_read(body: str) -> Update:
    raise AssertionError(f"left unanswered: {body}")


def refused(calls: list[Call]) -> list[Call]:
    """The calls that Telegram would not have, other than for what people did meanwhile."""
    return [call for call in calls if call.error and not _is_no_fault(call.error[1])]


def _is_no_fault(words: str) -> bool:
    return any(known in words for known in _NO_FAULT)


def cpu_of(handle: Handle, told: Json, tries: int = 3) -> float:
    """Milliseconds of CPU that an update takes; the least of some tries, for others work too."""
    taken = []
    for _ in range(tries):
        begun = process_time()
        handle(told)
        taken.append(process_time() - begun)
    return min(taken) * 1000
