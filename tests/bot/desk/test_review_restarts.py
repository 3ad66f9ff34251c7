"""A bot that dies between any two steps of the review: the next one goes on, and repeats nothing.

Each update is answered by a process of its own, and comes once more to another one, as it does
where the first died before its answer was out.
"""

from dataclasses import dataclass

import pytest

from bot.context import Services
from bot.strings.desk.editing import EDITING
from bot.strings.desk.lessons import LESSONS
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from knowledge import changes, review
from knowledge.answerer import Answerer
from knowledge.store import Store
from tests.bot.desk.crashes import comes_to_another_process
from tests.knowledge.asked import offered, unanswered
from tests.telegram import BotApiDouble, Person, Shown

WORDS, DONE = REVIEW["en"], TAUGHT["en"]
PARKING = "is there parking near by"


@dataclass(frozen=True)
class Crashing:
    """A maintainer whose bot dies after everything they do."""

    person: Person
    double: BotApiDouble
    services: Services

    async def sends(self, text: str) -> Shown:
        self.person.writes(text)
        return await self._answered()

    async def presses(self, message: Shown, button: str | int) -> Shown:
        self.person.presses(message, button)
        return await self._answered()

    async def _answered(self) -> Shown:
        """The first message that comes of an update, which comes twice."""
        update = await comes_to_another_process(self.services, self.double)
        shown = self.person.waits_for_reply()
        await comes_to_another_process(self.services, self.double, update)
        return shown


@pytest.fixture
def crashing(maintainer: Person, double: BotApiDouble, services: Services) -> Crashing:
    return Crashing(maintainer, double, services)


async def test_a_group_is_attached_once_by_way_of_a_search(
    crashing: Crashing, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    shown = await crashing.sends("/review")
    asked = await crashing.presses(shown, WORDS.search_button)
    assert asked.text == f"❓ {PARKING}\n\n{DONE.search}"
    found = await crashing.sends("tent-red")
    told = await crashing.presses(found, 0)
    assert "(change 2)" in told.text
    assert len(changes.history(store)) == 2
    assert review.groups(store, Answerer(store).snapshot) == []


async def test_a_group_is_dropped(crashing: Crashing, store: Store) -> None:
    unanswered(store, PARKING, "en")
    shown = await crashing.sends("/review")
    assert PARKING in (await crashing.presses(shown, WORDS.drop_button)).text
    assert len(changes.history(store)) == 1
    assert review.groups(store, Answerer(store).snapshot) == []


@pytest.mark.parametrize("way", ["/review", "/teach"])
async def test_a_question_becomes_one_entry(crashing: Crashing, store: Store, way: str) -> None:
    unanswered(store, PARKING, "en")
    shown = await crashing.sends(way if way == "/review" else f"/teach {PARKING}")
    button = WORDS.draft_button if way == "/review" else LESSONS["en"].write_button
    for pressed in (button, EDITING["en"].next_button):
        shown = await crashing.presses(shown, pressed)
    assert EDITING["en"].progress.format(step=2, steps=11) in shown.text
    shown = await crashing.sends("Yes, behind the hall.")
    shown = await crashing.presses(shown, EDITING["en"].next_button)
    shown = await crashing.presses(shown, "Tents (en)")
    shown = await crashing.presses(shown, EDITING["en"].next_button)
    assert len(changes.history(store)) == 1


async def test_a_proposal_is_accepted_once(crashing: Crashing, store: Store) -> None:
    offered(store, "who stirs the soup", "menu", "en", times=2)
    shown = await crashing.presses(await crashing.sends("/review"), 0)
    assert "(change 2)" in (await crashing.presses(shown, WORDS.accept_button)).text
    assert len(changes.history(store)) == 2


async def test_a_question_is_taught_once(crashing: Crashing, store: Store) -> None:
    shown = await crashing.sends(f"/teach {PARKING}")
    assert "(change 2)" in (await crashing.presses(shown, 0)).text
    assert len(changes.history(store)) == 2
