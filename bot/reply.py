"""What is sent: a text in Telegram's HTML and rows of buttons below it."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.payload import Payload


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it carries."""

    label: str
    payload: Payload


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: ``text`` is HTML in which everything foreign is escaped."""

    text: str
    rows: Rows = ()
