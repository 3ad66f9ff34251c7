"""A maintainer with an entry in hand: the ways that tests take again and again."""

import asyncio
from dataclasses import dataclass

from bot.desk.payload import DeskPayload, encode
from bot.strings import texts
from bot.strings.desk.editing import EDITING, EditingTexts
from bot.strings.desk.proving import PROVING, ProvingTexts
from knowledge import changes, edits
from knowledge.change_log import Author
from knowledge.changes import Plan
from knowledge.items import Key, Kind
from knowledge.model import Entry, Language
from tests.bot.desk.talks import Talk
from tests.bot.talk import pops_up_for_data
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
        return await self.confirms(await self.tries(card), self.proof_words.save_button)

    async def confirms(self, proof: Shown, button: str) -> Shown:
        """Save or remove what was proved; what is said when it is done."""
        shown = await self.presses(proof, button)
        return await self.reads() if self.proof_words.saving in shown.text else shown

    async def goes_to(self, card: Shown, part: str, inside: Language) -> Shown:
        """A part of the entry in some language, from the card."""
        name = getattr(self.words.fields, part)
        return await self.presses(card, f"✏ {texts(inside).language_short}", name)

    def stored(self, entry: str) -> Entry:
        return self.store.load().entries[entry]

    async def with_answer(self, answer: str, entry: str = "tent-red") -> Shown:
        """The card of an entry with another answer, not saved yet."""
        await self.goes_to(await self.asks(f"/edit {entry}"), "answer", "en")
        return await self.presses(await self.asks(answer), self.words.card_button)

    async def pops_up(self, target: DeskPayload) -> str:
        """What pops up for a button that carries this."""
        return await pops_up_for_data(self.person, encode(target))

    def taught(self, entry: str, language: Language, *phrasings: str) -> None:
        """Phrasings that somebody else adds."""
        self._changes(lambda now: edits.add_phrasings(now, entry, language, phrasings))

    def noted(self, entry: str, note: str) -> None:
        """A note that somebody else writes."""
        self._changes(lambda now: edits.set_note(now, entry, note))

    def removed(self, entry: str) -> None:
        """An entry that somebody else removes."""
        self._changes(lambda now: edits.removal(now, Key(Kind.ENTRY, entry)))

    def checked(self, question: str, entry: str) -> None:
        """A check that somebody else adds."""
        self._changes(lambda now: edits.add_check(now, "en", question, [entry]))

    def _changes(self, plan: Plan) -> None:
        author = Author("asel", "command line")
        assert changes.apply_planned(self.store, plan, author, "from elsewhere")
