"""Fit confidence and thresholds to a base: to its checks, which are questions as people type them.

Coefficients are fitted to the checks alone: phrasings are more alike than what people ask, and what
was fitted to them told right from wrong worse on CLINC150 and on a fresh set of questions than what
bases have in common. Thresholds are chosen on the checks and on questions from outside, each left
out of the index. A base without checks keeps the coefficients, and its thresholds are chosen on a
sample of its phrasings, each asked with itself left out (is its entry still first?), and once more
with its whole entry left out (which makes it a question that the base does not cover). Words that
only the left-out phrasings have count as unknown then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.matching.confidence import (
    Bools,
    Calibration,
    Doubles,
    features,
    fit,
    probability,
)
from knowledge.matching.features import Ints
from knowledge.matching.leave_out import ask_left_out, rows_of_entry
from knowledge.matching.matcher import Matcher
from knowledge.model import Check, EntryKind

SAMPLE = 200
"""Phrasings that are left out in turn; they are spread evenly over the base."""

OUTSIDE_SAMPLE = 250
"""Phrasings of what is not about the forum that are left out in turn to choose thresholds."""

WRONG_ALLOWED = 0.02
"""At most this share of all questions may get a wrong answer. On 359 questions that were no checks
it then was 1.95 % (0.3 between samples of the checks).
"""

OUTSIDE_ALLOWED = 0.04
"""The same for phrasings from outside that are left out: without their own phrasing they are harder
to tell than the questions that people ask.
"""

ANSWERED_ALLOWED = 0.01
"""At most this share of the checks may be questions from outside that are answered."""

OFFERED_ALLOWED = 0.08
"""At most this share of the questions that no entry covers may get suggestions."""

UNFITTED = Calibration((7.0, 2.2, -1.0, 0.8, -5.3), 0.6, 0.4, 0.2)
"""Fitted to ten bases of 40 intents of CLINC150; what a base starts from."""


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """One question asked: its features, whether the first entry was right, and what kind it is."""

    features: Doubles
    right: bool
    kind: EntryKind | None
    covered: bool
    is_check: bool = False


def calibrate(matcher: Matcher, checks: Sequence[Check]) -> Calibration:
    """Fit confidence and thresholds; takes about 5 ms a check and a phrasing that is left out."""
    asked = [_of_check(matcher, check) for check in checks]
    if not asked:
        left_out = _left_out(matcher)
        return _with_thresholds(UNFITTED.coefficients, left_out) if left_out else UNFITTED
    coefficients = fit(
        np.array([one.features for one in asked]),
        np.array([float(one.right) for one in asked]),
        UNFITTED.coefficients,
    )
    return _with_thresholds(coefficients, [*asked, *_outside(matcher)])


def _of_check(matcher: Matcher, check: Check) -> Observation:
    asked, ranking = matcher.weighed(check.question)
    kind = matcher.kinds[ranking.entries[0]] if len(ranking.entries) else None
    first = matcher.twins[ranking.entries[0]] if kind else None
    places = (place for place, entry in enumerate(matcher.index.entries) if entry in check.entries)
    accepted = {matcher.twins[place] for place in places}
    right = first in accepted or (not check.entries and kind is EntryKind.OUTSIDE)
    found = features(asked, ranking, matcher.twins)
    return Observation(found, right, kind, bool(check.entries), is_check=True)


def _left_out(matcher: Matcher) -> list[Observation]:
    index = matcher.index
    step = max(1, index.size // SAMPLE)
    found = []
    for row in range(0, index.size, step):
        found.append(_observed(matcher, row, np.array([row])))
        missing = _observed(matcher, row, rows_of_entry(index, row))
        found.append(replace(missing, right=False, covered=False))
    return found


def _outside(matcher: Matcher) -> list[Observation]:
    """Questions from outside, each left out: what must not be answered though it is new."""
    kinds = np.array([kind is EntryKind.OUTSIDE for kind in matcher.kinds], dtype=np.bool_)
    rows = np.flatnonzero(kinds[matcher.index.entry_of])
    step = max(1, len(rows) // OUTSIDE_SAMPLE)
    return [_observed(matcher, int(row), np.array([row])) for row in rows[::step]]


def _observed(matcher: Matcher, row: int, without: Ints) -> Observation:
    asked, ranking = ask_left_out(matcher.index, row, without)
    wanted = int(matcher.index.entry_of[row])
    first = int(ranking.entries[0]) if len(ranking.entries) else None
    right = first is not None and bool(matcher.twins[first] == matcher.twins[wanted])
    kind = matcher.kinds[first] if first is not None else None
    covered = matcher.kinds[wanted] is not EntryKind.OUTSIDE
    return Observation(features(asked, ranking, matcher.twins), right, kind, covered)


def _with_thresholds(
    coefficients: tuple[float, ...], observations: Sequence[Observation]
) -> Calibration:
    sure = np.array([probability(coefficients, one.features) for one in observations])
    wrong = np.array([not one.right for one in observations])
    covered = np.array([one.covered for one in observations])
    unknown = np.array([one.kind is EntryKind.UNKNOWN for one in observations])
    told = np.array([one.kind in (EntryKind.FACT, EntryKind.SMALLTALK) for one in observations])
    real = np.array([one.is_check for one in observations])
    share = np.where(covered | real, WRONG_ALLOWED, OUTSIDE_ALLOWED)
    allowed = float(share.sum())
    answer_from = max(
        _least_threshold(sure, wrong & told, allowed),
        _least_threshold(sure, real & ~covered & told, ANSWERED_ALLOWED * float(real.sum())),
    )
    not_told_from = _least_threshold(sure, wrong & unknown & covered, allowed)
    offered = ~covered & (told | (unknown & (sure < not_told_from)))
    suggest_from = _least_threshold(sure, offered, OFFERED_ALLOWED * float((~covered).sum()))
    suggest_from = min(suggest_from, answer_from)
    return Calibration(coefficients, answer_from, max(not_told_from, suggest_from), suggest_from)


def _least_threshold(sure: Doubles, bad: Bools, allowed: float) -> float:
    """The least confidence above which at most ``allowed`` bad cases lie, between two cases."""
    cases = np.sort(sure[bad])[::-1]
    place = int(allowed)
    if place >= len(cases):
        return 0.0
    better = sure[(sure > cases[place]) & ~bad]
    return float((cases[place] + (better.min() if len(better) else 1.0)) / 2)
