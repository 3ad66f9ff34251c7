"""An index that was edited holds what an index built anew would hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.calibrate import UNFITTED
from knowledge.matching.edit_index import with_entry, without_entry
from knowledge.matching.features import decode
from knowledge.matching.index import ENTRY_KEY, Index, Phrase, build, lengths, stem_counts
from knowledge.matching.saved import dump, load
from knowledge.matching.vocabulary import Vocabulary

WORDS = ["forum", "city", "date", "forums", "парковка", "форум", "форумда", "қала", "2024", "zebra"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
LANGUAGE = st.sampled_from(["en", "ru", "kk"])
ENTRIES = st.sampled_from(["one", "two", "three", "four"])
PHRASES = st.lists(st.tuples(LANGUAGE, TEXTS), max_size=6)  # none where the entry goes
EDITS = st.lists(st.tuples(ENTRIES, PHRASES), min_size=1, max_size=5)

START = {"one": [("en", "forum date")], "two": [("ru", "форум"), ("kk", "қала форумда 2024")]}


def phrases_of(base: dict[str, list[tuple[str, str]]]) -> list[Phrase]:
    return [Phrase(entry, lang, text) for entry, found in base.items() for lang, text in found]  # type: ignore[arg-type]


BUILT = build(phrases_of(START))


def edited(edits: list[tuple[str, list[tuple[str, str]]]]) -> Index:
    """The index after some edits."""
    index = BUILT
    for entry, found in edits:
        if found:
            index = with_entry(index, entry, phrases_of({entry: found}), 1)
        else:
            index = without_entry(index, entry)
    return index


def base_after(
    edits: list[tuple[str, list[tuple[str, str]]]],
) -> dict[str, list[tuple[str, str]]]:
    """What the index must hold then; an entry that is new, or comes again, is the last."""
    base = dict(START)
    for entry, found in edits:
        base[entry] = found
        if not found:
            del base[entry]
    return base


def stem_of(index: Index) -> dict[int, str]:
    return {number: stem for stem, number in index.stem_number.items()}


def rows_told(index: Index) -> list[tuple[str, int, list[str], list[str]]]:
    """Each row with nothing in it that depends on how stems are numbered."""
    names = stem_of(index)
    return [
        (
            index.entries[index.entry_of[row]],
            int(index.language_of[row]),
            decode(index.letters.flat[index.letters.starts[row] : index.letters.starts[row + 1]]),
            [
                names[int(stem)]
                for stem in index.stems.flat[index.stems.starts[row] : index.stems.starts[row + 1]]
            ],
        )
        for row in range(index.size)
    ]


def postings_told(index: Index) -> dict[str, list[int]]:
    found = {}
    for number, stem in stem_of(index).items():
        begin, end = index.postings.starts[number : number + 2]
        if begin < end:
            found[stem] = sorted(index.postings.flat[begin:end].tolist())
    return found


@settings(max_examples=30, deadline=None)
@given(EDITS)
def test_rows_postings_and_entries_are_those_of_a_new_index(
    edits: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    after, anew = edited(edits), build(phrases_of(base_after(edits)))
    assert after.entries == anew.entries
    assert rows_told(after) == rows_told(anew)
    assert postings_told(after) == postings_told(anew)
    assert after.entry_sizes.tolist() == anew.entry_sizes.tolist()
    numbers = {stem: number for number, stem in stem_of(after).items()}
    for number, stem in stem_of(anew).items():
        for entry in range(len(anew.entries)):
            at, there = np.array([numbers[stem]]), np.array([number])
            places = np.array([entry])
            assert stem_counts(after, places, at) == stem_counts(anew, places, there)


@settings(max_examples=30, deadline=None)
@given(EDITS)
def test_postings_stand_with_short_phrasings_first(
    edits: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    after = edited(edits)
    lengths = np.diff(after.stems.starts)
    for number in stem_of(after):
        begin, end = after.postings.starts[number : number + 2]
        found = lengths[after.postings.flat[begin:end]]
        assert found.tolist() == sorted(found.tolist())


@settings(max_examples=30, deadline=None)
@given(EDITS)
def test_lengths_are_those_by_the_weights_that_were_kept(
    edits: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    after = edited(edits)
    weights = (after.stem_weight, after.bigram_weight, after.gram_weight)
    anew = lengths(after.stems, after.letters, np.arange(after.size), weights)
    assert after.norms == pytest.approx(anew, rel=1e-5)
    assert after.stem_weight[: len(BUILT.stem_weight)].tolist() == BUILT.stem_weight.tolist()
    assert set(after.stem_weight[len(BUILT.stem_weight) :].tolist()) <= {
        np.float32(after.highest_weight)
    }


def test_a_word_that_no_phrasing_has_any_more_is_unknown_again() -> None:
    index = edited([("one", [("en", "zebra crossing")]), ("one", [("en", "forum date")])])
    assert Vocabulary(index).known("zebra") is None


def test_words_that_an_edit_brings_are_known_and_corrected_to() -> None:
    after = with_entry(BUILT, "one", phrases_of({"one": [("en", "zebra парковка")]}), 1)
    vocabulary = Vocabulary(BUILT).of(after)
    for typed, meant in (("zebra", "zebra"), ("zerba", "zebra"), ("парквока", "парковка")):
        found = vocabulary.known(typed) or vocabulary.guesses(typed)[0]
        assert found is not None
        assert found.word == meant
    sounded = vocabulary.transliterated("parkovka")
    assert sounded is not None
    assert sounded.word == "парковка"


def test_an_edited_index_is_saved_and_read_again() -> None:
    after = edited([("three", [("en", "zebra crossing")])])
    again, _ = load(dump(after, UNFITTED))
    assert rows_told(again) == rows_told(after)
    assert (again.edited, again.weighed) == (after.edited, after.weighed) == (1, 3)


def test_each_phrasing_that_goes_with_its_entry_counts_as_edited() -> None:
    assert edited([("one", [("en", "zebra crossing")]), ("two", [])]).edited == 1 + 2


def test_keys_of_entries_and_stems_never_meet() -> None:
    after = edited([("three", [("en", "zebra crossing")])])
    assert len(np.unique(after.entry_stems)) == len(after.entry_stems)
    assert (after.entry_stems // ENTRY_KEY).max() == len(after.entries) - 1
