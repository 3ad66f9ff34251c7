"""All that the double knows: who is there, what was said, and what the bot asked for."""

import itertools
import re
import time
from dataclasses import dataclass, field
from threading import Condition

from tests.telegram.chats import Chat, Json, Message, Shown
from tests.telegram.errors import bad_request
from tests.telegram.parameters import Parameters
from tests.telegram.updates import UpdateQueue

_NUMBER = re.compile(r"-?\d+")


@dataclass(slots=True)
class Call:
    """One call of the bot; ``result`` or ``error`` is there once it was answered.

    ``time`` is time.monotonic() at its arrival; ``error`` the HTTP status and the words.
    """

    method: str
    parameters: Json
    time: float
    result: object = None
    error: tuple[int, str] | None = None


@dataclass(slots=True)
class Query:
    """A press on a button; ``answer`` holds the parameters of the bot's answer to it."""

    expired: bool = False
    answer: Json | None = None


@dataclass(slots=True)
class Asked:
    """An inline query or guest message, with its only answer once there is one."""

    results: object = None
    message: Shown | None = None
    expired: bool = False


@dataclass(slots=True)
class Face:
    """What people see of the bot before they write: menus by scope and language, and texts."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


class World:
    """The state behind one bot. Whoever reads or changes it holds ``lock``; changes notify it."""

    def __init__(self, token: str, reads_all_messages: bool, holds_repeated_polls: bool) -> None:
        self.token = token
        self.lock = Condition()
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Forum",
            "username": "forum_test_bot",
        }
        self.reads_all_messages = reads_all_messages
        self.knows_every_chat = False
        self.updates = UpdateQueue(self.lock, holds_repeated_polls)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.asked: dict[str, Asked] = {}
        self.files: dict[str, bytes] = {}
        self.face = Face()
        self.calls: list[Call] = []
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number not given out before."""
        return next(self._numbers)

    def chat(self, given: Parameters) -> Chat:
        """The chat that a call names; refused where the bot does not know it."""
        name = given.text("chat_id")
        if not name:
            raise bad_request("chat_id is empty")
        found = self.chats.get(int(name)) if _NUMBER.fullmatch(name) else None
        for chat in [found] if found else self.chats.values():
            if chat.open and name in (str(chat.id), f"@{chat.told.get('username', '')}"):
                return chat
        if self.knows_every_chat:
            told: Json = {"id": int(name), "type": "private" if int(name) > 0 else "supergroup"}
            return self.chats.setdefault(int(name), Chat(told, open=True))
        raise bad_request("chat not found")

    def chat_to_write(self, given: Parameters) -> Chat:
        """The chat that a call names; refused also where the bot may not write."""
        chat = self.chat(given)
        if chat.refusal:
            raise chat.refusal
        return chat

    def forgets_calls(self) -> list[Call]:
        """The calls so far, which are not kept any longer, nor is what they answered."""
        calls, self.calls = self.calls, []
        self.queries = {name: one for name, one in self.queries.items() if one.answer is None}
        self.asked = {
            name: one for name, one in self.asked.items() if not (one.results or one.message)
        }
        return calls

    def add_message(self, chat: Chat, sender: Json, body: Json) -> Message:
        """Put a message into a chat."""
        message = Message(self.number(), chat, sender, int(time.time()), body)
        chat.messages[message.id] = message
        return message

    def log(self, message: Message, edited: bool = False) -> None:
        """The bot's message appears, or changes, on the screens of a chat."""
        message.chat.log.append(message.shown(edited))
        self.lock.notify_all()
