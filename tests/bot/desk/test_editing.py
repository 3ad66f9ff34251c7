"""Changing an entry step by step, and what is seen before and after it is stored."""

import asyncio

import pytest

from bot.strings.desk.editing import EDITING
from bot.strings.desk.history import HISTORY
from bot.strings.desk.proving import PROVING
from knowledge.store import Store
from tests.bot.desk.editor import Editor
from tests.telegram import BotApiDouble, Person

WORDS, PROOF = EDITING["en"], PROVING["en"]
ASKED = "Who sleeps in the red tent?"


@pytest.fixture
def editor(running: None, maintainer: Person, double: BotApiDouble, store: Store) -> Editor:
    return Editor(maintainer, double, store, "en")


async def test_an_answer_is_changed_and_live_at_once(editor: Editor, person: Person) -> None:
    card = await editor.asks("/edit tent-red")
    assert ASKED in card.text
    asked = await editor.goes_to(card, "answer", "en")
    assert "tent-red (en)" in asked.text
    done = await editor.asks("**Nobody** sleeps there.")
    assert "Nobody sleeps there." in done.text
    card = await editor.presses(done, WORDS.card_button)
    assert WORDS.unsaved.format(fields="Answer (Eng)") in card.text
    proof = await editor.tries(card)
    assert PROOF.no_shifts in proof.text
    saved = await editor.presses(proof, PROOF.save_button)
    assert saved.text == PROOF.saved.format(change=2)
    assert "Nobody sleeps there." in (await editor.reads()).text
    assert "Nobody sleeps there." in (await asyncio.to_thread(person.asks, ASKED)).text


async def test_what_was_saved_is_taken_back_by_a_button(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "answer", "en")
    card = await editor.presses(await editor.asks("Nobody."), WORDS.card_button)
    saved = await editor.saves(card)
    await editor.reads()
    undone = await editor.presses(saved, PROOF.undo_button)
    assert undone.text == HISTORY["en"].done.format(number=2, new=3)
    assert editor.stored("tent-red").texts["en"].answer == "tent-red (en)"
