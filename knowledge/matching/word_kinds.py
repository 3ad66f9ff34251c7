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
) -> frozenset[int]:
    """Stems of names that stand in what is not told, and hardly in facts (Tashkent, Davos).

    A word that facts have as well is a name where it mostly has a capital letter.
    """
    without_answer = {EntryKind.OUTSIDE, EntryKind.UNKNOWN}
    told = _counts(index, kinds, {EntryKind.FACT})
    not_told = _counts(index, kinds, without_answer)
    of_these = "\n".join(
        text
        for entry, kind in zip(index.entries, kinds, strict=True)
        if kind in without_answer
        for text in texts[entry]
    )
    found = set[int]()
    for name in set(_NAME.findall(of_these)):
        for word in words(name):
            known = vocabulary.written(word)
            if known is None or not_told[known.stem] <= _RARELY_TOLD * told[known.stem]:
                continue
            if not told[known.stem] or of_these.count(name) > of_these.count(name.lower()):
                found.add(known.stem)
    return frozenset(found)


def _counts(index: Index, kinds: tuple[EntryKind, ...], wanted: Collection[EntryKind]) -> Ints:
    """In how many places of the phrasings of entries of some kinds each stem stands."""
    is_wanted = np.array([kind in wanted for kind in kinds], dtype=np.bool_)
    counted = is_wanted[index.entry_stems // ENTRY_KEY]
    stems, counts = index.entry_stems[counted] % ENTRY_KEY, index.entry_stem_counts[counted]
    return np.bincount(stems, counts, minlength=len(index.stem_weight)).astype(np.int64)
