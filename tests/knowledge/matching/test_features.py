import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.features import (
    GAP,
    bigram_slots,
    bigrams,
    decode,
    encode,
    grams,
    rows_of_letters,
    rows_of_numbers,
)

LETTERS = "abcабвя09"
TEXTS = st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=7), max_size=6)


def grams_one_by_one(words: list[str]) -> list[str]:
    """All n-grams of two to four signs inside each word and its two gaps."""
    marked = [f" {word} " for word in words]
    return [
        word[start : start + length]
        for word in marked
        for length in (2, 3, 4)
        for start in range(len(word) - length + 1)
    ]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_letter_grams_of_many_rows_are_those_of_each_word_alone(texts: list[list[str]]) -> None:
    letters = rows_of_letters(texts)
    slots, owners = grams(letters, np.arange(len(texts)))
    for row, words in enumerate(texts):
        alone = list(grams_one_by_one(words))
        assert (owners == row).sum() == len(alone)
        assert len(set(slots[owners == row].tolist())) <= len(set(alone))


def test_different_letter_grams_seldom_share_a_slot() -> None:
    wanted = {
        first + second + third for first in LETTERS for second in LETTERS for third in LETTERS
    }
    slots = set()
    for word in sorted(wanted):
        letters = rows_of_letters([[word]])
        slots |= set(grams(letters, np.zeros(1, dtype=np.int64))[0].tolist())
    distinct = {gram for word in wanted for gram in grams_one_by_one([word])}
    assert len(slots) > 0.98 * len(distinct)


@given(TEXTS)
def test_what_is_encoded_can_be_decoded(words: list[str]) -> None:
    assert decode(np.frombuffer(encode(words), dtype=np.uint8)) == words


def test_letters_of_any_script_fit_in_a_byte() -> None:
    assert all(GAP <= code < 256 for code in encode(["漢字", "عربي", "ßé"]))


def test_bigrams_include_both_ends_and_never_cross_rows() -> None:
    stems = rows_of_numbers([[1, 2], [], [3]])
    slots, owners = bigrams(stems, np.array([0, 1, 2]))
    pairs = [(0, 1), (1, 2), (2, 0), (0, 0), (0, 3), (3, 0)]
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    assert owners.tolist() == [0, 0, 0, 1, 2, 2]
    assert slots.tolist() == bigram_slots(left, right).tolist()
