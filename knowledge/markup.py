r"""The base's markup: ``**bold**``, ``_italic_`` and ``[text](https://...)``.

Marks do not nest, pair up within one line, and stay literal where they have no partner. A
backslash before one of ``\ * _ [ ] ( )`` makes that character literal; ``escape`` does it for
text that somebody else wrote.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

# Each inner part stops at the next mark of its kind, so the whole scan is linear in the text.
_MARK = re.compile(
    r"""\\(?P<literal>[\\*_\[\]()])
    | \*\*(?=\S)(?P<bold>(?:\\.|[^*\\\n]|\*(?!\*))+)(?<=\S)\*\*
    | (?<!\w)_(?=\S)(?P<italic>(?:\\.|[^_\\\n])+)(?<=\S)_(?!\w)
    | \[(?P<label>(?:\\.|[^\[\]\\\n])+)\]\((?P<href>https://[^\s()<>"]+)\)
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([\\*_\[\]()])")
_SPECIAL = re.compile(r"[\\*_\[\]()]")
_STRAY = (
    (re.compile(r"\*\*"), "** stands without its partner"),
    (re.compile(r"_(?=\S)(?<!\w_)|_(?!\w)(?<=\S_)"), "_ stands without its partner"),
    (re.compile(r"\]\("), "a link is not of the form [text](https://address)"),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), "HTML is not read, only **bold**, _italic_ and links"),
)


class Style(StrEnum):
    """How a span looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``href`` is set for a link."""

    text: str
    style: Style = Style.PLAIN
    href: str = ""


@lru_cache(maxsize=512)  # an answer is parsed again for each of its uses, and asked for often
def parse(text: str) -> tuple[Span, ...]:
    """The spans of a text, in order; neighbouring plain ones are one span, none is empty."""
    spans: list[Span] = []
    waiting: list[str] = []
    end = 0
    for mark in _MARK.finditer(text):
        waiting.append(text[end : mark.start()])
        end = mark.end()
        if mark["literal"]:
            waiting.append(mark["literal"])
            continue
        spans += _plain_span(waiting)
        waiting.clear()
        spans.append(_styled_span(mark))
    waiting.append(text[end:])
    return (*spans, *_plain_span(waiting))


def plain(text: str) -> str:
    """The text without its marks, as a terminal shows it."""
    return "".join(span.text for span in parse(text))


def escape(text: str) -> str:
    """Text of somebody else, made safe to put into markup: ``plain(escape(text)) == text``."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def problems(text: str) -> list[str]:
    """What a reader would see as a mistake: marks without partner or inside marks, bad links."""
    nested = [inner for inner in _inner(text) if _strays(inner) or _styled(inner)]
    return _strays(text) + [f"marks inside marks are not read: {inner}" for inner in nested]


def _plain_span(parts: list[str]) -> list[Span]:
    text = "".join(parts)
    return [Span(text)] if text else []


def _styled_span(mark: re.Match[str]) -> Span:
    if mark["bold"]:
        return Span(_unescape(mark["bold"]), Style.BOLD)
    if mark["italic"]:
        return Span(_unescape(mark["italic"]), Style.ITALIC)
    return Span(_unescape(mark["label"]), Style.LINK, mark["href"])


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _strays(text: str) -> list[str]:
    """What is wrong outside of well-formed marks, which a letter stands for."""
    outside = _MARK.sub("x", text)
    return [message for pattern, message in _STRAY if pattern.search(outside)]


def _styled(text: str) -> bool:
    return any(not mark["literal"] for mark in _MARK.finditer(text))


def _inner(text: str) -> list[str]:
    marks = _MARK.finditer(text)
    return [inner for mark in marks if (inner := mark["bold"] or mark["italic"] or mark["label"])]
