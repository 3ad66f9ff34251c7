"""Chats and their messages, and what a person sees of them."""

from dataclasses import dataclass, field
from html import escape

from tests.telegram.errors import ApiError
from tests.telegram.html import Entity
from tests.telegram.keyboards import Rows

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its text, and what it does when pressed."""

    text: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file, or a picture (without a name), as somebody keeps it who opens it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stood on the screen at one moment; later edits do not change it.

    ``text`` is what is read, ``html`` what the bot wrote, with its tags.
    """

    id: int
    chat_id: int
    text: str
    html: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    entities: tuple[Entity, ...] = ()
    reply_to: int | None = None
    thread: int | None = None
    edited: bool = False
    document: Document | None = None

    @property
    def file(self) -> Document:
        """The file of the message; AssertionError where there is none."""
        assert self.document, f"there is no file: {self.text!r}"
        return self.document

    @property
    def labels(self) -> list[str]:
        """The texts of all buttons, row by row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, which: str | int) -> Button:
        """A button by its text, or by its number from 0; AssertionError where there is none."""
        every = [button for row in self.buttons for button in row]
        if isinstance(which, int):
            assert -len(every) <= which < len(every), f"there is no button {which}: {self.labels}"
            return every[which]
        found = [button for button in every if button.text == which]
        assert found, f"there is no button {which!r}: {self.labels}"
        return found[0]


@dataclass(slots=True)
class Message:
    """A message in a chat, as it stands now.

    ``extra`` holds fields that an edit leaves alone: who it is sent as, and what brought it.
    """

    id: int
    chat: "Chat"
    sender: Json
    date: int
    body: Json
    source: str = ""
    rows: Rows = field(default_factory=list)
    reply_to: "Message | None" = None
    thread: int | None = None
    edit_date: int | None = None
    extra: Json = field(default_factory=dict)
    document: Document | None = None

    def to_json(self) -> Json:
        """The Message object of the Bot API; a message it replies to is told one level deep."""
        told = self._told()
        return told | ({"reply_to_message": self.reply_to._told()} if self.reply_to else {})

    def _told(self) -> Json:
        told: Json = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.told,
            "date": self.date,
            **self.body,
            **self.extra,
        }
        if self.edit_date:
            told["edit_date"] = self.edit_date
        if self.rows:
            told["reply_markup"] = {"inline_keyboard": self.rows}
        if self.thread:
            told |= {"message_thread_id": self.thread, "is_topic_message": True}
        elif self.reply_to and self.chat.told["type"] == "supergroup":
            told["message_thread_id"] = self.reply_to.id
        return told

    def shown(self, edited: bool = False) -> Shown:
        """What is on the screen now."""
        text = str(self.body.get("text") or self.body.get("caption") or "")
        entities = self.body.get("entities") or self.body.get("caption_entities")
        return Shown(
            id=self.id,
            chat_id=self.chat.id,
            text=text,
            html=self.source or escape(text, quote=False),
            buttons=tuple(tuple(_button(button) for button in row) for row in self.rows),
            entities=tuple(entities) if isinstance(entities, list) else (),
            reply_to=self.reply_to.id if self.reply_to else None,
            thread=self.thread,
            edited=edited,
            document=self.document,
        )


def _button(told: Json) -> Button:
    copy = told.get("copy_text")
    return Button(
        text=str(told["text"]),
        data=_text(told.get("callback_data")),
        url=_text(told.get("url")),
        copies=_text(copy.get("text")) if isinstance(copy, dict) else None,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@dataclass(slots=True)
class Chat:
    """A private chat or a group.

    ``open`` becomes true when the bot may know of it; ``refusal`` is why it may not write there;
    ``log`` holds whatever the bot sent or edited, in order.
    """

    told: Json
    open: bool = False
    refusal: ApiError | None = None
    threads: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    log: list[Shown] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The identifier that the bot sends to."""
        return int(str(self.told["id"]))

    @property
    def private(self) -> bool:
        """Whether it is a chat with one person."""
        return self.told["type"] == "private"
