"""A text under the wrong language is pointed out while it is written, and taken all the same."""

import pytest

from bot.strings.desk.editing import EDITING
from bot.strings.desk.problems import PROBLEMS
from bot.strings.desk.proving import PROVING
from knowledge.model import LANGUAGES, Language
from knowledge.store import Store
from tests.bot.desk.editor import Editor
from tests.telegram import BotApiDouble, Person

ENGLISH = "Nobody sleeps there in the summer."
RUSSIAN = "Летом там никто не ночует, потому что слишком жарко."


@pytest.fixture
def editor(
    running: None, maintainer: Person, double: BotApiDouble, store: Store, language: Language
) -> Editor:
    return Editor(maintainer, double, store, language)


def warning(editor: Editor, meant: Language, seems: Language, text: str) -> str:
    inside = EDITING[editor.language].inside._asdict()
    told = PROBLEMS[editor.language].other_language
    return told.format(meant=inside[meant], seems=inside[seems], text=text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_answer_in_another_language_is_told_and_kept(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "answer", "ru")
    shown = await editor.asks(ENGLISH)
    assert warning(editor, "ru", "en", ENGLISH) in shown.text
    proof = await editor.tries(await editor.presses(shown, editor.words.card_button))
    assert warning(editor, "ru", "en", ENGLISH) in proof.text
    saved = await editor.confirms(proof, editor.proof_words.save_button)
    assert saved.text == PROVING[editor.language].saved.format(change=2)
    assert editor.stored("tent-red").texts["ru"].answer == ENGLISH
    # What was there before is no news.
    card = await editor.asks("/edit tent-red")
    assert EDITING[editor.language].look not in card.text


async def test_only_the_phrasing_that_is_in_another_language_is_told(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "kk")
    shown = await editor.asks(f"{RUSSIAN}\nЖазда онда ешкім түнемейді, себебі тым ыстық")
    assert warning(editor, "kk", "ru", RUSSIAN) in shown.text
    assert shown.text.count(EDITING["en"].inside.ru) == 1


@pytest.mark.parametrize("inside", LANGUAGES)
async def test_two_keywords_may_be_in_any_language(editor: Editor, inside: Language) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", inside)
    shown = await editor.asks("red palatka\nSDG 5\nkızıl")
    assert EDITING["en"].look not in shown.text
