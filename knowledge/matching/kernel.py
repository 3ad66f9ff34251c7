"""How alike a question and phrasings are: the mean of four cosines over weighted features.

Stems, neighbouring stems (bigrams), unordered pairs of stems and letter n-grams are each a vector
weighted by inverse document frequency. The pair vector is never built: the dot product of all
pairs is (S1^2 - S2) / 2, with S1 the dot product of the stems and S2 the sum of its squared terms.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import (
    TABLE_SIZE,
    Ints,
    bigram_slots,
    bigrams,
    distinct,
    grams,
    rows_of_letters,
)
from knowledge.matching.index import Floats, Index
from knowledge.matching.tokens import Token

SHARES = np.array([0.25, 0.1, 0.2, 0.45], dtype=np.float32)
"""Shares of stems, bigrams, pairs, n-grams: chosen on phrasings left out; results are flat."""

_STEMS, _PAIRS = 0, 2
_NO_PAIRS = 1e-2  # shorter than any pair of words, longer than what rounding leaves

MISSED = 0.5
"""How much of an unknown feature's squared weight counts in the question's length."""

_COLUMNS = (512, 256, 1024)  # for stems, bigrams, n-grams; twice as many change nothing


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as vectors over an index's features.

    ``stems`` are its different known stems with their ``weights``, and ``trust`` how surely each
    was meant, 0 to 1; ``missed`` counts the words that the base does not know. ``norms`` are its
    lengths, as in ``Index.norms``, unknown features included by half. ``known_pairs`` is the share
    of the squared length as pairs that the base knows, 0 to 1.
    """

    stems: Ints
    weights: Floats
    bigram_slots: Ints
    gram_slots: Ints
    norms: Floats
    trust: Floats
    missed: float
    known_pairs: float


def query(index: Index, tokens: Sequence[Token]) -> Query:
    """Turn the words of a question into vectors over an index's features."""
    numbers = np.array([token.known.stem if token.known else 0 for token in tokens], np.int64)
    trust = np.array([token.known.weight if token.known else 0.0 for token in tokens])
    stems = distinct(numbers)
    best = np.zeros(len(stems))
    np.maximum.at(best, np.searchsorted(stems, numbers), trust)
    weights = (best * index.stem_weight[stems])[stems > 0].astype(np.float32)
    missed = float((1 - trust).sum())
    stem_norm, pair_norm, known_pairs = _lengths(weights, missed, index.highest_weight)
    neighbours, bigram_norm = _query_bigrams(index, numbers)
    spelling, gram_norm = _query_grams(index, tokens)
    return Query(
        stems[stems > 0],
        weights,
        neighbours,
        spelling,
        np.array([stem_norm, bigram_norm, pair_norm, gram_norm], dtype=np.float32),
        best[stems > 0].astype(np.float32),
        missed,
        known_pairs,
    )


def _lengths(weights: Floats, missed: float, highest: float) -> tuple[float, float, float]:
    """Lengths as stems and as pairs, and what share of the latter's square is known."""
    squares = weights.astype(np.float64) ** 2
    known, lost = float(squares.sum()), missed * highest**2
    fourth = float((squares**2).sum())
    known_pairs = max((known**2 - fourth) / 2, 0.0)
    all_pairs = max(((known + lost) ** 2 - fourth - missed * highest**4) / 2, known_pairs)
    return (
        math.sqrt(known + MISSED * lost + 1e-9),
        math.sqrt(known_pairs + MISSED * (all_pairs - known_pairs) + 1e-9),
        known_pairs / all_pairs if all_pairs else 0.0,
    )


def _query_bigrams(index: Index, numbers: Ints) -> tuple[Ints, float]:
    ends = np.concatenate(([0], numbers, [0]))
    is_known = np.concatenate(([True], numbers > 0, [True]))
    both = is_known[1:] & is_known[:-1]
    slots = bigram_slots(ends[:-1], ends[1:])[both]
    lost = float((~both).sum()) * index.highest_weight**2
    return slots, math.sqrt(_mass(index, index.bigram_weight[slots]) + MISSED * lost + 1e-9)


def _query_grams(index: Index, tokens: Sequence[Token]) -> tuple[Ints, float]:
    letters = rows_of_letters([[token.letters for token in tokens]])
    found, _ = grams(letters, np.zeros(1, dtype=np.int64))
    slots = distinct(found)
    return slots, math.sqrt(_mass(index, index.gram_weight[slots]) + 1e-9)


def _mass(index: Index, weights: Floats) -> float:
    """The sum of squared weights, those of features that no phrasing has by half."""
    squares = weights.astype(np.float64) ** 2
    unseen = weights >= np.float32(index.highest_weight)
    return float(squares.sum() - (1 - MISSED) * squares[unseen].sum())


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The features of some phrasings, one after another, and for each which phrasing has it."""

    rows: Ints
    stems: Ints
    stem_owners: Ints
    bigrams: Ints
    bigram_owners: Ints
    grams: Ints
    gram_owners: Ints

    def only(self, places: Ints) -> "Compared":
        """The features of some of these phrasings, in the order of the places."""
        new_place = np.full(len(self.rows), -1)
        new_place[places] = np.arange(len(places))
        kept: list[Ints] = []
        for features, owners in (
            (self.stems, self.stem_owners),
            (self.bigrams, self.bigram_owners),
            (self.grams, self.gram_owners),
        ):
            moved = new_place[owners]
            kept += [features[moved >= 0], moved[moved >= 0]]
        return Compared(self.rows[places], *kept)


def gather(index: Index, rows: Ints) -> Compared:
    """Collect the features of some phrasings."""
    positions, owners = index.stems.take(rows)
    stems = index.stems.flat[positions].astype(np.int64)
    return Compared(rows, stems, owners, *bigrams(index.stems, rows), *grams(index.letters, rows))


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """Which features of some phrasings a question has: from 1 on its place among ``slots``, or 0.

    ``bigram_slots`` are the question's, each once; its n-grams are so in any case.
    """

    bigram_slots: Ints
    bigrams: NDArray[np.int32]
    grams: NDArray[np.int32]


def met(asked: Query, found: Compared) -> Met:
    """Look up the features of some phrasings among those of a question."""
    slots = distinct(asked.bigram_slots)
    return Met(slots, places(slots, found.bigrams), places(asked.gram_slots, found.grams))


def places(slots: Ints, features: Ints) -> NDArray[np.int32]:
    """For each feature its place among different slots, from 1 on; 0 where it is none of them."""
    # Small numbers, since to clear the table takes longer than all the rest.
    table = np.zeros(TABLE_SIZE, dtype=np.int32)
    table[slots] = np.arange(1, len(slots) + 1)
    found: NDArray[np.int32] = table[features]
    return found


def similarities(index: Index, asked: Query, found: Compared, shared: Met | None = None) -> Floats:
    """The likeness of a question to some phrasings, 0 to about 1; ``shared`` is their ``met``."""
    shared = shared or met(asked, found)
    count = len(found.rows)
    by_stem = np.zeros(len(index.stem_weight), dtype=np.float32)
    by_stem[asked.stems] = asked.weights * index.stem_weight[asked.stems]
    terms = by_stem[found.stems]
    stems = np.bincount(found.stem_owners, terms, count)
    pairs = np.maximum(stems**2 - np.bincount(found.stem_owners, terms**2, count), 0) / 2
    squares = _squares(index.bigram_weight, shared.bigram_slots)
    neighbours = np.bincount(found.bigram_owners, squares[shared.bigrams], count)
    squares = _squares(index.gram_weight, asked.gram_slots)
    spelling = np.bincount(found.gram_owners, squares[shared.grams], count)
    lengths = index.norms[:, found.rows] * asked.norms[:, None]
    cosines = np.stack([stems, neighbours, pairs, spelling]) / lengths
    own, others = asked.norms[_PAIRS] > _NO_PAIRS, index.norms[_PAIRS, found.rows] > _NO_PAIRS
    cosines[_PAIRS] = _cosines_of_pairs(cosines[_PAIRS], cosines[_STEMS], own, others)
    return np.asarray(SHARES @ cosines, dtype=np.float32)


def _cosines_of_pairs(
    cosines: Floats, of_stems: Floats, left: NDArray[np.bool_] | bool, right: NDArray[np.bool_]
) -> Floats:
    """Cosines of pairs; a single word has none: two of them are as alike as the words are."""
    alone = np.where(np.logical_or(left, right), np.float32(0), of_stems)
    found: Floats = np.where(np.logical_and(left, right), cosines, alone)
    return found


def _squares(weights: Floats, slots: Ints) -> Floats:
    """The squared weights of slots by their place from 1 on, after a 0 for all others."""
    return np.append(np.float32(0), weights[slots] ** 2)


def likeness(index: Index, found: Compared) -> Floats:
    """The same likeness between each two of some phrasings; the diagonal is 1.

    Features are hashed into a few columns, so that it is one dense matrix product.
    """
    count = len(found.rows)
    weights = index.stem_weight[found.stems]
    stems = _dense(found.stems, found.stem_owners, weights, (count, _COLUMNS[0]))
    weights = index.bigram_weight[found.bigrams]
    neighbours = _dense(found.bigrams, found.bigram_owners, weights, (count, _COLUMNS[1]))
    weights = index.gram_weight[found.grams]
    spelling = _dense(found.grams, found.gram_owners, weights, (count, _COLUMNS[2]))
    by_stems = stems @ stems.T
    squared = stems * stems
    pairs = np.maximum(by_stems * by_stems - squared @ squared.T, 0) / 2
    products = (by_stems, neighbours @ neighbours.T, pairs, spelling @ spelling.T)
    lengths = [np.sqrt(np.maximum(np.diag(product), 1e-9)) for product in products]
    cosines = [
        product / length[:, None] / length
        for product, length in zip(products, lengths, strict=True)
    ]
    many = lengths[_PAIRS] > _NO_PAIRS
    cosines[_PAIRS] = _cosines_of_pairs(cosines[_PAIRS], cosines[_STEMS], many[:, None], many)
    total = np.zeros((count, count), dtype=np.float32)
    for share, cosine in zip(SHARES, cosines, strict=True):
        total += share * cosine
    return total


def _dense(columns: Ints, owners: Ints, weights: Floats, shape: tuple[int, int]) -> Floats:
    table = np.zeros(shape, dtype=np.float32)
    table[owners, columns % shape[1]] = weights
    return table
