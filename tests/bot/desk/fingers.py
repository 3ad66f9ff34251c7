"""A maintainer who types, presses and sends whatever comes to hand, in whatever order."""

import random
from typing import Any, Final

from knowledge.model import Language
from tests.bot.any_text import SCRIPTS
from tests.telegram.any_update import Json
from tests.telegram.world import Call

ME: Final = 5
CHAT: Final[Json] = {"id": ME, "type": "private"}
_COMMANDS: Final = (
    *("/add", "/edit", "/edit tent-green", "/edit blue", "/cancel", "/history", "/review"),
    *("/undo", "/undo 1", "/teach", "/stats", "/export", "/export csv", "/export xlsx"),
    *("/export yaml", "/backup", "/help", "/settings", "/topics"),
)
_TEXTS: Final = (
    *("Who sleeps in the red tent?", "a **b", "one\ntwo\nthree", "tent-blue en", "in English"),
    *("\ud800", "🏕" * 2000, "a\u202eb", "  ", "question {}", "way {}\nother {}", "<b>x</b>"),
)
_NAMES: Final = ("base.csv", "base.xlsx", "base.zip", "base.yaml", "base.sqlite", "x", "../x.csv")
_GONE: Final[Json] = {"file_id": "gone", "file_unique_id": "gone", "file_size": 5}


class Fingers:
    """Presses what was shown, mostly lately, and types, mends, forwards and sends in between."""

    def __init__(self, seed: object, language: Language) -> None:
        self._dice = random.Random(f"{seed}{language}")
        self._me: Json = {"id": ME, "is_bot": False, "first_name": "<b>", "language_code": language}
        self._buttons: list[str] = []
        self._messages: list[int] = []
        self._files: list[Json] = [_GONE]

    def does(self, number: int) -> Json:
        """The next update, of this number."""
        what = self._dice.random()
        if self._buttons and what < 0.65:
            return {"update_id": number, "callback_query": self._press(number)}
        if self._messages and what < 0.75:
            mended = self._text(self._dice.choice(self._messages[-5:]), number)
            return {"update_id": number, "edited_message": mended | {"edit_date": 2}}
        self._messages.append(number + 1000)
        made = self._file if what > 0.95 else self._text
        return {"update_id": number, "message": made(number + 1000, number)}

    def sees(self, calls: list[Call]) -> None:
        """Take note of what the bot has shown."""
        for call in calls:
            markup: Any = call.parameters.get("reply_markup") or {}
            buttons = [one for row in markup.get("inline_keyboard", ()) for one in row]
            self._buttons += [one["callback_data"] for one in buttons if "callback_data" in one]
            if isinstance(call.result, dict) and "document" in call.result:
                self._files.append(call.result["document"])

    def repeats(self) -> int:
        """How often an update comes."""
        return self._dice.choice((1, 1, 2))

    def _press(self, number: int) -> Json:
        lately = self._buttons[-14:] if self._dice.random() < 0.9 else self._buttons
        message = {"message_id": 1, "date": 1, "chat": CHAT}
        told = {"id": str(number), "from": self._me, "chat_instance": "1", "message": message}
        return told | {"data": self._dice.choice(lately)}

    def _text(self, message: int, number: int) -> Json:
        text = self._words().replace("{}", str(number))
        command = {"type": "bot_command", "offset": 0, "length": len(text.split(" ")[0])}
        told = self._message(message) | {"text": text}
        return told | {"entities": [command] if text.startswith("/") else []}

    def _words(self) -> str:
        if self._dice.random() < 0.85:
            return self._dice.choice((*_COMMANDS, *_TEXTS))
        alphabets = self._dice.choices(tuple(SCRIPTS.values()), k=3)
        words = ["".join(self._dice.choices(letters, k=9)) for letters in alphabets]
        return " ".join(words * self._dice.choice((1, 1, 40)))[:4096]

    def _file(self, message: int, _: int) -> Json:
        file = self._dice.choice(self._files) | {"file_name": self._dice.choice(_NAMES)}
        known = self._dice.choice(self._files)
        return self._message(message) | {"document": self._dice.choice((file, known))}

    def _message(self, message: int) -> Json:
        told: Json = {"message_id": message, "date": 1, "chat": CHAT, "from": self._me}
        match self._dice.randrange(12):
            case 0:
                origin = {"type": "hidden_user", "date": 1, "sender_user_name": "<i>"}
                return told | {"forward_origin": origin}
            case 1 | 2:
                text = self._dice.choice(_TEXTS).replace("{}", "")
                return told | {"reply_to_message": {**told, "message_id": 7, "text": text}}
            case _:
                return told
