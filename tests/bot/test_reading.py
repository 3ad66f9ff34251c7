"""Reading updates: what cannot be read of one keeps nobody from being answered."""

import logging
from typing import Any

import pytest
from telegram import Bot, Update

from bot.reading import is_update, read_update
from tests.telegram.any_update import Json

USER: Json = {"id": 5, "is_bot": False, "first_name": "U", "language_code": "ru"}
CHAT: Json = {"id": 5, "type": "private"}
TEXT: Json = {"message_id": 1, "date": 1, "chat": CHAT, "from": USER, "text": "When?"}
PRESS: Json = {"id": "1", "from": USER, "chat_instance": "1", "data": "e_en_cook", "message": TEXT}
SEARCH: Json = {"id": "1", "from": USER, "query": "When?", "offset": ""}
NEW_ENTITY: Json = {"type": "of tomorrow"}


@pytest.fixture
def bot() -> Bot:
    return Bot("1:a")


def read(bot: Bot, kind: str, content: object) -> Update:
    return read_update({"update_id": 1, kind: content}, bot)


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        TEXT | {"entities": [{"type": "of tomorrow", "offset": 0, "length": 1}]},
        TEXT | {"of_tomorrow": {"id": []}},
        TEXT | {"quote": None},
    ],
)
def test_what_is_sound_is_read_whole(
    bot: Bot, content: Json, caplog: pytest.LogCaptureFixture
) -> None:
    update = read(bot, "message", content)
    assert update.message
    assert update.message.text == "When?"
    assert not caplog.records


@pytest.mark.parametrize(
    "odd",
    [
        {"sticker": {"of_tomorrow": 1}},
        {"animation": 5},
        {"entities": [NEW_ENTITY]},
        {"entities": "bold"},
        {"reply_to_message": {"chat": CHAT}},
        {"quote": {"text": 5}},
        {"via_bot": {"id": "x"}},
        {"edit_date": 2**70},
        {"message_thread_id": 2**70},
        {"external_reply": {"origin": 5}},
    ],
    ids=str,
)
def test_a_question_is_read_whatever_else_is_odd(
    bot: Bot, odd: Json, caplog: pytest.LogCaptureFixture
) -> None:
    update = read(bot, "message", TEXT | odd)
    assert update.message
    assert update.message.text == "When?"
    assert update.effective_user
    assert update.effective_user.language_code == "ru"
    assert ["only in part" in record.getMessage() for record in caplog.records] == [True]


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        *(("message", TEXT, field) for field in ("message_id", "date", "chat")),
        *(("callback_query", PRESS, field) for field in ("id", "from", "chat_instance")),
        *(("inline_query", SEARCH, field) for field in ("id", "from", "query", "offset")),
        ("my_chat_member", {"chat": CHAT, "from": USER}, "date"),
    ],
)
@pytest.mark.parametrize("value", [None, [], {}, 1.5, 2**70], ids=str)
def test_without_what_has_to_be_there_it_is_skipped_and_told(
    bot: Bot, kind: str, content: Json, field: str, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert read(bot, kind, content | {field: value}) == Update(1)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "When?" not in caplog.text


@pytest.mark.parametrize("kind", ["message_reaction", "poll", "of_tomorrow"])
def test_what_the_bot_does_not_look_at_is_not_read(
    bot: Bot, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert read(bot, kind, {"user": {"id": []}}) == Update(1)
    assert not caplog.records


@pytest.mark.parametrize("number", [0, -1, 2**63, "1", 1.0, True, None])
def test_an_update_is_known_by_its_number(number: object) -> None:
    assert is_update({"update_id": 1})
    assert not is_update({"update_id": number})


@pytest.mark.parametrize("raw", [{}, [], None, 7, "update_id"])
def test_what_has_no_number_is_none(raw: object) -> None:
    assert not is_update(raw)
