"""The desk from everywhere else: who is no maintainer in private gets what a bot without it gives.

Rows and presses are taken from the code. A row of the desk that none of ``PROBES`` reaches fails a
test, so that whatever is new there is held against every kind of sender as well.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

import pytest
from telegram import Bot, Update

from bot.app import build
from bot.connection import Connections
from bot.context import ForumApplication, Services
from bot.desk.payload import DeskPayload, encode
from bot.desk_routes import DESK_PRESSES, desk_routes
from knowledge import unfinished
from knowledge.store import Store
from knowledge.unfinished import Unfinished
from tests.telegram import BotApiDouble

Json: TypeAlias = dict[str, Any]

ME: Final = 5001
OTHER: Final = 5002
GROUP: Final = {"id": -1005003, "type": "supergroup", "title": "Group"}
SMALL_GROUP: Final = {"id": -5004, "type": "group", "title": "Group"}
CHANNEL: Final = {"id": -1005005, "type": "channel", "title": "Channel"}
MAINTAINERS: Final = frozenset({ME})
COMMANDS: Final = sorted(
    name for row in desk_routes(MAINTAINERS) for name in getattr(row, "commands", ())
)
# What asks and answers leave behind, whoever speaks.
_OF_EVERYBODY: Final = ("questions_log", "question_counts", "replied_messages", "greeted_chats")


def user(number: int, **more: object) -> Json:
    return {"id": number, "is_bot": False, "first_name": "User", "language_code": "en", **more}


def private(number: int) -> Json:
    return {"id": number, "type": "private", "first_name": "User"}


def text(written: str, **more: object) -> Json:
    command = {"type": "bot_command", "offset": 0, "length": len(written.split()[0])}
    return {"text": written, "entities": [command] if written[0] == "/" else [], **more}


ORIGIN: Final = {"type": "hidden_user", "sender_user_name": "User", "date": 1}
FILE: Final = {"file_id": "x", "file_unique_id": "x", "file_name": "a.csv", "file_size": 9}
PROBES: Final = (
    *(text(f"/{name}") for name in COMMANDS),
    *(text(f"/{name} 2") for name in COMMANDS),
    text("Who sleeps in the red tent?"),
    text("Who sleeps in the red tent?", forward_origin=ORIGIN),
    {"document": FILE},
    {"document": FILE, "animation": FILE | {"width": 1, "height": 1, "duration": 1}},
    {"voice": FILE | {"duration": 1}},
    {"document": FILE, "caption": "Who sleeps?", "forward_origin": ORIGIN},
)
PRESSES: Final = tuple(
    encode(DeskPayload(action, about, mark))
    for action in DESK_PRESSES
    for about, mark in (("", ""), ("2", ""), ("cook", "abc"), ("", "abc"))
)


def said(chat: Json, sender: Json | None, body: Json, **more: object) -> Json:
    who = {"from": sender} if sender else {}
    return {"message_id": 7, "date": 1, "chat": chat, **who, **body, **more}


# The handlers of the desk that are also meant for what a maintainer does elsewhere.
ELSEWHERE: Final = {"in a group": "teach", "in a small group": "teach", "edited": "typed"}
MESSAGES: Final[Mapping[str, Callable[[Json], Json]]] = {
    "somebody else": lambda body: {"message": said(private(OTHER), user(OTHER), body)},
    "in a group": lambda body: {"message": said(GROUP, user(ME), body)},
    "in a small group": lambda body: {"message": said(SMALL_GROUP, user(ME), body)},
    "somebody else in a group": lambda body: {"message": said(GROUP, user(OTHER), body)},
    "in a channel": lambda body: {"channel_post": said(CHANNEL, None, body, sender_chat=CHANNEL)},
    "from a channel": lambda body: {
        "message": said(GROUP, user(777000), body, sender_chat=CHANNEL, is_automatic_forward=True)
    },
    "as a channel": lambda body: {
        "message": said(GROUP, user(136817688, is_bot=True), body, sender_chat=CHANNEL)
    },
    "an anonymous administrator": lambda body: {
        "message": said(GROUP, user(1087968824, is_bot=True), body, sender_chat=GROUP)
    },
    "as a guest": lambda body: {
        "guest_message": said(private(ME), user(ME), body, guest_query_id="1")
    },
    "edited": lambda body: {"edited_message": said(private(ME), user(ME), body, edit_date=2)},
    "by another bot": lambda body: {
        "message": said(private(ME), user(ME), body, via_bot=user(9, is_bot=True))
    },
    "a bot": lambda body: {"message": said(private(ME), user(ME, is_bot=True), body)},
    "for a business": lambda body: {
        "business_message": said(private(ME), user(ME), body, business_connection_id="1")
    },
    "inline": lambda body: {
        "inline_query": {"id": "1", "from": user(ME), "query": body.get("text", ""), "offset": ""}
    },
}


def pressed(data: str, sender: Json, chat: Json | None) -> Json:
    message = {"message": said(chat, user(1, is_bot=True), {"text": "?"})} if chat else {}
    inline = {} if chat else {"inline_message_id": "1"}
    told = {"id": "1", "from": sender, "chat_instance": "1", "data": data, **message, **inline}
    return {"callback_query": told}


FORGED: Final[Mapping[str, Callable[[str], Json]]] = {
    "somebody else": lambda data: pressed(data, user(OTHER), private(OTHER)),
    "somebody else, below a maintainer's": lambda data: pressed(data, user(OTHER), private(ME)),
    "in a group": lambda data: pressed(data, user(ME), GROUP),
    "in a small group": lambda data: pressed(data, user(ME), SMALL_GROUP),
    "in a channel": lambda data: pressed(data, user(ME), CHANNEL),
    "below an inline result": lambda data: pressed(data, user(ME), None),
    "a bot": lambda data: pressed(data, user(ME, is_bot=True), private(ME)),
}


@pytest.fixture
async def bot(double: BotApiDouble) -> AsyncIterator[Bot]:
    """What updates are read by."""
    async with Bot(double.token, double.base_url) as bot:
        yield bot


def test_every_row_of_the_desk_is_reached_by_a_probe(bot: Bot) -> None:
    updates = [update(bot, {"message": said(private(ME), user(ME), body)}) for body in PROBES]
    missed = [row for row in desk_routes(MAINTAINERS) if not any(map(row.check_update, updates))]
    assert not missed, "add a probe that they take"


@pytest.mark.parametrize("kind", MESSAGES)
def test_no_row_of_the_desk_takes_what_comes_from_elsewhere(bot: Bot, kind: str) -> None:
    updates = [update(bot, MESSAGES[kind](body)) for body in PROBES]
    taking = {name for one in updates for name in taken_by(one)}
    assert taking <= {ELSEWHERE.get(kind)}


@pytest.mark.parametrize("kind", MESSAGES)
async def test_what_comes_from_elsewhere_does_what_it_does_without_a_desk(
    services: Services, double: BotApiDouble, bot: Bot, kind: str
) -> None:
    bodies = [body for body in PROBES if not is_meant(bot, kind, body)]
    await same_without_desk(services, double, [MESSAGES[kind](body) for body in bodies])


@pytest.mark.parametrize("kind", FORGED)
async def test_a_forged_press_does_nothing_and_says_nothing(
    services: Services, double: BotApiDouble, kind: str
) -> None:
    await same_without_desk(services, double, [FORGED[kind](data) for data in PRESSES])
    shown = {call.parameters.get("text", "") for call in double.calls_of("answerCallbackQuery")}
    assert shown == {""}
    assert not [call for call in double.calls if call.method.startswith(("send", "edit"))]


async def test_without_maintainers_nobody_has_a_desk(
    services: Services, double: BotApiDouble
) -> None:
    none = replace(services, settings=replace(services.settings, maintainers=frozenset()))
    before = stored(services.store)
    presses = [pressed(data, user(ME), private(ME)) for data in PRESSES]
    commands = [{"message": said(private(ME), user(ME), body)} for body in PROBES]
    visible = await visible_calls(none, double, [*commands, *presses])
    assert stored(services.store) == before
    assert not {method for method, _ in visible} & {"sendDocument", "sendPhoto"}


def is_meant(bot: Bot, kind: str, body: Json) -> bool:
    """Whether the desk itself has to do with this, from there."""
    return ELSEWHERE.get(kind) in taken_by(update(bot, MESSAGES[kind](body)))


def taken_by(one: Update) -> set[str]:
    """The handlers of the desk whose rows take an update."""
    rows = [row for row in desk_routes(MAINTAINERS) if row.check_update(one)]
    return {row.callback.__name__ for row in rows}


async def same_without_desk(services: Services, double: BotApiDouble, updates: list[Json]) -> None:
    """Nothing is stored, and people see what they see of a bot that has no maintainers."""
    settings = replace(services.settings, maintainers=MAINTAINERS)
    for author in (ME, OTHER):
        unfinished.keep(services.store, str(author), Unfinished("add", {"mark": "abc"}))
    before = stored(services.store)
    seen = await visible_calls(replace(services, settings=settings), double, updates)
    assert stored(services.store) == before
    bare = replace(services, settings=replace(settings, maintainers=frozenset()))
    assert seen == await visible_calls(bare, double, updates)


async def visible_calls(
    services: Services, double: BotApiDouble, updates: list[Json]
) -> list[tuple[str, object]]:
    """What the bot sends, edits and lets pop up when these come one after the other."""
    start = len(double.calls)
    request, polling = (Connections(2, read_timeout=5.0) for _ in range(2))
    application: ForumApplication = build(services, request, polling)
    await application.initialize()
    try:
        for one in updates:
            await application.process_update(update(application.bot, one))
    finally:
        await application.shutdown()
    calls = [call for call in double.calls[start:] if call.method != "getMe"]
    return [(call.method, call.parameters.get("text")) for call in calls]


def stored(store: Store) -> list[str]:
    """All that the store holds, but what is kept of everybody's questions."""
    with store.reading() as connection:
        return [line for line in connection.iterdump() if not any(t in line for t in _OF_EVERYBODY)]


def update(bot: Bot, told: Json) -> Update:
    return Update.de_json({"update_id": 1, **told}, bot)
