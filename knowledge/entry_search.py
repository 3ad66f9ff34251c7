"""Finding an entry by some words: by its id, its titles, its phrasings, and as a question."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from knowledge.matching.text import words
from knowledge.model import Entry, Language
from knowledge.snapshot import Snapshot

MOST: Final = 8


def search_entries(snapshot: Snapshot, typed: str, language: Language) -> list[str]:
    """The ids of at most ``MOST`` entries, best first: drafts as well; none for no words."""
    wanted = words(typed)
    if not wanted:
        return []
    found = dict.fromkeys(_found(snapshot, typed, wanted, language))
    return list(islice(found, MOST))


def _found(snapshot: Snapshot, typed: str, wanted: list[str], language: Language) -> Iterator[str]:
    entries = snapshot.base.entries
    if typed.strip() in entries:
        yield typed.strip()
    yield from (one.id for one in entries.values() if _has(_titles(one), wanted))
    yield from (one.entry for one in snapshot.answer(typed, language).candidates)
    yield from (one.id for one in entries.values() if _has(_phrasings(one), wanted))


def _titles(entry: Entry) -> Iterator[str]:
    return (text.question for text in entry.texts.values())


def _phrasings(entry: Entry) -> Iterator[str]:
    return (way for text in entry.texts.values() for way in text.phrasings)


def _has(texts: Iterator[str], wanted: list[str]) -> bool:
    """Whether one of the texts holds all words, in any order, be it within longer ones."""
    return any(all(word in text for word in wanted) for text in map(str.casefold, texts))
