"""Reading an update: of what the bot looks at, all is what it should be, or is not there.

Telegram may send tomorrow what the library cannot read today; whoever asks something is answered
nevertheless. Only what the bot looks at has to be right, and only that is read where the rest is
not to be read. No handler has to ask whether a text is a text.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from telegram import Bot, Update

from bot.logs import told

log = logging.getLogger(__name__)

Json: TypeAlias = dict[str, Any]
Leaf: TypeAlias = Callable[[object], bool]


def is_update(raw: object) -> bool:
    """Whether this has the number by which updates are known; all else may be missing."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(number, int) and _is_number(number) and number > 0


def read_update(raw: Json, bot: Bot) -> Update:
    """An update of its JSON object, see ``is_update``.

    Where it cannot be read whole, it has what the bot looks at; it is empty where even that is not
    to be read, or of a kind that the bot does not look at. Both are logged.
    """
    kind = next((name for name in _KINDS if name in raw), None)
    if kind is None:
        return Update(raw["update_id"])
    why = "something in it is not what it should be"
    if _is_sound(raw[kind], _KINDS[kind]):
        try:
            return _read(raw["update_id"], kind, raw[kind], bot)
        except Exception as error:
            why = told(error)
    try:
        update = _read(raw["update_id"], kind, _kept(raw[kind], _KINDS[kind]), bot)
    except Exception as error:
        log.error("Update %s cannot be read and is skipped (%s)", raw["update_id"], told(error))
        return Update(raw["update_id"])
    log.warning("Update %s is read only in part (%s)", raw["update_id"], why)
    return update


def _read(number: int, kind: str, content: object, bot: Bot) -> Update:
    if content is None:
        raise ValueError("what has to be there is missing")
    return Update.de_json({"update_id": number, kind: content}, bot)


def _is_number(value: object) -> bool:
    return type(value) is int and -(2**63) <= value < 2**63


def _is_moment(value: object) -> bool:
    """Whether it is a Unix time before the year 10000."""
    return type(value) is int and 0 <= value < 253_402_300_800


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_key(value: object) -> bool:
    return _is_text(value) or _is_number(value)


@dataclass(frozen=True, slots=True)
class _Shape:
    """An object: what has to be there, and what may be, each with its own shape.

    A list of one shape stands for a list of such objects.
    """

    needed: Mapping[str, Any]
    other: Mapping[str, Any] = field(default_factory=dict)


_USER: Final = _Shape(
    {"id": _is_number, "is_bot": _is_truth, "first_name": _is_text},
    {"last_name": _is_text, "username": _is_text, "language_code": _is_text},
)
_CHAT: Final = _Shape(
    {"id": _is_number, "type": _is_text}, {"title": _is_text, "username": _is_text}
)
_ENTITY: Final = _Shape(
    {"type": _is_text, "offset": _is_number, "length": _is_number}, {"user": _USER}
)
_DOCUMENT: Final = _Shape(
    {"file_id": _is_text, "file_unique_id": _is_text},
    {"file_name": _is_text, "mime_type": _is_text, "file_size": _is_number},
)
_WRITTEN: Final[Mapping[str, Any]] = {
    "from": _USER,
    "sender_chat": _CHAT,
    "text": _is_text,
    "entities": [_ENTITY],
    "caption": _is_text,
    "document": _DOCUMENT,
    "edit_date": _is_moment,
    "message_thread_id": _is_number,
    "is_topic_message": _is_truth,
    "media_group_id": _is_text,
    "guest_query_id": _is_key,
    "via_bot": _USER,
    "quote": _Shape({"text": _is_text, "position": _is_number}),
    "migrate_to_chat_id": _is_number,
    "migrate_from_chat_id": _is_number,
}
_IDENTITY: Final = {"message_id": _is_number, "date": _is_moment, "chat": _CHAT}
_MESSAGE: Final = _Shape(_IDENTITY, {**_WRITTEN, "reply_to_message": _Shape(_IDENTITY, _WRITTEN)})
_MEMBER: Final = _Shape({"status": _is_text, "user": _USER}, {"is_member": _is_truth})
_KINDS: Final[Mapping[str, _Shape]] = {
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "guest_message": _MESSAGE,
    "callback_query": _Shape(
        {"id": _is_key, "from": _USER, "chat_instance": _is_text},
        {"data": _is_text, "message": _MESSAGE, "inline_message_id": _is_text},
    ),
    "inline_query": _Shape(
        {"id": _is_key, "from": _USER, "query": _is_text, "offset": _is_key},
        {"chat_type": _is_text},
    ),
    "my_chat_member": _Shape(
        {
            "chat": _CHAT,
            "from": _USER,
            "date": _is_moment,
            "old_chat_member": _MEMBER,
            "new_chat_member": _MEMBER,
        }
    ),
}


def _is_sound(value: object, shape: Any) -> bool:
    """Whether all that the bot looks at is what it should be."""
    if isinstance(shape, list):
        return isinstance(value, list) and all(_is_sound(one, shape[0]) for one in value)
    if not isinstance(shape, _Shape):
        return bool(shape(value))
    if not isinstance(value, dict):
        return False
    return all(_is_sound(value.get(name), inner) for name, inner in shape.needed.items()) and all(
        _is_sound(value[name], inner)
        for name, inner in shape.other.items()
        if value.get(name) is not None
    )


def _kept(value: object, shape: Any) -> Any:
    """What the bot looks at, as far as it is sound; None where that is too little."""
    if isinstance(shape, list):
        ones = [_kept(one, shape[0]) for one in value] if isinstance(value, list) else []
        return [one for one in ones if one is not None]
    if not isinstance(shape, _Shape):
        return value if shape(value) else None
    if not isinstance(value, dict):
        return None
    fields = (*shape.needed.items(), *shape.other.items())
    found = {name: _kept(value.get(name), inner) for name, inner in fields}
    kept = {name: one for name, one in found.items() if one is not None}
    return kept if shape.needed.keys() <= kept.keys() else None
