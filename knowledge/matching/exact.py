"""Whether a question is, word for word, one of the phrasings: then nothing needs to be weighed.

Who adds a phrasing means that its entry answers it; this is what keeps that promise, whatever else
is in the base.
"""

import numpy as np

from knowledge.matching.features import Ints
from knowledge.matching.index import Index


def same_stems(index: Index, stems: Ints) -> Ints:
    """The phrasings that have exactly these stems in this order; none for none."""
    if not len(stems) or not stems.all():
        return np.zeros(0, dtype=np.int64)
    sizes = index.postings.starts[stems + 1] - index.postings.starts[stems]
    rarest = stems[int(np.argmin(sizes))]
    begin, end = index.postings.starts[rarest], index.postings.starts[rarest + 1]
    rows = index.postings.flat[begin:end].astype(np.int64)
    starts = index.stems.starts[rows]
    rows = rows[index.stems.starts[rows + 1] - starts == len(stems)]
    places = index.stems.starts[rows][:, None] + np.arange(len(stems))
    same: Ints = rows[(index.stems.flat[places] == stems).all(axis=1)]
    return same
