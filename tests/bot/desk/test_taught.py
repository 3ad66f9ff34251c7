"""What the review and the lessons say alike: labels of entries, and where a question leads."""

from dataclasses import replace

import pytest

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.taught import entry_buttons, led_to
from bot.strings.desk.taught import TAUGHT
from knowledge.model import LANGUAGES, Base, Language
from knowledge.teaching import Led, Way
from tests.bot.sample import sample_base

LONG = "Is there any list of the dishes that are missing, and who wrote it down for the camp?"


@pytest.fixture(scope="module")
def base() -> Base:
    base = sample_base()
    menu = base.entries["menu"]
    texts = {language: replace(menu.texts[language], question=LONG) for language in LANGUAGES}
    return replace(base, entries={**base.entries, "menu": replace(menu, texts=texts)})


def test_a_long_title_is_cut_within_and_keeps_its_number(base: Base) -> None:
    rows = entry_buttons(
        ["cook", "menu"], base, "en", lambda one: DeskPayload(DeskAction.EDIT, one)
    )
    (button,) = rows[1]
    assert button.label.startswith("2. Is there any list of the dishes")
    assert len(button.label) <= 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_article_does_not_tell_is_no_plain_decline(base: Base, language: Language) -> None:
    words = TAUGHT[language]
    declined, not_told = Led(Way.DECLINE, ()), Led(Way.DECLINE, ("menu",))
    assert led_to(declined, base, language) == words.decline
    assert LONG in led_to(not_told, base, language)
