"""Whatever Telegram may send, nothing fails and nothing breaks Telegram's limits."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.bot.direct import Handle, handling, taking
from tests.bot.fuzzing import hold_in_time
from tests.telegram.any_update import BOT_NAME, MAINTAINER, Json, spoilt_updates, updates


@pytest.fixture(scope="module")
def handle(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handle]:
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("any") / "forum.sqlite"))
    with handling(path, frozenset({MAINTAINER})) as handle:
        yield handle


@pytest.fixture(scope="module")
def take(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handle]:
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("spoilt") / "forum.sqlite"))
    with taking(path, frozenset({MAINTAINER})) as take:
        yield take


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


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
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
def test_nothing_fails_no_limit_is_broken_and_it_takes_no_time(handle: Handle, told: Json) -> None:
    hold_in_time(handle, told)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=spoilt_updates())
def test_nor_where_something_is_missing_or_of_another_kind(take: Handle, told: Json) -> None:
    hold_in_time(take, told)
