"""The plain data that travels between the layers; every class is frozen and slotted.

One word for one thing: a *user* asks a *question*; an *entry* is one answerable unit with a
title (its ``question``), an answer and *phrasings* in each language; an *outcome* is what the
bot decided; a *person* is someone in the article.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias, get_args
from unicodedata import category

Language: TypeAlias = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Localized: TypeAlias = Mapping[Language, str]


def is_unwritten(answer: str) -> bool:
    """Whether an answer says nothing yet: it is empty, or has nothing but dots, dashes and such."""
    return not any(one.isalnum() or category(one).startswith("S") for one in answer)


class EntryKind(StrEnum):
    """What an entry is for: a fact, a gap of the article, small talk, or what is not about it."""

    FACT = "fact"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"
    OUTSIDE = "outside"


class Status(StrEnum):
    """Whether people can see an entry."""

    PUBLISHED = "published"
    DRAFT = "draft"


class OutcomeKind(StrEnum):
    """What the bot does with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    DECLINE = "decline"


class DeclineReason(StrEnum):
    """Why a question is declined; each reason has its own words."""

    NOT_TOLD = "not-told"
    OUT_OF_SCOPE = "out-of-scope"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry in one language: its title, its answer (base markup) and ways to ask for it."""

    question: str
    answer: str
    phrasings: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing of it."""
        return bool(self.question and self.phrasings) and not is_unwritten(self.answer)


@dataclass(frozen=True, slots=True)
class Entry:
    """One answerable unit; ``paragraphs`` count from 1.

    What nobody has written yet of a draft is empty; what people see is written in all languages.

    ``topic`` is None for small talk and for entries of kind ``outside``, whose phrasings are
    questions that are not about the forum and whose answer declines them.
    """

    id: str
    texts: Mapping[Language, EntryText]
    kind: EntryKind = EntryKind.FACT
    topic: str | None = None
    people: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    related: tuple[str, ...] = ()
    status: Status = Status.PUBLISHED
    notes: str = ""

    def title(self, language: Language) -> str:
        """The question in a language; where a draft has none there, in the first that has one."""
        asked = {one: text.question for one, text in self.texts.items()}
        return asked.get(language) or next(filter(None, asked.values()), self.id)

    @property
    def gaps(self) -> list[Language]:
        """The languages in which something is not written yet."""
        return [one for one, text in self.texts.items() if not text.is_whole]


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that groups entries; shown as a button."""

    id: str
    title: Localized


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the article: name, role and what the article says of them, per language.

    ``spellings`` are other usual ways to write the name, in any script; case endings are not
    listed, the matcher handles them.
    """

    id: str
    name: Localized
    role: Localized
    about: Localized
    spellings: tuple[str, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the article: the heading it stands under and, in our words, its report."""

    heading: Localized
    report: Localized


@dataclass(frozen=True, slots=True)
class Source:
    """The article that everything rests on; its paragraphs are numbered from 1."""

    title: Localized
    date: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Replies:
    """The bot's own words around an answer, per language; fields in braces are filled in."""

    source_one: Localized  # {paragraph}
    source_many: Localized  # {paragraphs}
    did_you_mean: Localized
    out_of_scope: Localized
    not_understood: Localized
    nearest: Localized  # {question}
    read_as: Localized  # {text}


@dataclass(frozen=True, slots=True)
class Check:
    """A held-out question and the outcome it must have.

    ``entries`` are the acceptable entries, best first; empty for a question that is out of scope.
    """

    question: str
    language: Language
    outcome: OutcomeKind
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """All curated content, in the order of the files."""

    source: Source
    topics: Mapping[str, Topic]
    people: Mapping[str, Person]
    entries: Mapping[str, Entry]
    replies: Replies
    checks: tuple[Check, ...] = ()
    synonyms: Mapping[Language, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def published(self, ids: Iterable[str]) -> list[Entry]:
        """Those of these entries that people may see, once each; drafts are for maintainers."""
        found = (self.entries.get(entry_id) for entry_id in dict.fromkeys(ids))
        return [entry for entry in found if entry and entry.status is Status.PUBLISHED]

    def topic_entries(self, topic_id: str) -> list[Entry]:
        """The published facts of a topic, in order; gaps of the article are not listed."""
        return [
            entry
            for entry in self.entries.values()
            if entry.topic == topic_id
            and entry.kind is EntryKind.FACT
            and entry.status is Status.PUBLISHED
        ]

    def person_entries(self, person_id: str) -> list[Entry]:
        """The published facts about a person, in order."""
        return [
            entry
            for entry in self.entries.values()
            if person_id in entry.people
            and entry.kind is EntryKind.FACT
            and entry.status is Status.PUBLISHED
        ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry under consideration, with its best phrasing.

    ``score`` is the similarity, 0 to 100; ``confidence`` the calibrated probability, 0 to 1,
    that this entry is what was asked for.
    """

    entry: str
    phrasing: str
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bot decided for one question.

    ``language`` is the language of the reply. ``entry`` is set for an answer and for a decline
    that names an unknown entry. ``suggestions`` are at most four entry ids, best first.
    ``reading`` is the text that was matched where it is not what was typed (wrong layout, Latin
    letters). ``more`` holds the outcomes of further questions in the same message.
    """

    kind: OutcomeKind
    question: str
    language: Language
    entry: str | None = None
    confidence: float = 0.0
    margin: float = 0.0
    reason: DeclineReason | None = None
    suggestions: tuple[str, ...] = ()
    reading: str | None = None
    candidates: tuple[Candidate, ...] = ()
    more: tuple["Outcome", ...] = ()


class Severity(StrEnum):
    """Whether a finding forbids an edit or only deserves a look."""

    ERROR = "error"
    WARNING = "warning"


# Of what a finding repeats, in characters: whoever reads it has the text before them.
_MOST_TOLD = 400
_MOST_OF_ID = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says is wrong, where (file, line, entry), and what to do about it."""

    message: str
    remedy: str
    file: str = ""
    line: int = 0
    entry: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part)
        entry = f"[{_shortened(self.entry, _MOST_OF_ID)}]" if self.entry else ""
        where = " ".join(part for part in (place, entry) if part)
        told = f"{_shortened(self.message)}. {_shortened(self.remedy)}"
        return f"{where}: {told}" if where else told


def _shortened(text: str, most: int = _MOST_TOLD) -> str:
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-most // 2 :]}"
