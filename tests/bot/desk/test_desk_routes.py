"""Who may work at the desk: maintainers in private, and nobody else, whatever they send."""

from bot.desk.payload import DeskAction
from bot.desk_routes import DESK_PRESSES, desk_routes
from bot.strings.desk.commands import COMMANDS
from bot.strings.desk.common import COMMON
from knowledge import unfinished
from knowledge.store import Store
from knowledge.unfinished import Unfinished
from tests.bot.talk import asks
from tests.telegram import Person


def test_every_action_has_its_handler() -> None:
    assert set(DESK_PRESSES) == set(DeskAction)


def test_every_command_of_the_menu_is_routed() -> None:
    routed = {
        name for handler in desk_routes(frozenset({1})) for name in getattr(handler, "commands", ())
    }
    assert routed == {"help", *COMMANDS["en"]._fields}


async def test_a_maintainer_leaves_what_was_begun(
    running: None, maintainer: Person, store: Store
) -> None:
    assert (await asks(maintainer, "/cancel")).text == COMMON["en"].nothing_begun
    unfinished.keep(store, str(maintainer.id), Unfinished("add", {"step": "question"}))
    assert (await asks(maintainer, "/cancel")).text == COMMON["en"].cancelled
    assert unfinished.begun(store, str(maintainer.id)) is None
