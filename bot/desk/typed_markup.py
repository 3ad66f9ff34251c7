"""What a maintainer typed as base markup: bold, italics and links that the app made of it.

Apps turn ``**bold**`` into bold as it is sent and take the marks away, and have menus for it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from knowledge.markup import escape

_UNIT: Final = 2
"""Bytes of a UTF-16 unit, which Telegram counts in."""


class Styled(NamedTuple):
    """A part of a text that has a style of Telegram's: where it begins and ends, in UTF-16 units.

    ``url`` is where a link leads.
    """

    style: str
    begin: int
    end: int
    url: str = ""


def marked(text: str, parts: Sequence[Styled]) -> str:
    """The text with marks around what is styled; styles that the base has no marks for are let be.

    Marks do not nest: of styles within each other the outermost is kept.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    result, done = "", 0
    for part in sorted(parts, key=lambda one: (one.begin, -one.end)):
        if part.style not in _MARKS or part.begin < done:
            continue
        result += _text(units, done, part.begin)
        inner = _text(units, part.begin, part.end)
        result += "\n".join(_line(part, line) for line in inner.split("\n"))
        done = part.end
    return result + _text(units, done, len(units) // _UNIT)


def _text(units: bytes, begin: int, end: int) -> str:
    return units[begin * _UNIT : end * _UNIT].decode("utf-16-le", "surrogatepass")


def _line(part: Styled, line: str) -> str:
    """One line of a styled part; blanks at its ends stay outside of the marks."""
    inner = line.strip()
    if not inner:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return before + _MARKS[part.style](escape(inner), part.url) + after


def _link(inner: str, url: str) -> str:
    """Only secure addresses can be stored."""
    return f"[{inner}]({url})" if url.startswith("https://") else inner


_MARKS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "bold": lambda inner, _: f"**{inner}**",
    "italic": lambda inner, _: f"_{inner}_",
    "text_link": _link,
}
