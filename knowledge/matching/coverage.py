"""How much of a question an entry's words meet: content words must be met.

A question about parking that shares "where", "is" and "forum" with an entry is not answered by
it, because no phrasing of the entry has "parking". Coverage is the share of the question's weight
that stands in any phrasing of the entry; a word the base does not know has the highest weight.
"""

import numpy as np

from knowledge.matching.features import Ints
from knowledge.matching.index import Floats, Index
from knowledge.matching.kernel import Query


def coverage(index: Index, asked: Query, entries: Ints, without: Ints | None = None) -> Floats:
    """For each entry the share of the question's weight that its phrasings have, 0 to 1.

    Linear in the inverse document frequencies: squares would let one rare word outweigh all
    others (measured on phrasings left out). ``without`` are phrasings that do not count.
    """
    weights = index.stem_weight[asked.stems]
    met = _stands_in(index, asked.stems, entries, without) * (weights * asked.trust)
    unsure = index.highest_weight * asked.missed
    total = float((weights * asked.trust).sum()) + unsure
    covered: Floats = (met.sum(axis=1) / max(total, 1e-9)).astype(np.float32)
    return covered


def _stands_in(index: Index, stems: Ints, entries: Ints, without: Ints | None) -> Ints:
    """A table, entries by stems, of which stem stands in which entry."""
    vocabulary = len(index.stem_weight)
    keys = entries[:, None] * vocabulary + stems[None, :]
    places = np.minimum(np.searchsorted(index.entry_stems, keys), len(index.entry_stems) - 1)
    found = index.entry_stems[places] == keys
    counts = np.where(found, index.entry_stem_counts[places], 0)
    if without is not None:
        positions, owners = index.stems.take(without)
        left_out = index.entry_of[without][owners] * vocabulary + index.stems.flat[positions]
        counts = counts - (keys[:, :, None] == left_out).sum(axis=2)
    return (counts > 0).astype(np.int64)
