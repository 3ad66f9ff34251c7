"""How likely one stem follows another, as counted in the phrasings of a base."""

import math

from knowledge.matching.features import bigram_slot
from knowledge.matching.index import Index

END = 0
"""Stands before the first stem of a text and after its last."""

UNKNOWN = -1
"""Stands for a word that the base does not know."""

_NEIGHBOURS_SHARE = 0.9
"""How much of a stem's likelihood after another rests on how often both are neighbours."""

_WORDS_OF_A_PHRASING = 6
_NEVER = 1e-9  # of a stem that was never seen


class Likelihood:
    """How likely a stem is after another: the mean of ln P(stem | stem before) and ln P(stem).

    The former is mixed with single stems (Jelinek and Mercer, 1980). The latter again, because a
    rare neighbour that was seen once is no better than a frequent stem that was not: measured.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._starts = index.postings.starts
        self._size = max(index.size, 1)

    def frequency(self, stem: int) -> int:
        """In how many phrasings a stem stands; the end of a text stands in each."""
        if stem == END:
            return self._size
        return int(self._starts[stem + 1] - self._starts[stem])

    def __call__(self, before: int, stem: int) -> float:
        """A natural logarithm; either may be ``END``, the one before ``UNKNOWN``."""
        single = self.frequency(stem) / (_WORDS_OF_A_PHRASING * self._size)
        likely = (1 - _NEIGHBOURS_SHARE) * single
        if before != UNKNOWN:
            both = self._together(before, stem) / max(self.frequency(before), 1)
            likely += _NEIGHBOURS_SHARE * both
        return (math.log(likely + _NEVER) + math.log(single + _NEVER)) / 2

    def _together(self, left: int, right: int) -> float:
        """In how many phrasings two stems are neighbours, told by their weight as a feature."""
        weight = float(self._index.bigram_weight[bigram_slot(left, right)])
        return max((1 + self._index.weighed) / math.exp(weight - 1) - 1, 0.0)
