"""Rows of buttons as Telegram's inline keyboard."""

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.payload import encode
from bot.reply import Button, CopyButton, LinkButton, Rows


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The keyboard below a message; None where there are no buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button | CopyButton | LinkButton) -> InlineKeyboardButton:
    match button:
        case CopyButton(label, text):
            return InlineKeyboardButton(label, copy_text=CopyTextButton(text))
        case LinkButton(label, url):
            return InlineKeyboardButton(label, url=url)
        case Button(label, payload):
            return InlineKeyboardButton(label, callback_data=encode(payload))
