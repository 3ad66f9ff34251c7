"""What the single words of a question say for an entry: coverage, and the weight of evidence.

Content words must be met. A question about parking that shares "where", "is" and "forum" with an
entry is not answered by it, because no phrasing of the entry has "parking". Coverage is the share
of the question's weight that stands in any phrasing of the entry.

The weight of evidence asks how much more often a word stands in this entry's phrasings than in
all others: the sum of ln(odds ratio) over the words (I. J. Good, "Probability and the Weighing of
Evidence", 1950), which is naive Bayes with each entry against the rest. The same is asked of the
words' neighbours and letter n-grams, counted in the phrasings nearest to the question.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import Ints, distinct
from knowledge.matching.index import ENTRY_KEY, Floats, Index, stem_counts
from knowledge.matching.kernel import Compared, Met, Query, gather, met

PRIOR = 0.1
"""Pseudo-count of a word in an entry that lacks it; 0.02 to 0.2 are alike on CLINC150."""

_SEEN = 0.5  # of a phrasing: less is what rounding leaves

BIGRAM_SHARE, GRAM_SHARE = 0.6, 0.07
"""What a nat of neighbours and of n-grams counts against one of words: n-grams overlap. Chosen on
folds of the training parts of CLINC150 and BANKING77, where half or twice as much is alike.
"""


@dataclass(frozen=True, slots=True, eq=False)
class WordEvidence:
    """For each entry its coverage, 0 to 1, and its weight of evidence in nats, of either sign."""

    coverage: Floats
    weight: Floats


def word_evidence(
    index: Index, asked: Query, entries: Ints, without: Ints | None = None
) -> WordEvidence:
    """Weigh the question's words for some entries; ``without`` are phrasings that do not count.

    Coverage is linear in the inverse document frequencies: squares would let one rare word
    outweigh all others (measured on phrasings left out).
    """
    counts, sizes = _counts(index, asked.stems, entries, without)
    weights = index.stem_weight[asked.stems] * asked.trust
    total = float(weights.sum()) + index.highest_weight * asked.missed
    covered = ((counts > 0) * weights).sum(axis=1) / max(total, 1e-9)
    everywhere = index.postings.starts[asked.stems + 1] - index.postings.starts[asked.stems]
    rest = index.size
    if without is not None:
        positions, owners = index.stems.take(without)
        left_out = distinct(index.stems.flat[positions].astype(np.int64) * ENTRY_KEY + owners)
        everywhere -= (asked.stems[:, None] == left_out // ENTRY_KEY).sum(axis=1)
        rest -= len(without)
    odds = (_log_odds(counts, sizes[:, None], everywhere, rest) * asked.trust).sum(axis=1)
    return WordEvidence(covered.astype(np.float32), odds.astype(np.float32))


def neighbour_evidence(
    index: Index,
    asked: Query,
    found: Compared,
    shared: Met,
    entries: Ints,
    without: Ints | None = None,
) -> Floats:
    """Weigh the question's neighbouring stems and letter n-grams for some entries, in nats.

    They are counted in the phrasings that were ``found``, which have ``shared`` of them: others
    have hardly any.
    """
    gone = None if without is None else gather(index, without)
    sizes = index.entry_sizes[entries].astype(np.int64)
    rest = index.size
    if gone:
        sizes -= (entries[:, None] == index.entry_of[gone.rows]).sum(axis=1)
        rest -= len(gone.rows)
    belongs = (entries[:, None] == index.entry_of[found.rows]).astype(np.float32)
    left_out = met(asked, gone) if gone else None
    bigrams = _everywhere(index, index.bigram_weight[shared.bigram_slots])
    grams = _everywhere(index, index.gram_weight[asked.gram_slots])
    if gone and left_out:
        bigrams -= _table(left_out.bigrams, gone.bigram_owners, gone, bigrams).sum(axis=0)
        grams -= _table(left_out.grams, gone.gram_owners, gone, grams).sum(axis=0)
    weight = np.zeros(len(entries))
    for share, places, owners, everywhere in (
        (BIGRAM_SHARE, shared.bigrams, found.bigram_owners, bigrams),
        (GRAM_SHARE, shared.grams, found.gram_owners, grams),
    ):
        counts = belongs @ _table(places, owners, found, everywhere)
        odds = _log_odds(counts, sizes[:, None], everywhere, rest)
        weight += share * odds[:, everywhere > _SEEN].sum(axis=1)
    return weight.astype(np.float32)


def _everywhere(index: Index, weights: Floats) -> NDArray[Any]:
    """In how many phrasings features of these weights stood when the weights were made."""
    frequency: NDArray[Any] = (1 + index.weighed) / np.exp(weights - 1) - 1
    return frequency


def _table(
    places: NDArray[np.int32], owners: Ints, found: Compared, features: NDArray[Any]
) -> Floats:
    """Which of some phrasings have which of the features: a table of 0 and 1."""
    table = np.zeros((len(found.rows), len(features) + 1), dtype=np.float32)
    table[owners, places] = 1  # column 0 is for all that the question has not
    return table[:, 1:]


def _log_odds(
    counts: NDArray[Any], sizes: NDArray[Any], everywhere: NDArray[Any], size: int
) -> NDArray[Any]:
    """ln(odds ratio) of features in entries against all others, each with ``PRIOR``."""
    here = np.log((counts + PRIOR) / (sizes + 2 * PRIOR))
    others = np.maximum(everywhere - counts, 0)
    elsewhere = np.log((others + PRIOR) / (size - sizes + 2 * PRIOR))
    return np.asarray(here - elsewhere)


def _counts(index: Index, stems: Ints, entries: Ints, without: Ints | None) -> tuple[Ints, Ints]:
    """How often each stem stands in each entry (entries by stems), and the entries' phrasings."""
    counts = stem_counts(index, entries, stems)
    sizes = index.entry_sizes[entries].astype(np.int64)
    if without is None:
        return counts, sizes
    keys = entries[:, None] * ENTRY_KEY + stems[None, :]
    positions, owners = index.stems.take(without)
    left_out = index.entry_of[without][owners] * ENTRY_KEY + index.stems.flat[positions]
    counts = counts - (keys[:, :, None] == left_out).sum(axis=2)
    return counts, sizes - (entries[:, None] == index.entry_of[without]).sum(axis=1)
