"""A double of Telegram's Bot API for tests, the people in its chats, and the bot's process."""

from tests.telegram.chats import Button, Document, Shown
from tests.telegram.groups import Group
from tests.telegram.inline import GuestCall, InlineSearch, Results
from tests.telegram.people import Person
from tests.telegram.process import BotProcess
from tests.telegram.server import BotApiDouble

__all__ = [
    "BotApiDouble",
    "BotProcess",
    "Button",
    "Document",
    "Group",
    "GuestCall",
    "InlineSearch",
    "Person",
    "Results",
    "Shown",
]
