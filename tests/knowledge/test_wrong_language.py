"""Texts that are put under a language which they are not written in."""

import pytest

from knowledge.model import LANGUAGES, Base, Language
from knowledge.snapshot import Snapshot, first_snapshot
from knowledge.store import store_in_memory
from knowledge.wrong_language import other_language

TEXTS: dict[Language, list[str]] = {
    "en": ["How many women own a firm there?", "She told **everybody** about it."],
    "ru": [
        "Сколько женщин владеют фирмами в городе?",
        "Каким был **главный** вопрос участниц, приехавших оттуда?",
    ],
    "kk": ["Қанша әйел кәсіпкер болып жүр?", "Форумға **барлығы** қатысты деп айтылған."],
}
SHORT = ["SDG 5", "форум тема", "women forum", "Gulnara Kuliyeva", "", "?!", "2024 03 06"]


@pytest.fixture(scope="module")
def snapshot(base: Base) -> Snapshot:
    with store_in_memory(base) as store:
        return first_snapshot(store)


@pytest.mark.parametrize("meant", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_a_text_in_another_language_is_noticed(
    snapshot: Snapshot, written: Language, meant: Language
) -> None:
    other = None if written == meant else written
    assert [other_language(snapshot, text, meant) for text in TEXTS[written]] == [other] * 2


@pytest.mark.parametrize("meant", LANGUAGES)
@pytest.mark.parametrize("text", SHORT)
def test_a_short_text_may_stand_anywhere(snapshot: Snapshot, text: str, meant: Language) -> None:
    assert other_language(snapshot, text, meant) is None


@pytest.mark.parametrize("meant", LANGUAGES)
def test_the_base_is_in_its_own_languages(snapshot: Snapshot, base: Base, meant: Language) -> None:
    texts = [text for one in base.entries.values() for text in (one.texts[meant].phrasings)]
    answers = [one.texts[meant].answer for one in base.entries.values()]
    assert not [text for text in texts + answers if other_language(snapshot, text, meant)]
