"""Telegram's HTML: made from base markup by escaping, turned to plain text, split to fit.

Only the tags that ``to_html`` and ``bold`` write occur: ``<b>``, ``<i>`` and ``<a href>``.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from knowledge.markup import Span, Style, parse

# Telegram counts UTF-16 units of the text that is left when tags and references are read.
MAX_UNITS: Final = 4096
# Before that it refuses what is longer than this as it was sent, in bytes of UTF-8; a part of that
# is left for tags that are closed and opened at the cuts.
MAX_BYTES: Final = 32 * 1024
_FOR_TAGS: Final = 2 * 1024

# A tag, a character reference, or a single character.
_TOKEN: Final = re.compile(r"<(?P<close>/?)(?P<tag>[a-z]+)[^>]*>|&[#a-z0-9]+;|.", re.DOTALL)
_TAG: Final = re.compile(r"</?[a-z]+[^>]*>")
# Where a text may be cut, best first.
_BORDERS: Final = ("\n\n", "\n", " ")


def to_html(markup: str) -> str:
    """Base markup as HTML; whatever is no mark is escaped."""
    return "".join(_span_html(span) for span in parse(markup))


def bold(text: str) -> str:
    """Plain text, escaped, in bold."""
    return f"<b>{escape(text)}</b>"


def to_plain(html: str) -> str:
    """The text that people read, without tags."""
    return unescape(_TAG.sub("", html))


def units(text: str) -> int:
    """The length of plain text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(html: str, limit: int = MAX_UNITS) -> list[str]:
    """The HTML in parts of at most ``limit`` units each, every one well-formed by itself.

    No part is longer than Telegram takes, tags and all.

    It is cut between paragraphs where that is possible, else between lines, words, characters;
    tags that are open at a cut are closed there and opened again behind it.
    """
    if units(to_plain(html)) <= limit and _size(html) <= MAX_BYTES:
        return [html]
    parts: list[str] = []
    tokens = [match[0] for match in _TOKEN.finditer(html)]
    opened: list[str] = []
    while tokens:
        room = _fitting(tokens, limit)
        end = room if room == len(tokens) else _border(tokens, room)
        piece, tokens = tokens[:end], tokens[end:]
        text = "".join([*opened, *piece])
        opened = _left_open([*opened, *piece])
        closing = "".join(f"</{_name(tag)}>" for tag in reversed(opened))
        if to_plain(text).strip():
            parts.append(text.strip() + closing)
    return parts


def _span_html(span: Span) -> str:
    text = escape(span.text)
    match span.style:
        case Style.BOLD:
            return f"<b>{text}</b>"
        case Style.ITALIC:
            return f"<i>{text}</i>"
        case Style.LINK:
            return f'<a href="{escape(span.href)}">{text}</a>'
        case Style.PLAIN:
            return text


def _fitting(tokens: list[str], limit: int) -> int:
    """How many tokens have together at most ``limit`` units, and fit as sent; one at least."""
    left, bytes_left = limit, MAX_BYTES - _FOR_TAGS
    for number, token in enumerate(tokens):
        left -= _cost(token)
        bytes_left -= _size(token)
        if left < 0 or bytes_left < 0:
            return max(number, 1)
    return len(tokens)


def _size(html: str) -> int:
    return len(html.encode("utf-8", "surrogatepass"))


def _cost(token: str) -> int:
    return 0 if len(token) > 1 and token[0] == "<" else units(unescape(token))


def _border(tokens: list[str], room: int) -> int:
    """Where to cut within the first ``room`` tokens: behind the last border of the best kind.

    A border in the first half would leave a message half empty, so it does not count.
    """
    for border in _BORDERS:
        for end in range(room, room // 2, -1):
            if "".join(tokens[end - len(border) : end]) == border:
                return end
    return room


def _left_open(tokens: list[str]) -> list[str]:
    """The opening tags that have no closing one yet, outermost first."""
    opened: list[str] = []
    for token in _tags(tokens):
        if token.startswith("</"):
            opened.pop()
        else:
            opened.append(token)
    return opened


def _tags(tokens: list[str]) -> Iterator[str]:
    return (token for token in tokens if len(token) > 1 and token[0] == "<")


def _name(tag: str) -> str:
    match = _TOKEN.match(tag)
    return match["tag"] if match else ""
