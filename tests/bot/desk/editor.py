"""A maintainer with an entry in hand: the ways that tests take again and again."""

import asyncio
from dataclasses import dataclass

from bot.strings import texts
from bot.strings.desk.editing import EDITING, EditingTexts
from bot.strings.desk.proving import PROVING, ProvingTexts
from knowledge.model import Entry, Language
from tests.bot.desk.talks import Talk
from tests.telegram import Shown


@dataclass(frozen=True)
class Editor(Talk):
    """A maintainer at the desk."""

    @property
    def words(self) -> EditingTexts:
        return EDITING[self.language]

    @property
    def proof_words(self) -> ProvingTexts:
        return PROVING[self.language]

    async def reads(self) -> Shown:
        """What comes next."""
        return await asyncio.to_thread(self.person.waits_for_reply)

    async def tries(self, card: Shown, button: str = "") -> Shown:
        """The proof, from the card."""
        trying = await self.presses(card, button or self.words.try_button)
        assert self.proof_words.trying in trying.text
        return await self.reads()

    async def saves(self, card: Shown) -> Shown:
        """Save from the card; what is said then."""
        return await self.presses(await self.tries(card), self.proof_words.save_button)

    async def goes_to(self, card: Shown, part: str, inside: Language) -> Shown:
        """A part of the entry in some language, from the card."""
        name = getattr(self.words.fields, part)
        return await self.presses(card, f"✏ {texts(inside).language_short}", name)

    def stored(self, entry: str) -> Entry:
        return self.store.load().entries[entry]
