"""A question asks for something, or only whether something is so."""

import pytest

from knowledge.matching.asking import asks_for_something, asks_where
from knowledge.matching.text import words


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What forum was in Almaty?", True),
        ("Was the forum in Almaty?", False),
        ("что обсуждали в Алматы", True),
        ("какая встреча была в Таразе", True),
        ("это было в прошлом году, что ли?", False),
        ("это в Москве было чтоли", False),
        ("кто-нибудь приехал из Алматы?", False),
        ("слышал, что форум был в Алматы, да?", False),
        ("правда, что это было в 2023?", False),
        ("говорят, что там решили?", False),
        ("скажите, что решили в Алматы", True),
        ("Алматыда қандай жиын өтті", True),
        ("жиын Алматыда өтті ме", False),
        ("", False),
    ],
)
def test_what_asks_for_something_is_told_from_what_asks_whether_it_is_so(
    question: str, asks: bool
) -> None:
    assert asks_for_something(words(question)) is asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [("where was it in 2014", True), ("қайда өтті", True), ("was it in 2014", False)],
)
def test_a_place_is_asked_for(question: str, asks: bool) -> None:
    assert asks_where(words(question)) is asks
