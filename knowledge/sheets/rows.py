"""A base as tables of cells."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from knowledge.items import REPLY_NAMES
from knowledge.model import LANGUAGES, Base, Entry, Localized, Person
from knowledge.sheets.cells import joined_names
from knowledge.sheets.tables import Table

Cells: TypeAlias = Sequence[str]


def rows_of(base: Base) -> dict[Table, list[Cells]]:
    """The rows of every table, in the order of the base; cells are not yet neutralised."""
    entries = base.entries.values()
    return {
        Table.SOURCE: [[base.source.date, *_texts(base.source.title)]],
        Table.PARAGRAPHS: [
            [str(number), *_texts(one.heading), *_texts(one.report)]
            for number, one in enumerate(base.source.paragraphs, 1)
        ],
        Table.TOPICS: [[topic.id, *_texts(topic.title)] for topic in base.topics.values()],
        Table.PEOPLE: [_person(person) for person in base.people.values()],
        Table.ENTRIES: [_entry(entry) for entry in entries],
        Table.PHRASINGS: [row for entry in entries for row in _phrasings(entry)],
        Table.REPLIES: [[name, *_texts(getattr(base.replies, name))] for name in REPLY_NAMES],
        Table.CHECKS: [
            [check.question, check.language, check.outcome.value, joined_names(check.entries)]
            for check in base.checks
        ],
        Table.SYNONYMS: [
            [language, "\n".join(group)]
            for language, groups in base.synonyms.items()
            for group in groups
        ],
    }


def _texts(texts: Localized) -> list[str]:
    return [texts[language] for language in LANGUAGES]


def _person(person: Person) -> Cells:
    texts = [*_texts(person.name), *_texts(person.role), *_texts(person.about)]
    return [person.id, *texts, "\n".join(person.spellings), joined_names(person.paragraphs)]


def _entry(entry: Entry) -> Cells:
    return [
        entry.id,
        entry.topic or "",
        entry.kind.value,
        entry.status.value,
        *(entry.texts[language].question for language in LANGUAGES),
        *(entry.texts[language].answer for language in LANGUAGES),
        joined_names(entry.people),
        joined_names(entry.paragraphs),
        joined_names(entry.related),
        entry.notes,
    ]


def _phrasings(entry: Entry) -> Iterator[Cells]:
    for language in LANGUAGES:
        for phrasing in entry.texts[language].phrasings:
            yield [entry.id, language, phrasing]
