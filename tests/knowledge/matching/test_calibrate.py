"""Confidence and thresholds are fitted to a base, whatever its size."""

import random
from dataclasses import replace

import numpy as np
import pytest

from knowledge.answerer import Answerer
from knowledge.checks import run_checks
from knowledge.matching.calibrate import UNFITTED, calibrate
from knowledge.matching.confidence import fit, probability
from knowledge.matching.matcher import build_index, matcher
from knowledge.model import LANGUAGES, Base, Entry, EntryText, OutcomeKind
from knowledge.store import store_in_memory
from knowledge.yaml_files import read_base, shipped_base


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base(shipped_base())


def random_entry(number: int, dice: random.Random) -> Entry:
    def text() -> str:
        return " ".join("".join(dice.choices("bcdfglmnrstv", k=7)) for _ in range(4))

    texts = {language: EntryText(text(), text(), (text(), text())) for language in LANGUAGES}
    return Entry(f"random-{number}", texts, topic="forum")


def test_a_logistic_regression_finds_what_tells_right_from_wrong() -> None:
    dice = np.random.default_rng(1)
    rows = np.column_stack([dice.normal(size=400), dice.normal(size=400), np.ones(400)])
    right = (rows[:, 0] > 0).astype(float)
    coefficients = fit(rows, right, (0.0, 0.0, 0.0))
    assert coefficients[0] > 10 * abs(coefficients[1])
    assert probability(coefficients, np.array([2.0, 0.0, 1.0])) > 0.95
    assert probability(coefficients, np.array([-2.0, 0.0, 1.0])) < 0.05


def test_without_questions_the_coefficients_are_those_to_start_from() -> None:
    assert fit(np.zeros((0, 2)), np.zeros(0), (3.0, -1.0)) == (3.0, -1.0)


@pytest.mark.parametrize("scale", [1.0, 10.0])
@pytest.mark.parametrize("prior", [(7.0, -5.0), (7.0, 5.0), (-3.0, 0.0)])
def test_no_start_makes_the_coefficients_run_away(scale: float, prior: tuple[float, ...]) -> None:
    rows = np.column_stack([scale * np.linspace(-1, 1, 400), np.ones(400)])
    slope, shift = fit(rows, (rows[:, 0] > 0).astype(float), prior)
    assert 0 < slope < 12
    assert abs(shift / slope) < 0.3 * scale


def test_rows_that_are_all_right_or_all_wrong_are_fitted_too() -> None:
    rows = np.ones((5, 2))
    for outcome in (0.0, 1.0):
        found = probability(fit(rows, np.full(5, outcome), (0.0, 0.0)), rows[0])
        assert 0 < found < 1
        assert (found > 0.5) == bool(outcome)


def test_a_base_of_one_entry_can_be_asked(base: Base) -> None:
    one = {"hello": replace(base.entries["hello"], related=())}
    with store_in_memory(replace(base, entries=one, people={}, checks=())) as store:
        answerer = Answerer(store)
    assert answerer.answer("hello").entry == "hello"
    assert answerer.answer("xylophone zebra").kind is OutcomeKind.DECLINE


def test_thresholds_lie_in_order_and_between_0_and_1(base: Base) -> None:
    raw = matcher(base, build_index(base), UNFITTED)
    for checks in (base.checks, ()):
        found = calibrate(raw, checks)
        assert 0 <= found.suggest_from <= found.answer_from <= 1
        assert found.suggest_from <= found.not_told_from <= 1


def test_a_thousand_random_entries_neither_silence_nor_loosen_the_rest(base: Base) -> None:
    dice = random.Random(5)
    more = {entry.id: entry for entry in (random_entry(number, dice) for number in range(1000))}
    shares = []
    for entries in (base.entries, dict(base.entries) | more):
        with store_in_memory(replace(base, entries=entries)) as store:
            results = run_checks(Answerer(store), base.checks)
        told = [r for r in results if r.check.outcome is OutcomeKind.ANSWER]
        rest = [r for r in results if r.check.outcome is not OutcomeKind.ANSWER]
        answered = sum(r.outcome.kind is OutcomeKind.ANSWER for r in rest)
        shares.append((sum(r.passed for r in told) / len(told), answered / len(rest)))
    (right, wrong), (right_with_more, wrong_with_more) = shares
    assert right_with_more >= right - 0.02
    assert wrong_with_more <= wrong + 0.02
