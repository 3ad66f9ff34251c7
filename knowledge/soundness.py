"""What everything that reads a base relies on; only a damaged store breaks it.

The rules say what a base should be, and are for people who write it. This is for texts that are
no text, languages that are missing and references that lead nowhere, which other hands or a broken
disk leave behind: found out when a base is loaded, not in the middle of an answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from knowledge.model import LANGUAGES, Base, Entry, Localized


def refuse_unsound(base: Base) -> None:
    """Raise ValueError that names the first item nothing can be done with."""
    _localized("source", base.source.title)
    _texts("source", [base.source.date])
    for number, paragraph in enumerate(base.source.paragraphs, 1):
        _localized(f"paragraph {number}", paragraph.heading)
        _localized(f"paragraph {number}", paragraph.report)
    for topic in base.topics.values():
        _localized(f"topic {topic.id}", topic.title)
    for person in base.people.values():
        for texts in (person.name, person.role, person.about):
            _localized(f"person {person.id}", texts)
        _texts(f"person {person.id}", [person.id, *person.spellings])
        _paragraphs(f"person {person.id}", person.paragraphs, base)
    refuse_unsound_entries(base.entries.values())
    for entry in base.entries.values():
        _references(entry, base)
    for field in fields(base.replies):
        _localized(f"reply {field.name}", getattr(base.replies, field.name))
    for check in base.checks:
        _texts(f"check {check.question!r}", [check.question])
        _known(f"check {check.question!r}", check.entries, base.entries)
    for groups in base.synonyms.values():
        for group in groups:
            _texts("synonyms", group)


def refuse_unsound_entries(entries: Iterable[Entry]) -> None:
    """Raise ValueError that names the first entry without a language or with what is no text."""
    for entry in entries:
        where = f"entry {entry.id}"
        _texts(where, [entry.id, entry.notes])
        for language in LANGUAGES:
            text = entry.texts.get(language)
            if text is None:
                raise ValueError(f"{where} has no {language}")
            _texts(where, (text.question, text.answer, *text.phrasings))


def _references(entry: Entry, base: Base) -> None:
    where = f"entry {entry.id}"
    if entry.topic is not None:
        _known(where, [entry.topic], base.topics)
    _known(where, entry.people, base.people)
    _known(where, entry.related, base.entries)
    _paragraphs(where, entry.paragraphs, base)


def _localized(where: str, texts: Localized) -> None:
    _texts(where, texts.values())


def _texts(where: str, values: Iterable[object]) -> None:
    if not set(map(type, values)) <= {str}:
        raise ValueError(f"{where} has something that is no text")


def _paragraphs(where: str, numbers: Iterable[int], base: Base) -> None:
    known = range(1, len(base.source.paragraphs) + 1)
    if not set(numbers) <= set(known):
        raise ValueError(f"{where} names a paragraph that is not there")


def _known(where: str, ids: Iterable[str], known: Mapping[str, object]) -> None:
    for wanted in ids:
        if wanted not in known:
            raise ValueError(f"{where} names {wanted}, which is not there")
