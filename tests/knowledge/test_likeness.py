"""Groups of like questions, with words that the shipped base does not know as well."""

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.likeness import ALIKE, Features, Reader, led
from knowledge.matching.calibrate import UNFITTED
from knowledge.matching.matcher import build_index, matcher
from knowledge.yaml_files import read_base, shipped_base


@pytest.fixture(scope="module")
def reader() -> Reader:
    base = read_base(shipped_base())
    return Reader(matcher(base, build_index(base), UNFITTED))


def grouped(questions: Sequence[Features]) -> list[list[int]]:
    """Groups of like questions, as their places."""
    groups: dict[int, list[int]] = {}
    for place, leader in enumerate(led(questions)):
        groups.setdefault(leader, []).append(place)
    return list(groups.values())


def cosine(one: Features, other: Features) -> float:
    return sum(weight * other.get(name, 0.0) for name, weight in one.items())


LIKE = [
    ("capitals and punctuation", "есть ли парковка", "ЕСТЬ ЛИ ПАРКОВКА???"),
    ("another order", "где можно поесть", "поесть где можно"),
    ("a greeting and thanks", "рецепт борща", "здравствуйте, рецепт борща, спасибо"),
    ("a missing letter", "расписание автобусов", "расписание автобсов"),
    ("swapped letters", "курс доллара", "курс долалра"),
    ("a doubled letter", "vegetarian menu", "vegetariian menu"),
    ("another ending", "пароль от вайфая", "пароли от вайфая"),
    ("Russian in Latin letters", "расписание автобусов", "raspisanie avtobusov"),
    ("Kazakh in Latin letters", "балалар бөлмесі бар ма", "balalar bolmesi bar ma"),
    ("Kazakh in Russian letters", "билет қанша тұрады", "билет канша турады"),
    ("Russian on English keys", "курс доллара", "rehc ljkkfhf"),
    ("Kazakh on English keys", "тұрақ бар ма", "n8hf0 ,fh vf"),
    ("English on Russian keys", "is there any parking", "шы еруку фтн зфклштп"),
    ("words that the base knows", "когда прошёл форум", "когда прошел фоурм"),
]
UNLIKE = [
    ("есть ли парковка", "есть ли гардероб"),
    ("is there any parking", "is there any toilet"),
    ("где можно поесть", "где можно поспать"),
    ("форум 2025", "форум 2031"),
    ("рецепт борща", "расписание автобусов"),
    ("👍", "👎"),
    ("?", "!"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in LIKE], ids=[row[0] for row in LIKE])
def test_typing_variants_are_one_group_whichever_came_first(
    reader: Reader, one: str, other: str
) -> None:
    noise = [reader.features(text) for text in ("погода", "what is the price", "сәлем")]
    for first, second in ((one, other), (other, one)):
        found = grouped([reader.features(first), *noise, reader.features(second)])
        assert [0, 4] in found


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_different_questions_are_different_groups(reader: Reader, one: str, other: str) -> None:
    assert grouped([reader.features(one), reader.features(other)]) == [[0], [1]]


def test_a_question_on_the_wrong_layout_is_shown_as_it_was_meant(reader: Reader) -> None:
    assert reader.natural("rehc ljkkfhf") == "курс доллара"
    assert reader.natural("курс доллара") == "курс доллара"
    assert reader.natural("exchange rate of the dollar") == "exchange rate of the dollar"


def test_what_comes_later_changes_no_group(reader: Reader) -> None:
    texts = [text for row in LIKE for text in row[1:]] + [text for pair in UNLIKE for text in pair]
    random.Random(1).shuffle(texts)
    features = [reader.features(text) for text in texts]
    whole = grouped(features)
    for size in range(len(texts)):
        began = [[place for place in group if place < size] for group in whole]
        assert grouped(features[:size]) == [group for group in began if group]


def test_every_question_is_in_one_group_and_like_its_first(reader: Reader) -> None:
    features = [reader.features(text) for row in LIKE for text in row[1:]]
    found = grouped(features)
    assert sorted(place for group in found for place in group) == list(range(len(features)))
    for first, *others in found:
        assert all(cosine(features[first], features[other]) >= ALIKE for other in others)


def test_nothing_makes_no_group() -> None:
    assert led([]) == []
    assert grouped([{}, {}]) == [[0], [1]]


@given(st.text())
def test_any_text_has_features_of_length_one_or_none(reader: Reader, text: str) -> None:
    features = reader.features(text)
    assert not features or sum(weight**2 for weight in features.values()) == pytest.approx(1)
    assert isinstance(reader.natural(text), str)


def test_grouping_takes_less_than_two_milliseconds_a_question(reader: Reader) -> None:
    base = read_base(shipped_base())
    phrasings = [
        phrasing
        for entry in base.entries.values()
        for text in entry.texts.values()
        for phrasing in text.phrasings
    ]
    asked = random.Random(2).sample(phrasings, 2000)
    started = time.process_time()
    grouped([reader.features(text) for text in asked])
    assert time.process_time() - started < 4


def test_what_leads_already_stays_a_leader_however_like_another(reader: Reader) -> None:
    asked = ("рецепт борща", "РЕЦЕПТ БОРЩА", "борща рецепт", "погода завтра")
    features = [reader.features(text) for text in asked]
    assert led(features) == [0, 0, 0, 3]
    assert led(features, 2) == [0, 1, 0, 3]
    assert led(features, 4) == [0, 1, 2, 3]
