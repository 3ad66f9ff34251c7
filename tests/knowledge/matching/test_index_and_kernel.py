"""The index and the vectorised kernel against a brute-force oracle."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.coverage import (
    BIGRAM_SHARE,
    GRAM_SHARE,
    PRIOR,
    neighbour_evidence,
    word_evidence,
)
from knowledge.matching.index import CANDIDATES, Phrase, build, candidates
from knowledge.matching.kernel import gather, likeness, met, query, similarities
from knowledge.matching.readings import read
from knowledge.matching.synonyms import Synonyms
from knowledge.matching.vocabulary import Vocabulary
from knowledge.model import Language
from tests.knowledge.matching.oracle import Oracle, features_of

PHRASES = [
    Phrase("date", "en", "when was the forum held"),
    Phrase("date", "en", "date of the forum"),
    Phrase("date", "ru", "когда прошёл форум"),
    Phrase("date", "kk", "форум қашан өтті"),
    Phrase("city", "en", "where was the forum held"),
    Phrase("city", "ru", "в каком городе прошёл форум"),
    Phrase("guests", "en", "who came to the forum in astana"),
    Phrase("guests", "kk", "форумға кім келді"),
    Phrase("age", "en", "how old is the commission"),
    Phrase("age", "ru", "сколько лет комиссии"),
    Phrase("age", "ru", "юбилей"),
    Phrase("age", "en", "commission"),
]
INDEX = build(PHRASES)
VOCABULARY = Vocabulary(INDEX)
NO_SYNONYMS = Synonyms((), VOCABULARY)
QUESTIONS = [
    "when was the forum",
    "who came where",
    "когда форум",
    "форум қашан",
    "сколько лет",
    "the commission held astana",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_kernel_agrees_with_a_count_of_every_feature(question: str) -> None:
    asked = query(INDEX, read(question, VOCABULARY, NO_SYNONYMS).tokens)
    rows = candidates(INDEX, asked.stems, asked.weights)
    found = similarities(INDEX, asked, gather(INDEX, rows))
    language: Language = "kk" if "қ" in question else "ru" if "а" in question else "en"
    oracle, wanted = Oracle(PHRASES), features_of(Phrase("", language, question))
    for row, value in zip(rows, found, strict=True):
        assert value == pytest.approx(oracle.likeness(wanted, int(row)), abs=1e-4)


@pytest.mark.parametrize("question", QUESTIONS)
def test_neighbours_and_letters_weigh_as_a_count_of_every_feature_says(question: str) -> None:
    asked = query(INDEX, read(question, VOCABULARY, NO_SYNONYMS).tokens)
    every, entries = gather(INDEX, np.arange(INDEX.size)), np.arange(len(INDEX.entries))
    found = neighbour_evidence(INDEX, asked, every, met(asked, every), entries)
    language: Language = "kk" if "қ" in question else "ru" if "а" in question else "en"
    oracle, wanted = Oracle(PHRASES), features_of(Phrase("", language, question))
    for entry, value in zip(INDEX.entries, found, strict=True):
        neighbours = oracle.log_odds("bigrams", wanted, entry, PRIOR)
        letters = oracle.log_odds("grams", wanted, entry, PRIOR)
        assert value == pytest.approx(BIGRAM_SHARE * neighbours + GRAM_SHARE * letters, abs=1e-3)


def test_phrasings_that_are_left_out_weigh_as_if_they_were_not_there() -> None:
    left_out = np.array([0])
    asked = query(INDEX, read("date of the forum", VOCABULARY, NO_SYNONYMS).tokens)
    every, entries = gather(INDEX, np.arange(1, INDEX.size)), np.arange(len(INDEX.entries))
    found = neighbour_evidence(INDEX, asked, every, met(asked, every), entries, left_out)
    oracle, wanted = Oracle(PHRASES[1:]), features_of(Phrase("", "en", "date of the forum"))
    for entry, value in zip(INDEX.entries, found, strict=True):
        neighbours = oracle.log_odds("bigrams", wanted, entry, PRIOR)
        letters = oracle.log_odds("grams", wanted, entry, PRIOR)
        alone = BIGRAM_SHARE * neighbours + GRAM_SHARE * letters
        assert value == pytest.approx(alone, abs=1e-3)


@pytest.mark.parametrize("row", range(3))
def test_words_of_phrasings_left_out_weigh_as_in_an_index_without_them(row: int) -> None:
    fewer = build([phrase for place, phrase in enumerate(PHRASES) if place != row])
    vocabulary, entries = Vocabulary(fewer), np.arange(len(fewer.entries))
    asked = [
        query(index, read("the forum held", words, Synonyms((), words)).tokens)
        for index, words in ((INDEX, VOCABULARY), (fewer, vocabulary))
    ]
    left_out = word_evidence(INDEX, asked[0], entries, np.array([row])).weight
    assert left_out == pytest.approx(word_evidence(fewer, asked[1], entries).weight, abs=1e-4)


@pytest.mark.parametrize("question", QUESTIONS)
def test_candidates_are_all_phrasings_that_share_a_stem(question: str) -> None:
    asked = query(INDEX, read(question, VOCABULARY, NO_SYNONYMS).tokens)
    rows = candidates(INDEX, asked.stems, asked.weights)
    wanted = {t.known.stem for t in read(question, VOCABULARY, NO_SYNONYMS).tokens if t.known}
    sharing = [
        row
        for row in range(INDEX.size)
        if wanted & set(INDEX.stems.flat[INDEX.stems.starts[row] : INDEX.stems.starts[row + 1]])
    ]
    assert rows.tolist() == sharing


def test_a_long_list_gives_the_candidates_nearest_by_cosine() -> None:
    many = [
        Phrase(f"e{n}", "en", "forum " + " ".join(f"word{n % 7}x{k}" for k in range(n % 9)))
        for n in range(400)
    ]
    index = build(many)
    stems = np.array([index.stem_number["forum"]])
    rows = candidates(index, stems, index.stem_weight[stems])
    assert len(rows) == CANDIDATES
    lengths = np.sort(index.norms[0])
    assert index.norms[0][rows].max() <= lengths[CANDIDATES - 1] + 1e-6


def test_a_question_without_known_words_has_no_candidates() -> None:
    asked = query(INDEX, read("zzz qqq", VOCABULARY, NO_SYNONYMS).tokens[:0])
    assert len(candidates(INDEX, asked.stems, asked.weights)) == 0


def test_phrasings_are_wholly_like_themselves_and_less_like_others() -> None:
    matrix = likeness(INDEX, gather(INDEX, np.arange(INDEX.size)))
    off = matrix - np.diag(np.diag(matrix))
    assert np.diag(matrix) == pytest.approx(1.0, abs=1e-3)
    assert np.allclose(matrix, matrix.T, atol=1e-5)
    assert off.max() < 0.95
    assert np.linalg.eigvalsh(matrix).min() > -1e-3


def test_the_features_of_some_phrasings_are_those_gathered_for_them_alone() -> None:
    places = np.array([4, 0, 7])
    some, alone = gather(INDEX, np.arange(INDEX.size)).only(places), gather(INDEX, places)
    assert np.allclose(likeness(INDEX, some), likeness(INDEX, alone))


@given(st.lists(st.sampled_from(sorted(INDEX.word_number)), min_size=1, max_size=8))
def test_no_question_is_more_than_wholly_like_a_phrasing(found: list[str]) -> None:
    asked = query(INDEX, read(" ".join(found), VOCABULARY, NO_SYNONYMS).tokens)
    alike = similarities(INDEX, asked, gather(INDEX, np.arange(INDEX.size)))
    assert alike.min() >= 0
    assert alike.max() <= 1.15


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrasing_asked_word_for_word_is_wholly_alike(phrase: Phrase) -> None:
    asked = query(INDEX, read(phrase.text, VOCABULARY, NO_SYNONYMS).tokens)
    row = np.array([PHRASES.index(phrase)])
    assert similarities(INDEX, asked, gather(INDEX, row))[0] == pytest.approx(1.0, abs=0.02)


def test_unknown_words_make_a_question_less_like_every_phrasing() -> None:
    plain = query(INDEX, read("when was the forum", VOCABULARY, NO_SYNONYMS).tokens)
    longer = query(INDEX, read("when was the forum xylophone", VOCABULARY, NO_SYNONYMS).tokens)
    found = gather(INDEX, candidates(INDEX, plain.stems, plain.weights))
    assert (similarities(INDEX, longer, found) < similarities(INDEX, plain, found)).all()
    assert longer.missed > plain.missed == 0


def test_an_index_is_built_in_little_memory_however_large_it_is() -> None:
    many = [
        Phrase(f"e{n // 10}", "en", f"what does person {n} say of the wonderful thing {n % 97}")
        for n in range(8_000)
    ]
    tracemalloc.start()
    index = build(many)
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert index.size == len(many)
    assert most - kept < 32_000_000
