"""Who speaks, and to whom: in groups the bot answers people who ask it, and nobody else."""

from typing import Final

from telegram import Message, MessageEntity, Update
from telegram.ext.filters import MessageFilter, UpdateFilter

# What stands between a mention and the question: "@forum_bot, when was it?"
_AROUND: Final = " \t\n,:;"


class FromPeople(MessageFilter):
    """Messages that somebody typed: no bot's, no channel's, none that the bot itself composed.

    An anonymous administrator speaks as the group, and is somebody.
    """

    def filter(self, message: Message) -> bool:
        """Whether the message is such a one."""
        return _is_from_people(message)


class NewFromPeople(UpdateFilter):
    """New messages that somebody typed, in one look: every row of the table asks for them."""

    def __init__(self, *chat_types: str) -> None:
        """``chat_types`` are those that count; all do where none is given."""
        super().__init__()
        self._chat_types = chat_types

    def filter(self, update: Update) -> bool:
        """Whether the update is such a message."""
        message = update.message
        if message is None or (self._chat_types and message.chat.type not in self._chat_types):
            return False
        return _is_from_people(message)


class AsksBot(MessageFilter):
    """Texts that mention the bot or reply to it; commands have rows of their own."""

    def filter(self, message: Message) -> bool:
        """Whether the message is such a one."""
        if not message.text or _command(message) is not None:
            return False
        return bool(_mentions(message)) or replies_to_bot(message)


class NamesBot(MessageFilter):
    """Commands that name the bot, as in ``/help@forum_bot``."""

    def filter(self, message: Message) -> bool:
        """Whether the message is such a one."""
        addressee = (_command(message) or "").partition("@")[2]
        return addressee.lower() == message.get_bot().username.lower()


def _is_from_people(message: Message) -> bool:
    if message.via_bot:
        return False
    if message.sender_chat:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


def question_in(message: Message) -> str:
    """What a message asks: its text without mentions of the bot.

    Where nothing else stands in it, what it replies to is meant, unless the bot said that.
    """
    return words_in(message) or replied_question(message)


def words_in(message: Message) -> str:
    """The text of a message without mentions of the bot."""
    return _without(message, _mentions(message))


def replied_question(message: Message) -> str:
    """The text, or the quoted part of it, that a message replies to; empty for the bot's own."""
    if message.reply_to_message is None or replies_to_bot(message):
        return ""
    return (message.quote.text if message.quote else message.reply_to_message.text) or ""


def _command(message: Message) -> str | None:
    """The command that a text begins with; None where it begins with none."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return (message.text or "")[: first.length]


def _mentions(message: Message) -> list[MessageEntity]:
    bot = message.get_bot()
    return [
        entity
        for entity in message.entities
        if (entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == bot.id)
        or (
            entity.type == MessageEntity.MENTION
            and _part(message, entity).lower() == f"@{bot.username}".lower()
        )
    ]


def replies_to_bot(message: Message) -> bool:
    """Whether somebody answers the bot; what opens a forum thread is replied to by all in it."""
    earlier = message.reply_to_message
    if earlier is None or earlier.from_user is None or earlier.forum_topic_created:
        return False
    return earlier.from_user.id == message.get_bot().id


def _part(message: Message, entity: MessageEntity) -> str:
    units = _units(message)
    return _text(units[2 * entity.offset : 2 * (entity.offset + entity.length)])


def _without(message: Message, entities: list[MessageEntity]) -> str:
    units = _units(message)
    for entity in sorted(entities, key=lambda entity: -entity.offset):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return _text(units).strip(_AROUND)


def _units(message: Message) -> bytes:
    """The text in the UTF-16 units that entities count; the library's way fails on some texts."""
    return (message.text or "").encode("utf-16-le", "surrogatepass")


def _text(units: bytes) -> str:
    return units.decode("utf-16-le", "surrogatepass")
