"""One cell: what a spreadsheet would run is made harmless, what people type is made plain."""

import re
from collections.abc import Iterable

# A cell that begins so is run as a formula, also in full width.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_QUOTES = "\"'`«»„“”‘’‚‹›"
_ID_BREAK = re.compile(r"[,;|\n]+")


def neutralised(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def restored(cell: str) -> str:
    """The text that ``neutralised`` made this cell of; others stay, apostrophes as well."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def cleaned(cell: str) -> str:
    """The text of a cell without blanks around it, with plain line ends."""
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return restored(cell.strip())


def name(text: str) -> str:
    """An id as people type it: no quotes, no capitals, no blanks around it."""
    return text.strip(_QUOTES + " \u00a0").lower()


def names(text: str) -> list[str]:
    """The ids, names or numbers of one cell, apart by commas, semicolons or lines."""
    return [one for one in map(name, _ID_BREAK.split(text)) if one]


def lines(text: str) -> list[str]:
    """The texts of one cell, one a line."""
    return [one for one in map(str.strip, text.split("\n")) if one]


def phrasings(text: str) -> list[str]:
    """Several ways to ask in one cell: one a line, or else apart by bars or semicolons."""
    sign = next((sign for sign in "\n|;" if sign in text), "\n")
    return [one for one in map(str.strip, text.split(sign)) if one]


def joined_names(values: Iterable[str | int]) -> str:
    """Ids or numbers as one cell."""
    return ", ".join(map(str, values))
