"""Who may work at the desk: maintainers in private, and nobody else, whatever they send."""

import pytest

from bot.desk.payload import DeskAction, DeskPayload, encode
from bot.desk_routes import DESK_PRESSES, desk_routes
from bot.strings.desk.commands import COMMANDS
from bot.strings.desk.common import COMMON
from knowledge import unfinished
from knowledge.store import Store
from knowledge.unfinished import Unfinished
from tests.bot.talk import asks, pops_up_for_data, silence
from tests.telegram import Person


def test_every_action_has_its_handler() -> None:
    assert set(DESK_PRESSES) == set(DeskAction)


def test_every_command_of_the_menu_is_routed() -> None:
    routed = {
        name for handler in desk_routes(frozenset({1})) for name in getattr(handler, "commands", ())
    }
    assert routed <= set(COMMANDS["en"]._fields)


async def test_a_maintainer_leaves_what_was_begun(
    running: None, maintainer: Person, store: Store
) -> None:
    assert (await asks(maintainer, "/cancel")).text == COMMON["en"].nothing_begun
    unfinished.keep(store, str(maintainer.id), Unfinished("add", {"step": "question"}))
    assert (await asks(maintainer, "/cancel")).text == COMMON["en"].cancelled
    assert unfinished.begun(store, str(maintainer.id)) is None


@pytest.mark.parametrize("command", COMMANDS["en"]._fields)
async def test_for_others_a_command_of_the_desk_is_an_unknown_one(
    person: Person, command: str
) -> None:
    told = (await asks(person, f"/{command}")).text
    assert f"/{command}" in told
    assert told != COMMON["en"].nothing_begun


@pytest.mark.parametrize("action", DeskAction)
async def test_a_forged_button_of_the_desk_does_nothing_and_says_nothing(
    person: Person, action: DeskAction, store: Store
) -> None:
    unfinished.keep(store, str(person.id), Unfinished("add", {}))
    data = encode(DeskPayload(action, "cook", "1"))
    assert await pops_up_for_data(person, data) == ""
    await silence(person)
    assert unfinished.begun(store, str(person.id)) is not None
