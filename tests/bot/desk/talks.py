"""A maintainer at the desk, and edits as they come from elsewhere."""

import asyncio
from dataclasses import dataclass

from bot.desk.payload import DeskPayload, encode
from knowledge import changes, edits
from knowledge.change_log import Author, Change
from knowledge.model import Language
from knowledge.store import Store
from tests.bot.talk import asks, pressed_data, presses
from tests.telegram import BotApiDouble, Person, Shown


@dataclass(frozen=True)
class Talk:
    """A maintainer whose Telegram speaks one language, and the store that the bot works on."""

    person: Person
    double: BotApiDouble
    store: Store
    language: Language

    async def asks(self, text: str) -> Shown:
        return await asks(self.person, text)

    async def hears(self) -> Shown:
        return await asyncio.to_thread(self.person.waits_for_reply)

    async def presses(self, message: Shown, *buttons: str | int) -> Shown:
        for button in buttons:
            message = await presses(self.person, message, button)
        return message

    async def carries(self, target: DeskPayload) -> Shown:
        """What a button shows that carries this, below an older message of the bot."""
        return await pressed_data(self.person, encode(target))

    def notes(self, note: str, entry: str = "tent-red", author: str = "") -> Change:
        """A note on an entry, of this maintainer's or of somebody else's."""
        return noted(self.store, note, entry, Author(author or str(self.person.id), "telegram"))


def noted(store: Store, note: str, entry: str, author: Author) -> Change:
    done = changes.apply_planned(
        store, lambda now: edits.set_note(now, entry, note), author, f"note: {note}"
    )
    assert done is not None
    return done
