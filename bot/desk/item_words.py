"""Items and their parts as a maintainer calls them: by titles, and in their own language."""

from dataclasses import dataclass, replace
from typing import Any, Final

from bot.strings import texts
from bot.strings.desk.editing import EDITING
from bot.strings.desk.history import HISTORY
from bot.strings.desk.importing import IMPORTING
from knowledge.drafts import value_at
from knowledge.items import TITLES, Key, Kind
from knowledge.merging import Path
from knowledge.model import LANGUAGES, Base, Language
from knowledge.plain_diff import Wording

# What the values of a part name.
_NAMED: Final = {
    "topic": Kind.TOPIC,
    "people": Kind.PERSON,
    "related": Kind.ENTRY,
    "entries": Kind.ENTRY,
}


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The words of a language; ``base`` tells the titles of what is there."""

    base: Base
    language: Language

    def title(self, key: Key, plain: Any = None) -> str:
        """What an item is called; ``plain`` is its plain form, where that is at hand."""
        if key.kind is Kind.ENTRY:
            entry = self.base.entries.get(key.id)
            there = entry.title(self.language) if entry else ""
            return value_at(plain, (self.language, "question")) or there or key.id
        if key.kind in (Kind.CHECK, Kind.SYNONYMS):
            return key.id.partition(": ")[2]
        named = value_at(plain, (TITLES.get(key.kind, ""), self.language))
        topic, person = self.base.topics.get(key.id), self.base.people.get(key.id)
        if key.kind is Kind.TOPIC and topic:
            return named or topic.title[self.language]
        if key.kind is Kind.PERSON and person:
            return named or person.name[self.language]
        return named or key.id

    def item(self, key: Key, plain: Any = None) -> str:
        """An item with what it is, such as ``entry “Who came?”``."""
        words = HISTORY[self.language]
        kind = dict(zip(Kind, words.kinds, strict=True))[key.kind]
        if key.kind is Kind.SOURCE:
            return kind
        return words.item.format(kind=kind, title=self.title(key, plain))

    def place(self, path: Path) -> str:
        """A part of an item, such as ``Answer (рус)``; those of a list count from 1."""
        shown = [self._part(one) for one in path if one not in LANGUAGES]
        inside = [texts(one).language_short for one in LANGUAGES if one in path]
        return " ".join([*shown, *(f"({one})" for one in inside)])

    def value(self, path: Path, value: Any) -> str:
        """A value of a part: what it names by its title."""
        words, part = EDITING[self.language], path[-1] if path else ""
        if part in _NAMED:
            return self.title(Key(_NAMED[str(part)], str(value)))
        if part in ("kind", "status"):
            named = words.kinds if part == "kind" else words.status
            return str(getattr(named, str(value), value))
        return str(value)

    @property
    def wording(self) -> Wording:
        """These words in lines of differences."""
        words = HISTORY[self.language]
        return Wording(self.place, self.value, words.another_order)

    @property
    def of_import(self) -> Wording:
        """The same in the plan of an import."""
        words = IMPORTING[self.language]
        return replace(self.wording, both=words.both, removed=words.removed_here)

    def _part(self, part: str | int) -> str:
        if isinstance(part, int):
            return str(part + 1)
        fields, parts = EDITING[self.language].fields, HISTORY[self.language].parts
        return str(getattr(fields, part, getattr(parts, part, part)))
