"""The units in which a base is edited: *items*, each with a key and a plain form.

The plain form is made of dicts, lists, texts and numbers, with the keys of the YAML files; files,
sheets, recorded changes and ``--json`` share it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeAlias

from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    Language,
    Localized,
    OutcomeKind,
    Paragraph,
    Person,
    Replies,
    Source,
    Status,
    Topic,
)

Plain: TypeAlias = dict[str, Any]


class Kind(StrEnum):
    """What an item is."""

    ENTRY = "entry"
    TOPIC = "topic"
    PERSON = "person"
    SYNONYMS = "synonyms"
    CHECK = "check"
    REPLY = "reply"
    SOURCE = "source"


TITLES = {Kind.TOPIC: "title", Kind.PERSON: "name"}
"""The part of an item that is called its title; others are known by their words."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Names one item of a base.

    ``id`` is the id of an entry, topic or person, the name of a reply, ``source`` for the one
    source, ``en: what day was it`` (language and question) for a check, and ``en: SME`` (language
    and first word) for a group of synonyms.
    """

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words of one language that mean the same."""

    language: Language
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyText:
    """One of the bot's own texts, by its name in ``Replies``."""

    name: str
    text: Localized


Item: TypeAlias = Entry | Topic | Person | SynonymGroup | Check | ReplyText | Source
REPLY_NAMES = tuple(field.name for field in fields(Replies))


def key_of(item: Item) -> Key:
    """The key of an item."""
    match item:
        case Entry():
            return Key(Kind.ENTRY, item.id)
        case Topic():
            return Key(Kind.TOPIC, item.id)
        case Person():
            return Key(Kind.PERSON, item.id)
        case SynonymGroup():
            return synonyms_key(item.language, item.words[0] if item.words else "")
        case Check():
            return check_key(item.language, item.question)
        case ReplyText():
            return Key(Kind.REPLY, item.name)
        case Source():
            return Key(Kind.SOURCE, "source")


def check_key(language: str, question: str) -> Key:
    """The key of the check that asks this."""
    return Key(Kind.CHECK, f"{language}: {question}")


def synonyms_key(language: str, first_word: str) -> Key:
    """The key of the group of synonyms that begins with this word."""
    return Key(Kind.SYNONYMS, f"{language}: {first_word}")


def items_of(base: Base) -> Iterator[Item]:
    """Every item of a base; those that others refer to come first, each kind in its order."""
    yield base.source
    yield from base.topics.values()
    yield from base.people.values()
    yield from base.entries.values()
    yield from (ReplyText(name, getattr(base.replies, name)) for name in REPLY_NAMES)
    yield from base.checks
    for language, groups in base.synonyms.items():
        yield from (SynonymGroup(language, group) for group in groups)


def fingerprint(item: Item) -> str:
    """Short text that is the same exactly where items are the same."""
    plain = json.dumps(to_plain(item), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def to_plain(item: Item) -> Plain:
    """An item in plain form, every key written out, also where it is empty."""
    match item:
        case Entry():
            return _plain_entry(item)
        case Topic():
            return {"id": item.id, "title": dict(item.title)}
        case Person():
            return {
                "id": item.id,
                "name": dict(item.name),
                "role": dict(item.role),
                "about": dict(item.about),
                "spellings": list(item.spellings),
                "paragraphs": list(item.paragraphs),
            }
        case SynonymGroup():
            return {"language": item.language, "words": list(item.words)}
        case Check():
            return {
                "question": item.question,
                "language": item.language,
                "outcome": item.outcome.value,
                "entries": list(item.entries),
            }
        case ReplyText():
            return {"name": item.name, "text": dict(item.text)}
        case Source():
            return _plain_source(item)


def from_plain(kind: Kind, plain: Mapping[str, Any]) -> Item:
    """The item with this plain form; what may be left out in a file may be left out here.

    Raises KeyError, TypeError or ValueError where it is none that ``to_plain`` could have given;
    whether its texts and references are right is for the rules to say.
    """
    match kind:
        case Kind.ENTRY:
            return _entry(plain)
        case Kind.TOPIC:
            return Topic(plain["id"], _localized(plain["title"]))
        case Kind.PERSON:
            return Person(
                id=plain["id"],
                name=_localized(plain["name"]),
                role=_localized(plain["role"]),
                about=_localized(plain["about"]),
                spellings=tuple(plain.get("spellings", ())),
                paragraphs=tuple(map(int, plain.get("paragraphs", ()))),
            )
        case Kind.SYNONYMS:
            return SynonymGroup(_language(plain["language"]), tuple(plain["words"]))
        case Kind.CHECK:
            return Check(
                question=plain["question"],
                language=_language(plain["language"]),
                outcome=OutcomeKind(plain["outcome"]),
                entries=tuple(plain.get("entries", ())),
            )
        case Kind.REPLY:
            return ReplyText(plain["name"], _localized(plain["text"]))
        case Kind.SOURCE:
            return _source(plain)


def _plain_entry(entry: Entry) -> Plain:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "topic": entry.topic,
        "people": list(entry.people),
        "paragraphs": list(entry.paragraphs),
        "related": list(entry.related),
        "status": entry.status.value,
        "notes": entry.notes,
        **{
            language: {
                "question": text.question,
                "answer": text.answer,
                "phrasings": list(text.phrasings),
            }
            for language, text in entry.texts.items()
        },
    }


def _entry(plain: Mapping[str, Any]) -> Entry:
    return Entry(
        id=plain["id"],
        texts={
            language: EntryText(
                plain[language]["question"],
                plain[language]["answer"],
                tuple(plain[language]["phrasings"]),
            )
            for language in LANGUAGES
            if language in plain
        },
        kind=EntryKind(plain.get("kind", EntryKind.FACT)),
        topic=plain.get("topic") or None,
        people=tuple(plain.get("people", ())),
        paragraphs=tuple(map(int, plain.get("paragraphs", ()))),
        related=tuple(plain.get("related", ())),
        status=Status(plain.get("status", Status.PUBLISHED)),
        notes=plain.get("notes", ""),
    )


def _plain_source(source: Source) -> Plain:
    return {
        "title": dict(source.title),
        "date": source.date,
        "paragraphs": [
            {"heading": dict(one.heading), "report": dict(one.report)} for one in source.paragraphs
        ],
    }


def _source(plain: Mapping[str, Any]) -> Source:
    return Source(
        title=_localized(plain["title"]),
        date=plain["date"],
        paragraphs=tuple(
            Paragraph(_localized(one["heading"]), _localized(one["report"]))
            for one in plain["paragraphs"]
        ),
    )


def _localized(texts: Mapping[str, str]) -> Localized:
    return {language: texts[language] for language in LANGUAGES if language in texts}


def _language(text: str) -> Language:
    """Raises ValueError where we have no such language."""
    for language in LANGUAGES:
        if language == text:
            return language
    raise ValueError(text)
