"""Stage three: evidence for each entry, from all of its phrasings against all other entries.

Local kernel ridge regression: over the ``NEAREST`` phrasings nearest to the question, with k their
likeness to it and K their likeness to each other, b = (K + RIDGE I)^-1 k; an entry's score is the
sum of b over its phrasings. Near-duplicates share their weight, so that many phrasings alone give
an entry no advantage, and the phrasings of other entries speak against it. (Saunders, Gammerman
and Vovk, "Ridge regression learning algorithm in dual variables", 1998.) To this comes what the
question's single words say: of two entries alike in phrasings, the one that has all words of the
question comes first, and then the one whose own words they are. Neighbouring words and letter
n-grams only order the entries: they tell entries apart, not whether one is asked for at all.
"""

from dataclasses import dataclass

import numpy as np

from knowledge.matching.classifier import class_scores
from knowledge.matching.coverage import neighbour_evidence, word_evidence
from knowledge.matching.features import Ints, distinct
from knowledge.matching.index import Floats, Index, candidates
from knowledge.matching.kernel import Query, gather, likeness, met, similarities

NEAREST = 50
"""Phrasings that take part; on CLINC150 50 are as right as 800."""

RIDGE = 0.2
"""Weight of the penalty; results are flat between 0.1 and 0.5."""

COVERAGE_SHARE = 0.4
"""Chosen on the shipped checks and on phrasings left out; 0.3 to 0.5 are alike."""

EVIDENCE_SHARE = 0.015
"""Score for each nat of the weight of evidence; 0.01 to 0.02 add a point on CLINC150."""

CLASS_SHARE = 0.6
"""Score for what the classifier says; 0.4 to 1 are alike on CLINC150 and BANKING77."""

_WEIGHED = 8  # entries whose words are weighed; none further down comes first any more


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Entries, the likeliest first; mostly by falling score.

    ``entries`` are places in ``Index.entries``, ``phrasings`` each entry's phrasing most like the
    question. ``scores`` hold evidence of phrasings and of words: about 1.4 where a phrasing is met
    word for word, about 0 for none. ``coverage`` is that of ``WordEvidence``, 0 to 1.
    """

    entries: Ints
    scores: Floats
    phrasings: Ints
    coverage: Floats


def _empty() -> Ranking:
    none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    return Ranking(none, nothing, none, nothing)


def rank(index: Index, asked: Query, without: Ints | None = None) -> Ranking:
    """Rank entries for a question; ``without`` are phrasings to leave out (when calibrating)."""
    rows = candidates(index, asked.stems, asked.weights)
    if without is not None:
        rows = rows[~np.isin(rows, without)]
    if not len(rows):
        return _empty()
    found = gather(index, rows)
    shared = met(asked, found)
    near = similarities(index, asked, found, shared)
    nearest = found
    if len(rows) > NEAREST:
        best = np.argpartition(-near, NEAREST - 1)[:NEAREST]
        nearest, near = found.only(best), near[best]
    matrix = likeness(index, nearest) + RIDGE * np.eye(len(near), dtype=np.float32)
    evidence = np.linalg.solve(matrix, near)
    entries, scores, phrasings = _by_entry(index, nearest.rows, near, evidence)
    by_words = word_evidence(index, asked, entries, without)
    scores = scores + COVERAGE_SHARE * by_words.coverage + EVIDENCE_SHARE * by_words.weight
    by_neighbours = neighbour_evidence(index, asked, found, shared, entries, without)
    total = scores + EVIDENCE_SHARE * by_neighbours
    if without is None:  # what was learned from a phrasing cannot be left out
        total += CLASS_SHARE * class_scores(index, asked, entries)
    order = np.argsort(-total, kind="stable")
    return Ranking(entries[order], scores[order], phrasings[order], by_words.coverage[order])


def _by_entry(
    index: Index, rows: Ints, near: Floats, evidence: Floats
) -> tuple[Ints, Floats, Ints]:
    """The best supported entries, their evidence, and each one's phrasing most like it."""
    entries = distinct(index.entry_of[rows])
    places = np.searchsorted(entries, index.entry_of[rows])
    sums = np.bincount(places, evidence, len(entries)).astype(np.float32)
    phrasings = np.empty(len(entries), dtype=np.int64)
    rising = np.argsort(near, kind="stable")
    phrasings[places[rising]] = rows[rising]
    best = np.argsort(-sums, kind="stable")[:_WEIGHED]
    return entries[best], sums[best], phrasings[best]
