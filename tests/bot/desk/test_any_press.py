"""Whatever a maintainer types and presses, in whatever order and however often, nothing fails."""

import logging
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import LANGUAGES, Language
from knowledge.rules import check_base, errors
from knowledge.store import open_store
from tests.bot.direct import handling, refused
from tests.telegram.any_update import Json
from tests.telegram.world import Call

ME = 5
CHAT: Json = {"id": ME, "type": "private"}
STEPS = 80
TEXTS = (
    *("/add", "/edit", "/edit tent-green", "/edit blue", "/cancel", "/history", "/review"),
    *("Who sleeps in the red tent?", "a **b", "one\ntwo\nthree", "tent-blue en", "in English"),
    *("\ud800", "🏕" * 2000, "a\u202eb", "  ", "question {}", "way {}\nother {}", "<b>x</b>"),
)


class Fingers:
    """Presses what was shown, mostly lately, and types and mends texts in between."""

    def __init__(self, language: Language) -> None:
        self._dice = random.Random(language)
        self._me: Json = {"id": ME, "is_bot": False, "first_name": "<b>", "language_code": language}
        self._buttons: list[str] = []
        self._messages: list[int] = []

    def does(self, number: int) -> Json:
        what = self._dice.random()
        if self._buttons and what < 0.7:
            return {"update_id": number, "callback_query": self._press(number)}
        if self._messages and what < 0.8:
            mended = self._text(self._dice.choice(self._messages[-5:]), number)
            return {"update_id": number, "edited_message": mended | {"edit_date": 2}}
        self._messages.append(number + 1000)
        return {"update_id": number, "message": self._text(number + 1000, number)}

    def sees(self, calls: list[Call]) -> None:
        for call in calls:
            markup: Any = call.parameters.get("reply_markup") or {}
            rows = markup.get("inline_keyboard", ())
            self._buttons += [one["callback_data"] for row in rows for one in row if _is_desk(one)]

    def repeats(self) -> int:
        """How often an update comes."""
        return self._dice.choice((1, 1, 2))

    def _press(self, number: int) -> Json:
        lately = self._buttons[-14:] if self._dice.random() < 0.9 else self._buttons
        message = {"message_id": 1, "date": 1, "chat": CHAT}
        told = {"id": str(number), "from": self._me, "chat_instance": "1", "message": message}
        return told | {"data": self._dice.choice(lately)}

    def _text(self, message: int, number: int) -> Json:
        text = self._dice.choice(TEXTS).replace("{}", str(number))
        command = {"type": "bot_command", "offset": 0, "length": len(text.split(" ")[0])}
        entities = [command] if text.startswith("/") else []
        told = {"message_id": message, "date": 1, "chat": CHAT, "from": self._me, "text": text}
        return told | {"entities": entities}


def _is_desk(button: Json) -> bool:
    return str(button.get("callback_data", "")).startswith("m_")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_fails_and_the_base_stays_right(
    prepared: Path, tmp_path: Path, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    path = Path(shutil.copy(prepared, tmp_path / "forum.sqlite"))
    with open_store(path) as store:
        wrong = len(errors(check_base(store.load())))
    fingers = Fingers(language)
    with handling(path, frozenset({ME})) as handle, caplog.at_level(logging.ERROR):
        for number in range(1, STEPS):
            update = fingers.does(number)
            for _ in range(fingers.repeats()):
                calls = handle(update)
                assert not refused(calls), update
                fingers.sees(calls)
            assert not caplog.records, update
    with open_store(path) as store:
        assert len(errors(check_base(store.load()))) <= wrong
