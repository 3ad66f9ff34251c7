"""Another file takes the place of the store in the middle of something, or nobody can write it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from bot.context import Services
from bot.desk.payload import DeskAction, DeskPayload, encode
from bot.strings.desk.common import COMMON
from knowledge import lessons
from knowledge.change_log import Author
from knowledge.lessons import Lesson
from knowledge.proposals import proposals, taken_up
from knowledge.store import Store, open_store
from knowledge.store_file import COMPANIONS, companion
from tests.bot.desk.hands import ME, Hands, is_told
from tests.bot.desk.talks import noted
from tests.bot.direct import handling
from tests.bot.talk import hears, pops_up, pops_up_for_data, presses, sends
from tests.knowledge.asked import offered, unanswered
from tests.telegram import Person

Fault = Callable[[Path, Path], AbstractContextManager[None]]
PARKING = "is there parking near by"
BEGUN: dict[str, list[str | DeskAction]] = {
    "an entry": ["/edit tent-red"],
    "a new entry": ["/add Who lives here now?"],
    "a choice": ["/edit"],
    "the review": ["/review"],
    "a lesson": [f"/teach {PARKING}"],
    "proposals": [DeskAction.PROPOSALS],
    "a search": ["/review", DeskAction.SEARCH],
    "what was taught": [f"/teach {PARKING}", DeskAction.TEACH],
    "a question to write for": [f"/teach {PARKING}", DeskAction.EDIT],
    "the history": ["/history"],
    "an undo": ["/undo"],
}


@contextmanager
def replaced(path: Path, other: Path) -> Iterator[None]:
    """The file is another one from now on."""
    for suffix in COMPANIONS:
        companion(path, suffix).unlink(missing_ok=True)
    os.replace(shutil.copy(other, path.with_suffix(".new")), path)
    yield


@contextmanager
def locked(path: Path, _: Path) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.parametrize("fault", [replaced, locked])
@pytest.mark.parametrize("begun", BEGUN)
def test_whatever_is_pressed_or_typed_is_answered(
    prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, begun: str, fault: Fault
) -> None:
    path = Path(shutil.copy(prepared, tmp_path / "forum.sqlite"))
    with open_store(path) as store:
        unanswered(store, PARKING, "en", times=2)
        offered(store, "what does that cook want", "cook", "en", times=3)
        noted(store, "by me", "tent-blue", Author(str(ME), "telegram"))
    with handling(path, frozenset({ME}), wait=0.01) as handle:
        hands = Hands(handle)
        for what in BEGUN[begun]:
            hands.does(what)
        buttons = hands.buttons[:6]
        assert buttons
        with fault(path, prepared):
            for button in buttons:
                assert is_told(hands.presses(button)), button
            for text in ("some words", "/cancel"):
                assert is_told(hands.types(text)), text
    assert not any(record.exc_info for record in caplog.records)


@pytest.fixture
def store(prepared: Path, tmp_path: Path) -> Iterator[Store]:
    """A store that waits for nobody."""
    with open_store(Path(shutil.copy(prepared, tmp_path / "forum.sqlite")), wait=0.01) as store:
        yield store


async def test_what_the_store_could_not_take_is_imported_by_the_next_press(
    running: None, maintainer: Person, store: Store, tmp_path: Path
) -> None:
    plan = await sends(maintainer, "notes.csv", b"id,notes\ntent-red,look again\n")
    with locked(tmp_path / "forum.sqlite", tmp_path):
        assert "locked" in (await presses(maintainer, plan, 0)).text
        assert "locked" in (await sends(maintainer, "notes.csv", b"id,notes\nmenu,x\n")).text
    await presses(maintainer, plan, 0)
    assert store.load().entries["tent-red"].notes == "look again"


async def test_of_two_files_at_once_both_are_shown_and_the_later_one_is_in_hand(
    running: None, maintainer: Person, store: Store
) -> None:
    for name in ("red", "blue"):
        maintainer.sends_document(f"{name}.csv", f"id,notes\ntent-{name},x\n".encode())
    first, second = [await hears(maintainer) for _ in range(2)]
    assert ("red.csv" in first.text, "blue.csv" in second.text) == (True, True)
    assert await pops_up(maintainer, first, 0) == COMMON["en"].stale
    await presses(maintainer, second, 0)
    noted = [name for name, entry in store.load().entries.items() if entry.notes]
    assert noted == ["tent-blue"]


def test_what_a_change_of_another_store_took_up_can_be_taught_again(store: Store) -> None:
    lessons.keep(store, Lesson("t-1", PARKING, "en", change=99), str(ME))
    assert lessons.find(store, "t-1", str(ME)) == Lesson("t-1", PARKING, "en")


def test_a_proposal_that_a_change_of_another_store_took_up_is_not_known(
    store: Store, services: Services
) -> None:
    offered(store, "what does that cook want", "cook", "en", times=3)
    (proposal,) = proposals(store, services.asker.answerer.snapshot)
    with store.writing() as connection:
        connection.execute("UPDATE questions_log SET proposal = 'change 99'")
    assert taken_up(store, proposal.id) is None


async def test_no_words_are_asked_for_where_the_question_is_gone(
    running: None, maintainer: Person
) -> None:
    gone = encode(DeskPayload(DeskAction.SEARCH, mark="t-gone"))
    assert await pops_up_for_data(maintainer, gone) == COMMON["en"].stale
