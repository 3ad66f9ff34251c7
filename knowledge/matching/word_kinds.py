"""Words told apart by the kinds of entries in whose phrasings they stand."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from knowledge.matching.features import Ints
from knowledge.matching.index import ENTRY_KEY, Index
from knowledge.matching.text import words
from knowledge.matching.vocabulary import Vocabulary
from knowledge.model import EntryKind

_NAME = re.compile(r"(?<= )[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ]{2,}\b")
"""A word inside a text with a capital letter and small ones after it."""

_MANY = 10
"""Facts that are asked with a word, so that it hardly is a name."""

_RARELY_TOLD = 4
"""How many times as often in what is not told as in facts."""


def courtesies(index: Index, kinds: tuple[EntryKind, ...]) -> frozenset[int]:
    """Stems that stand in small talk only."""
    small = _counts(index, kinds, {EntryKind.SMALLTALK})
    others = _counts(index, kinds, {*EntryKind} - {EntryKind.SMALLTALK})
    return frozenset(np.flatnonzero((small > 0) & (others == 0)).tolist())


def common_words(index: Index, kinds: tuple[EntryKind, ...]) -> frozenset[int]:
    """Stems that many facts are asked with."""
    return frozenset(np.flatnonzero(_facts_with(index, kinds) >= _MANY).tolist())


def names_elsewhere(
    index: Index,
    texts: Mapping[str, tuple[str, ...]],
    kinds: tuple[EntryKind, ...],
    vocabulary: Vocabulary,
    people: Collection[str],
) -> frozenset[int]:
    """Stems of names that stand in what is not told, and hardly in facts (Tashkent, Davos).

    A word that facts have as well is a name where it mostly has a capital letter. A single fact may
    have a name as often, but not one of ``people``: it may be asked whether that is so ("Was it in
    Almaty?"). Small talk has the names of languages, which is no other place ("in English").
    """
    without_answer = {EntryKind.OUTSIDE, EntryKind.UNKNOWN}
    told = _counts(index, kinds, {EntryKind.FACT})
    not_told = _counts(index, kinds, without_answer)
    of_these = _joined(index, texts, kinds, without_answer)
    is_rare = not_told > _RARELY_TOLD * told
    may_be_asked = (_facts_with(index, kinds) == 1) & (not_told >= told)
    is_name = not_told > _counts(index, kinds, {EntryKind.SMALLTALK})
    own = _NamesOfFacts(index, texts, kinds, vocabulary, tuple(people))
    found = set[int]()
    for name in set(_NAME.findall(of_these)):
        for known in map(vocabulary.written, words(name)):
            if known is None or not is_name[known.stem]:
                continue
            if not is_rare[known.stem] and not (may_be_asked[known.stem] and known.stem in own):
                continue
            if not told[known.stem] or of_these.count(name) > of_these.count(name.lower()):
                found.add(known.stem)
    return frozenset(found)


class _NamesOfFacts:
    """Stems that a fact is asked with as a name, though not of the base's people.

    Only facts that are asked for are looked through: an edit must not read all of a large base.
    """

    def __init__(
        self,
        index: Index,
        texts: Mapping[str, tuple[str, ...]],
        kinds: tuple[EntryKind, ...],
        vocabulary: Vocabulary,
        people: tuple[str, ...],
    ) -> None:
        self._entries, self._texts = index.entries, texts
        self._vocabulary, self._people = vocabulary, people
        keys = _keys_of_facts(index, kinds)
        self._fact_of = np.full(len(index.stem_weight), -1, dtype=np.int64)
        self._fact_of[keys % ENTRY_KEY] = keys // ENTRY_KEY
        self._of_fact: dict[int, frozenset[int]] = {}

    def __contains__(self, stem: int) -> bool:
        fact = int(self._fact_of[stem])
        if fact < 0:
            return False
        if fact not in self._of_fact:
            self._of_fact[fact] = frozenset(self._names(self._texts[self._entries[fact]]))
        return stem in self._of_fact[fact]

    def _names(self, texts: Iterable[str]) -> Iterator[int]:
        found = {word for text in texts for name in _NAME.findall(text) for word in words(name)}
        for word in found:
            known = self._vocabulary.written(word)
            if known and not word.startswith(self._people):
                yield known.stem


def _joined(
    index: Index,
    texts: Mapping[str, tuple[str, ...]],
    kinds: tuple[EntryKind, ...],
    wanted: Collection[EntryKind],
) -> str:
    """The phrasings of entries of some kinds, one a line."""
    asked = zip(index.entries, kinds, strict=True)
    return "\n".join(text for entry, kind in asked if kind in wanted for text in texts[entry])


def _facts_with(index: Index, kinds: tuple[EntryKind, ...]) -> Ints:
    """How many facts have each stem."""
    stems = _keys_of_facts(index, kinds) % ENTRY_KEY
    return np.bincount(stems, minlength=len(index.stem_weight)).astype(np.int64)


def _keys_of_facts(index: Index, kinds: tuple[EntryKind, ...]) -> Ints:
    is_fact = np.array([kind is EntryKind.FACT for kind in kinds], dtype=np.bool_)
    found: Ints = index.entry_stems[is_fact[index.entry_stems // ENTRY_KEY]]
    return found


def _counts(index: Index, kinds: tuple[EntryKind, ...], wanted: Collection[EntryKind]) -> Ints:
    """In how many places of the phrasings of entries of some kinds each stem stands."""
    is_wanted = np.array([kind in wanted for kind in kinds], dtype=np.bool_)
    counted = is_wanted[index.entry_stems // ENTRY_KEY]
    stems, counts = index.entry_stems[counted] % ENTRY_KEY, index.entry_stem_counts[counted]
    return np.bincount(stems, counts, minlength=len(index.stem_weight)).astype(np.int64)
