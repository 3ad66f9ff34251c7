"""From a ranking to a calibrated probability that its first entry is what was asked for.

A logistic regression over what tells a sound match from a chance one: the score of the first
entry, its lead over its best rival, how much of the question the entry covers and how much of it,
as pairs of words, the base knows at all. (The question's length adds nothing: measured.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import Ints
from knowledge.matching.kernel import Query
from knowledge.matching.score import Ranking

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

_STEPS = 25
_LEAST_STEP = 1e-6
_PRIOR_WEIGHT = 2.0
"""Of the squared distance from the coefficients to those that bases have in common: a small base
has too few questions to find its own (two points more right at 2 % wrong on bases of 40 entries).
"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted coefficients, and from which confidence (0 to 1) each outcome is given.

    ``not_told_from`` is for entries that name what the article does not tell.
    """

    coefficients: tuple[float, ...]
    answer_from: float
    not_told_from: float
    suggest_from: float


def features(asked: Query, ranking: Ranking, twins: Ints) -> Doubles:
    """What the confidence rests on, as numbers of the order of 1; the last one is constant.

    ``twins`` numbers the entries such that those which answer for each other share a number; the
    lead is over the best entry that is no twin of the first.
    """
    if not len(ranking.entries):
        return np.array([0.0, 0.0, 0.0, asked.known_pairs, 1.0])
    first = float(ranking.scores[0])
    rivals = ranking.scores[twins[ranking.entries] != twins[ranking.entries[0]]]
    second = float(rivals.max()) if len(rivals) else 0.0
    covered = float(ranking.coverage[0])
    return np.array([first, first - second, covered, asked.known_pairs, 1.0])


def probability(coefficients: tuple[float, ...], found: Doubles) -> float:
    """The logistic function of the weighted features, 0 to 1."""
    return float(1 / (1 + np.exp(-np.clip(found @ np.array(coefficients), -30, 30))))


def fit(rows: Doubles, right: Doubles, prior: tuple[float, ...]) -> tuple[float, ...]:
    """Fit the coefficients to rows of features and whether each was right (1) or not (0).

    They are drawn towards ``prior``, the coefficients to start from.

    Newton's method for penalised logistic regression (iteratively reweighted least squares); it
    converges within a dozen steps. A step that overshoots is halved, since on rows that are easy
    to part whole steps run away. No rows give the prior.
    """
    start = np.array(prior)
    coefficients = start

    def loss(at: Doubles) -> float:
        sums = rows @ at
        misfit = float((np.logaddexp(0, sums) - right * sums).sum())
        return misfit + _PRIOR_WEIGHT / 2 * float(((at - start) ** 2).sum())

    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-np.clip(rows @ coefficients, -30, 30)))
        spread = expected * (1 - expected)
        slope = rows.T @ (right - expected) - _PRIOR_WEIGHT * (coefficients - start)
        curve = (rows * spread[:, None]).T @ rows + _PRIOR_WEIGHT * np.eye(rows.shape[1])
        step = np.linalg.solve(curve, slope)
        before = loss(coefficients)
        while loss(coefficients + step) > before and np.abs(step).max() > _LEAST_STEP:
            step = step / 2
        coefficients = coefficients + step
    return tuple(float(value) for value in coefficients)
