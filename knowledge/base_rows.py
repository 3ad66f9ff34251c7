"""The base as rows of the store's tables; ``base_load`` is the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TypeAlias

from knowledge.model import LANGUAGES, Base, Check, Entry, Localized, Person, Replies

Row: TypeAlias = dict[str, str | int | None]
_REPLY_NAMES = [field.name for field in fields(Replies)]


def rows_of(base: Base) -> dict[str, list[Row]]:
    """The rows by table; a table comes after those that its rows refer to."""
    people, entries = base.people.values(), base.entries.values()
    return {
        "source": [{"id": 1, "date": base.source.date, **_columns("title", base.source.title)}],
        "paragraphs": [
            {"number": number, **_columns("heading", one.heading), **_columns("report", one.report)}
            for number, one in enumerate(base.source.paragraphs, 1)
        ],
        "topics": [
            {"id": topic.id, "position": position, **_columns("title", topic.title)}
            for position, topic in enumerate(base.topics.values())
        ],
        "people": [_person_row(position, person) for position, person in enumerate(people)],
        "person_spellings": _lists("person", "spelling", ((p.id, p.spellings) for p in people)),
        "person_paragraphs": _lists("person", "paragraph", ((p.id, p.paragraphs) for p in people)),
        "entries": [_entry_row(position, entry) for position, entry in enumerate(entries)],
        "entry_people": _lists("entry", "person", ((e.id, e.people) for e in entries)),
        "entry_paragraphs": _lists("entry", "paragraph", ((e.id, e.paragraphs) for e in entries)),
        "entry_related": _lists("entry", "related", ((e.id, e.related) for e in entries)),
        "entry_texts": [row for entry in entries for row in _text_rows(entry)],
        "phrasings": [row for entry in entries for row in _phrasing_rows(entry)],
        "replies": [
            {"name": name, **_columns("text", getattr(base.replies, name))} for name in _REPLY_NAMES
        ],
        "checks": [_check_row(number, check) for number, check in enumerate(base.checks, 1)],
        "check_entries": _lists(
            "check_id", "entry", ((n, check.entries) for n, check in enumerate(base.checks, 1))
        ),
        "synonyms": list(_synonym_rows(base)),
    }


def _columns(name: str, texts: Localized) -> Row:
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}


def _lists(
    owner: str, item: str, lists: Iterable[tuple[str | int, Iterable[str | int]]]
) -> list[Row]:
    return [
        {owner: owner_id, item: value, "position": position}
        for owner_id, values in lists
        for position, value in enumerate(values)
    ]


def _person_row(position: int, person: Person) -> Row:
    names, roles = _columns("name", person.name), _columns("role", person.role)
    about = _columns("about", person.about)
    return {"id": person.id, "position": position, **names, **roles, **about}


def _entry_row(position: int, entry: Entry) -> Row:
    return {
        "id": entry.id,
        "position": position,
        "kind": entry.kind.value,
        "topic": entry.topic,
        "status": entry.status.value,
        "notes": entry.notes,
    }


def _text_rows(entry: Entry) -> Iterator[Row]:
    for language, text in entry.texts.items():
        yield {
            "entry": entry.id,
            "language": language,
            "question": text.question,
            "answer": text.answer,
        }


def _phrasing_rows(entry: Entry) -> Iterator[Row]:
    for language, text in entry.texts.items():
        for position, phrasing in enumerate(text.phrasings):
            yield {
                "entry": entry.id,
                "language": language,
                "position": position,
                "phrasing": phrasing,
            }


def _check_row(number: int, check: Check) -> Row:
    return {
        "id": number,
        "question": check.question,
        "language": check.language,
        "outcome": check.outcome.value,
    }


def _synonym_rows(base: Base) -> Iterator[Row]:
    for language, groups in base.synonyms.items():
        for number, group in enumerate(groups):
            for word in group:
                yield {"language": language, "group_number": number, "word": word}
