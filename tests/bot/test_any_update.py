"""Whatever Telegram may send, nothing fails and nothing breaks Telegram's limits."""

import asyncio
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.app import build
from bot.asker import Asker
from bot.context import Services
from bot.logbook import open_logbook
from bot.settings import Secret, Settings
from knowledge.answerer import Answerer
from knowledge.store import open_store
from tests.telegram import BotApiDouble
from tests.telegram.any_update import BOT_NAME, Json, updates
from tests.telegram.world import Call

Handle = Callable[[Json], list[Call]]

# What Telegram says where the one who asked is gone, or asked long ago: no fault of the bot's.
NO_FAULT = (
    "query is too old",
    "message to edit not found",
    "message can't be edited",
    "message is not modified",
    "message to delete not found",
    "message can't be deleted",
    "message thread not found",
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
        answer = self._double.answers("/bot" + url.partition("/bot")[2], told)
        assert answer
        return answer.status, answer.body


@pytest.fixture(scope="module")
def handle(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handle]:
    """The real application, which handles one update after the other; the calls that it makes."""
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("any") / "forum.sqlite"))
    double = BotApiDouble(knows_every_chat=True)
    with (
        open_store(path) as store,
        closing(open_logbook(path)) as logbook,
        asyncio.Runner() as loop,
    ):
        opened = Settings(token=Secret(double.token), base_url=double.base_url)
        services = Services(opened, store, Asker(Answerer(store)), logbook)
        application = build(services, Direct(double), Direct(double))
        loop.run(application.initialize())

        def handles(told: Json) -> list[Call]:
            before = len(double.calls)
            update = Update.de_json(told, application.bot)
            loop.run(application.process_update(update))
            return double.calls[before:]

        yield handles
        loop.run(application.shutdown())


def message(text: str, **given: Any) -> Json:
    told = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "<b>"},
        "text": text,
        **given,
    }
    return {"update_id": 1, "message": told}


def press(data: str | None, **given: Any) -> Json:
    told = {
        "id": "1",
        "from": {"id": 5, "is_bot": False, "first_name": "U"},
        "chat_instance": "1",
        **({} if data is None else {"data": data}),
        **given,
    }
    return {"update_id": 1, "callback_query": told}


GROUP = {"chat": {"id": -100, "type": "supergroup", "title": "<b>"}}
OLD = {"message": {"chat": {"id": 5, "type": "private"}, "message_id": 1, "date": 0}}
MENTION = {"entities": [{"type": "mention", "offset": 0, "length": 15}]}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=updates())
@example(told={"update_id": 1})
@example(told=message("🙂" * 2048))
@example(told=message("a\ud800b"))
@example(told=message("/a\ud800b", entities=[{"type": "bot_command", "offset": 0, "length": 4}]))
@example(told=message(f"@{BOT_NAME}\ud800", **GROUP, **MENTION))
@example(told=message("/", entities=[{"type": "bot_command", "offset": 0, "length": 1}]))
@example(told=message("x", entities=[{"type": "bot_command", "offset": 0, "length": 0}]))
@example(told=message("x", entities=[{"type": "bot_command", "offset": 0, "length": 99}]))
@example(told=message(" \n"))
@example(told=message("/ask \ud800"))
@example(told=message("What does the cook say?", **{"from": None}))
@example(told=press("forged"))
@example(told=press("e_en_cook", **OLD))
@example(told=press("e_en_cook", inline_message_id="1"))
@example(told=press("g_kk", inline_message_id="1"))
@example(told=press(None, game_short_name="chess"))
def test_nothing_fails_and_no_limit_is_broken(
    handle: Handle, caplog: pytest.LogCaptureFixture, told: Json
) -> None:
    caplog.clear()
    calls = handle(told)
    faults = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not faults, caplog.text
    refused = [call for call in calls if call.error and not is_no_fault(call.error[1])]
    assert not refused, refused


def is_no_fault(words: str) -> bool:
    return any(known in words for known in NO_FAULT)
