"""The base from the store's tables; ``base_rows`` is the way there. Nothing is lost between."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    Language,
    OutcomeKind,
    Paragraph,
    Person,
    Replies,
    Source,
    Status,
    Topic,
)

Ids: TypeAlias = Iterable[str] | Iterable[int] | None


def load_base(connection: sqlite3.Connection) -> Base:
    """The base in the order in which it was written; the caller holds one read transaction.

    Raises sqlite3.Error where a table or column is missing, and ValueError, TypeError or
    KeyError where a value is none that this program writes.
    """
    return Base(
        source=load_source(connection),
        topics={topic.id: topic for topic in load_topics(connection)},
        people={person.id: person for person in load_people(connection)},
        entries={entry.id: entry for entry in load_entries(connection)},
        replies=load_replies(connection),
        checks=tuple(load_checks(connection)),
        synonyms={
            language: tuple(groups.values())
            for language, groups in load_synonyms(connection).items()
        },
    )


def language_of(text: str) -> Language:
    """The language with this code; raises ValueError where we have none."""
    return LANGUAGES[LANGUAGES.index(cast(Language, text))]


def load_source(connection: sqlite3.Connection) -> Source:
    """The article."""
    date, *title = connection.execute(
        "SELECT date, title_en, title_ru, title_kk FROM source"
    ).fetchone()
    paragraphs = connection.execute(
        "SELECT heading_en, heading_ru, heading_kk, report_en, report_ru, report_kk"
        " FROM paragraphs ORDER BY number"
    )
    return Source(
        title=_localized(title),
        date=date,
        paragraphs=tuple(Paragraph(_localized(row[:3]), _localized(row[3:])) for row in paragraphs),
    )


def load_topics(connection: sqlite3.Connection, ids: Ids = None) -> list[Topic]:
    """The topics in order; ``ids`` limits them to these."""
    rows = _rows(
        connection, "SELECT id, title_en, title_ru, title_kk FROM topics", "id", ids, "position"
    )
    return [Topic(topic, _localized(title)) for topic, *title in rows]


def load_people(connection: sqlite3.Connection, ids: Ids = None) -> list[Person]:
    """The people in order; ``ids`` limits them to these."""
    spellings = _lists(connection, "person_spellings", ("person", "spelling"), ids)
    paragraphs = _lists(connection, "person_paragraphs", ("person", "paragraph"), ids)
    columns = (
        "id, name_en, name_ru, name_kk, role_en, role_ru, role_kk, about_en, about_ru, about_kk"
    )
    rows = _rows(connection, f"SELECT {columns} FROM people", "id", ids, "position")  # noqa: S608
    return [
        Person(
            id=person,
            name=_localized(texts[0:3]),
            role=_localized(texts[3:6]),
            about=_localized(texts[6:9]),
            spellings=spellings[person],
            paragraphs=paragraphs[person],
        )
        for person, *texts in rows
    ]


def load_entries(connection: sqlite3.Connection, ids: Ids = None) -> list[Entry]:
    """The entries in order; ``ids`` limits them to these."""
    people = _lists(connection, "entry_people", ("entry", "person"), ids)
    paragraphs = _lists(connection, "entry_paragraphs", ("entry", "paragraph"), ids)
    related = _lists(connection, "entry_related", ("entry", "related"), ids)
    texts = _texts(connection, ids)
    rows = _rows(
        connection, "SELECT id, kind, topic, status, notes FROM entries", "id", ids, "position"
    )
    return [
        Entry(
            id=entry,
            texts=texts[entry],
            kind=EntryKind(kind),
            topic=topic,
            people=people[entry],
            paragraphs=paragraphs[entry],
            related=related[entry],
            status=Status(status),
            notes=notes,
        )
        for entry, kind, topic, status, notes in rows
    ]


def _texts(connection: sqlite3.Connection, ids: Ids) -> Mapping[str, Mapping[Language, EntryText]]:
    phrasings: dict[tuple[str, str], list[str]] = defaultdict(list)
    asked = "SELECT entry, language, phrasing FROM phrasings"
    for entry, language, phrasing in _rows(
        connection, asked, "entry", ids, "entry, language, position"
    ):
        phrasings[entry, language].append(phrasing)
    written: dict[str, dict[Language, EntryText]] = defaultdict(dict)
    told = "SELECT entry, language, question, answer FROM entry_texts"
    for entry, language, question, answer in _rows(connection, told, "entry", ids, "entry"):
        asked_so = tuple(phrasings[entry, language])
        written[entry][language_of(language)] = EntryText(question, answer, asked_so)
    return defaultdict(
        dict,
        {
            entry: {language: texts[language] for language in LANGUAGES if language in texts}
            for entry, texts in written.items()
        },
    )


def load_replies(connection: sqlite3.Connection) -> Replies:
    """The bot's own texts."""
    rows = connection.execute("SELECT name, text_en, text_ru, text_kk FROM replies")
    return Replies(**{name: _localized(texts) for name, *texts in rows})


def load_checks(connection: sqlite3.Connection, ids: Ids = None) -> list[Check]:
    """The checks in order; ``ids`` limits them to these row ids."""
    entries = _lists(connection, "check_entries", ("check_id", "entry"), ids)
    rows = _rows(connection, "SELECT id, question, language, outcome FROM checks", "id", ids, "id")
    return [
        Check(question, language_of(language), OutcomeKind(outcome), entries[number])
        for number, question, language, outcome in rows
    ]


def load_synonyms(
    connection: sqlite3.Connection,
) -> dict[Language, dict[int, tuple[str, ...]]]:
    """The groups of synonyms by language and number, in order."""
    groups: dict[Language, dict[int, tuple[str, ...]]] = {language: {} for language in LANGUAGES}
    rows = connection.execute(
        "SELECT language, group_number, word FROM synonyms ORDER BY group_number, id"
    )
    for language, number, word in rows:
        found = groups[language_of(language)]
        found[number] = (*found.get(number, ()), word)
    return groups


def _lists(
    connection: sqlite3.Connection, table: str, columns: tuple[str, str], ids: Ids
) -> Mapping[Any, tuple[Any, ...]]:
    """The values of a list table by their owner; an owner without a row has an empty list."""
    owner, value = columns
    lists: dict[Any, tuple[Any, ...]] = defaultdict(tuple)
    pairs = f"SELECT {owner}, {value} FROM {table}"  # noqa: S608
    for owned_by, listed in _rows(connection, pairs, owner, ids, "position"):
        lists[owned_by] += (listed,)
    return lists


def _rows(
    connection: sqlite3.Connection, select: str, owner: str, ids: Ids, order: str
) -> Iterable[tuple[Any, ...]]:
    """The rows of a query in order, all of them or those whose ``owner`` is one of ``ids``."""
    if ids is None:
        return connection.execute(f"{select} ORDER BY {order}")
    wanted = f"WHERE {owner} IN (SELECT value FROM json_each(?)) ORDER BY {order}"  # noqa: S608
    return connection.execute(f"{select} {wanted}", [json.dumps(list(ids))])


def _localized(texts: Sequence[str]) -> dict[Language, str]:
    return dict(zip(LANGUAGES, texts, strict=True))
