"""Groups, the threads of a forum, and those who write in a group without being a person."""

import time

from tests.telegram.chats import Chat, Json
from tests.telegram.errors import ApiError
from tests.telegram.texts import found_entities
from tests.telegram.world import World


class Group:
    """A group with the bot in it. In privacy mode the bot hears only commands and replies."""

    def __init__(self, world: World, title: str, *, basic: bool = False) -> None:
        self._world = world
        with world.lock:
            number = world.number()
            identifier = -number if basic else -1_002_000_000_000 - number
            kind = "group" if basic else "supergroup"
            told: Json = {"id": identifier, "type": kind, "title": title}
            self.chat = world.chats[identifier] = Chat(told, open=True)

    @property
    def id(self) -> int:
        """The chat's identifier."""
        return self.chat.id

    def opens_thread(self, by_bot: bool = False) -> int:
        """A new topic of a forum; its number, which is that of the message that opened it."""
        with self._world.lock:
            self.chat.told["is_forum"] = True
            opener = self._world.bot if by_bot else ADMIN
            body: Json = {"forum_topic_created": {"name": "Topic", "icon_color": 7322096}}
            message = self._world.add_message(self.chat, opener, body)
            message.thread = message.id
            self.chat.threads.add(message.id)
        return message.id

    def becomes_supergroup(self) -> "Group":
        """The supergroup that it is from now on; the bot is told in both chats."""
        with self._world.lock:
            new = Group(self._world, str(self.chat.told["title"]))
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            self.chat.refusal = ApiError(400, words, {"migrate_to_chat_id": new.id})
            for chat, field, other in (
                (self.chat, "migrate_to_chat_id", new.id),
                (new.chat, "migrate_from_chat_id", self.id),
            ):
                message = self._world.add_message(chat, ADMIN, {field: other})
                self._world.updates.add({"message": message.to_json()})
        return new

    def hears_channel(self, text: str) -> None:
        """The linked channel's post appears in the group, as it does by itself."""
        channel: Json = {"id": -1_001_000_000_001, "type": "channel", "title": "News"}
        extra: Json = {"sender_chat": channel, "is_automatic_forward": True}
        self._hears(TELEGRAM, text, extra)

    def hears_anonymous(self, text: str, **extra: object) -> None:
        """An administrator who stays anonymous writes as the group."""
        self._hears(ANONYMOUS, text, {"sender_chat": self.chat.told, **extra})

    def hears_bot(self, text: str, **extra: object) -> None:
        """Another bot writes."""
        self._hears(OTHER_BOT, text, dict(extra))

    def _hears(self, sender: Json, text: str, extra: Json) -> None:
        with self._world.lock:
            entities = found_entities(text)
            body: Json = {"text": text} | ({"entities": entities} if entities else {})
            message = self._world.add_message(self.chat, sender, body)
            message.date = int(time.time())
            message.extra = extra
            self._world.updates.add({"message": message.to_json()})


ADMIN: Json = {"id": 901, "is_bot": False, "first_name": "Admin"}
OTHER_BOT: Json = {"id": 902, "is_bot": True, "first_name": "Other", "username": "other_bot"}
# The accounts that Telegram itself puts in place of anonymous administrators and channels.
ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
