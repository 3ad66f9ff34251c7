"""What the single words of a question say for an entry: coverage, and the weight of evidence.

Content words must be met. A question about parking that shares "where", "is" and "forum" with an
entry is not answered by it, because no phrasing of the entry has "parking". Coverage is the share
of the question's weight that stands in any phrasing of the entry.

The weight of evidence asks how much more often a word stands in this entry's phrasings than in
all others: the sum of ln(odds ratio) over the words (I. J. Good, "Probability and the Weighing of
Evidence", 1950), which is naive Bayes with each entry against the rest.
"""

from dataclasses import dataclass

import numpy as np

from knowledge.matching.features import Ints
from knowledge.matching.index import ENTRY_KEY, Floats, Index, stem_counts
from knowledge.matching.kernel import Query

_PRIOR = 0.1
"""Pseudo-count of a word in an entry that lacks it; 0.02 to 0.2 are alike on CLINC150."""


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
    others = np.maximum(everywhere - counts, 0)
    rest = index.size - sizes[:, None]
    here = np.log((counts + _PRIOR) / (sizes[:, None] + 2 * _PRIOR))
    elsewhere = np.log((others + _PRIOR) / (rest + 2 * _PRIOR))
    odds = ((here - elsewhere) * asked.trust).sum(axis=1)
    return WordEvidence(covered.astype(np.float32), odds.astype(np.float32))


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
