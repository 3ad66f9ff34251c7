"""What the rules say about edits before they are made: only what these edits can break is read.

The same rules as ``rules.check_base``, asked of the tables, so that one edit of a base of a hundred
thousand phrasings takes milliseconds.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from knowledge.base_load import load_source
from knowledge.edit_wording import Step, edit_wording_problems
from knowledge.item_rules import Known, item_problems, place_of
from knowledge.item_store import find
from knowledge.items import Key, Kind, key_of
from knowledge.model import Entry, EntryKind, Finding, Source
from knowledge.problems import Problem
from knowledge.rules import Lines, finding_of, orphan


def findings(
    connection: sqlite3.Connection, steps: Sequence[Step], lines: Lines | None = None
) -> list[Finding]:
    """Errors and warnings that come with edits, of items that stand in the tables as ``before``.

    ``lines`` gives file and line of the places that came from files.
    """
    return [finding_of(problem, lines or {}) for problem in problems(connection, steps)]


def problems(connection: sqlite3.Connection, steps: Sequence[Step]) -> list[Problem]:
    """The same, each at its place in the base."""
    known = _known_after(connection, steps)
    return [
        *_of_items(steps, known),
        *_of_those_referring(connection, steps, known),
        *edit_wording_problems(connection, steps),
        *_of_orphans(connection, steps),
    ]


def _known_after(connection: sqlite3.Connection, steps: Sequence[Step]) -> Known:
    kinds = {kind.value: kind for kind in EntryKind}  # quicker than to ask the enum each time
    entries = {
        name: kinds[kind] for name, kind in connection.execute("SELECT id, kind FROM entries")
    }
    ids: Mapping[Kind, set[str]] = {
        Kind.TOPIC: {name for (name,) in connection.execute("SELECT id FROM topics")},
        Kind.PERSON: {name for (name,) in connection.execute("SELECT id FROM people")},
    }
    source = load_source(connection)
    for step in steps:
        if isinstance(step.after, Source):
            source = step.after
        elif isinstance(step.after, Entry):
            entries[step.after.id] = step.after.kind
        elif step.key.kind is Kind.ENTRY:
            entries.pop(step.key.id, None)
        elif step.key.kind in ids:
            known = ids[step.key.kind]
            (known.discard if step.after is None else known.add)(step.key.id)
    return Known(len(source.paragraphs), ids[Kind.TOPIC], ids[Kind.PERSON], entries)


def _of_items(steps: Sequence[Step], known: Known) -> Iterator[Problem]:
    for step in steps:
        if step.after is not None:
            yield from item_problems(step.after, place_of(step.key), known)


# Who refers to an entry, topic or person, and how that is told.
_REFERRING = {
    Kind.ENTRY: (
        ("SELECT entry FROM entry_related WHERE related = ?", Kind.ENTRY, "is related to it"),
        (
            "SELECT language || ': ' || question FROM checks JOIN check_entries ON check_id = id"
            " WHERE entry = ?",
            Kind.CHECK,
            "names it",
        ),
    ),
    Kind.TOPIC: (("SELECT id FROM entries WHERE topic = ?", Kind.ENTRY, "stands in it"),),
    Kind.PERSON: (("SELECT entry FROM entry_people WHERE person = ?", Kind.ENTRY, "names it"),),
}


def referring(connection: sqlite3.Connection, key: Key) -> Iterator[tuple[Key, str]]:
    """The items that refer to an entry, topic or person, and how ("is related to it")."""
    for sql, kind, how in _REFERRING.get(key.kind, ()):
        for (name,) in connection.execute(sql, [key.id]):
            yield Key(kind, name), how


def _of_those_referring(
    connection: sqlite3.Connection, steps: Sequence[Step], known: Known
) -> Iterator[Problem]:
    """Items that are not edited may lose what they refer to."""
    edited = {step.key for step in steps}
    for step in steps:
        if step.after is None:
            for other, how in referring(connection, step.key):
                if other not in edited:
                    remedy = f"Take it out there first, or remove the {other.kind} as well."
                    yield Problem(place_of(step.key), f"the {other} {how}", remedy)
        elif isinstance(step.before, Source):
            yield from _of_lost_paragraphs(connection, edited, known.paragraphs)
        elif isinstance(step.before, Entry) and isinstance(step.after, Entry):
            yield from _of_expectations(connection, step.after, edited, known)


def _of_lost_paragraphs(
    connection: sqlite3.Connection, edited: set[Key], last: int
) -> Iterator[Problem]:
    for table, kind in (("entry_paragraphs", Kind.ENTRY), ("person_paragraphs", Kind.PERSON)):
        rows = connection.execute(
            f"SELECT {kind}, paragraph FROM {table} WHERE paragraph > ?",  # noqa: S608
            [last],
        )
        for name, number in rows:
            if (other := Key(kind, name)) not in edited:
                remedy = "Take the number out there first."
                yield Problem(place_of(other), f"there is no paragraph {number} any more", remedy)


def _of_expectations(
    connection: sqlite3.Connection, entry: Entry, edited: set[Key], known: Known
) -> Iterator[Problem]:
    """Whether the checks that name an entry can still pass; it may be of another kind now."""
    key = key_of(entry)
    for other, _ in referring(connection, key):
        if other.kind is Kind.CHECK and other not in edited:
            check = find(connection, other)
            if check is not None:
                yield from item_problems(check.item, place_of(key), known)


def _of_orphans(connection: sqlite3.Connection, steps: Sequence[Step]) -> Iterator[Problem]:
    """Topics and people that are new, or that an edited entry named before."""
    keys = {key: None for step in steps for key in _named(step)}
    gone = {step.key for step in steps if step.after is None}
    after = {key for step in steps if isinstance(step.after, Entry) for key in _names(step.after)}
    edited = {step.key for step in steps}
    for key in keys:
        others = (other for other, _ in referring(connection, key))
        if key not in gone | after and all(other in edited for other in others):
            yield orphan(place_of(key), key.kind.value)


def _named(step: Step) -> Iterator[Key]:
    if step.before is None and step.key.kind in (Kind.TOPIC, Kind.PERSON):
        yield step.key
    if isinstance(step.before, Entry):
        yield from _names(step.before)


def _names(entry: Entry) -> Iterator[Key]:
    if entry.topic is not None:
        yield Key(Kind.TOPIC, entry.topic)
    yield from (Key(Kind.PERSON, person) for person in entry.people)
