"""What a classifier learns of the phrasings of each entry."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.matching.calibrate import UNFITTED
from knowledge.matching.classifier import (
    COLUMNS,
    COST,
    MOST,
    Vector,
    class_scores,
    learned,
    taught,
    vectors,
)
from knowledge.matching.edit_index import with_entry, without_entry
from knowledge.matching.index import Index, Phrase, build
from knowledge.matching.kernel import Query, query
from knowledge.matching.readings import read
from knowledge.matching.saved import dump, load
from knowledge.matching.score import rank
from knowledge.matching.synonyms import Synonyms
from knowledge.matching.vocabulary import Vocabulary
from tests.knowledge.matching.test_index_and_kernel import PHRASES

INDEX = taught(build(PHRASES))
ENTRIES = np.arange(len(INDEX.entries))


def asked(index: Index, question: str) -> Query:
    vocabulary = Vocabulary(index)
    return query(index, read(question, vocabulary, Synonyms((), vocabulary)).tokens)


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrasing_is_of_its_own_entry_and_of_no_other(phrase: Phrase) -> None:
    scores = class_scores(INDEX, asked(INDEX, phrase.text), ENTRIES)
    own = INDEX.entries.index(phrase.entry)
    assert np.delete(scores, own).max() < 0 < scores[own]
    assert scores[own] - np.delete(scores, own).max() > 0.4


def test_the_weights_cost_hardly_more_than_the_least_that_is_possible() -> None:
    """The least is found by going downhill in small steps, with no trick at all."""
    phrasings = vectors(INDEX)
    table = np.zeros((len(phrasings), COLUMNS))
    for row, (columns, values) in enumerate(phrasings):
        table[row, columns] = values
    sides = np.where(INDEX.entry_of[:, None] == ENTRIES, 1.0, -1.0)

    def short(weights: NDArray[Any]) -> NDArray[Any]:
        found: NDArray[Any] = np.maximum(1 - sides * (table @ weights), 0)
        return found

    def cost(weights: NDArray[Any]) -> float:
        return float((weights**2).sum() / 2 + COST * (short(weights) ** 2).sum())

    least = np.zeros((COLUMNS, len(ENTRIES)))
    for _ in range(300):
        least -= 0.05 * (least - 2 * COST * table.T @ (sides * short(least)))
    assert (
        cost(least) <= cost(learned(phrasings, INDEX.entry_of, len(ENTRIES))) < 1.02 * cost(least)
    )


def test_a_phrasing_has_the_length_of_the_kinds_that_it_is_made_of() -> None:
    """Stems, neighbours and n-grams each count by their share, and so does what all texts have."""

    def length(vector: Vector) -> float:
        return float((vector[1] ** 2).sum())

    assert [length(vector) for vector in vectors(INDEX)] == pytest.approx(
        [1.25] * INDEX.size, rel=0.15
    )


def test_one_base_teaches_the_same_each_time_and_it_is_saved() -> None:
    again = taught(build(PHRASES))
    assert (again.class_weights == INDEX.class_weights).all()
    kept, _ = load(dump(INDEX, UNFITTED))
    assert (kept.class_weights == INDEX.class_weights).all()
    assert (kept.class_scales == INDEX.class_scales).all()


@pytest.mark.parametrize("entry", ["date", "new"])
def test_nothing_speaks_against_an_entry_that_was_edited_since(entry: str) -> None:
    phrases = [Phrase(entry, "en", text) for text in ("when was the forum", "the day of it")]
    index = with_entry(INDEX, entry, phrases, 2)
    place = index.entries.index(entry)
    scores = class_scores(index, asked(index, "how old is it"), np.arange(len(index.entries)))
    assert scores[place] == np.delete(scores, place).max()


@pytest.mark.parametrize("gone", ["date", "guests", "age", "new"])
def test_an_entry_that_goes_leaves_the_others_what_was_learned_of_them(gone: str) -> None:
    with_new = with_entry(INDEX, "new", [Phrase("new", "en", "the menu")], 1)
    left = without_entry(with_new, gone)
    assert left.class_weights.shape[1] == len(left.class_scales) == len(left.entries)
    question = asked(with_new, "where was the forum held")
    known = [entry for entry in left.entries if entry != "new"]

    def scores(index: Index) -> list[float]:
        places = np.array([index.entries.index(entry) for entry in known])
        found: list[float] = class_scores(index, question, places).tolist()
        return found

    assert scores(left) == scores(with_new)


@pytest.mark.parametrize("count", [0, 1, int(MOST**0.5) + 1])
def test_a_base_that_is_too_large_or_too_small_goes_by_evidence_alone(count: int) -> None:
    phrases = [Phrase(f"e{number}", "en", f"word{number}") for number in range(count)]
    index = taught(build(phrases))
    assert not index.class_scales.any()
    asked_for = asked(index, "word0")
    assert not class_scores(index, asked_for, np.arange(min(count, 3))).any()
    assert rank(index, asked_for).entries.tolist()[:1] == [0] * min(count, 1)


def test_what_was_learned_orders_the_entries_and_leaves_the_scores() -> None:
    question = asked(INDEX, "the forum held")
    without = replace(INDEX, class_scales=np.zeros_like(INDEX.class_scales))
    by_evidence, by_both = rank(without, question), rank(INDEX, question)
    known = dict(zip(by_evidence.entries.tolist(), by_evidence.scores.tolist(), strict=True))
    assert known == dict(zip(by_both.entries.tolist(), by_both.scores.tolist(), strict=True))
    last = int(by_both.entries[-1])
    scales = np.where(last == ENTRIES, 0, INDEX.class_scales)
    sure = INDEX.class_weights.copy()
    sure[:, last] = 127
    scales[last] = INDEX.class_scales.max()
    loud = replace(INDEX, class_weights=sure, class_scales=scales.astype(np.float32))
    assert rank(loud, question).entries[0] == last
