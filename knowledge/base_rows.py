"""Items as rows of the store's tables; ``base_load`` is the way back."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from knowledge.items import Item, ReplyText, SynonymGroup, items_of
from knowledge.model import LANGUAGES, Base, Check, Entry, Localized, Person, Source, Topic
from knowledge.wording import initials, same_words

Row: TypeAlias = dict[str, str | int | None]
Rows: TypeAlias = Iterator[tuple[str, Row]]

# A table comes after those that its rows refer to.
TABLES = (
    "source",
    "paragraphs",
    "topics",
    "people",
    "person_spellings",
    "person_paragraphs",
    "entries",
    "entry_people",
    "entry_paragraphs",
    "entry_related",
    "entry_texts",
    "phrasings",
    "replies",
    "checks",
    "check_entries",
    "synonyms",
)


def rows_of(base: Base) -> dict[str, list[Row]]:
    """The rows by table, in the order in which they can be inserted."""
    tables: dict[str, list[Row]] = {table: [] for table in TABLES}
    positions: dict[object, int] = {}
    for item in items_of(base):
        row_of_its_own = (type(item), item.language if isinstance(item, SynonymGroup) else "")
        position = positions.setdefault(row_of_its_own, 0)
        positions[row_of_its_own] += 1
        for table, row in item_rows(item, position):
            tables[table].append(row)
    return tables


def item_rows(item: Item, position: int) -> Rows:
    """Table and row of everything an item consists of.

    ``position`` orders topics, people, entries, checks, and groups of synonyms in their language.
    """
    match item:
        case Entry():
            yield from _entry_rows(item, position)
        case Topic():
            title = _columns("title", item.title)
            yield "topics", {"id": item.id, "position": position, **title}
        case Person():
            yield from _person_rows(item, position)
        case SynonymGroup():
            for word in item.words:
                yield (
                    "synonyms",
                    {"language": item.language, "group_number": position, "word": word},
                )
        case Check():
            yield from _check_rows(item, position)
        case ReplyText():
            yield "replies", {"name": item.name, **_columns("text", item.text)}
        case Source():
            yield from _source_rows(item)


def _columns(name: str, texts: Localized) -> Row:
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}


def _list(table: str, owner: Row, column: str, values: Iterable[str | int]) -> Rows:
    for position, value in enumerate(values):
        yield table, {**owner, column: value, "position": position}


def _source_rows(source: Source) -> Rows:
    yield "source", {"id": 1, "date": source.date, **_columns("title", source.title)}
    for number, one in enumerate(source.paragraphs, 1):
        texts = {**_columns("heading", one.heading), **_columns("report", one.report)}
        yield "paragraphs", {"number": number, **texts}


def _person_rows(person: Person, position: int) -> Rows:
    names, roles = _columns("name", person.name), _columns("role", person.role)
    about = _columns("about", person.about)
    yield "people", {"id": person.id, "position": position, **names, **roles, **about}
    owner: Row = {"person": person.id}
    yield from _list("person_spellings", owner, "spelling", person.spellings)
    yield from _list("person_paragraphs", owner, "paragraph", person.paragraphs)


def _entry_rows(entry: Entry, position: int) -> Rows:
    yield (
        "entries",
        {
            "id": entry.id,
            "position": position,
            "kind": entry.kind.value,
            "topic": entry.topic,
            "status": entry.status.value,
            "notes": entry.notes,
        },
    )
    owner: Row = {"entry": entry.id}
    yield from _list("entry_people", owner, "person", entry.people)
    yield from _list("entry_paragraphs", owner, "paragraph", entry.paragraphs)
    yield from _list("entry_related", owner, "related", entry.related)
    for language, text in entry.texts.items():
        texts: Row = {"question": text.question, "answer": text.answer, **_likeness(text.question)}
        yield "entry_texts", {"entry": entry.id, "language": language, **texts}
        for number, phrasing in enumerate(text.phrasings):
            yield (
                "phrasings",
                {
                    "entry": entry.id,
                    "language": language,
                    "position": number,
                    "phrasing": phrasing,
                    **_likeness(phrasing),
                },
            )


def _likeness(text: str) -> Row:
    return {"letters": same_words(text), "initials": initials(text)}


def _check_rows(check: Check, position: int) -> Rows:
    yield (
        "checks",
        {
            "id": position,
            "question": check.question,
            "language": check.language,
            "outcome": check.outcome.value,
            "letters": same_words(check.question),
        },
    )
    yield from _list("check_entries", {"check_id": position}, "entry", check.entries)
