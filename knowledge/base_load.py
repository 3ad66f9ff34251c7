"""The base from the store's tables; ``base_rows`` is the way there. Nothing is lost between."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

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


def load_base(connection: sqlite3.Connection) -> Base:
    """The base in the order in which it was written; the caller holds one read transaction.

    Raises sqlite3.Error where a table or column is missing, and ValueError, TypeError or
    KeyError where a value is none that this program writes.
    """
    return Base(
        source=_source(connection),
        topics={topic.id: topic for topic in _topics(connection)},
        people={person.id: person for person in _people(connection)},
        entries={entry.id: entry for entry in _entries(connection)},
        replies=_replies(connection),
        checks=tuple(_checks(connection)),
        synonyms=_synonyms(connection),
    )


def language_of(text: str) -> Language:
    """The language with this code; raises ValueError where we have none."""
    return LANGUAGES[LANGUAGES.index(cast(Language, text))]


def _source(connection: sqlite3.Connection) -> Source:
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


def _topics(connection: sqlite3.Connection) -> list[Topic]:
    rows = connection.execute(
        "SELECT id, title_en, title_ru, title_kk FROM topics ORDER BY position"
    )
    return [Topic(topic, _localized(title)) for topic, *title in rows]


def _people(connection: sqlite3.Connection) -> list[Person]:
    spellings = _lists(
        connection, "SELECT person, spelling FROM person_spellings ORDER BY position"
    )
    paragraphs = _lists(
        connection, "SELECT person, paragraph FROM person_paragraphs ORDER BY position"
    )
    rows = connection.execute(
        "SELECT id, name_en, name_ru, name_kk, role_en, role_ru, role_kk,"
        " about_en, about_ru, about_kk FROM people ORDER BY position"
    )
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


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    people = _lists(connection, "SELECT entry, person FROM entry_people ORDER BY position")
    paragraphs = _lists(
        connection, "SELECT entry, paragraph FROM entry_paragraphs ORDER BY position"
    )
    related = _lists(connection, "SELECT entry, related FROM entry_related ORDER BY position")
    texts = _texts(connection)
    rows = connection.execute(
        "SELECT id, kind, topic, status, notes FROM entries ORDER BY position"
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


def _texts(connection: sqlite3.Connection) -> dict[str, dict[Language, EntryText]]:
    phrasings: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = connection.execute(
        "SELECT entry, language, phrasing FROM phrasings ORDER BY entry, language, position"
    )
    for entry, language, phrasing in rows:
        phrasings[entry, language].append(phrasing)
    written: dict[str, dict[Language, EntryText]] = defaultdict(dict)
    rows = connection.execute("SELECT entry, language, question, answer FROM entry_texts")
    for entry, language, question, answer in rows:
        asked = tuple(phrasings[entry, language])
        written[entry][language_of(language)] = EntryText(question, answer, asked)
    return {
        entry: {language: texts[language] for language in LANGUAGES if language in texts}
        for entry, texts in written.items()
    }


def _replies(connection: sqlite3.Connection) -> Replies:
    rows = connection.execute("SELECT name, text_en, text_ru, text_kk FROM replies")
    return Replies(**{name: _localized(texts) for name, *texts in rows})


def _checks(connection: sqlite3.Connection) -> list[Check]:
    entries = _lists(connection, "SELECT check_id, entry FROM check_entries ORDER BY position")
    rows = connection.execute("SELECT id, question, language, outcome FROM checks ORDER BY id")
    return [
        Check(question, language_of(language), OutcomeKind(outcome), entries[number])
        for number, question, language, outcome in rows
    ]


def _synonyms(connection: sqlite3.Connection) -> dict[Language, tuple[tuple[str, ...], ...]]:
    groups: dict[str, dict[int, list[str]]] = {language: {} for language in LANGUAGES}
    rows = connection.execute("SELECT language, group_number, word FROM synonyms ORDER BY id")
    for language, number, word in rows:
        groups[language].setdefault(number, []).append(word)
    return {
        language: tuple(tuple(words) for words in groups[language].values())
        for language in LANGUAGES
    }


def _lists(connection: sqlite3.Connection, pairs: str) -> dict[Any, tuple[Any, ...]]:
    """The values that a query gives by their owner; an owner without a row has an empty list."""
    lists: dict[Any, tuple[Any, ...]] = defaultdict(tuple)
    for owner, value in connection.execute(pairs):
        lists[owner] += (value,)
    return lists


def _localized(texts: Sequence[str]) -> dict[Language, str]:
    return dict(zip(LANGUAGES, texts, strict=True))
