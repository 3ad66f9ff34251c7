"""What a mistyped text is read as: words, and the spaces between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.corrections import MOST_CORRECTED, MOST_SPACED
from knowledge.matching.index import Phrase, build
from knowledge.matching.readings import read
from knowledge.matching.synonyms import Synonyms
from knowledge.matching.tokens import Token
from knowledge.matching.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    build(
        [
            Phrase("date", "en", "when was the forum held"),
            Phrase("date", "en", "on what date was the forum"),
            Phrase("women", "en", "what did the forum do for women"),
            Phrase("women", "en", "how many women are there"),
            Phrase("horse", "en", "a worn horse"),
            Phrase("who", "ru", "кто такая каринова"),
            Phrase("who", "ru", "балаева"),
            Phrase("who", "ru", "расскажи про национальную комиссию по делам женщин"),
            Phrase("who", "ru", "что у кариновой в партии"),
            Phrase("age", "kk", "комиссияға неше жыл толды"),
        ]
    )
)


def tokens(text: str) -> tuple[Token, ...]:
    return read(text, VOCABULARY, Synonyms((), VOCABULARY)).tokens


def read_as(text: str) -> str:
    return " ".join(one.known.word if one.known else f"{one.word}?" for one in tokens(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whenwas the forum", "when was the forum"),
        ("when was theforum held", "when was the forum held"),
        ("when wasxthe forum", "when was the forum"),
        ("whatdate was the forum", "what date was the forum"),
        ("how many wo men", "how many women"),
        ("how many w omen are there", "how many women are there"),
        ("whe nwas the forum", "when was the forum"),
        ("when wast he forum", "when was the forum"),
        ("когобалаева", "балаева"),
        ("комиссию поделам женщин", "комиссию по делам женщин"),
        ("национальнуюкомисию", "национальную комиссию"),
        ("комиссияға нешежыл толды", "комиссияга неше жыл толды"),
        ("комис сияға неше жыл", "комиссияга неше жыл"),
    ],
)
def test_spaces_that_are_missing_or_too_many_or_misplaced_are_mended(
    typed: str, meant: str
) -> None:
    assert meant in read_as(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wehn was teh forum", "when was the forum"),
        ("waht date", "what date"),
        ("wha tdid the forum od for women", "what did the forum do for women"),
        ("how mny wonen are there", "how many women are there"),
        ("кто ткая каринова", "кто такая каринова"),
    ],
)
def test_of_words_as_near_the_one_that_fits_its_neighbours_is_meant(typed: str, meant: str) -> None:
    assert read_as(typed) == meant


def test_single_letters_of_the_other_alphabet_are_words() -> None:
    assert read_as("chto u karinovoi v partii") == "что у кариновой в партии"


@pytest.mark.parametrize("typed", ["whenwas the forum", "how many wo men", "wehn was the forum"])
def test_what_was_mended_counts_less_than_what_was_typed(typed: str) -> None:
    weights = [one.known.weight if one.known else 0.0 for one in tokens(typed)]
    assert 0 < min(weights) < 1


@pytest.mark.parametrize("typed", ["when was the forum", "women held the horse", "неше жыл толды"])
def test_words_that_the_base_knows_stay_as_they_are(typed: str) -> None:
    assert " ".join(one.word for one in tokens(typed)) == typed


@pytest.mark.parametrize("count", [MOST_SPACED, MOST_SPACED + 1, MOST_CORRECTED + 1])
def test_of_many_unknown_words_ever_less_is_tried(count: int) -> None:
    found = tokens(" ".join(["whenwas"] * count))
    is_split = count <= MOST_SPACED
    assert len(found) == (2 * count if is_split else count)
    assert any(one.known for one in found) == (count <= MOST_CORRECTED)


@given(st.text(alphabet="whenwasforum когдаәү3 ", max_size=60))
def test_no_letter_of_any_text_is_lost_without_a_word_for_it(text: str) -> None:
    for one in tokens(text):
        assert one.word
        assert one.known is None or 0 < one.known.weight <= 1
