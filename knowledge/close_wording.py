"""Warns where new words are very close to those of another entry.

To compare a phrasing with a hundred thousand others would take too long, so only those are compared
whose words begin with the same letters but for one; what is very close hardly ever differs more.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from knowledge.base_load import language_of
from knowledge.problems import Problem, warning
from knowledge.wording import initials
from knowledge.wording_rules import Way

VERY_CLOSE = 90.0
"""The least score of a warning: similarity of the sorted words, 0 to 100, as in rapidfuzz."""

MOST = 200
"""A change with more new phrasings is not compared: ``forum-kb check`` is the way then."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыэюяёәіңғүұқөһ"
_COLUMNS = "entry, language, {}, letters FROM {} WHERE initials IN (SELECT value FROM json_each(?))"
_STORED = " UNION ALL ".join(
    f"SELECT {_COLUMNS.format(*names)} AND language = ? AND length(letters) BETWEEN ? AND ?"
    for names in (("question", "entry_texts"), ("phrasing", "phrasings"))
)


def close_problems(
    connection: sqlite3.Connection, new: Sequence[Way], edited: Sequence[Way], gone: set[str]
) -> Iterator[Problem]:
    """A warning for each new way to ask that is very close to one of another entry.

    ``edited`` are the ways of all entries that are edited, as they shall be; what is stored of the
    entries in ``gone`` does not count.
    """
    for way in new if len(new) <= MOST else ():
        others = [other for other in edited if other.language == way.language]
        others += (other for other in _stored_like(connection, way) if other.entry not in gone)
        closest = _closest(way, [other for other in others if other.entry != way.entry])
        if closest:
            yield _close(way, *closest)


def _stored_like(connection: sqlite3.Connection, way: Way) -> list[Way]:
    length = len(way.letters)
    values = [json.dumps(list(one_off(initials(way.text), way.language))), way.language]
    window = [*values, int(length * 0.8), int(length * 1.25) + 1]
    return [
        Way(entry, language_of(language), text, letters)
        for entry, language, text, letters in connection.execute(_STORED, [*window, *window])
    ]


def one_off(letters: str, language: str) -> set[str]:
    """Initials with at most one letter more, less or other than these."""
    alphabet = _LETTERS if language == "en" else _LETTERS + _CYRILLIC
    shorter = {letters[:place] + letters[place + 1 :] for place in range(len(letters))}
    bases = (letters, *shorter)
    return {letters, *shorter} | {
        "".join(sorted(base + letter)) for base in bases for letter in alphabet
    }


def _closest(way: Way, others: Sequence[Way]) -> tuple[Way, float] | None:
    from rapidfuzz import fuzz, process, utils  # only where somebody edits

    different = [other for other in others if other.letters != way.letters]
    found = process.extractOne(
        way.text,
        [other.text for other in different],
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=VERY_CLOSE,
    )
    return (different[found[2]], found[1]) if found else None


def _close(way: Way, other: Way, score: float) -> Problem:
    message = f"{way.text!r} is very close to {other.text!r} of {other.entry} ({score:.0f} of 100)"
    remedy = f"Make sure that who asks so does not mean {other.entry}."
    return warning(way.place, message, remedy, other.place)
