"""Rows of buttons as Telegram's inline keyboard."""

from typing import Any, TypeAlias

from telegram import InlineKeyboardMarkup

from bot.desk.payload import encode as encode_desk
from bot.payload import encode
from bot.reply import Button, CopyButton, DeskButton, LinkButton, Rows

Json: TypeAlias = dict[str, Any]


class _Keyboard(InlineKeyboardMarkup):
    """A keyboard to send: to make an object of each button takes a tenth of a whole answer."""

    __slots__ = ("_rows",)

    def __init__(self, rows: list[list[Json]]) -> None:
        super().__init__(())
        self._rows = rows

    def to_dict(self, recursive: bool = True) -> Json:  # noqa: ARG002
        """See TelegramObject."""
        return {"inline_keyboard": self._rows}


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The keyboard below a message; None where there are no buttons."""
    if not rows:
        return None
    return _Keyboard([[_button(button) for button in row] for row in rows])


def _button(button: Button | CopyButton | DeskButton | LinkButton) -> Json:
    match button:
        case CopyButton(label, text):
            return {"text": label, "copy_text": {"text": text}}
        case LinkButton(label, url):
            return {"text": label, "url": url}
        case Button(label, payload):
            return {"text": label, "callback_data": encode(payload)}
        case DeskButton(label, desk_payload):
            return {"text": label, "callback_data": encode_desk(desk_payload)}
