"""Every handler of the desk, end to end, in every language.

``CASES`` lists handlers against what a maintainer does and sees. A handler that has no case fails a
test, and so does a row of the desk's routes or a button that leads anywhere else.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import pytest

import bot.handlers.desk
from bot.desk.face import desk_menu
from bot.desk.payload import DeskAction, DeskPayload
from bot.desk_routes import (
    DESK_PRESSES,
    TAKERS,
    WAITERS,
    desk_routes,
    desk_routes_after,
    sent,
    typed,
)
from bot.handlers.desk import (
    arriving,
    asking,
    begun,
    copies,
    counts,
    editing,
    helping,
    history,
    importing,
    proposals,
    review,
    search,
    storing,
    teach,
)
from bot.strings.desk.commands import COMMANDS
from bot.strings.desk.common import COMMON
from bot.strings.desk.copies import COPIES, STATS
from bot.strings.desk.editing import EDITING
from bot.strings.desk.helping import HELPING
from bot.strings.desk.history import HISTORY
from bot.strings.desk.importing import IMPORTING
from bot.strings.desk.lessons import LESSONS
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from bot.strings.desk.waiting import WAITING
from knowledge import changes, digests, replied, unfinished
from knowledge.markup import plain
from knowledge.model import LANGUAGES, Language, Outcome, OutcomeKind
from knowledge.questions_log import logged, record
from knowledge.store import Store
from knowledge.unfinished import Unfinished
from tests.bot.desk.editor import Editor
from tests.bot.desk.talks import Talk
from tests.bot.sample import COOK
from tests.bot.talk import sends, until
from tests.knowledge.asked import offered, unanswered
from tests.telegram import BotApiDouble, Person


async def leaves_what_was_begun(talk: Talk) -> None:
    words = COMMON[talk.language]
    assert (await talk.asks("/cancel")).text == words.nothing_begun
    unfinished.keep(talk.store, str(talk.person.id), Unfinished("add", {}))
    assert (await talk.carries(DeskPayload(DeskAction.CANCEL))).text == words.cancelled


async def asks_at_a_card(talk: Talk) -> None:
    words = WAITING[talk.language]
    await talk.asks("/edit tent-red")
    told = await talk.asks(COOK[talk.language])
    assert told.text.startswith(words.press_not_text.format(text=COOK[talk.language]))
    assert "salt" in (await talk.presses(told, words.ask_button)).text


async def imports_after_a_question(talk: Talk) -> None:
    words = IMPORTING[talk.language]
    await sends(talk.person, "a.csv", b"id,notes\ntent-red,look again\n")
    told = await talk.asks(COOK[talk.language])
    assert words.ask in told.text
    done = await talk.presses(told, words.yes_button)
    assert done.text == words.done.format(change=2)


async def sends_a_voice_into_a_search(talk: Talk) -> None:
    shown = await talk.asks("/teach is there parking near by")
    await talk.presses(shown, REVIEW[talk.language].search_button)
    talk.person.sends_voice()
    told = (await talk.hears()).text
    assert told.startswith(WAITING[talk.language].text_awaited)
    assert told.endswith(TAUGHT[talk.language].search)


async def reads_the_history(talk: Talk) -> None:
    words = HISTORY[talk.language]
    for number in range(6):
        talk.notes(f"note {number}")
    shown = await talk.asks("/history")
    assert words.you in shown.text
    assert "note 5" in shown.text
    assert "note 0" not in shown.text
    older = await talk.presses(shown, words.older_button)
    assert "note 0" in older.text
    one = await talk.presses(older, 0)
    assert f"{EDITING[talk.language].fields.notes}: note 0" in one.text
    assert "note 5" in (await talk.presses(one, words.back_button, words.newer_button)).text


async def reads_a_long_change(talk: Talk) -> None:
    words = HISTORY[talk.language]
    done = talk.notes("long " * 900)
    shown = await talk.presses(await talk.asks("/history"), str(done.id))
    sent = await talk.presses(shown, words.whole_button)
    assert sent.text == words.whole_change.format(number=done.id)
    assert sent.file.name == f"change-{done.id}.txt"


async def takes_back(talk: Talk) -> None:
    words = HISTORY[talk.language]
    done = talk.notes("wrong")
    asked = await talk.asks("/undo")
    assert words.ask_to_undo in asked.text
    undone = await talk.presses(asked, words.undo_button)
    assert undone.text == words.done.format(number=done.id, new=done.id + 1)
    assert undone.edited
    assert changes.change(talk.store, done.id).undone_by == done.id + 1


async def changes_an_answer(talk: Talk) -> None:
    editor = at_entries(talk)
    card = await editor.carries(DeskPayload(DeskAction.EDIT, "tent-red"))
    asked = await editor.goes_to(card, "answer", "en")
    assert editor.words.now in asked.text
    written = await editor.asks("Nobody.")
    assert "Nobody." in written.text
    saved = await editor.saves(await editor.presses(written, editor.words.card_button))
    assert saved.text == editor.proof_words.saved.format(change=2)
    assert editor.stored("tent-red").texts["en"].answer == "Nobody."


async def chooses_an_entry(talk: Talk) -> None:
    editor = at_entries(talk)
    shown = await editor.asks("/edit")
    assert shown.labels[:2] == [f"Tents ({talk.language})", f"Meals ({talk.language})"]
    listed = await editor.presses(shown, 0)
    assert (await editor.presses(listed, 0)).text.startswith("Who sleeps in the red tent?")


async def begins_an_entry(talk: Talk) -> None:
    editor = at_entries(talk)
    shown = await editor.asks("/add")
    assert editor.words.progress.format(step=1, steps=11) in shown.text
    shown = await editor.asks("What is new?")
    assert editor.words.progress.format(step=2, steps=11) in shown.text


def at_entries(talk: Talk) -> Editor:
    return Editor(talk.person, talk.double, talk.store, talk.language)


async def goes_through_the_review(talk: Talk) -> None:
    words, done = REVIEW[talk.language], TAUGHT[talk.language]
    for text in ("is there parking near by", "recipe of borscht", "how tall is the tower"):
        unanswered(talk.store, text, talk.language)
    shown = await talk.asks("/review")
    assert words.place.format(place=1, total=3).strip("*") in shown.text
    dropped = await talk.presses(shown, words.drop_button)
    assert "parking" in dropped.text
    shown = await talk.presses(dropped, words.keep_button, words.next_button)
    assert "borscht" in shown.text
    begun = await talk.presses(shown, words.draft_button)
    editing_words = EDITING[talk.language]
    assert editing_words.progress.format(step=1, steps=11) in begun.text
    assert "borscht" in begun.text
    await talk.asks("/cancel")
    shown = await talk.presses(shown, words.next_button, words.search_button)
    assert shown.text == f"❓ how tall is the tower\n\n{done.search}"
    found = await talk.asks("tent-red")
    taught = await talk.presses(found, 0)
    assert done.held.format(checks=0) in taught.text


async def goes_through_the_proposals(talk: Talk) -> None:
    words, done = REVIEW[talk.language], TAUGHT[talk.language]
    offered(talk.store, "who stirs the soup", "menu", talk.language, times=2)
    offered(talk.store, "pots and pans", "menu", talk.language, times=2)
    shown = await talk.presses(await talk.asks("/review"), 0)
    following = await talk.presses(shown, words.dismiss_button)
    assert "pots and pans" in following.text
    taught = await talk.presses(following, words.accept_button)
    assert done.held.format(checks=0) in taught.text


async def exports(talk: Talk) -> None:
    asked = await talk.asks("/export")
    assert asked.text == plain(COPIES[talk.language].choose_format)
    sent = await talk.presses(asked, "CSV")
    assert sent.file.name.endswith(".csv")
    assert b"Who sleeps in the red tent?" in sent.file.content
    assert "/" not in sent.text


async def backs_up(talk: Talk) -> None:
    sent = await talk.asks("/backup")
    assert sent.file.content.startswith(b"SQLite format 3\0")
    assert COPIES[talk.language].backed_up.rpartition(". ")[2] in sent.text


async def reads_the_counts(talk: Talk) -> None:
    words = STATS[talk.language]
    assert words.nothing_asked in (await talk.asks("/stats")).text
    record(talk.store, logged(Outcome(OutcomeKind.ANSWER, "cook?", "en", "cook")))
    shown = await talk.asks("/stats 7")
    assert shown.file.content.startswith(b"\x89PNG")
    assert f"1 × {COOK[talk.language]}" in shown.text


async def reads_the_counts_of_a_year(talk: Talk) -> None:
    words = STATS[talk.language]
    label = words.days_button.format(number=365)
    shown = await talk.presses(await talk.asks("/stats"), label)
    assert words.nothing_asked in shown.text
    assert not shown.edited


async def imports(talk: Talk) -> None:
    words = IMPORTING[talk.language]
    plan = await sends(talk.person, "a.csv", b"id,notes\ntent-red,look again\n")
    assert words.ask in plan.text
    done = await talk.presses(plan, words.yes_button)
    assert done.text == words.done.format(change=2)
    assert talk.store.load().entries["tent-red"].notes == "look again"


async def imports_over_what_was_edited(talk: Talk) -> None:
    words = IMPORTING[talk.language]
    talk.notes("edited here")
    plan = await sends(talk.person, "a.csv", b"id,notes\ntent-red,look again\n")
    assert words.only_conflicts in plan.text
    shown = await talk.presses(plan, words.overwrite_button)
    assert words.overwriting in shown.text


async def teaches_a_question(talk: Talk) -> None:
    words, done = LESSONS[talk.language], TAUGHT[talk.language]
    shown = await talk.asks("/teach is there parking near by")
    assert "is there parking near by" in shown.text
    left = await talk.presses(shown, COMMON[talk.language].cancel_button)
    assert left.text == words.forgotten
    talk.person.forwards("who snores in the red tent")
    shown = await talk.presses(await talk.hears(), words.teach_button)
    taught = await talk.presses(shown, 0)
    assert done.held.format(checks=0) in taught.text


async def answers_a_decline(talk: Talk) -> None:
    words = LESSONS[talk.language]
    shown = await talk.asks("is there parking near by")
    await until(lambda: replied.asked_for(talk.store, str(talk.person.id), shown.id))
    talk.person.writes("Behind the hall.", reply_to=shown)
    offered = await talk.hears()
    assert words.written.format(answer="Behind the hall.") in offered.text
    begun = await talk.presses(offered, words.answer_button)
    assert EDITING[talk.language].progress.format(step=1, steps=11) in begun.text
    assert "❓ is there parking near by" in begun.text


async def gets_help(talk: Talk) -> None:
    told = (await talk.asks("/help")).text
    assert told.startswith(plain(HELPING[talk.language].how))
    for name, does in COMMANDS[talk.language]._asdict().items():
        assert f"/{name}: {does}" in told
    assert "/topics: " in told


async def writes_for_the_first_time(talk: Talk) -> None:
    def shown() -> list[object]:
        calls = talk.double.calls_of("setMyCommands")
        own = [call.parameters for call in calls if str(talk.person.id) in str(call.parameters)]
        return [one["commands"] for one in own if one.get("language_code") == talk.language]

    await talk.asks("/help")
    await until(shown)
    assert shown() == [[one.to_dict() for one in desk_menu(talk.language)]]
    await until(lambda: digests.language(talk.store, str(talk.person.id)) == talk.language)
    assert digests.language(talk.store, str(talk.person.id)) == talk.language


Case: TypeAlias = Callable[[Talk], Awaitable[None]]
CASES: Mapping[Callable[..., object], Case] = {
    helping.show_help: gets_help,
    arriving.wrote: writes_for_the_first_time,
    asking.ask: asks_at_a_card,
    editing.waits: asks_at_a_card,
    importing.waits: imports_after_a_question,
    search.waits: sends_a_voice_into_a_search,
    begun.cancel: leaves_what_was_begun,
    begun.cancel_pressed: leaves_what_was_begun,
    editing.add: begins_an_entry,
    editing.edit: chooses_an_entry,
    editing.open_entry: chooses_an_entry,
    editing.step: changes_an_answer,
    editing.taken: changes_an_answer,
    storing.store: changes_an_answer,
    review.review: goes_through_the_review,
    review.show_group: goes_through_the_review,
    review.attach: goes_through_the_review,
    review.draft: goes_through_the_review,
    review.drop: goes_through_the_review,
    review.keep: goes_through_the_review,
    search.search: goes_through_the_review,
    search.taken: goes_through_the_review,
    proposals.show_proposal: goes_through_the_proposals,
    proposals.accept: goes_through_the_proposals,
    proposals.dismiss: goes_through_the_proposals,
    copies.export: exports,
    copies.export_pressed: exports,
    copies.back_up: backs_up,
    counts.show_stats: reads_the_counts,
    counts.stats_pressed: reads_the_counts_of_a_year,
    importing.received: imports,
    importing.confirm: imports,
    importing.overwrite: imports_over_what_was_edited,
    teach.teach: teaches_a_question,
    teach.forwarded: teaches_a_question,
    teach.show_lesson: teaches_a_question,
    teach.attach: teaches_a_question,
    teach.forget: teaches_a_question,
    teach.answered_decline: answers_a_decline,
    teach.write: answers_a_decline,
    history.history: reads_the_history,
    history.show_history: reads_the_history,
    history.show_change: reads_the_history,
    history.send_diff: reads_a_long_change,
    history.undo: takes_back,
    history.undo_pressed: takes_back,
}


def handlers() -> set[Callable[..., object]]:
    """Every public coroutine of the desk's handlers."""
    modules = (
        importlib.import_module(f"{bot.handlers.desk.__name__}.{found.name}")
        for found in pkgutil.iter_modules(bot.handlers.desk.__path__)
    )
    return {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_handler_has_a_case() -> None:
    missing = {f"{one.__module__}.{one.__name__}" for one in handlers() - CASES.keys()}
    assert not missing, "add a case that exercises each of them"
    assert CASES.keys() <= handlers()


def test_every_press_leads_to_a_handler() -> None:
    assert set(DESK_PRESSES.values()) <= handlers()
    rows = (*desk_routes(frozenset({1})), *desk_routes_after(frozenset({1})))
    routed = {row.callback for row in rows} - {typed, sent}
    assert routed | {*TAKERS, *WAITERS} <= handlers()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", dict.fromkeys(CASES.values()), ids=lambda one: one.__name__)
async def test_a_handler_does_what_it_should(
    running: None,
    maintainer: Person,
    double: BotApiDouble,
    store: Store,
    case: Case,
    language: Language,
) -> None:
    await case(Talk(maintainer, double, store, language))
