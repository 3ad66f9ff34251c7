"""What is wrong where an edit gives an entry, or a check, words that another has already."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.base_load import language_of
from knowledge.close_wording import close_problems
from knowledge.item_rules import place_of
from knowledge.items import Item, Key, check_key
from knowledge.model import Check, Entry
from knowledge.problems import Problem
from knowledge.wording import same_words
from knowledge.wording_rules import (
    Way,
    asked_elsewhere,
    asked_twice,
    check_asked,
    no_words,
    ways_to_ask,
)


@dataclass(frozen=True, slots=True)
class Step:
    """An item before and after an edit; None where there is none."""

    key: Key
    before: Item | None
    after: Item | None


def edit_wording_problems(
    connection: sqlite3.Connection, steps: Sequence[Step]
) -> Iterator[Problem]:
    """New words must not be another entry's, nor stand twice, nor repeat a check."""
    before = [way for step in steps for way in _ways(step.before)]
    after = [way for step in steps for way in _ways(step.after)]
    new = {(way.entry, way.letters) for way in after} - {(way.entry, way.letters) for way in before}
    stored = list(stored_ways(connection, steps, {letters for _, letters in new}))
    yield from _taken(after, stored, new)
    yield from _doubled(before, after)
    yield from _checks_repeated(connection, steps, new, after)
    fresh = [way for way in after if (way.entry, way.letters) in new and way.letters]
    edited = {step.key.id for step in steps if isinstance(step.before, Entry)}
    yield from close_problems(connection, fresh, after, edited)


def stored_ways(
    connection: sqlite3.Connection, steps: Sequence[Step], letters: Iterable[str]
) -> Iterator[Way]:
    """The titles and phrasings in these words, of entries that are not edited."""
    edited = {step.key.id for step in steps if isinstance(step.before, Entry)}
    for table, column in (("entry_texts", "question"), ("phrasings", "phrasing")):
        rows = _with_letters(connection, table, f"entry, language, {column}, letters", letters)
        for entry, language, text, shared in rows:
            if entry not in edited:
                yield Way(entry, language_of(language), text, shared)


def _ways(item: Item | None) -> Iterator[Way]:
    if isinstance(item, Entry):
        yield from ways_to_ask(item)


def _taken(
    after: Sequence[Way], stored: Sequence[Way], new: set[tuple[str, str]]
) -> Iterator[Problem]:
    first = {way.letters: way for way in reversed([*stored, *after])}
    for way in after:
        other = first[way.letters]
        if not way.letters:
            yield from no_words(way)
        elif other.entry != way.entry and new & {(w.entry, w.letters) for w in (way, other)}:
            yield asked_elsewhere(way, other)


def _doubled(before: Sequence[Way], after: Sequence[Way]) -> Iterator[Problem]:
    was = Counter((way.entry, way.language, way.letters) for way in before)
    now = Counter[tuple[str, str, str]]()
    for way in after:
        same = (way.entry, way.language, way.letters)
        now[same] += 1
        if way.letters and now[same] > max(was[same], 1):
            yield asked_twice(way, way)


def _checks_repeated(
    connection: sqlite3.Connection,
    steps: Sequence[Step],
    new: set[tuple[str, str]],
    after: Sequence[Way],
) -> Iterator[Problem]:
    """A new phrasing may repeat a check, and a new check a phrasing."""
    edited = {step.key for step in steps}
    asked = {way.letters: way for way in reversed(after) if (way.entry, way.letters) in new}
    rows = _with_letters(connection, "checks", "language, question, letters", asked)
    for language, question, letters in rows:
        if check_key(language, question) not in edited:
            place = place_of(check_key(language, question))
            yield check_asked(place, question, asked[letters])
    checks = [step.after for step in steps if isinstance(step.after, Check) and not step.before]
    letters_of = {same_words(check.question): check for check in checks}
    ways = {way.letters: way for way in stored_ways(connection, steps, letters_of)}
    ways |= {way.letters: way for way in after if way.letters in letters_of}
    for letters, way in ways.items():
        check = letters_of[letters]
        place = place_of(check_key(check.language, check.question))
        yield check_asked(place, check.question, way)


def _with_letters(
    connection: sqlite3.Connection, table: str, columns: str, letters: Iterable[str]
) -> Iterator[tuple[str, ...]]:
    """The rows of a table with these letters, which are the last of the columns."""
    wanted = set(letters)
    ((stored,),) = connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
    if len(wanted) > stored:
        # An import may bring more than there is: one look at all is quicker than many look-ups.
        rows = connection.execute(f"SELECT {columns} FROM {table}")  # noqa: S608
        yield from (row for row in rows if row[-1] and row[-1] in wanted)
        return
    where = "letters != '' AND letters IN (SELECT value FROM json_each(?))"
    yield from connection.execute(
        f"SELECT {columns} FROM {table} WHERE {where}",  # noqa: S608
        [json.dumps(list(wanted))],
    )
