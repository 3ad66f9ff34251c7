"""A new entry for what people asked: begun in the review or in a lesson, asked step by step."""

import pytest

from bot.strings import texts
from bot.strings.desk.common import COMMON
from bot.strings.desk.history import HISTORY
from bot.strings.desk.lessons import LESSONS
from bot.strings.desk.review import REVIEW
from knowledge import changes, review
from knowledge.answerer import Answerer
from knowledge.model import LANGUAGES, Language, Status
from knowledge.store import Store
from tests.bot.desk.editor import Editor
from tests.knowledge.asked import unanswered
from tests.telegram import BotApiDouble, Person, Shown

PARKING = "is there parking near by"


@pytest.fixture
def editor(
    running: None, maintainer: Person, double: BotApiDouble, store: Store, language: Language
) -> Editor:
    return Editor(maintainer, double, store, language)


def waiting(store: Store) -> list[str]:
    return [one.questions[0].text for one in review.groups(store, Answerer(store).snapshot)]


async def begins(editor: Editor, way: str = "review") -> Shown:
    """The first step, from the review or from a lesson."""
    if way == "review":
        shown = await editor.asks("/review")
        return await editor.presses(shown, REVIEW[editor.language].draft_button)
    shown = await editor.asks(f"/teach {PARKING}")
    return await editor.presses(shown, LESSONS[editor.language].write_button)


async def finishes(editor: Editor, shown: Shown, answer: str = "Yes, by the hall.") -> Shown:
    """The card, with an answer in English alone."""
    words = editor.words
    await editor.presses(shown, words.next_button)
    shown = await editor.asks(answer)
    shown = await editor.presses(shown, words.next_button, "Tents (en)", words.next_button)
    for other in ("ru", "kk"):
        skip = words.skip_button.format(language=texts(other).language_short)
        shown = await editor.presses(shown, skip)
    return shown


@pytest.mark.parametrize("way", ["review", "lesson"])
async def test_the_question_is_the_first_phrasing_and_leaves_the_review_when_it_is_saved(
    editor: Editor, way: str
) -> None:
    unanswered(editor.store, PARKING, "en", times=2)
    shown = await begins(editor, way)
    assert editor.words.progress.format(step=1, steps=11) in shown.text
    assert f"❓ {PARKING}" in shown.text
    assert f"{editor.words.now}\n{PARKING}" in shown.text
    assert waiting(editor.store) == [PARKING]
    card = await finishes(editor, shown)
    assert len(changes.history(editor.store)) == 1
    saved = await editor.saves(card)
    assert saved.text == editor.proof_words.saved_draft.format(change=2)
    assert (REVIEW["en"].review_button in saved.labels) is (way == "review")
    entry = editor.stored("is-there-parking-near")
    assert entry.texts["en"].phrasings == (PARKING,)
    assert (entry.status, entry.gaps) == (Status.DRAFT, ["ru", "kk"])
    assert waiting(editor.store) == []
    await editor.presses(saved, HISTORY["en"].undo_button)
    assert waiting(editor.store) == [PARKING]


@pytest.mark.parametrize("way", ["review", "lesson"])
async def test_its_button_says_so_when_it_is_pressed_again(editor: Editor, way: str) -> None:
    unanswered(editor.store, PARKING, "en")
    if way == "review":
        before, button = await editor.asks("/review"), REVIEW["en"].draft_button
    else:
        before, button = await editor.asks(f"/teach {PARKING}"), LESSONS["en"].write_button
    await editor.presses(before, button)
    shown = await editor.asks("Is there a car park?")
    again = await editor.presses(before, button)
    assert editor.words.progress.format(step=2, steps=11) in again.text
    await editor.saves(await finishes(editor, await editor.presses(shown, 0)))
    assert "2" in (await editor.presses(before, button)).text
    assert len(changes.history(editor.store)) == 2


async def test_who_leaves_it_has_lost_nothing(editor: Editor) -> None:
    unanswered(editor.store, PARKING, "en")
    shown = await begins(editor)
    await editor.presses(shown, editor.words.next_button)
    left = await editor.presses(await editor.asks("Yes."), COMMON["en"].cancel_button)
    assert left.text == COMMON["en"].cancelled
    assert waiting(editor.store) == [PARKING]
    on = await editor.presses(left, editor.words.go_on_button)
    assert editor.words.progress.format(step=3, steps=11) in on.text


async def test_what_is_not_saved_is_asked_about_first(editor: Editor) -> None:
    unanswered(editor.store, PARKING, "en")
    await editor.with_answer("Nobody.")
    busy = await begins(editor)
    assert busy.text.startswith(editor.words.busy.split("**")[0])
    shown = await editor.presses(busy, editor.words.leave_button)
    assert f"{editor.words.now}\n{PARKING}" in shown.text
    assert editor.stored("tent-red").texts["en"].answer == "tent-red (en)"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_own_language_comes_first_and_the_question_stays_in_sight(
    editor: Editor, language: Language
) -> None:
    unanswered(editor.store, "тұрақ қайда болады", "kk")
    shown = await begins(editor)
    assert "❓ тұрақ қайда болады" in shown.text
    assert getattr(editor.words.inside, language) in shown.text
    assert (editor.words.now in shown.text) is (language == "kk")


async def test_like_questions_in_several_languages_are_phrasings_of_theirs(editor: Editor) -> None:
    unanswered(editor.store, "parking lot", "en", times=2)
    unanswered(editor.store, "parking lot", "ru")
    await begins(editor)
    saved = await editor.saves(await finishes(editor, await begins(editor)))
    assert saved.labels
    assert waiting(editor.store) == []


async def test_a_question_that_was_dealt_with_meanwhile_is_not_asked_for(editor: Editor) -> None:
    unanswered(editor.store, PARKING, "en")
    shown = await editor.asks("/review")
    await editor.presses(shown, REVIEW["en"].drop_button)
    dropped = await editor.presses(shown, REVIEW["en"].draft_button)
    assert REVIEW["en"].keep_button in dropped.labels
