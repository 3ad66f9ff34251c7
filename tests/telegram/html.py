"""Telegram's HTML: a text with tags becomes a plain text and its entities, or is refused."""

import re
from dataclasses import dataclass

from tests.telegram.errors import bad_request
from tests.telegram.urls import checked_url

# https://core.telegram.org/bots/api#html-style: each tag and the entity that it makes.
ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\n\r\f\v"
_REFERENCE = re.compile(r"&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));?", re.IGNORECASE | re.ASCII)
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")

Entity = dict[str, object]


def utf16_length(text: str) -> int:
    """How long Telegram thinks a text is: in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text without tags, and its entities with offsets in UTF-16 code units.

    Raises ApiError 400 "can't parse entities" with Telegram's reason and the byte offset.
    """
    return _Parser(source).parse()


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    begins: int  # index into the pieces of text


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_OpenTag] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._add(self._character())
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.pieces)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _cannot(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, sorted(self.entities, key=_by_place)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)

    def _character(self) -> str:
        """The next character, or the one that a reference such as ``&lt;`` stands for."""
        match = _REFERENCE.match(self.source, self.at)
        meant = _referred(match) if match else ""
        if match and meant:
            self.at = match.end()
            return meant
        self.at += 1
        return self.source[self.at - 1]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._until(SPACE + ">").lower()
        if self._ended():
            raise self._refused("Unclosed start tag", begin)
        if name not in ENTITY_OF_TAG:
            raise self._refused(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refused('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_OpenTag(name, attributes, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._ended():
                raise self._refused("Unclosed start tag", begin)
            if self.source[self.at] == ">":
                self.at += 1
                return found
            name = self._until(SPACE + "=>")
            if not name:
                raise self._refused(f'Empty attribute name in the tag "{tag}"', begin)
            found[name] = self._attribute_value(begin)

    def _attribute_value(self, begin: int) -> str:
        self._skip_space()
        if not self.source.startswith("=", self.at):
            return ""
        self.at += 1
        self._skip_space()
        if self._ended():
            raise self._refused("Unclosed start tag", begin)
        quote = self.source[self.at]
        return self._quoted(quote, begin) if quote in "'\"" else self._name_token()

    def _quoted(self, quote: str, begin: int) -> str:
        self.at += 1
        value = ""
        while not self._ended() and self.source[self.at] != quote:
            value += self._character()
        if self._ended():
            raise self._refused("Unclosed start tag", begin)
        self.at += 1
        return value

    def _name_token(self) -> str:
        begin = self.at
        match = _NAME_TOKEN.match(self.source, self.at)
        self.at = match.end() if match else self.at
        if not self._ended() and self.source[self.at] not in SPACE + ">":
            raise self._refused("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._refused("Unexpected end tag", begin)
        self.at += 2
        name = self._until(SPACE + ">").lower()
        self._skip_space()
        if not self.source.startswith(">", self.at):
            raise self._refused("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _cannot(
                f"Unmatched end tag at byte offset {self._byte_offset(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            self._add_entity(tag)

    def _add_entity(self, tag: _OpenTag) -> None:
        entity: Entity = {
            "type": ENTITY_OF_TAG[tag.name],
            "offset": tag.offset,
            "length": self.offset - tag.offset,
        }
        if tag.name == "a":
            url = checked_url(tag.attributes.get("href") or "".join(self.pieces[tag.begins :]))
            if not url:  # Telegram drops a link that leads nowhere, and keeps its text
                return
            entity["url"] = url
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = _emoji_id(tag.attributes.get("emoji-id", ""))
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _until(self, stops: str) -> str:
        begin = self.at
        while not self._ended() and self.source[self.at] not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_space(self) -> None:
        while not self._ended() and self.source[self.at] in SPACE:
            self.at += 1

    def _ended(self) -> bool:
        return self.at >= len(self.source)

    def _byte_offset(self, at: int) -> int:
        return len(self.source[:at].encode(errors="surrogatepass"))

    def _refused(self, why: str, at: int) -> Exception:
        return _cannot(f"{why} at byte offset {self._byte_offset(at)}")


def _referred(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else ""


def _emoji_id(text: str) -> str:
    if not text.isdecimal() or not 0 < int(text) < 2**63:
        raise _cannot("Invalid custom emoji identifier specified")
    return text


def _by_place(entity: Entity) -> tuple[int, int]:
    return int(str(entity["offset"])), -int(str(entity["length"]))


def _cannot(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")
