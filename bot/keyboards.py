"""Rows of buttons as Telegram's inline keyboard."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.payload import encode
from bot.reply import Button, Rows


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The keyboard below a message; None where there are no buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, callback_data=encode(button.payload))
