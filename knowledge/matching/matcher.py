"""One base made ready to be asked: its index, vocabulary, synonyms and calibration together."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

import numpy as np

from knowledge.matching.asking import asks_for_something, asks_where
from knowledge.matching.classifier import taught
from knowledge.matching.confidence import Calibration, features, probability
from knowledge.matching.coverage import word_evidence
from knowledge.matching.edit_index import with_entry, without_entry
from knowledge.matching.exact import same_stems
from knowledge.matching.features import Ints
from knowledge.matching.index import Index, Phrase, build, stem_counts
from knowledge.matching.kernel import Query, query
from knowledge.matching.language import Votes, votes
from knowledge.matching.names import Names, is_namesake, is_slip, names_agree
from knowledge.matching.numbers import is_year
from knowledge.matching.readings import Reading, read
from knowledge.matching.score import Ranking, rank
from knowledge.matching.stems import is_cyrillic
from knowledge.matching.synonyms import Synonyms
from knowledge.matching.text import words
from knowledge.matching.tokens import Token
from knowledge.matching.vocabulary import Vocabulary
from knowledge.matching.word_kinds import common_words, courtesies, names_elsewhere
from knowledge.model import Base, Entry, EntryKind, Language, Person, Status

# The texts of an entry by language, in the order of the index; a name is in that of its script.
_Found: TypeAlias = Sequence[tuple[Language, Collection[str]]]

_OF_THEIR_OWN = (EntryKind.FACT, EntryKind.SMALLTALK, EntryKind.UNKNOWN)
"""Kinds of entries that have a text of their own for whoever asks."""

_LONG_WORD = 7
"""A shorter word that is known by its stem only may as well be a name (Жанна, Ботагоз)."""

_MOST_WORDS = 0.5

_SLIPPED_WORD = 5
"""A shorter word that was mistyped, or spelled in the other alphabet, may as well be a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """How a question was read, what it ranks, how sure the first is (0 to 1), and its language.

    ``asked`` is None where a phrasing was met word for word, so that nothing was weighed.
    """

    reading: Reading
    asked: Query | None
    ranking: Ranking
    confidence: float
    votes: Votes

    @property
    def is_word_for_word(self) -> bool:
        """Whether the question is a phrasing as it stands."""
        return self.asked is None


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """Everything that matching needs of one state of the base; never changes.

    ``texts`` are the phrasings of each entry, in the order of the index; ``named`` those
    that bare names of people ask for; ``years`` those that
    each fact tells of.
    """

    index: Index
    texts: Mapping[str, tuple[str, ...]]
    vocabulary: Vocabulary
    synonyms: Synonyms
    names: Names
    named: frozenset[str]
    courtesies: frozenset[int]
    common: frozenset[int]
    elsewhere: frozenset[int]
    years: Mapping[str, frozenset[str]]
    kinds: tuple[EntryKind, ...]
    twins: Ints
    calibration: Calibration

    def match(self, question: str) -> Match:
        """Read a question, rank entries for it and say how sure the first is."""
        reading = read(question, self.vocabulary, self.synonyms)
        counted = self._votes(question, reading)
        return self._met(question, reading, counted) or self._ranked(reading, counted)

    def votes(self, text: str) -> Votes:
        """How much the words of a text speak for each language."""
        return self._votes(text, read(text, self.vocabulary, self.synonyms))

    def _votes(self, text: str, reading: Reading) -> Votes:
        return votes(reading.text or text, reading.tokens, self.names, self.vocabulary)

    def weighed(self, question: str) -> tuple[Query, Ranking]:
        """The question as vectors, and what it ranks by evidence alone."""
        asked = query(self.index, read(question, self.vocabulary, self.synonyms).tokens)
        return asked, rank(self.index, asked)

    def text(self, row: int) -> str:
        """The phrasing in a row of the index."""
        place = int(self.index.entry_of[row])
        return self.texts[self.index.entries[place]][row - self._first_row(place)]

    def rows(self, entry: str, text: str) -> list[int]:
        """The rows of the index in which an entry has a phrasing; one for each language."""
        first = self._first_row(self.index.entries.index(entry))
        return [first + place for place, own in enumerate(self.texts[entry]) if own == text]

    def _first_row(self, place: int) -> int:
        return int(np.searchsorted(self.index.entry_of, place))

    def first_kind(self, match: Match) -> EntryKind | None:
        """The kind of the entry that ranks first; None where none does."""
        return self.kinds[match.ranking.entries[0]] if len(match.ranking.entries) else None

    def names_agree(self, match: Match) -> bool:
        """Whether the names in a question are surely those of the entry that ranks first."""
        first = match.ranking.entries[:1]

        def belongs(token: Token) -> bool:
            if token.known is None or not self._is_meant(token, match.reading):
                return False
            if token.known.stem in self.common and token.known.word not in self.names:
                return True
            return bool(stem_counts(self.index, first, np.array([token.known.stem]))[0, 0])

        return names_agree(match.reading.tokens, self.names, belongs)

    def covers(self, entry: str | None, match: Match) -> bool:
        """Whether an entry is asked with most of a question's words, by their weight."""
        if entry is None or match.asked is None:
            return False
        place = np.array([self.index.entries.index(entry)])
        return bool(word_evidence(self.index, match.asked, place).coverage[0] >= _MOST_WORDS)

    def is_namesake(self, match: Match) -> bool:
        """Whether a question whose names do not agree is about a person's namesake."""
        facts = np.flatnonzero([kind is EntryKind.FACT for kind in self.kinds])

        def is_told(token: Token) -> bool:
            stems = np.array([token.known.stem if token.known else 0])
            return bool(stem_counts(self.index, facts, stems).any())

        return is_namesake(match.reading.tokens, self.names, is_told)

    def is_elsewhere(self, match: Match) -> bool:
        """Whether a question names a place, person or year that the first entry does not have.

        "Women-led firms in Tashkent" is like a phrasing about Astana, and is not about it. Where
        the entry has the name, because it may be asked whether that is so ("Was it in Tashkent?"),
        it still is no answer to what else is there ("What forum was in Tashkent?"). A year that is
        only guessed ("Is the plan until 2040?") is set right by an entry that tells the year.
        """
        tokens = match.reading.tokens
        first = self.index.entries[match.ranking.entries[0]]
        typed = [token.word for token in tokens]
        is_asking = asks_for_something(typed)
        sets_right = first in self.years and not is_asking and not asks_where(typed)
        if any(token.known is None and is_year(token.word) for token in tokens):
            return not sets_right
        named = {
            token.known.stem: token.known.word
            for token in tokens
            if token.known
            and (token.known.weight == 1.0 or token.known.word == token.word)
            and (
                token.known.stem in self.elsewhere or (is_year(token.known.word) and not sets_right)
            )
        }
        met = stem_counts(self.index, match.ranking.entries[:1], np.array(list(named), np.int64))
        told = frozenset(chain.from_iterable(self.years.values()))
        others = (stem in self.elsewhere or word not in told for stem, word in named.items())
        return not met.all() or (any(others) and is_asking)

    def _is_meant(self, token: Token, reading: Reading) -> bool:
        """Whether a word surely is the known one: as typed, in other letters, or after a slip.

        A short word that is known by its stem only, or by some other word, may as well be a name.
        """
        if token.known is None:
            return False
        meant = token.known.word
        if token.known.weight < 1.0 and token.word != meant:
            return len(meant) >= _SLIPPED_WORD and is_slip(token.word, meant)
        if reading.text is not None or token.word in self.index.word_number:
            return True
        if token.word == meant:
            return len(meant) >= _LONG_WORD
        return is_cyrillic(token.word) != is_cyrillic(meant) and len(meant) >= _SLIPPED_WORD

    def without_courtesies(self, match: Match) -> Match | None:
        """The same question less its words of small talk ("hello, ..."); None without a change."""
        kept = tuple(
            token
            for token in match.reading.tokens
            if not (
                token.known
                and token.known.stem in self.courtesies
                and token.word in self.index.word_number
            )
        )
        if not kept or len(kept) == len(match.reading.tokens):
            return None
        return self._ranked(replace(match.reading, tokens=kept), match.votes)

    def _met(self, question: str, reading: Reading, counted: Votes) -> Match | None:
        """The match with the one entry that has the question as a phrasing.

        What is not about the forum is ranked in any case, for what is nearest to it.
        """
        if reading.text is not None:
            return None
        stems = np.array([token.known.stem if token.known else 0 for token in reading.tokens])
        asked = words(question)
        rows = [row for row in same_stems(self.index, stems) if words(self.text(row)) == asked]
        entries = {int(self.index.entry_of[row]) for row in rows}
        if len(entries) != 1 or self.kinds[min(entries)] not in _OF_THEIR_OWN:
            return None
        sure = np.ones(1, dtype=np.float32)
        ranking = Ranking(np.array(list(entries)), sure, np.array(rows[:1]), sure)
        return Match(reading, None, ranking, 1.0, counted)

    def _ranked(self, reading: Reading, counted: Votes) -> Match:
        asked = query(self.index, reading.tokens)
        ranking = rank(self.index, asked)
        sure = probability(self.calibration.coefficients, features(asked, ranking, self.twins))
        return Match(reading, asked, ranking, sure if len(ranking.entries) else 0.0, counted)


def matcher(base: Base, index: Index, calibration: Calibration) -> Matcher:
    """Put an index together with what else matching needs of the base that it was built from."""
    texts = {entry: _listed(found) for entry, found in _texts(base)}
    return _assembled(base, index, texts, Vocabulary(index), calibration)


def edited(ready: Matcher, base: Base, entries: Collection[str]) -> Matcher:
    """The matcher for a base in which only these entries, people and synonyms differ from before.

    ``entries`` are those that may; which of them people are asked for by name is found here.
    """
    index, texts = ready.index, dict(ready.texts)
    named = _names_of_entries(base)
    for entry_id in dict.fromkeys((*entries, *named, *ready.named)):
        found = list(_texts_of(base.entries[entry_id], named)) if entry_id in base.entries else []
        before, now = texts.get(entry_id, ()), _listed(found)
        if not now:  # it is gone, or a draft, which nobody asks for
            index = without_entry(index, entry_id)
            texts.pop(entry_id, None)
        elif entry_id in entries or now != before:
            phrases = list(_phrases(entry_id, found))
            index = with_entry(index, entry_id, phrases, len(set(before) ^ set(now)))
            texts[entry_id] = now
    return _assembled(base, index, texts, ready.vocabulary.of(index), ready.calibration)


def is_index_of(base: Base, index: Index, but: Collection[str] = ()) -> bool:
    """Whether an index holds as many phrasings of each entry as the base has, some not counted."""
    sizes = {
        entry: sum(len(texts) for _, texts in found)
        for entry, found in _texts(base)
        if entry not in but
    }
    held = zip(index.entries, index.entry_sizes.tolist(), strict=True)
    return sizes == {entry: size for entry, size in held if entry not in but}


def _assembled(
    base: Base,
    index: Index,
    texts: Mapping[str, tuple[str, ...]],
    vocabulary: Vocabulary,
    calibration: Calibration,
) -> Matcher:
    kinds = tuple(base.entries[entry].kind for entry in index.entries)
    names = dict(_name_words(base))
    groups = (group for found in base.synonyms.values() for group in found)
    return Matcher(
        index,
        texts,
        vocabulary,
        Synonyms(groups, vocabulary),
        names,
        frozenset(_names_of_entries(base)),
        courtesies(index, kinds),
        common_words(index, kinds),
        names_elsewhere(index, texts, kinds, vocabulary, names),
        dict(_years_told(base)),
        kinds,
        _twins([base.entries[entry] for entry in index.entries]),
        calibration,
    )


def phrases(base: Base) -> list[Phrase]:
    """Everything that a question is compared with: titles, phrasings, and spellings of names."""
    return [phrase for entry, found in _texts(base) for phrase in _phrases(entry, found)]


def _phrases(entry: str, found: _Found) -> Iterator[Phrase]:
    return (Phrase(entry, language, text) for language, texts in found for text in texts)


def _listed(found: _Found) -> tuple[str, ...]:
    return tuple(chain.from_iterable(texts for _, texts in found))


def _texts(base: Base) -> Iterator[tuple[str, _Found]]:
    """What each published entry is asked by; the phrasings of an entry stand together."""
    named = _names_of_entries(base)
    for entry in base.entries.values():
        if found := list(_texts_of(entry, named)):
            yield entry.id, found


def _texts_of(
    entry: Entry, named: Mapping[str, Sequence[Person]]
) -> Iterator[tuple[Language, Collection[str]]]:
    if entry.status is not Status.PUBLISHED:
        return
    for language, texts in entry.texts.items():
        yield language, dict.fromkeys((texts.question, *texts.phrasings))
    for person in named.get(entry.id, ()):
        for name in dict.fromkeys((*person.name.values(), *person.spellings)):
            yield _script(name), (name,)


def _names_of_entries(base: Base) -> dict[str, list[Person]]:
    """The entries that a bare name asks for: each person's, the one about the fewest others."""
    named: dict[str, list[Person]] = {}
    for person in base.people.values():
        if about := base.person_entries(person.id):
            most_about = min(about, key=lambda entry: len(entry.people))
            named.setdefault(most_about.id, []).append(person)
    return named


def build_index(base: Base) -> Index:
    """Index everything that a question is compared with."""
    return taught(build(phrases(base)))


def _script(name: str) -> Language:
    return "en" if name.isascii() else "ru"


def _name_words(base: Base) -> Iterable[tuple[str, str]]:
    for person in base.people.values():
        for name in (*person.name.values(), *person.spellings):
            for word in words(name):
                yield word, person.id


def _years_told(base: Base) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in base.entries.values():
        if entry.kind is EntryKind.FACT:
            told = chain.from_iterable(words(text.answer) for text in entry.texts.values())
            if years := frozenset(word for word in told if is_year(word)):
                yield entry.id, years


def _twins(entries: Sequence[Entry]) -> Ints:
    """One number for the facts about one person, who is answered for by each, and for outside."""
    numbers: dict[object, int] = {}
    twins = []
    for entry in entries:
        is_about_one = entry.kind is EntryKind.FACT and len(entry.people) == 1
        same = entry.people if is_about_one else entry.id
        same = entry.kind if entry.kind is EntryKind.OUTSIDE else same
        twins.append(numbers.setdefault(same, len(numbers)))
    return np.array(twins, dtype=np.int64)
