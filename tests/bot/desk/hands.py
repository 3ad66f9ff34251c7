"""A maintainer who types and presses whatever was shown, without any connection in between."""

from typing import Any

from bot.desk.payload import DeskAction, DeskPayload, decode, encode, is_desk
from knowledge.model import Language
from tests.bot.direct import Handle
from tests.telegram.any_update import Json
from tests.telegram.world import Call

ME = 5
CHAT: Json = {"id": ME, "type": "private"}


class Hands:
    """A maintainer who types and presses; ``buttons`` are those that were shown last."""

    def __init__(self, handle: Handle, language: Language = "en") -> None:
        self._handle = handle
        self._number = 0
        self._me: Json = {"id": ME, "is_bot": False, "first_name": "M", "language_code": language}
        self.buttons: list[str] = []

    def does(self, what: str | DeskAction) -> list[Call]:
        if not isinstance(what, DeskAction):
            return self.types(what)
        shown = [one for one in self.buttons if is_desk(one) and _does(one) is what]
        return self.presses(shown[0] if shown else encode(DeskPayload(what)))

    def types(self, text: str) -> list[Call]:
        command = {"type": "bot_command", "offset": 0, "length": len(text.split(" ")[0])}
        entities = [command] if text.startswith("/") else []
        message = {"message_id": self._number + 1000, "date": 1, "chat": CHAT, "from": self._me}
        return self._sees({"message": message | {"text": text, "entities": entities}})

    def presses(self, data: str) -> list[Call]:
        message = {"message_id": 1, "date": 1, "chat": CHAT}
        press = {"id": str(self._number), "from": self._me, "chat_instance": "1"}
        return self._sees({"callback_query": press | {"message": message, "data": data}})

    def _sees(self, update: Json) -> list[Call]:
        self._number += 1
        calls = self._handle({"update_id": self._number, **update})
        markups: list[Any] = [call.parameters.get("reply_markup") or {} for call in calls]
        rows = [row for markup in markups for row in markup.get("inline_keyboard", ())]
        data = [str(one.get("callback_data", "")) for row in rows for one in row]
        self.buttons = list(dict.fromkeys(filter(None, data))) or self.buttons
        return calls


def is_told(calls: list[Call]) -> bool:
    """Whether something is said, in the chat or by what pops up."""
    said = any(call.method in ("sendMessage", "editMessageText", "sendDocument") for call in calls)
    answers = [call for call in calls if call.method == "answerCallbackQuery"]
    return said or any(call.parameters.get("text") for call in answers)


def _does(button: str) -> DeskAction | None:
    target = decode(button)
    return target.action if target else None
