"""Tests a base on itself: its held-out checks, and each phrasing with itself left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.answerer import Answerer
from knowledge.matching.confidence import features, probability
from knowledge.matching.leave_out import ask_left_out
from knowledge.model import LANGUAGES, Check, EntryKind, Language, Outcome
from knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check, what came of it, and whether that is right."""

    check: Check
    outcome: Outcome
    passed: bool


def run_checks(answerer: Answerer | Snapshot, checks: Iterable[Check]) -> list[CheckResult]:
    """Ask every check's question and compare."""
    results = []
    for check in checks:
        outcome = answerer.answer(check.question, check.language)
        results.append(CheckResult(check, outcome, _holds(check, outcome)))
    return results


def _holds(check: Check, outcome: Outcome) -> bool:
    """An answer must name one of the check's entries; a decline must be one, whatever it names."""
    if outcome.kind is not check.outcome:
        return False
    named = {outcome.entry, *(more.entry for more in outcome.more)}
    return bool(named & set(check.entries)) if check.entries and outcome.entry else True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phrasing asked with itself left out: which entry came first, by which phrasing."""

    entry: str
    language: Language
    phrasing: str
    first: str | None
    like: str
    confidence: float
    collides: bool


def leave_each_out(answerer: Answerer | Snapshot, rows: Iterable[int]) -> Iterator[LeftOut]:
    """Ask phrasings, given by their numbers, each with itself left out; about 3 ms each.

    A phrasing collides where another entry would be answered in its place.
    """
    matcher = answerer.matcher
    index, calibration = matcher.index, matcher.calibration
    for row in rows:
        asked, ranking = ask_left_out(index, row, np.array([row]))
        own = index.entries[index.entry_of[row]]
        found = bool(len(ranking.entries))
        first = index.entries[ranking.entries[0]] if found else None
        kind = matcher.kinds[ranking.entries[0]] if found else None
        sure = probability(calibration.coefficients, features(asked, ranking, matcher.twins))
        is_answered = kind in (EntryKind.FACT, EntryKind.SMALLTALK)
        yield LeftOut(
            entry=own,
            language=LANGUAGES[index.language_of[row]],
            phrasing=matcher.text(row),
            first=first,
            like=matcher.text(int(ranking.phrasings[0])) if found else "",
            confidence=sure if found else 0.0,
            collides=first != own and is_answered and sure >= calibration.answer_from,
        )
