import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.text import MAX_WORDS, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Когда был форум?", "когда был форум"),
        ("ЁЛКА и елка", "елка и елка"),
        ("Әйелдер қай жерде үлкен", "айелдер кай жерде улкен"),
        ("what's up", "whats up"),
        ("what’s  up", "whats up"),
        ("фо\u200bрум\u00ad", "форум"),
        ("\u202eфорум\u202c", "форум"),
        ("ｗｈｅｎ", "when"),
        ("helloooooo", "hello"),
        ("кооогда", "когда"),
        ("2000 и 7777", "2000 и 7777"),
        ("форум 🎉🎉 когда", "форум когда"),
        ("snake_case", "snake case"),
    ],
)
def test_freely_exchanged_ways_of_writing_fall_together(typed: str, read: str) -> None:
    assert " ".join(words(typed)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("форyм", "форум"), ("Aстана", "астана"), ("fоrum", "forum"), ("форум forum", "форум forum")],
)
def test_look_alike_letters_take_the_script_of_their_word(typed: str, read: str) -> None:
    assert " ".join(words(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "90 000",
            "90,000",
            "90.000",
            "90000",
            "90к",
            "90 к",
            "90k",
            "90 тыс",
            "90 тыс.",
            "90тыс",
        ),
        *("90 тысяч", "девяносто тысяч", "90 мың", "тоқсан мың", "ninety thousand", "90 thousand"),
        "90\u00a0000",
    ],
)
def test_a_figure_is_the_same_in_any_writing(typed: str) -> None:
    assert words(typed) == ["90000"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("twenty five", "25"),
        ("twenty-five years", "25 years"),
        ("двадцать пять лет", "25 лет"),
        ("жиырма бес жыл", "25 жыл"),
        ("2030", "2030"),
        ("one of them", "one of them"),
        ("6 марта 2024", "6 марта 2024"),
        ("2024 000", "2024000"),
        ("9" * 30, "9" * 30),
        ("ten", "ten"),
    ],
)
def test_numbers_in_words_become_digits_and_lone_small_ones_stay(typed: str, read: str) -> None:
    assert " ".join(words(typed)) == read


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found = words(text)
    assert len(found) <= MAX_WORDS
    assert all(word and not word.isspace() for word in found)


@pytest.mark.parametrize(
    "text", ["", " ", "???", "🎉" * 4096, "\ud800", "\ud800\udfff", "\x00\x01"]
)
def test_text_without_words_gives_none(text: str) -> None:
    assert words(text) == []


@given(st.text(alphabet="абвгдеёжқү .,'", max_size=60))
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once
