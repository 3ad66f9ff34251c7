"""A connection that leads nowhere: it keeps what the bot sends, and makes what people do.

``Offline`` takes the place of the connection to Telegram, so that everything above it, handlers
and library alike, is what runs on Telegram too.
"""

import itertools
import json
import re
import time
from html import escape
from typing import Any, Final, TypeAlias

from telegram.request import BaseRequest, RequestData

from bot.telegram_html import to_plain

Json: TypeAlias = dict[str, Any]

_BOT: Final[Json] = {"id": 1, "is_bot": True, "first_name": "forum-bot", "username": "forum_bot"}
_CHAT: Final[Json] = {"id": 2, "type": "private"}
_COMMAND: Final = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?")
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
# What a terminal would obey instead of showing it.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STYLES: Final = {"<b>": "\x1b[1m", "</b>": "\x1b[22m", "<i>": "\x1b[3m", "</i>": "\x1b[23m"}


class Offline(BaseRequest):
    """Answers the Bot API's methods as far as the bot uses them, always with success."""

    def __init__(self, *, styled: bool) -> None:
        """``styled`` is whether bold and italic are wanted, as a terminal shows them."""
        self._styled = styled
        self._numbers = itertools.count(1)
        self._shown: list[str] = []
        self._with_buttons: Json = {}
        self.buttons: list[Json] = []

    @property
    def read_timeout(self) -> float | None:
        """There is nothing to wait for."""
        return None

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002  # the library hands it on by name
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Do what the API method at the end of ``url`` does."""
        called = url.rpartition("/")[2]
        result = self._result(called, request_data.parameters if request_data else {})
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def taken(self) -> str:
        """What the bot sent since this was last asked, as text to print."""
        text, self._shown = "".join(self._shown), []
        return text

    def message(self, text: str, person: Json) -> Json:
        """The update that a text of a person makes."""
        return {"update_id": next(self._numbers), "message": self._message(text, person)}

    def press(self, button: Json, person: Json) -> Json:
        """The update that pressing one of ``buttons`` makes."""
        query = {
            "id": str(next(self._numbers)),
            "from": person,
            "chat_instance": "1",
            "data": button["callback_data"],
            "message": self._with_buttons,
        }
        return {"update_id": next(self._numbers), "callback_query": query}

    def _result(self, called: str, parameters: Json) -> Json | bool:
        match called:
            case "getMe":
                return _BOT
            case "sendMessage" | "editMessageText":
                return self._show(parameters)
            case "editMessageReplyMarkup":
                self._shown.append(self._below(self._with_buttons, parameters) + "\n\n")
            case "answerCallbackQuery" if parameters.get("text"):
                self._shown.append(parameters["text"] + "\n\n")
        return True

    def _show(self, parameters: Json) -> Json:
        html = parameters["text"] if "parse_mode" in parameters else escape(parameters["text"])
        message = self._message(to_plain(html), _BOT)
        below = self._below(message, parameters)
        self._shown.append("\n".join(filter(None, (self._readable(html), below))) + "\n\n")
        return message

    def _below(self, message: Json, parameters: Json) -> str:
        """The buttons below a message as lines, a row each; from now on they can be pressed."""
        markup = parameters.get("reply_markup", {"inline_keyboard": []})
        rows = _pressable(markup["inline_keyboard"])
        if rows:
            self._with_buttons = message | {"reply_markup": markup}
            self.buttons = [button for row in rows for button in row]
        numbers = itertools.count(1)
        return "\n".join(
            "".join(f"  [{next(numbers)}] {button['text']}" for button in row) for row in rows
        )

    def _readable(self, html: str) -> str:
        text = _CONTROL.sub("", _LINK.sub(r"\2 (\1)", html))
        if self._styled:
            for tag, code in _STYLES.items():
                text = text.replace(tag, code)
        return to_plain(text)

    def _message(self, text: str, sender: Json) -> Json:
        message = {
            "message_id": next(self._numbers),
            "date": int(time.time()),
            "chat": _CHAT,
            "from": sender,
            "text": text,
        }
        if command := _COMMAND.match(text):
            entity = {"type": "bot_command", "offset": 0, "length": command.end()}
            message["entities"] = [entity]
        return message


def _pressable(rows: list[list[Json]]) -> list[list[Json]]:
    """The buttons that tell the bot something; a terminal has no clipboard and opens no links."""
    kept = ([button for button in row if "callback_data" in button] for row in rows)
    return [row for row in kept if row]
