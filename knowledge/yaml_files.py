"""The base as a folder of YAML files.

source.yaml  topics.yaml  people.yaml  replies.yaml  entries/<topic>.yaml, and where wanted
smalltalk.yaml  outside.yaml  synonyms.yaml  checks.yaml
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge import rules
from knowledge.errors import BaseInvalid, NotFound
from knowledge.items import REPLY_NAMES, Item, ReplyText, SynonymGroup
from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    Finding,
    Language,
    OutcomeKind,
    Paragraph,
    Person,
    Replies,
    Source,
    Status,
    Topic,
)
from knowledge.nearest import did_you_mean
from knowledge.problems import Place
from knowledge.rules import Lines
from knowledge.yaml_nodes import Fields, Report, Value, read_file

_REQUIRED = ("source", "topics", "people", "replies")
_OPTIONAL = ("smalltalk", "outside", "synonyms", "checks")
# What programs add to the name of a file that is there already.
_COPY = re.compile(r"[ _-]*\(\d+\)$")
_TOPIC_KINDS = (EntryKind.FACT, EntryKind.UNKNOWN)
ENTRY_KEYS = ("people", "paragraphs", "related", "status", "notes")


def shipped_base() -> Path:
    """The folder of the base that comes with the program."""
    return Path(__file__).parent / "base"


def read_base(folder: Path) -> Base:
    """The base that the files of a folder hold, checked by the rules.

    Raises BaseInvalid with every finding (file, line, entry, what to write instead), NotFound
    where there is no such folder. Warnings of the rules pass.
    """
    base, lines = read_unchecked(folder)
    if errors := rules.errors(rules.check_base(base, lines)):
        raise BaseInvalid(errors)
    return base


def read_unchecked(folder: Path) -> tuple[Base, Lines]:
    """Like ``read_base``, but the rules are not asked; also file and line of every place."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}. Name one that holds the base's YAML files.")
    if not any((folder / f"{name}.yaml").exists() for name in (*_REQUIRED, *_OPTIONAL)):
        raise NotFound(
            f"{folder} holds no base. Name the folder that has {_REQUIRED[0]}.yaml in it."
        )
    report = Report()
    base = _Reader(folder, report).base()
    if report.findings or base is None:
        raise BaseInvalid(sorted(report.findings, key=lambda found: (found.file, found.line)))
    return base, report.lines


def read_part(path: Path, topics: Iterable[str]) -> list[Item]:
    """The items of one file of a base's folder, which its name tells, such as ``TOPIC.yaml``.

    Raises BaseInvalid with every finding.
    """
    report, name = Report(), _COPY.sub("", path.stem).lower()
    value = read_file(path, path.name, (name,), report)
    items = _Reader(path.parent, report).part(name, value, topics) if value else []
    if report.findings:
        raise BaseInvalid(report.findings)
    return items


class _Reader:
    """Reads the files of one folder; what is wrong with them goes to the report."""

    def __init__(self, folder: Path, report: Report) -> None:
        self._folder = folder
        self._report = report
        self._ids: dict[Place, Value] = {}

    def base(self) -> Base | None:
        """The base, or None where a file is missing or no YAML."""
        self._refuse_other_files("", (*_REQUIRED, *_OPTIONAL), "file")
        source, topic_list, people, replies = (self._file(name) for name in _REQUIRED)
        smalltalk, outside, synonyms, checks = (
            self._file(name, needed=False) for name in _OPTIONAL
        )
        if not (source and topic_list and people and replies):
            return None
        topics = self._topics(topic_list)
        return Base(
            source=_source(source),
            topics=topics,
            people=self._people(people),
            entries={
                entry.id: entry
                for entry in (
                    *self._topic_entries(topics),
                    *self._without_topic(smalltalk, EntryKind.SMALLTALK),
                    *self._without_topic(outside, EntryKind.OUTSIDE),
                )
            },
            replies=_replies(replies),
            checks=_checks(checks),
            synonyms=_synonyms(synonyms),
        )

    def part(self, name: str, value: Value, topics: Iterable[str]) -> list[Item]:
        """The items of the file with this name, without its ending."""
        kinds = {"smalltalk": EntryKind.SMALLTALK, "outside": EntryKind.OUTSIDE}
        match name:
            case "source":
                return [_source(value)]
            case "topics":
                return list(self._topics(value).values())
            case "people":
                return list(self._people(value).values())
            case "replies":
                replies = _replies(value)
                return [ReplyText(name, getattr(replies, name)) for name in REPLY_NAMES]
            case "synonyms":
                groups = _synonyms(value).items()
                return [SynonymGroup(language, one) for language, many in groups for one in many]
            case "checks":
                return list(_checks(value))
        if name in kinds:
            return list(self._without_topic(value, kinds[name]))
        known = [*_REQUIRED, *_OPTIONAL, *topics]
        if name not in known:
            remedy = did_you_mean(name, known, f"Name it {', '.join(known)}.")
            value.wrong(f"the file's name {name!r} tells no topic", remedy)
            return []
        return list(self._in_topic(value, name))

    def _in_topic(self, listed: Value | None, topic: str) -> Iterator[Entry]:
        for name, fields in self._entry_list(listed, ("kind", *ENTRY_KEYS)):
            yield entry_of_fields(name, fields, fields.choice("kind", _TOPIC_KINDS), topic)

    def _file(self, name: str, *, needed: bool = True) -> Value | None:
        path = self._folder / f"{name}.yaml"
        if path.exists() or needed:
            return read_file(path, path.relative_to(self._folder).as_posix(), (name,), self._report)
        return None

    def _refuse_other_files(self, subfolder: str, names: Sequence[str], what: str) -> None:
        """A file with a mistyped name would be left out in silence."""
        for path in sorted((self._folder / subfolder).glob("*.y*ml")):
            if path.name.startswith(".") or (path.suffix == ".yaml" and path.stem in names):
                continue
            file = path.relative_to(self._folder).as_posix()
            remedy = did_you_mean(path.stem, names, f"Known are {', '.join(names)}.")
            message = f"no {what} of the base has this name (written NAME.yaml)"
            self._report.add(Finding(message, remedy, file))

    def _topics(self, listed: Value) -> dict[str, Topic]:
        items = self._identified(listed, ("id", "title"))
        return {name: Topic(name, fields.localized("title")) for name, fields in items}

    def _people(self, listed: Value) -> dict[str, Person]:
        required = ("id", "name", "role", "about", "paragraphs")
        items = self._identified(listed, required, ("spellings",))
        return {name: person_of_fields(name, fields) for name, fields in items}

    def _topic_entries(self, topics: Iterable[str]) -> Iterator[Entry]:
        self._refuse_other_files("entries", tuple(topics), "topic")
        for topic in topics:
            yield from self._in_topic(self._file(f"entries/{topic}", needed=False), topic)

    def _without_topic(self, listed: Value | None, kind: EntryKind) -> Iterator[Entry]:
        for name, fields in self._entry_list(listed, ENTRY_KEYS):
            yield entry_of_fields(name, fields, kind, None)

    def _entry_list(
        self, listed: Value | None, optional: Sequence[str]
    ) -> Iterator[tuple[str, Fields]]:
        if listed:
            yield from self._identified(listed.at(("entries",)), ("id", *LANGUAGES), optional)

    def _identified(
        self, listed: Value, required: Sequence[str], optional: Sequence[str] = ()
    ) -> Iterator[tuple[str, Fields]]:
        """Id and fields of each item of a list; an id that came before is a finding."""
        for item in listed.items():
            name = item.id()
            value = item.at((*listed.place, name)) if name else item
            first = self._ids.setdefault(value.place, value)
            if name and first is not value:
                value.wrong(f"the id {name!r} stands twice", f"It is taken in {first.where}.")
            yield name, value.fields(required, optional)


def _source(value: Value) -> Source:
    fields = value.fields(("title", "date", "paragraphs"))
    paragraphs = [item.fields(("heading", "report")) for item in fields.items("paragraphs")]
    return Source(
        title=fields.localized("title"),
        date=fields.text("date"),
        paragraphs=tuple(
            Paragraph(paragraph.localized("heading"), paragraph.localized("report"))
            for paragraph in paragraphs
        ),
    )


def _replies(value: Value) -> Replies:
    names = [field.name for field in dataclasses.fields(Replies)]
    fields = value.fields(names)
    return Replies(**{name: fields.localized(name) for name in names})


def person_of_fields(name: str, fields: Fields) -> Person:
    """A person by the values of its keys."""
    return Person(
        id=name,
        name=fields.localized("name"),
        role=fields.localized("role"),
        about=fields.localized("about"),
        spellings=fields.texts("spellings"),
        paragraphs=fields.numbers("paragraphs"),
    )


def entry_of_fields(name: str, fields: Fields, kind: EntryKind, topic: str | None) -> Entry:
    """An entry by the values of its keys."""
    return Entry(
        id=name,
        texts={language: _entry_text(fields, language) for language in LANGUAGES},
        kind=kind,
        topic=topic,
        people=fields.texts("people"),
        paragraphs=fields.numbers("paragraphs"),
        related=fields.texts("related"),
        status=fields.choice("status", (Status.PUBLISHED, Status.DRAFT)),
        notes=fields.text("notes"),
    )


def _entry_text(entry: Fields, language: Language) -> EntryText:
    fields = entry.fields(language, ("question", "answer", "phrasings"))
    return EntryText(fields.text("question"), fields.text("answer"), fields.texts("phrasings"))


def _checks(listed: Value | None) -> tuple[Check, ...]:
    return tuple(_check(item) for item in listed.items()) if listed else ()


def _check(value: Value) -> Check:
    fields = value.fields(("question", "language", "outcome"), ("entries",))
    return Check(
        question=fields.text("question"),
        language=fields.choice("language", LANGUAGES),
        outcome=fields.choice("outcome", tuple(OutcomeKind)),
        entries=fields.texts("entries"),
    )


def _synonyms(value: Value | None) -> dict[Language, tuple[tuple[str, ...], ...]]:
    fields = value.fields(LANGUAGES) if value else Fields({})
    return {
        language: tuple(group.texts() for group in fields.items(language)) for language in LANGUAGES
    }
