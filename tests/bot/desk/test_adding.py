"""Making a new entry: one thing is asked after the other."""

import pytest

from bot.strings.desk.common import COMMON
from bot.strings.desk.problems import PROBLEMS
from knowledge.model import LANGUAGES, EntryKind, EntryText, Language, Status
from knowledge.rules import check_base
from knowledge.store import Store
from tests.bot.desk.editor import Editor
from tests.telegram import BotApiDouble, Person, Shown

QUESTION = "Where does the river flow?"


@pytest.fixture
def editor(
    running: None, maintainer: Person, double: BotApiDouble, store: Store, language: Language
) -> Editor:
    return Editor(maintainer, double, store, language)


async def writes_own_language(editor: Editor) -> Shown:
    """Question, answer, phrasings, topic and paragraphs; the step behind them."""
    words = editor.words
    await editor.asks("/add")
    await editor.asks(QUESTION)
    await editor.asks("It flows to the **lake**.")
    shown = await editor.asks("river flow\nwhere to the river goes\nriver's way")
    shown = await editor.presses(shown, words.next_button, f"Tents ({editor.language})")
    return await editor.presses(shown, "2", words.next_button)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_is_asked_step_by_step_and_then_live(
    editor: Editor, language: Language, person: Person
) -> None:
    words = editor.words
    shown = await writes_own_language(editor)
    others = [one for one in LANGUAGES if one != language]
    assert words.progress.format(step=6, steps=11) in shown.text
    for number, other in enumerate(others):
        assert getattr(words.inside, other) in shown.text
        await editor.asks(f"River {number}?")
        await editor.asks(f"Lake {number}.")
        shown = await editor.asks(f"a river {number}\nsome river {number}")
        shown = await editor.presses(shown, words.next_button)
    proof = await editor.tries(shown)
    assert QUESTION in proof.text
    assert f"{QUESTION}\n" in proof.text
    assert "→" in proof.text
    saved = await editor.confirms(proof, editor.proof_words.save_button)
    assert saved.text == editor.proof_words.saved.format(change=2)
    assert "It flows to the lake." in (await editor.reads()).text
    entry = editor.stored("where-does-the-river")
    assert (entry.status, entry.topic, entry.paragraphs) == (Status.PUBLISHED, "tents", (2,))
    assert entry.texts[language].phrasings == (
        *("river flow", "where to the river goes", "river's way"),
    )


async def test_other_languages_may_be_skipped_and_it_stays_a_draft(editor: Editor) -> None:
    shown = await writes_own_language(editor)
    assert editor.words.may_be_skipped in shown.text
    skip = next(label for label in shown.labels if label.startswith("Skip"))
    shown = await editor.presses(shown, skip)
    skip = next(label for label in shown.labels if label.startswith("Skip"))
    card = await editor.presses(shown, skip)
    assert editor.words.status.draft in card.text
    proof = await editor.tries(card)
    assert editor.proof_words.not_seen in proof.text
    saved = await editor.confirms(proof, editor.proof_words.save_button)
    assert saved.text == editor.proof_words.saved_draft.format(change=2)
    entry = editor.stored("where-does-the-river")
    assert entry.status is Status.DRAFT
    assert entry.gaps == ["ru", "kk"]
    assert entry.texts["kk"] == EntryText("", "", ())
    assert entry.title("kk") == QUESTION
    assert [one for one in check_base(editor.store.load()) if one.entry == entry.id] == []


async def test_what_was_written_of_a_language_before_it_is_skipped_stays(editor: Editor) -> None:
    await writes_own_language(editor)
    shown = await editor.asks("Река?")
    for _ in range(2):
        skip = next(label for label in shown.labels if label.startswith("Skip"))
        shown = await editor.presses(shown, skip)
    assert f"РУС · Река?\n{editor.words.unwritten}" in shown.text
    assert f"ҚАЗ · {editor.words.unwritten}" in shown.text
    await editor.saves(shown)
    entry = editor.stored("where-does-the-river")
    assert entry.texts["ru"] == EntryText("Река?", "", ())
    assert entry.gaps == ["ru", "kk"]


async def test_a_draft_with_gaps_cannot_be_published_and_says_why(editor: Editor) -> None:
    shown = await writes_own_language(editor)
    for _ in range(2):
        skip = next(label for label in shown.labels if label.startswith("Skip"))
        shown = await editor.presses(shown, skip)
    shown = await editor.presses(shown, editor.words.show_button)
    assert PROBLEMS["en"].empty in shown.text
    refused = await editor.presses(shown, editor.words.try_button)
    assert editor.proof_words.cannot_save in refused.text


async def test_what_the_article_does_not_tell_is_an_entry_that_says_so(editor: Editor) -> None:
    words = editor.words
    await editor.asks("/add")
    await editor.asks(QUESTION)
    await editor.asks("The article does not say.")
    shown = await editor.presses(await editor.asks("river flow"), words.next_button, "Meals (en)")
    shown = await editor.presses(shown, words.not_told_button)
    assert f"✓ {words.not_told_button}" in shown.labels
    shown = await editor.presses(shown, words.next_button)
    for _ in range(2):
        skip = next(label for label in shown.labels if label.startswith("Skip"))
        shown = await editor.presses(shown, skip)
    await editor.saves(shown)
    assert editor.stored("where-does-the-river").kind is EntryKind.UNKNOWN


async def test_the_question_may_stand_behind_the_command(editor: Editor) -> None:
    shown = await editor.asks(f"/add {QUESTION}")
    assert editor.words.progress.format(step=2, steps=11) in shown.text
    assert QUESTION in (await editor.presses(shown, editor.words.back_button)).text


async def test_back_and_a_wrong_answer_on_the_way(editor: Editor) -> None:
    words = editor.words
    await editor.asks("/add")
    shown = await editor.asks(QUESTION)
    assert words.progress.format(step=2, steps=11) in shown.text
    wrong = await editor.asks("a **b")
    assert words.progress.format(step=2, steps=11) in wrong.text
    assert words.wrong in wrong.text
    shown = await editor.presses(wrong, words.back_button)
    assert QUESTION in shown.text
    shown = await editor.presses(shown, words.next_button)
    assert "a **b" in shown.text
    assert words.wrong in shown.text, "what must be mended is told whenever the step is shown"
    assert words.next_button not in shown.labels
    shown = await editor.asks("a **b**")
    assert words.progress.format(step=3, steps=11) in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_question_where_an_answer_is_asked_for_is_pointed_out(editor: Editor) -> None:
    await editor.asks("/add")
    await editor.asks(QUESTION)
    shown = await editor.asks("When is supper?")
    told = PROBLEMS[editor.language].is_question.format(text="When is supper?")
    assert told in shown.text
    assert editor.words.look in shown.text
    assert editor.words.progress.format(step=3, steps=11) in shown.text


async def test_a_question_of_another_entry_is_told_at_once(editor: Editor) -> None:
    await editor.asks("/add")
    shown = await editor.asks("Who sleeps in the red tent")
    assert editor.words.progress.format(step=1, steps=11) in shown.text
    told = PROBLEMS["en"].asked_elsewhere
    assert (
        told.format(text="Who sleeps in the red tent", entry="Who sleeps in the red tent?")
        in shown.text
    )
    assert editor.words.next_button not in shown.labels, "there is no way on past what is wrong"


async def test_two_new_entries_of_one_question_have_two_ids(
    editor: Editor, colleague: Person, double: BotApiDouble
) -> None:
    """Both begin before either is saved."""
    other = Editor(colleague, double, editor.store, "en")
    cards = []
    for one, text in ((editor, "Where is the river?"), (other, "Where's the river, then?")):
        await one.asks("/add")
        await one.asks(text)
        await one.asks("There.")
        shown = await one.asks(f"river {one.person.id}")
        shown = await one.presses(shown, one.words.next_button, "Meals (en)")
        shown = await one.presses(shown, one.words.next_button)
        for _ in range(2):
            skip = next(label for label in shown.labels if label.startswith("Skip"))
            shown = await one.presses(shown, skip)
        cards.append((one, shown))
    for one, card in cards:
        await one.saves(card)
    new = [name for name in editor.store.load().entries if "river" in name]
    assert len(new) == 2


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
async def test_cancel_is_there_at_every_step(editor: Editor, steps: int) -> None:
    shown = await editor.asks("/add")
    for text in (QUESTION, "It flows.", "river flow")[:steps]:
        shown = await editor.asks(text)
    left = await editor.presses(shown, COMMON["en"].cancel_button)
    assert left.text == COMMON["en"].cancelled
    assert len(editor.store.load().entries) == 14
