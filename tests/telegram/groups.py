"""Groups, and the threads of a forum."""

from tests.telegram.chats import Chat, Json
from tests.telegram.world import World


class Group:
    """A supergroup with the bot in it. In privacy mode the bot hears only commands and replies."""

    def __init__(self, world: World, title: str) -> None:
        self._world = world
        with world.lock:
            identifier = -1_002_000_000_000 - world.number()
            told: Json = {"id": identifier, "type": "supergroup", "title": title}
            self.chat = world.chats[identifier] = Chat(told, open=True)

    @property
    def id(self) -> int:
        """The chat's identifier."""
        return self.chat.id

    def opens_thread(self) -> int:
        """A new topic of a forum; its number."""
        with self._world.lock:
            thread = self._world.number()
            self.chat.threads.add(thread)
        return thread
