"""What is typed to do harm is only read, wherever in Telegram it is typed."""

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from knowledge import doctor
from tests.bot.direct import Handle, handling, refused
from tests.payloads import PAYLOADS
from tests.telegram.any_update import BOT_NAME, Json
from tests.telegram.world import Call

USER: Json = {"id": 5, "is_bot": False, "first_name": "U", "language_code": "en"}
PRIVATE: Json = {"id": 5, "type": "private"}
GROUP: Json = {"id": -1001, "type": "supergroup", "title": "Camp"}
QUESTION = "What does the cook say?"


def message(text: str, kind: str = "message", user: Json = USER, **given: Any) -> Json:
    told = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": user, "text": text, **given}
    return {"update_id": 1, kind: told}


def command(text: str) -> Json:
    """A message that begins with a command, as Telegram marks it."""
    name = text.split()[0]
    return message(text, entities=[{"type": "bot_command", "offset": 0, "length": len(name)}])


def mention(text: str, **given: Any) -> Json:
    entity = {"type": "mention", "offset": 0, "length": len(BOT_NAME) + 1}
    return message(f"@{BOT_NAME} {text}", chat=GROUP, entities=[entity], **given)


def press(data: str, **user: str) -> Json:
    shown = {"message_id": 1, "date": 1, "chat": PRIVATE, "text": "x"}
    told = {"id": "1", "from": USER | user, "chat_instance": "1", "message": shown, "data": data}
    return {"update_id": 1, "callback_query": told}


def inline(query: str) -> Json:
    return {"update_id": 1, "inline_query": {"id": "1", "from": USER, "query": query, "offset": ""}}


def added(title: str) -> Json:
    bot = {"id": 123456, "is_bot": True, "first_name": "B", "username": BOT_NAME}
    members = {"old_chat_member": {"user": bot, "status": "left"}}
    members["new_chat_member"] = {"user": bot, "status": "member"}
    told = {"chat": GROUP | {"title": title}, "from": USER, "date": 1, **members}
    return {"update_id": 1, "my_chat_member": told}


ENTRANCES: dict[str, Callable[[str], Json]] = {
    "a question": message,
    "a question behind a known one": lambda text: message(f"{QUESTION} {text}"),
    "an edited question": lambda text: message(text, "edited_message", edit_date=2),
    "a question in a group": mention,
    "the message that a mention replies to": lambda text: mention(
        "", reply_to_message=message(text, chat=GROUP)["message"]
    ),
    "a guest message": lambda text: message(text, "guest_message", guest_query_id="1"),
    "a command's words": lambda text: command(f"/ask {text}"),
    "a command": lambda text: command(f"/{text}"),
    "a deep link": lambda text: command(f"/start {text}"),
    "a deep link to an entry": lambda text: command(f"/start e_en_{text}"),
    "the name of a person": lambda text: message(
        QUESTION, user=USER | {"first_name": text, "last_name": text, "username": text}
    ),
    "the language of a person": lambda text: message(QUESTION, user=USER | {"language_code": text}),
    "the name of a group": added,
    "a caption": lambda text: message("", photo=[], caption=text),
    "the data of a button": press,
    "an id in a button": lambda text: press(f"e_en_{text}"),
    "a number in a button": lambda text: press(f"t_en_tents_{text}"),
    "the name of who presses": lambda text: press("e_en_cook", first_name=text),
    "an inline query": inline,
}


@pytest.fixture(scope="module")
def place(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(prepared, tmp_path_factory.mktemp("injection") / "forum.sqlite"))


@pytest.fixture(scope="module")
def handle(place: Path) -> Iterator[Handle]:
    """The application; after all, its store is sound, and has the base that it had."""
    before, files = (content(place), doctor.examine(place)), set(place.parent.iterdir())
    with handling(place) as handle:
        yield handle
    assert (content(place), doctor.examine(place)) == before
    assert set(place.parent.iterdir()) == files


def content(place: Path) -> list[object]:
    tables = ("base_revision", "entries", "entry_texts", "phrasings", "changes", "topics", "people")
    with closing(sqlite3.connect(place)) as connection:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


def html(calls: list[Call]) -> str:
    """All that is shown as HTML."""
    return "\n".join(text for call in calls for text in formatted(call.parameters))


def formatted(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        if told.get("parse_mode") == "HTML":
            yield from (str(told[name]) for name in ("text", "message_text") if name in told)
        for value in told.values():
            yield from formatted(value)
    elif isinstance(told, list):
        for value in told:
            yield from formatted(value)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("entrance", ENTRANCES)
def test_it_is_only_read(
    handle: Handle, caplog: pytest.LogCaptureFixture, entrance: str, payload: str
) -> None:
    calls = handle(ENTRANCES[entrance](PAYLOADS[payload]))
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR], caplog.text
    assert not refused(calls)
    shown = html(calls)
    assert 'href="http://evil.example' not in shown
    assert "<script" not in shown
    assert "root:" not in shown  # what /etc/passwd begins with


def test_what_was_typed_is_escaped_where_it_is_shown(handle: Handle) -> None:
    shown = html(handle(message("Xnj ujdjhbn yfi gjdfh & <b>")))
    assert "I read Что говорит наш повар &amp; " in shown
