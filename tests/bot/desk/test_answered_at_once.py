"""A press whose outcome takes a while is answered before, so that its button stops waiting."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.desk.payload import DeskAction, decode
from knowledge.change_log import Author
from knowledge.store import open_store
from tests.bot.desk.hands import ME, Hands
from tests.bot.desk.talks import noted
from tests.bot.direct import handling
from tests.knowledge.asked import offered, unanswered
from tests.telegram.world import Call


@pytest.fixture
def hands(prepared: Path, tmp_path: Path) -> Iterator[Hands]:
    path = tmp_path / "forum.sqlite"
    path.write_bytes(prepared.read_bytes())
    with open_store(path) as store:
        noted(store, "look", "tent-red", Author(str(ME), "telegram"))
        unanswered(store, "the red ones zzqq", "en", times=2)
        offered(store, "red tent please", "tent-red", "en", times=2)
    with handling(path, frozenset({ME})) as handle:
        yield Hands(handle)


def steps(hands: Hands, *verbs: str) -> list[Call]:
    """Press what does these steps with the entry in hand, one after the other."""
    calls: list[Call] = []
    for verb in verbs:
        targets = ((data, decode(data)) for data in hands.buttons)
        (data, *_) = [data for data, one in targets if one and one.id.startswith(verb)]
        calls = hands.presses(data)
    return calls


def does(hands: Hands, *deeds: str | DeskAction) -> list[Call]:
    return [hands.does(one) for one in deeds][-1]


def edits(hands: Hands, entry: str, *verbs: str) -> list[Call]:
    hands.does(f"/edit {entry}")
    return steps(hands, *verbs)


SLOW: dict[str, Callable[[Hands], list[Call]]] = {
    "try": lambda hands: edits(hands, "tent-red", "status", "try"),
    "save": lambda hands: edits(hands, "tent-red", "status", "try", "save"),
    "remove": lambda hands: edits(hands, "tent-blue", "remove"),
    "erase": lambda hands: edits(hands, "tent-blue", "remove", "erase"),
    "attach": lambda hands: does(hands, "/review", DeskAction.ATTACH),
    "accept": lambda hands: does(hands, DeskAction.PROPOSALS, DeskAction.ACCEPT),
    "teach": lambda hands: does(hands, "/teach red zzqq", DeskAction.TEACH),
    "undo": lambda hands: does(hands, "/undo", DeskAction.UNDO),
    "export": lambda hands: does(hands, "/export", DeskAction.EXPORT),
    "stats": lambda hands: does(hands, "/stats", DeskAction.STATS),
}


@pytest.mark.parametrize("deed", SLOW)
def test_the_answer_comes_before_the_outcome(hands: Hands, deed: str) -> None:
    methods = [call.method for call in SLOW[deed](hands)]
    said = [at for at, one in enumerate(methods) if one.startswith(("send", "edit"))]
    assert said
    assert methods.index("answerCallbackQuery") < said[-1], methods
    assert methods[0] in ("answerCallbackQuery", "sendChatAction"), methods
