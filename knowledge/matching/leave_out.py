"""Asks a base one of its own phrasings as if that phrasing, or its whole entry, were not there."""

import numpy as np

from knowledge.matching.features import Ints, decode
from knowledge.matching.index import Index
from knowledge.matching.kernel import Query, query
from knowledge.matching.score import Ranking, rank
from knowledge.matching.tokens import Token
from knowledge.matching.vocabulary import Known


def ask_left_out(index: Index, row: int, without: Ints) -> tuple[Query, Ranking]:
    """Ask the phrasing in a row with some phrasings (itself among them) left out.

    Words that only the left-out phrasings have count as unknown.
    """
    asked = query(index, _tokens(index, row, without))
    return asked, rank(index, asked, without)


def rows_of_entry(index: Index, row: int) -> Ints:
    """All phrasings of the entry to which the phrasing in a row belongs."""
    return np.flatnonzero(index.entry_of == index.entry_of[row])


def _tokens(index: Index, row: int, without: Ints) -> list[Token]:
    """The words of a phrasing; those that only the left-out phrasings have are unknown."""
    letters = index.letters.flat[index.letters.starts[row] : index.letters.starts[row + 1]]
    stems = index.stems.flat[index.stems.starts[row] : index.stems.starts[row + 1]]
    return [
        Token(word, Known(word, int(stem)) if _elsewhere(index, int(stem), without) else None)
        for word, stem in zip(decode(letters), stems, strict=True)
    ]


def _elsewhere(index: Index, stem: int, without: Ints) -> bool:
    begin, end = index.postings.starts[stem : stem + 2]
    if end - begin > len(without):
        return True
    return not bool(np.isin(index.postings.flat[begin:end], without).all())
