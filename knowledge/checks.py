"""Runs the base's checks: held-out questions, each with the outcome that it must have."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answerer import Answerer
from knowledge.model import Check, Outcome


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check, what came of it, and whether that is right."""

    check: Check
    outcome: Outcome
    passed: bool


def run_checks(answerer: Answerer, checks: Sequence[Check]) -> list[CheckResult]:
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
