"""What sets an entry apart from all others: a linear classifier, learned from all phrasings.

Evidence weighs the phrasings near a question; the classifier has learned which words, neighbouring
words and letter n-grams tell an entry's phrasings from every other's, also where these are alike
in all the rest. It is a support vector machine for each entry against the rest, with squared hinge
loss: w minimises |w|^2 / 2 + C sum max(0, 1 - y w x)^2. It is learned by dual coordinate descent
(Hsieh and others, "A dual coordinate descent method for large-scale linear SVM", 2008, algorithm 1
with the L2 loss), one phrasing at a time for all entries at once. Like evidence of neighbours it
only orders the entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from knowledge.matching.features import Ints, distinct
from knowledge.matching.index import Floats, Index, chunks
from knowledge.matching.kernel import Compared, Query, gather

MOST = 12_000_000
"""Phrasings times entries of the largest base that is learned, in about half a minute."""

COST = 1.0
"""C: what a phrasing on the wrong side costs; 1 to 5 are alike."""

ROUNDS = 3
"""How often each phrasing is taken; 5 and 10 are no better on CLINC150 and BANKING77."""

_STEMS, _BIGRAMS, _GRAMS = 1 << 13, 1 << 13, 1 << 14
COLUMNS = _STEMS + _BIGRAMS + _GRAMS + 1
"""Columns that features are folded into, by kind, and one that all texts have. With twice as many
CLINC150 and BANKING77 gain nothing."""

_SHARES = np.sqrt(np.array([0.3, 0.2, 0.5], dtype=np.float32))
_ALWAYS = np.float32(0.5)
_LARGEST = 127
_FEW = 3  # columns of entries are changed one by one where under a third of them change

Vector: TypeAlias = tuple[Ints, Floats]
"""A text as different columns and the value in each."""


def taught(index: Index) -> Index:
    """The index with the classifier of its entries; without one where the base is too large.

    Takes about 2 microseconds for each phrasing and entry.
    """
    if len(index.entries) < 2 or index.size * len(index.entries) > MOST:
        return index
    weights = learned(vectors(index), index.entry_of, len(index.entries))
    scales = np.abs(weights).max(axis=0) / _LARGEST
    rounded = np.rint(weights / np.maximum(scales, 1e-9)).astype(np.int8)
    return replace(index, class_weights=rounded, class_scales=scales.astype(np.float32))


def class_scores(index: Index, asked: Query, entries: Ints) -> Floats:
    """How surely the question is of each entry rather than of all others: from 1 yes, to -1 no.

    Of an entry that was edited since nothing was learned: nothing speaks against it, and so it
    scores like the best of the others.
    """
    scales = index.class_scales[entries]
    known = np.flatnonzero(scales)
    scores = np.zeros(len(entries), dtype=np.float32)
    if not len(known):
        return scores
    columns, values = _of_query(index, asked)
    weights = index.class_weights[columns[:, None], entries[known][None, :]].astype(np.float32)
    scores[known] = values @ weights * scales[known]
    scores[scales == 0] = scores[known].max()
    return scores


def _of_query(index: Index, asked: Query) -> Vector:
    """The columns of a question and their values."""
    slots = distinct(asked.bigram_slots)
    stems, neighbours, spelling = _SHARES / asked.norms[[0, 1, 3]]
    columns = _columns(asked.stems, slots, asked.gram_slots)
    values = (
        asked.weights * stems,
        index.bigram_weight[slots] * neighbours,
        index.gram_weight[asked.gram_slots] * spelling,
        np.array([_ALWAYS]),
    )
    return np.append(np.concatenate(columns), COLUMNS - 1), np.concatenate(values)


def _columns(stems: Ints, bigrams: Ints, grams: Ints) -> tuple[Ints, Ints, Ints]:
    return stems % _STEMS, bigrams % _BIGRAMS + _STEMS, grams % _GRAMS + _STEMS + _BIGRAMS


def vectors(index: Index) -> list[Vector]:
    """The columns of each phrasing and their values; what falls into one column is added up."""
    found = []
    for rows in chunks(index.size):
        columns, values, starts = _folded(index, gather(index, rows))
        found += [(columns[i:j], values[i:j]) for i, j in pairwise(starts)]
    return found


def _folded(index: Index, found: Compared) -> tuple[Ints, Floats, Ints]:
    """Columns and values of some phrasings one after another, and where each phrasing begins."""
    every = np.arange(len(found.rows))
    owners = (found.stem_owners, found.bigram_owners, found.gram_owners, every)
    always = np.full(len(every), COLUMNS - 1)
    columns = (*_columns(found.stems, found.bigrams, found.grams), always)
    keys = np.concatenate([o * COLUMNS + c for o, c in zip(owners, columns, strict=True)])
    once, places = np.unique(keys, return_inverse=True)
    values = np.bincount(places, np.concatenate(list(_values(index, found))), len(once))
    starts = np.searchsorted(once, np.arange(len(every) + 1) * COLUMNS)
    return once % COLUMNS, values.astype(np.float32), starts


def _values(index: Index, found: Compared) -> Iterator[Floats]:
    lengths = index.norms[:, found.rows]
    yield index.stem_weight[found.stems] * _SHARES[0] / lengths[0][found.stem_owners]
    yield index.bigram_weight[found.bigrams] * _SHARES[1] / lengths[1][found.bigram_owners]
    yield index.gram_weight[found.grams] * _SHARES[2] / lengths[3][found.gram_owners]
    yield np.full(len(found.rows), _ALWAYS)


def learned(phrasings: Sequence[Vector], entry_of: Ints, entries: int) -> Floats:
    """The weights, columns by entries, that part the phrasings of each entry from all others.

    The order in which they are taken is shuffled, but the same each time.
    """
    weights = np.zeros((COLUMNS, entries), dtype=np.float32)
    duals = np.zeros((len(phrasings), entries), dtype=np.float32)
    slack = np.float32(1 / (2 * COST))
    dice = np.random.default_rng(0)
    for _ in range(ROUNDS):
        for row in dice.permutation(len(phrasings)):
            columns, values = phrasings[row]
            side = np.full(entries, -1, dtype=np.float32)
            side[entry_of[row]] = 1
            slope = side * (values @ weights[columns]) - 1 + duals[row] * slack
            moved = np.maximum(duals[row] - slope / (values @ values + slack), 0)
            step = (moved - duals[row]) * side
            duals[row] = moved
            (active,) = step.nonzero()
            if _FEW * len(active) < entries:
                weights[np.ix_(columns, active)] += values[:, None] * step[active]
            else:
                weights[columns] += values[:, None] * step
    return weights
