"""Changing an entry step by step, and what is seen before and after it is stored."""

import asyncio

import pytest

from bot.desk.payload import DeskAction, DeskPayload
from bot.strings import texts
from bot.strings.desk.common import COMMON
from bot.strings.desk.editing import EDITING
from bot.strings.desk.history import HISTORY
from bot.strings.desk.problems import PROBLEMS
from bot.strings.desk.proving import PROVING
from knowledge import changes
from knowledge.change_log import Author
from knowledge.model import Status
from knowledge.store import Store
from tests.bot.desk.editor import Editor
from tests.bot.talk import pops_up
from tests.telegram import BotApiDouble, Person, Shown

WORDS, PROOF, WRONG = EDITING["en"], PROVING["en"], PROBLEMS["en"]
ASKED = "Who sleeps in the red tent?"


@pytest.fixture
def other(running: None, colleague: Person, double: BotApiDouble, store: Store) -> Editor:
    """Another maintainer."""
    return Editor(colleague, double, store, "en")


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
    (done_last, _) = changes.history(editor.store)
    assert done_last.summary == "edited tent-red: answer in en"
    assert done_last.author == Author(str(editor.person.id), "telegram")


async def test_an_answer_is_saved_from_where_it_was_written(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "answer", "en")
    saved = await editor.saves(await editor.asks("Nobody."))
    assert saved.text == PROOF.saved.format(change=2)


async def test_what_was_saved_is_shown_in_the_language_that_was_edited(editor: Editor) -> None:
    card = await editor.asks("/edit tent-red")
    await editor.goes_to(card, "answer", "ru")
    card = await editor.presses(await editor.asks("Там никто не спит."), WORDS.card_button)
    await editor.saves(card)
    assert "Там никто не спит." in (await editor.reads()).text


async def test_what_was_saved_is_taken_back_by_a_button(editor: Editor) -> None:
    saved = await editor.saves(await editor.with_answer("Nobody."))
    await editor.reads()
    undone = await editor.presses(saved, HISTORY["en"].undo_button)
    assert undone.text == HISTORY["en"].done.format(number=2, new=3)
    assert editor.stored("tent-red").texts["en"].answer == "tent-red (en)"


async def test_saving_twice_says_that_it_is_saved(editor: Editor) -> None:
    proof = await editor.tries(await editor.with_answer("Nobody."))
    await editor.presses(proof, PROOF.save_button)
    told = await pops_up(editor.person, proof, PROOF.save_button)
    assert told == PROOF.saved_already.format(change=2)
    assert len(changes.history(editor.store)) == 2


async def test_what_was_proved_and_then_changed_is_proved_anew(editor: Editor) -> None:
    card = await editor.with_answer("Nobody.")
    proof = await editor.tries(card)
    await editor.goes_to(card, "answer", "en")
    await editor.asks("Somebody.")
    trying = await editor.presses(proof, PROOF.save_button)
    assert PROOF.trying in trying.text
    assert editor.stored("tent-red").texts["en"].answer == "tent-red (en)"


async def test_nothing_changed_is_nothing_to_save(editor: Editor) -> None:
    card = await editor.asks("/edit tent-red")
    assert await pops_up(editor.person, card, WORDS.try_button) == PROOF.unchanged


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("a **b", WRONG.bold.replace("\\*", "*").replace("\\\\", "\\")),
        ("<b>a</b>", "HTML is not read"),
        ("a" * 3600, WRONG.too_long.format(length=3600, most=3500)),
        ("🏕" * 2000, WRONG.too_long.format(length=4000, most=3500)),
    ],
)
async def test_a_wrong_answer_is_told_kept_and_can_be_corrected(
    editor: Editor, typed: str, told: str
) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "answer", "en")
    message = editor.person.writes(typed)
    assert told in (await editor.reads()).text
    editor.person.edits(message, "All is well.")
    assert WORDS.mended in (await editor.reads()).text
    await editor.saves(await editor.asks("/edit tent-red"))
    assert editor.stored("tent-red").texts["en"].answer == "All is well."


async def test_what_the_rules_forbid_is_not_saved(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "answer", "en")
    await editor.asks("a **b")
    card = await editor.asks("/edit tent-red")
    assert "stands without its partner" in card.text
    refused = await editor.presses(card, WORDS.try_button)
    assert PROOF.cannot_save in refused.text
    assert "Answer (Eng)" in refused.text
    asked = await editor.presses(refused, "✏ Answer (Eng)")
    assert "a **b" in asked.text


async def test_phrasings_are_added_by_lines_and_told_apart_from_others(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "en")
    told = (await editor.asks("red tent sleepers\n\n tent-blue en \ntent red en")).text
    assert WRONG.asked_elsewhere.format(text="tent-blue en", entry=_blue()) in told
    assert WORDS.known.format(text="tent red en") in told
    assert WORDS.so_far.format(count=3) in told


async def test_a_close_phrasing_is_told_with_its_entry_and_score(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "en")
    told = (await editor.asks("who sleeps in the blue tents")).text
    assert "of 100" in told
    assert _blue() in told
    assert EDITING["en"].look in told


async def test_a_phrasing_is_taken_out_and_put_back(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "en")
    listed = await editor.asks("\n".join(f"number {n} of red ones" for n in range(10)))
    assert "✖ number 9 of red ones" in listed.labels
    listed = await editor.presses(listed, WORDS.previous_button)
    gone = await editor.presses(listed, "✖ number 3 of red ones")
    assert WORDS.so_far.format(count=10) in gone.text
    back = await editor.presses(gone, WORDS.restore_button)
    assert WORDS.so_far.format(count=11) in back.text
    assert "✖ number 9 of red ones" in (await editor.presses(back, WORDS.next_page_button)).labels


async def test_all_about_an_entry_is_changed(editor: Editor) -> None:
    card = await editor.asks("/edit tent-red")
    shown = await editor.presses(card, WORDS.fields.topic)
    assert "✓ Tents (en)" in shown.labels
    card = await editor.presses(shown, "Meals (en)")
    shown = await editor.presses(card, WORDS.fields.people, "The Guard (en)", "Olga_Cook (en)")
    card = await editor.presses(shown, "✓ Olga_Cook (en)", WORDS.done_button)
    shown = await editor.presses(card, WORDS.fields.paragraphs, "✓ 1")
    card = await editor.presses(shown, WORDS.done_button)
    await editor.presses(card, WORDS.fields.related)
    found = await editor.asks("blue tent")
    card = await editor.presses(found, _blue(), WORDS.done_button)
    await editor.presses(card, WORDS.fields.notes)
    card = await editor.asks("Ask the guard.")
    saved = await editor.saves(await editor.presses(card, WORDS.hide_button))
    assert saved.text == PROOF.saved_draft.format(change=2)
    entry = editor.stored("tent-red")
    assert (entry.topic, entry.people, entry.paragraphs) == ("meals", ("guard",), (2,))
    assert (entry.related, entry.notes, entry.status) == (
        ("tent-blue",),
        "Ask the guard.",
        Status.DRAFT,
    )


async def test_a_note_is_taken_away(editor: Editor) -> None:
    editor.notes("old")
    card = await editor.asks("/edit tent-red")
    await editor.saves(await editor.presses(card, WORDS.fields.notes, WORDS.clear_button))
    assert editor.stored("tent-red").notes == ""


async def test_it_is_seen_beforehand_as_people_will_see_it(editor: Editor) -> None:
    card = await editor.with_answer("**Nobody**, and [why](https://example.org).")
    shown = await editor.presses(card, WORDS.preview_button)
    assert "Nobody, and why." in shown.text
    assert "Paragraphs 1, 2 (en)" in shown.text
    assert {"bold", "text_link"} <= {one["type"] for one in shown.entities}
    turned = await editor.presses(shown, texts("ru").language_short)
    assert "tent-red (ru)" in turned.text


async def test_an_entry_is_removed_and_brought_back(editor: Editor, person: Person) -> None:
    asked = "Who sleeps in the green tent?"
    card = await editor.asks("/edit tent-green")
    proof = await editor.tries(card, WORDS.remove_button)
    assert PROOF.removal.strip("*").split("“")[0] in proof.text
    assert asked in proof.text
    removed = await editor.confirms(proof, PROOF.erase_button)
    assert removed.text == PROOF.removed.format(title=asked, change=2)
    assert "tent-green" not in editor.store.load().entries
    assert "tent-green (en)" not in (await asyncio.to_thread(person.asks, asked)).text
    await editor.presses(removed, HISTORY["en"].undo_button)
    assert editor.stored("tent-green").texts["en"].question == asked


async def test_a_removal_that_the_rules_forbid_says_why(editor: Editor) -> None:
    """What is related to the red tent has mistakes of its own."""
    proof = await editor.tries(await editor.asks("/edit tent-red"), WORDS.remove_button)
    told = await editor.confirms(proof, PROOF.erase_button)
    assert "[cook]: the answer in en" in told.text
    assert ASKED in (await editor.presses(told, WORDS.card_button)).text


@pytest.mark.parametrize(
    ("words", "found"),
    [("blue tent", "Who sleeps in the blue tent?"), ("the secret", "✎ What is the secret?")],
)
async def test_an_entry_is_found_by_words(editor: Editor, words: str, found: str) -> None:
    assert found in (await editor.asks(f"/edit {words}")).labels
    await editor.asks("/edit")
    shown = await editor.asks(words)
    assert WORDS.found.format(words=words) in shown.text
    assert (await editor.presses(shown, found)).text.startswith(found.removeprefix("✎ "))


async def test_an_id_that_is_typed_opens_its_entry(editor: Editor) -> None:
    await editor.asks("/edit")
    assert (await editor.asks("tent-red")).text.startswith(ASKED)


async def test_small_talk_is_found_below_the_topics(editor: Editor) -> None:
    shown = await editor.presses(await editor.asks("/edit"), WORDS.no_topic_button)
    card = await editor.presses(shown, "Good morning to you!")
    assert WORDS.fields.topic not in card.labels


async def test_nothing_found_says_so_and_leads_on(editor: Editor) -> None:
    shown = await editor.asks("/edit zzzzz")
    assert WORDS.not_found.format(words="zzzzz") == shown.text
    assert "Tents (en)" in shown.labels


async def test_an_entry_that_is_gone_leads_to_a_choice(editor: Editor) -> None:
    shown = await editor.carries(DeskPayload(DeskAction.EDIT, "no-more"))
    assert shown.text == WORDS.entry_gone.format(entry="no-more")
    assert "Tents (en)" in shown.labels


async def test_a_message_that_is_changed_later_mends_what_it_gave(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "en")
    message = editor.person.writes("red sleepres\nin red")
    listed = await editor.reads()
    card = await editor.presses(listed, WORDS.back_button, WORDS.card_button)
    editor.person.edits(message, "red sleepers\nin the red one")
    assert ASKED in (await editor.reads()).text
    await editor.saves(card)
    assert editor.stored("tent-red").texts["en"].phrasings == (
        *("tent-red en", "red sleepers", "in the red one"),
    )


async def test_a_message_that_gave_nothing_mends_nothing(editor: Editor) -> None:
    message = editor.person.writes(ASKED)
    await editor.reads()
    card = await editor.asks("/edit tent-red")
    editor.person.edits(message, "Who sleeps in the blue tent?")
    assert "tent-blue (en)" in (await editor.reads()).text
    assert await pops_up(editor.person, card, WORDS.try_button) == PROOF.unchanged


async def test_a_command_in_between_works_and_the_work_goes_on(editor: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "answer", "en")
    assert "Tents (en)" in (await editor.asks("/topics")).labels
    assert WORDS.card_button in (await editor.asks("Nobody.")).labels


async def test_a_name_of_a_language_is_a_text_like_others_while_one_is_waited_for(
    editor: Editor,
) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "en")
    assert "✖ in English" in (await editor.asks("in English")).labels


async def test_changes_are_not_lost_to_another_entry(editor: Editor) -> None:
    await editor.with_answer("Nobody.")
    asked = await editor.asks("/edit tent-blue")
    assert asked.text == WORDS.busy.format(title=ASKED).replace("*", "")
    card = await editor.presses(asked, WORDS.go_on_button)
    assert "Nobody." in card.text
    left = await editor.presses(await editor.asks("/add"), WORDS.leave_button)
    assert WORDS.progress.format(step=1, steps=11) in left.text


async def test_an_entry_that_is_opened_twice_has_two_living_cards(editor: Editor) -> None:
    first = await editor.asks("/edit tent-red")
    await editor.asks("/edit tent-red")
    assert ASKED in (await editor.presses(first, WORDS.preview_button)).text


async def test_the_same_entry_is_opened_with_its_changes(editor: Editor) -> None:
    await editor.with_answer("Nobody.")
    assert "Nobody." in (await editor.asks("/edit tent-red")).text


@pytest.mark.parametrize("way", ["command", "button"])
async def test_what_was_cancelled_can_be_taken_up_again(editor: Editor, way: str) -> None:
    card = await editor.with_answer("Nobody.")
    if way == "command":
        left = await editor.asks("/cancel")
    else:
        left = await editor.presses(card, COMMON["en"].cancel_button)
    assert left.text == COMMON["en"].cancelled
    assert await pops_up(editor.person, card, WORDS.try_button) == COMMON["en"].stale
    assert (await editor.asks("/cancel")).text == COMMON["en"].nothing_begun
    assert "Nobody." in (await editor.presses(left, WORDS.go_on_button)).text


async def test_buttons_of_an_earlier_work_are_stale(editor: Editor) -> None:
    old = await editor.asks("/edit tent-blue")
    await editor.with_answer("Nobody.")
    for button in (WORDS.try_button, WORDS.fields.topic, COMMON["en"].cancel_button):
        assert await pops_up(editor.person, old, button) == COMMON["en"].stale
    assert "Nobody." in (await editor.asks("/edit tent-red")).text


@pytest.mark.parametrize("told", ["go-nowhere", "page-x", "drop-1", "mine", "theirs", "skip", "x"])
async def test_forged_steps_are_stale(editor: Editor, told: str) -> None:
    card = await editor.asks("/edit tent-red")
    mark = (card.button(0).data or "").rpartition("_")[2]
    target = DeskPayload(DeskAction.STEP, told, mark)
    assert await editor.pops_up(target) == COMMON["en"].stale


async def test_what_would_break_is_told_and_saved_only_by_a_button_that_says_so(
    editor: Editor,
) -> None:
    editor.checked("who sleeps in red tents", "tent-red")
    await editor.goes_to(await editor.asks("/edit tent-blue"), "phrasings", "en")
    await editor.asks("who sleeps in red tents")
    proof = await editor.tries(await editor.asks("/edit tent-blue"))
    assert PROOF.broken.format(count=1) in proof.text
    assert "who sleeps in red tents" in proof.text
    assert PROOF.checks.format(passed=0, checks=1, before=1) in proof.text
    assert PROOF.save_button not in proof.labels
    await editor.presses(proof, PROOF.save_anyway_button)
    (last, *_) = changes.history(editor.store)
    assert last.summary.endswith("(though it breaks 'who sleeps in red tents')")


async def test_two_with_the_same_entry_know_of_each_other(
    editor: Editor, double: BotApiDouble, other: Editor
) -> None:
    await editor.asks("/edit tent-red")
    told = (await other.asks("/edit tent-red")).text
    assert WORDS.also_open.format(name="Maintainer") in told
    assert WORDS.also_open.split("}")[1] not in (await other.asks("/edit tent-blue")).text


async def conflict(editor: Editor, other: Editor) -> Shown:
    """What is shown to the second of two that changed the same entry."""
    await editor.with_answer("Mine.")
    await editor.presses(await editor.asks("/edit tent-red"), WORDS.fields.notes)
    proof = await editor.tries(await editor.asks("My note."))
    await other.saves(await other.with_answer("Theirs."))
    return await editor.presses(proof, PROOF.save_button)


async def test_who_saves_second_sees_both_and_puts_theirs_on_top(
    editor: Editor, other: Editor
) -> None:
    shown = await conflict(editor, other)
    assert PROOF.conflict.format(name=other.person.told["first_name"], change=2) in shown.text
    assert PROOF.apart not in shown.text
    for line in ("Answer (Eng)", f"{PROOF.theirs} Theirs.", f"{PROOF.mine} Mine."):
        assert line in shown.text
    card = await editor.presses(shown, PROOF.mine_button)
    assert "Mine." in card.text
    await editor.saves(card)
    entry = editor.stored("tent-red")
    assert (entry.texts["en"].answer, entry.notes) == ("Mine.", "My note.")


async def test_who_saves_second_may_leave_it_at_theirs(editor: Editor, other: Editor) -> None:
    card = await editor.presses(await conflict(editor, other), PROOF.theirs_button)
    assert "Theirs." in card.text
    assert await pops_up(editor.person, card, WORDS.try_button) == PROOF.unchanged


@pytest.mark.parametrize("deed", ["text", "button", "/edit again", "try"])
async def test_who_goes_on_is_told_at_the_next_step_and_loses_nothing(
    editor: Editor, deed: str
) -> None:
    card = await editor.with_answer("Mine.")
    note = await editor.presses(card, WORDS.fields.notes)
    editor.noted("tent-red", "theirs")
    match deed:
        case "text":
            shown = await editor.asks("My note.")
        case "button":
            shown = await editor.presses(note, WORDS.back_button)
        case "/edit again":
            shown = await editor.asks("/edit tent-red")
        case _:
            shown = await editor.presses(card, WORDS.try_button)
    assert PROOF.conflict.format(name="asel", change=2) in shown.text
    assert f"{PROOF.theirs} theirs" in shown.text
    own = PROOF.both_button if PROOF.both_button in shown.labels else PROOF.mine_button
    await editor.saves(await editor.presses(shown, own))
    entry = editor.stored("tent-red")
    assert entry.texts["en"].answer == "Mine."
    assert entry.notes == ("My note." if deed == "text" else "theirs")


async def test_who_has_changed_nothing_goes_on_from_what_is_there_now(editor: Editor) -> None:
    card = await editor.asks("/edit tent-red")
    editor.noted("tent-red", "theirs")
    shown = await editor.presses(card, WORDS.fields.notes)
    assert f"{WORDS.now}\ntheirs" in shown.text
    await editor.saves(await editor.asks("Mine."))
    assert editor.stored("tent-red").notes == "Mine."


async def test_what_both_added_to_is_kept_of_both(editor: Editor, other: Editor) -> None:
    await editor.goes_to(await editor.asks("/edit tent-red"), "phrasings", "en")
    await editor.asks("mine is red")
    editor.taught("tent-red", "en", "theirs is red")
    shown = await editor.asks("/edit tent-red")
    assert PROOF.mine_button in shown.labels
    await editor.saves(await editor.presses(shown, PROOF.mine_button))
    assert {"mine is red", "theirs is red"} <= {*editor.stored("tent-red").texts["en"].phrasings}


async def test_what_only_one_of_both_changed_stands_in_nobodys_way(
    editor: Editor, other: Editor
) -> None:
    await editor.presses(await editor.asks("/edit tent-red"), WORDS.fields.notes)
    card = await editor.asks("My note.")
    await other.saves(await other.with_answer("Theirs."))
    shown = await editor.presses(card, WORDS.try_button)
    assert PROOF.apart in shown.text
    await editor.saves(await editor.presses(shown, PROOF.both_button))
    entry = editor.stored("tent-red")
    assert (entry.texts["en"].answer, entry.notes) == ("Theirs.", "My note.")


async def test_an_entry_that_another_removed_can_be_made_anew(editor: Editor) -> None:
    card = await editor.with_answer("Mine.", "tent-green")
    editor.removed("tent-green")
    shown = await editor.presses(card, WORDS.try_button)
    assert PROOF.conflict_removed.format(name="asel", change=2) in shown.text
    await editor.saves(await editor.presses(shown, PROOF.mine_anew_button))
    assert editor.stored("tent-green").texts["en"].answer == "Mine."


def _blue() -> str:
    return "Who sleeps in the blue tent?"
