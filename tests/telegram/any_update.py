"""Whatever Telegram may send: updates built from the field types of the library's own classes."""

import datetime as dtm
import inspect
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import telegram
import telegram._utils.types
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from telegram import Chat, Message, MessageEntity, TelegramObject, Update
from telegram._utils.defaultvalue import DefaultValue

Json = dict[str, Any]

BOT_ID: Final = 123456
BOT_NAME: Final = "forum_test_bot"
MAINTAINER: Final = 7
"""Who works at the desk, where an application is told so."""

# Objects inside objects; below that only what has to be there.
DEEP: Final = 3
_TEXTS: Final = (
    "What does the cook say?",
    "Когда прошёл форум?",
    "/ask What does the cook say?",
    f"/ask@{BOT_NAME} When?",
    f"/help@{BOT_NAME}",
    "/help@other_bot",
    "/start e_en_cook",
    "/start",
    "/language",
    f"@{BOT_NAME}",
    f"@{BOT_NAME} What does the cook say?",
    "see /help here",
    "қазақша",
    "/add",
    "/edit cook",
    "/edit",
    "/cancel",
    "/review",
    "/teach",
    "/history",
    "/undo 1",
    "/export csv",
    "/stats",
    "/backup",
    "🙂" * 2048,
    "<b>&lt;</b></i>",
    "a\ud800b",
    "\ud83d",
    "\u202e\u0000\u200b",
    "",
    " ",
    "/",
    "@",
)
_PAYLOADS: Final = (
    "e_en_cook",
    "s_ru_tent-red",
    "t_kk_tents_1",
    "t_en_tents_9999",
    "e_en_gone",
    "g_kk",
    "g_zz",
    "n_en",
    "p_en_guard",
    "e_en_cook--menu",
    "e_en_" + "x" * 59,
    "e__",
    "",
    "\ud800",
)
# What no field is, or hardly any.
_ODD: Final[tuple[Any, ...]] = (
    *(None, True, 0, -1, 2**70, 1.5, float("inf"), "", "x", "\ud800", "9" * 5000),
    *([], {}, [None], [[]], [{}], {"id": {}}, {"type": "of tomorrow"}, {"id": "5", "is_bot": 7}),
)
# Any letter of an action, with what may follow it.
_PAYLOAD: Final = (
    "[a-z]_(en|ru|kk)"
    "(_(cook|tent-red|cook--tent-red|tents|guard|gone))?"
    "(_{1,2}([1-9]|[0-9a-f]{14}))?"
)
# The same of the maintainers' desk.
_DESK: Final = (
    "m_(cancel|edit|step|store|review|attach|draft|drop|keep|search|proposals|accept|dismiss|lesson"
    "|teach|write|forget|undo|history|change|diff|export|import|overwrite|stats)"
    "(_(cook|tent-red|gone|csv|xlsx|[0-9]{1,3}))?"
    "(_{1,2}(go-answer-ru|add-phrasings-en|set-status|[0-9a-f]{6}|[1-9]))?"
)
# Texts and numbers by the name of their field, where the field's type alone says too little.
_BY_NAME: Final[Mapping[str, SearchStrategy[Any]]] = {
    "text": st.sampled_from(_TEXTS) | st.text(max_size=60),
    "query": st.sampled_from(_TEXTS) | st.text(max_size=60),
    "data": st.from_regex(_PAYLOAD, fullmatch=True)
    | st.from_regex(_DESK, fullmatch=True)
    | st.sampled_from(_PAYLOADS)
    | st.text(max_size=64),
    "username": st.sampled_from((BOT_NAME, "other_bot", "<b>")),
    "first_name": st.sampled_from(("User", "<b>&", "\u202e")),
    "language_code": st.sampled_from(("en", "ru", "kk-KZ", "zz", "", "\ud800")),
    "id": st.sampled_from((BOT_ID, 5, MAINTAINER, -100, -1001, 1087968824, 777000)),
    "message_thread_id": st.sampled_from((0, 1, 2)),
    "message_id": st.integers(0, 3),
    "migrate_to_chat_id": st.sampled_from((-1001, -1002)),
    "migrate_from_chat_id": st.sampled_from((-100, 5)),
    "media_group_id": st.sampled_from(("a", "b")),
    "is_bot": st.sampled_from((False, False, False, True)),
    "offset": st.sampled_from((0, 0, 0, 1, 5)),
    "length": st.sampled_from((0, 4, 5, 15, 15, 99)),
}
# Optional fields of a message that the bot looks at, drawn more often than all the others.
_LOOKED_AT: Final = (
    "text",
    "text",
    "entities",
    "from_user",
    "from_user",
    "sender_chat",
    "reply_to_message",
    "quote",
    "via_bot",
    "is_topic_message",
    "message_thread_id",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "media_group_id",
    "photo",
    "guest_query_id",
    "forum_topic_created",
)
_KINDS: Final = tuple(
    name for name in inspect.signature(Update).parameters if name not in ("update_id", "api_kwargs")
)
_ANSWERED: Final = ("message", "edited_message", "callback_query", "inline_query", "guest_message")


@st.composite
def updates(draw: DrawFn) -> Json:
    """One update as JSON, of any kind that there is."""
    kind = draw(st.sampled_from(_ANSWERED) | st.sampled_from((*_KINDS, "my_chat_member")))
    content = draw(_value(_hints(Update)[kind], DEEP, kind))
    told = Update(1, **{kind: content}).to_dict()
    if kind == "guest_message":
        told[kind].setdefault("guest_query_id", "1")
    read: Json = json.loads(json.dumps(told))
    if draw(st.booleans()):
        _made_by_app(read)
    return read


@st.composite
def spoilt_updates(draw: DrawFn) -> Json:
    """One update in which something is missing, is of another kind, or was never heard of."""
    told = draw(updates())
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(told))
        inside, name = draw(st.sampled_from(places))
        match draw(st.sampled_from(("gone", "odd", "odd", "new"))):
            case "gone":
                del inside[name]
            case "odd":
                inside[name] = deepcopy(draw(st.sampled_from(_ODD)))
            case "new":
                inside[name + "_of_tomorrow"] = deepcopy(draw(st.sampled_from(_ODD)))
        if not told.keys() - {"update_id"}:
            break
    return {**told, "update_id": 1}


def _places(told: Any) -> Iterator[tuple[Json, str]]:
    """Every name in an object, with the object."""
    for name, value in told.items() if isinstance(told, dict) else ():
        if name != "update_id":
            yield told, name
        for one in value if isinstance(value, list) else [value]:
            yield from _places(one)


def _made_by_app(told: Json) -> None:
    """Let what belongs together fit, as apps make it: a command and its mark, a private chat."""
    for message in (told.get(name, {}) for name in ("message", "edited_message")):
        command = message.get("text", "").split(" ")[0]
        if command.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        if message.get("chat", {}).get("type") == "private" and "from" in message:
            message["chat"]["id"] = message["from"]["id"]
    pressed = told.get("callback_query", {})
    if pressed.get("message", {}).get("chat", {}).get("type") == "private":
        pressed["message"]["chat"]["id"] = pressed["from"]["id"]


@st.composite
def _object(draw: DrawFn, cls: type[TelegramObject], depth: int) -> TelegramObject:
    hints = _hints(cls)
    parameters = inspect.signature(cls).parameters
    names = [name for name in hints if parameters[name].default is inspect.Parameter.empty]
    optional = [name for name in hints if name not in names]
    if depth > 0 and optional:
        of_interest = [name for name in _LOOKED_AT if name in optional]
        choice = st.sampled_from(optional)
        if of_interest:
            choice = st.sampled_from(of_interest) | choice
        # Most messages are texts of somebody; the others are what is seldom thought of.
        usual = ["text", "from_user"] if cls is Message and draw(st.integers(0, 3)) else []
        names += dict.fromkeys((*usual, *draw(st.lists(choice, max_size=5))))
    given = {name: draw(_value(hints[name], depth - 1, name, cls)) for name in names}
    try:
        return cls(**given)
    except TypeError:
        # Some fields have to be there although the signature says otherwise.
        reject()


def _value(
    hint: Any, depth: int, name: str = "", owner: type[TelegramObject] | None = None
) -> SearchStrategy[Any]:
    """Values of a type; ``name`` is that of the field, and ``owner`` the class that has it."""
    if name == "type" and owner is Chat:
        return st.sampled_from(("private", "private", "supergroup", "group", "channel"))
    if name == "type" and owner is MessageEntity:
        return st.sampled_from(("bot_command", "mention", "text_mention", *MessageEntity.ALL_TYPES))
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of(
            [_value(one, depth, name, owner) for one in inner if not _is_no_value(one)]
        )
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Sequence, tuple, list):
        # An empty list is left out of the JSON, and some lists have to be there.
        return st.lists(_value(inner[0], depth, "", owner), min_size=1, max_size=2)
    if inspect.isclass(hint) and issubclass(hint, TelegramObject):
        return st.one_of([_object(one, depth) for one in _concrete(hint)])
    return _BY_NAME[name] if name in _BY_NAME and hint in (str, int, bool) else _PLAIN[hint]


def _is_no_value(hint: Any) -> bool:
    """Whether a type means that a field is not there."""
    return hint is type(None) or get_origin(hint) is DefaultValue


_PLAIN: Final[Mapping[Any, SearchStrategy[Any]]] = {
    str: st.text(max_size=8),
    int: st.integers(-(2**31), 2**40),
    float: st.floats(0, 100),
    bool: st.booleans(),
    object: st.none(),
    type(None): st.none(),
    dtm.datetime: st.integers(0, 2**31 - 1).map(
        lambda seconds: dtm.datetime.fromtimestamp(seconds, dtm.UTC)
    ),
    dtm.timedelta: st.integers(0, 10**6),
    telegram.constants.ReactionType: st.sampled_from(("emoji", "paid")),
}


def _concrete(cls: type[TelegramObject]) -> list[type[TelegramObject]]:
    """What objects of a class really are: those of the classes that stand for one of its kinds.

    What others than the library make of a class is never received.
    """
    kinds = [kind for kind in cls.__subclasses__() if kind.__module__.startswith("telegram.")]
    return kinds or [cls]


def _hints(cls: type[TelegramObject]) -> dict[str, Any]:
    """The types of the fields that a class is built from."""
    return _hints_named(cls.__module__, cls.__name__)


@cache
def _hints_named(module: str, name: str) -> dict[str, Any]:
    known = {**vars(telegram._utils.types), **vars(telegram), **vars(sys.modules[module])}
    hints = get_type_hints(known[name].__init__, globalns=known)
    return {name: hint for name, hint in hints.items() if name not in ("return", "api_kwargs")}
