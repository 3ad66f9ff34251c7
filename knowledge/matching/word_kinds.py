"""Words told apart by the kinds of entries in whose phrasings they stand."""

import re
from collections.abc import Collection, Mapping

import numpy as np

from knowledge.matching.features import Ints
from knowledge.matching.index import ENTRY_KEY, Index
from knowledge.matching.text import words
from knowledge.matching.vocabulary import Vocabulary
from knowledge.model import EntryKind

_NAME = re.compile(r"(?<= )[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ]{2,}\b")
"""A word inside a text with a capital letter and small ones after it."""

_RARELY_TOLD = 4
"""How many times as often in what is not told as in facts."""


def courtesies(index: Index, kinds: tuple[EntryKind, ...]) -> frozenset[int]:
    """Stems that stand in small talk only."""
    small = _counts(index, kinds, {EntryKind.SMALLTALK})
    others = _counts(index, kinds, {*EntryKind} - {EntryKind.SMALLTALK})
    return frozenset(np.flatnonzero((small > 0) & (others == 0)).tolist())


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
    own = _names(_joined(index, texts, kinds, {EntryKind.FACT}), people, vocabulary)
    is_asked = (_facts_with(index, kinds) == 1) & (not_told >= told)
    is_asked &= np.isin(np.arange(len(told)), own)
    is_name = is_asked | (not_told > _RARELY_TOLD * told)
    is_name &= not_told > _counts(index, kinds, {EntryKind.SMALLTALK})
    found = set[int]()
    for name in set(_NAME.findall(of_these)):
        for known in map(vocabulary.written, words(name)):
            if known is None or not is_name[known.stem]:
                continue
            if not told[known.stem] or of_these.count(name) > of_these.count(name.lower()):
                found.add(known.stem)
    return frozenset(found)


def _names(text: str, people: Collection[str], vocabulary: Vocabulary) -> list[int]:
    """The stems of words with a capital letter that are not of these people's names."""
    found = {word for name in set(_NAME.findall(text)) for word in words(name)}
    known = (vocabulary.written(word) for word in found if not word.startswith(tuple(people)))
    return [one.stem for one in known if one]


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
    is_fact = np.array([kind is EntryKind.FACT for kind in kinds], dtype=np.bool_)
    stems = index.entry_stems[is_fact[index.entry_stems // ENTRY_KEY]] % ENTRY_KEY
    return np.bincount(stems, minlength=len(index.stem_weight)).astype(np.int64)


def _counts(index: Index, kinds: tuple[EntryKind, ...], wanted: Collection[EntryKind]) -> Ints:
    """In how many places of the phrasings of entries of some kinds each stem stands."""
    is_wanted = np.array([kind in wanted for kind in kinds], dtype=np.bool_)
    counted = is_wanted[index.entry_stems // ENTRY_KEY]
    stems, counts = index.entry_stems[counted] % ENTRY_KEY, index.entry_stem_counts[counted]
    return np.bincount(stems, counts, minlength=len(index.stem_weight)).astype(np.int64)
