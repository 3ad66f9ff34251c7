"""Texts as Telegram keeps them: cleaned, trimmed, measured, with their entities."""

import re
from dataclasses import dataclass

from tests.telegram.errors import bad_request
from tests.telegram.html import Entity, parse_html, utf16_length
from tests.telegram.parameters import Parameters
from tests.telegram.urls import url_problem

MAX_LENGTH = 4096  # UTF-16 code units after parsing
MAX_CAPTION = 1024  # the same, below a file
MAX_SOURCE = 32 * 1024  # bytes as sent, with tags

STYLES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
    ]
)
# Telegram finds these by itself and takes them from a bot without a word.
FOUND_BY_TELEGRAM = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)
REQUIRED_FIELD = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}

# Unprintable characters become spaces; carriage returns, line separators and the marks that
# turn the writing direction are dropped.
_CLEANED = {code: " " for code in range(32) if code not in (10, 13)}
_CLEANED |= {13: "", **dict.fromkeys(range(0x2028, 0x202F), "")}

_IN_TYPED_TEXT = re.compile(
    r"(?P<bot_command>(?<![\w/])/[a-z0-9_]{1,32}(?:@\w{3,32})?(?!\w))"
    r"|(?P<mention>(?<!\w)@\w{3,32})"
    r"|(?P<url>(?<!\w)https?://\S+)",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text, its entities, and how the bot wrote it (with its tags)."""

    text: str
    entities: tuple[Entity, ...]
    source: str


def clean(text: str) -> str:
    """The text without characters that Telegram does not keep."""
    return text.translate(_CLEANED)


def read_text(given: Parameters) -> FormattedText:
    """The text of a message that a bot sends or edits.

    Only HTML is understood as a parse mode: the bot writes nothing else.
    """
    source = given.text("text")
    if not source:
        raise bad_request("message text is empty")
    if len(source.encode(errors="surrogatepass")) > MAX_SOURCE:
        raise bad_request("text is too long")
    formatted = _trimmed(*_parsed(clean(source), given), source)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    return formatted


def read_caption(given: Parameters) -> FormattedText:
    """What stands below a file that a bot sends; it may be empty."""
    source = given.text("caption")
    return _trimmed(*_parsed(clean(source), given, "caption_entities"), source)


def check_caption(text: str) -> None:
    """Refuse a caption that is longer than it may be."""
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")


def check_length(text: str) -> None:
    """Refuse a text that is longer than a message may be."""
    if utf16_length(text) > MAX_LENGTH:
        raise bad_request("message is too long")


def _parsed(source: str, given: Parameters, entities: str = "entities") -> tuple[str, list[Entity]]:
    mode = given.text("parse_mode").lower()
    if mode == "html":
        return parse_html(source)
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return source, [_checked(entity, source) for entity in given.items(entities) or []]


def _checked(entity: object, text: str) -> Entity:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind = entity.get("type")
    if kind not in STYLES | FOUND_BY_TELEGRAM | REQUIRED_FIELD.keys():
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    field = REQUIRED_FIELD.get(str(kind))
    if field and field not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    _check_place(entity, utf16_length(text))
    if kind == "text_link" and (problem := url_problem(str(entity["url"]))):
        raise bad_request(f"entity URL '{entity['url']}' is invalid: {problem}")
    return entity


def _check_place(entity: Entity, text_length: int) -> None:
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if not isinstance(length, int) or length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > text_length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > text_length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )


def _trimmed(text: str, entities: list[Entity], source: str) -> FormattedText:
    cut = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    moved = (_moved(entity, cut, utf16_length(text)) for entity in entities)
    kept = tuple(entity for entity in moved if entity["length"])
    return FormattedText(text, kept, source)


def _moved(entity: Entity, cut: int, text_length: int) -> Entity:
    begin = int(str(entity["offset"])) - cut
    end = min(begin + int(str(entity["length"])), text_length)
    begin = max(begin, 0)
    return entity | {"offset": begin, "length": max(end - begin, 0)}


def found_entities(text: str) -> list[Entity]:
    """The commands, mentions and addresses that Telegram marks in what a person types."""
    return [
        {
            "type": str(match.lastgroup),
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in _IN_TYPED_TEXT.finditer(text)
    ]


def messages_of(text: str) -> list[str]:
    """What an app makes of a long text: as many messages as it takes."""
    parts, rest = [], clean(text).strip()
    while rest:
        end = min(len(rest), MAX_LENGTH)
        while utf16_length(rest[:end]) > MAX_LENGTH:
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:].strip()
    return parts
