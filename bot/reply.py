"""What is sent: a text in Telegram's HTML and rows of buttons below it."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.desk.payload import DeskPayload
from bot.payload import Payload


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it carries."""

    label: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class CopyButton:
    """A label and the text that pressing it puts on the clipboard, at most 256 UTF-16 units."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A label and the address that pressing it opens."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DeskButton:
    """A label and what pressing it carries, at the desk of a maintainer."""

    label: str
    payload: DeskPayload


Row: TypeAlias = tuple[Button | CopyButton | DeskButton | LinkButton, ...]
Rows: TypeAlias = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: ``text`` is HTML in which everything foreign is escaped."""

    text: str
    rows: Rows = ()
