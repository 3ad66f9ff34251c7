"""What a rule has to say before file and line are known, and the rules that every text obeys."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.model import LANGUAGES, Localized, Severity
from knowledge.nearest import did_you_mean

Place: TypeAlias = tuple[str | int, ...]

# Callback data is 64 bytes, and a payload carries more than the id.
MAX_ID = 40
_MOST_SHOWN = 50
# A wording longer than this is no question that people ask.
MAX_WORDING = 300

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Also the signs that turn the direction of writing: they make a text look like another.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding at a place: keys from the top of the base down.

    Such as ``("entries", "forum-date", "ru", "phrasings", 3)``. ``other`` is a second place that
    the message speaks of.
    """

    place: Place
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    other: Place = ()


def entry_of(place: Place) -> str:
    """The id of the entry, person or topic that a place lies in, '' where it lies in none."""
    match place:
        case ("entries" | "people" | "topics", str(name), *_):
            return name
    return ""


def slug_problems(place: Place, name: str) -> Iterator[Problem]:
    """An id is a slug and short enough for a button."""
    if not _SLUG.fullmatch(name) or len(name) > MAX_ID:
        shown = name if len(name) <= _MOST_SHOWN else f"{name[:_MOST_SHOWN]}…"
        message = f"{shown!r} is no id"
        remedy = f"Write a-z, 0-9 and single hyphens between them, at most {MAX_ID} characters."
        yield Problem(place, message, remedy)


def localized_problems(place: Place, texts: Localized) -> Iterator[Problem]:
    """There is one line of text in every language."""
    for language in LANGUAGES:
        what = f"{place[-1]} in {language}"
        yield from line_problems((*place, language), texts.get(language, ""), what)


def line_problems(place: Place, text: str, what: str) -> Iterator[Problem]:
    """The text is one line; ``what`` names it in the message."""
    if text.isprintable() and not text.isspace() and text:
        return
    yield from text_problems(place, text, what)
    if "\n" in text.strip():
        yield Problem(place, f"the {what} has several lines", "Write it in one line.")


def wording_length_problems(place: Place, text: str, what: str) -> Iterator[Problem]:
    """The phrasing or question is not too long; ``what`` names it in the message."""
    if len(text) > MAX_WORDING:
        message = f"the {what} has {len(text)} characters"
        yield Problem(place, message, f"Write it shorter, in at most {MAX_WORDING}.")


def text_problems(place: Place, text: str, what: str) -> Iterator[Problem]:
    """The text is not empty and can be shown; it may have several lines."""
    if not text.strip():
        yield Problem(place, f"the {what} is empty", "Write its text.")
    yield from control_problems(place, text, what)


def control_problems(place: Place, text: str, what: str) -> Iterator[Problem]:
    """The text can be shown and stored; it may be empty."""
    if not text.isprintable() and _CONTROL.search(text):
        remedy = "Type it again without it."
        yield Problem(place, f"the {what} has a control character in it", remedy)


def paragraph_problems(place: Place, numbers: tuple[int, ...], last: int) -> Iterator[Problem]:
    """The paragraphs exist, from 1 to ``last``, and each is named once."""
    for number in numbers:
        if not 1 <= number <= last:
            message = f"there is no paragraph {number}"
            yield Problem((*place, "paragraphs"), message, f"The source has 1 to {last}.")
    if len(set(numbers)) < len(numbers):
        yield Problem((*place, "paragraphs"), "a paragraph stands twice", "Keep it once.")


def reference_problems(
    place: Place, what: str, ids: tuple[str, ...], known: Collection[str]
) -> Iterator[Problem]:
    """The ids are known, and each is named once."""
    for wanted in ids:
        if wanted not in known:
            yield unknown_id(place, what, wanted, known)
    if len(set(ids)) < len(ids):
        yield Problem(place, f"a {place[-1]} id stands twice", "Keep it once.")


def warning(place: Place, message: str, remedy: str, other: Place = ()) -> Problem:
    """A problem that deserves a look and forbids nothing."""
    return Problem(place, message, remedy, Severity.WARNING, other)


def unknown_id(place: Place, what: str, wanted: str, known: Iterable[str]) -> Problem:
    """A name that should be one of ``known``."""
    remedy = did_you_mean(wanted, known, f"Write the id of an existing {what}.")
    return Problem(place, f"there is no {what} {wanted!r}", remedy)
