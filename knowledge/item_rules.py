"""What one item must be, whatever else the base holds, but for what the item refers to."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from string import Formatter

from knowledge import markup
from knowledge.items import Item, Key, Kind, ReplyText, SynonymGroup
from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    OutcomeKind,
    Person,
    Source,
    Status,
    Topic,
    is_unwritten,
)
from knowledge.problems import (
    Place,
    Problem,
    control_problems,
    line_problems,
    localized_problems,
    paragraph_problems,
    reference_problems,
    slug_problems,
    text_problems,
    unknown_id,
    wording_length_problems,
)

# Telegram takes 4096 UTF-16 units a message; the rest is for the source line and the read-back.
MAX_ANSWER = 3500
# A longer title does not fit a button, nor a line of /topics.
MAX_QUESTION = 120

_REPLY_FIELDS = {
    "source_one": {"paragraph"},
    "source_many": {"paragraphs"},
    "did_you_mean": set(),
    "out_of_scope": set(),
    "not_understood": set(),
    "nearest": {"question"},
    "read_as": {"text"},
}
_PLACES = {Kind.ENTRY: "entries", Kind.TOPIC: "topics", Kind.PERSON: "people"}


@dataclass(frozen=True, slots=True)
class Known:
    """What items may refer to: how many paragraphs there are, ids, and the kinds of entries."""

    paragraphs: int
    topics: AbstractSet[str]
    people: AbstractSet[str]
    entries: Mapping[str, EntryKind]


def known_of(base: Base) -> Known:
    """What the items of a base may refer to."""
    kinds = {entry.id: entry.kind for entry in base.entries.values()}
    return Known(len(base.source.paragraphs), base.topics.keys(), base.people.keys(), kinds)


def place_of(key: Key) -> Place:
    """The place of an item by its key; checks and synonyms are named by it, not numbered."""
    return (_PLACES.get(key.kind, key.kind.value), key.id)


def item_problems(item: Item, place: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with an item that stands at ``place``."""
    match item:
        case Entry():
            yield from _entry(place, item, known)
        case Topic():
            yield from slug_problems(place, item.id)
            yield from localized_problems((*place, "title"), item.title)
        case Person():
            yield from _person(place, item, known)
        case SynonymGroup():
            yield from _synonyms(place, item)
        case Check():
            yield from _check(place, item, known)
        case ReplyText():
            yield from _reply(place, item)
        case Source():
            yield from _source(place, item)


def _source(place: Place, source: Source) -> Iterator[Problem]:
    yield from localized_problems((*place, "title"), source.title)
    yield from line_problems((*place, "date"), source.date, "date")
    for number, paragraph in enumerate(source.paragraphs):
        within = (*place, "paragraphs", number)
        yield from localized_problems((*within, "heading"), paragraph.heading)
        yield from localized_problems((*within, "report"), paragraph.report)
    if not source.paragraphs:
        yield Problem(place, "the source has no paragraphs", "Write one report for each.")


def _person(place: Place, person: Person, known: Known) -> Iterator[Problem]:
    yield from slug_problems(place, person.id)
    for key in ("name", "role", "about"):
        yield from localized_problems((*place, key), getattr(person, key))
    for number, spelling in enumerate(person.spellings):
        yield from line_problems((*place, "spellings", number), spelling, "spelling")
    yield from paragraph_problems(place, person.paragraphs, known.paragraphs)


def _entry(place: Place, entry: Entry, known: Known) -> Iterator[Problem]:
    yield from slug_problems(place, entry.id)
    yield from _topic_of(place, entry, known)
    yield from reference_problems((*place, "people"), "person", entry.people, known.people)
    yield from reference_problems((*place, "related"), "entry", entry.related, known.entries)
    if entry.id in entry.related:
        remedy = "Name what a person would ask next."
        yield Problem((*place, "related"), "the entry is related to itself", remedy)
    yield from paragraph_problems(place, entry.paragraphs, known.paragraphs)
    yield from control_problems((*place, "notes"), entry.notes, "note")
    yield from _texts(place, entry)


def _topic_of(place: Place, entry: Entry, known: Known) -> Iterator[Problem]:
    if entry.kind in (EntryKind.SMALLTALK, EntryKind.OUTSIDE):
        if entry.topic is not None:
            message = f"an entry of kind {entry.kind} has a topic"
            yield Problem(place, message, "Leave the topic out.")
    elif entry.topic is None:
        remedy = "Put it into one; only small talk and what is outside have none."
        yield Problem(place, "the entry has no topic", remedy)
    elif entry.topic not in known.topics:
        yield unknown_id(place, "topic", entry.topic, known.topics)


def _texts(place: Place, entry: Entry) -> Iterator[Problem]:
    """A draft may have gaps, once it has a title; what people see has none."""
    is_titled = any(text.question for text in entry.texts.values())
    may_lack = is_titled and entry.status is Status.DRAFT
    for language in LANGUAGES:
        text = entry.texts.get(language)
        if text is None:
            yield Problem(place, f"the language {language} is missing", "Write it in all three.")
        else:
            yield from _text((*place, language), language, text, may_lack=may_lack)
            if text.answer and is_unwritten(text.answer) and not may_lack:
                message = f"the answer in {language} is not written yet"
                yield Problem((*place, language, "answer"), message, "Write it, or keep a draft.")


def _text(place: Place, language: str, text: EntryText, *, may_lack: bool) -> Iterator[Problem]:
    what = f"question in {language}"
    if text.question or not may_lack:
        yield from line_problems((*place, "question"), text.question, what)
    if len(text.question) > MAX_QUESTION:
        message = f"the {what} has {len(text.question)} characters"
        yield Problem((*place, "question"), message, f"At most {MAX_QUESTION} fit a button.")
    if text.answer or not may_lack:
        yield from _answer((*place, "answer"), f"answer in {language}", text.answer)
    if not text.phrasings and not may_lack:
        remedy = "Write the ways in which people ask for it."
        yield Problem((*place, "phrasings"), f"there is no phrasing in {language}", remedy)
    what = f"phrasing in {language}"
    for number, phrasing in enumerate(text.phrasings):
        yield from line_problems((*place, "phrasings", number), phrasing, what)
        yield from wording_length_problems((*place, "phrasings", number), phrasing, what)


def _answer(place: Place, what: str, answer: str) -> Iterator[Problem]:
    yield from text_problems(place, answer, what)
    for problem in markup.problems(answer):
        yield Problem(place, f"the {what}: {problem}", "Mend the marks, or put \\ before them.")
    length = len(markup.plain(answer).encode("utf-16-le", "surrogatepass")) // 2
    if length > MAX_ANSWER:
        message = f"the {what} has {length} characters (UTF-16 units)"
        yield Problem(place, message, f"At most {MAX_ANSWER} fit a message.")


def _check(place: Place, check: Check, known: Known) -> Iterator[Problem]:
    yield from line_problems((*place, "question"), check.question, "question")
    yield from wording_length_problems((*place, "question"), check.question, "question")
    if check.language not in LANGUAGES:
        yield unknown_id((*place, "language"), "language", check.language, LANGUAGES)
    yield from reference_problems((*place, "entries"), "entry", check.entries, known.entries)
    yield from _expectation((*place, "outcome"), check, known)


def _expectation(place: Place, check: Check, known: Known) -> Iterator[Problem]:
    named = [entry_id for entry_id in check.entries if entry_id in known.entries]
    unknown = [one for one in named if known.entries[one] is EntryKind.UNKNOWN]
    if check.outcome is OutcomeKind.DECLINE:
        told = [one for one in named if one not in unknown]
        if told:
            message = f"{check.question!r} must be declined but names {', '.join(told)}"
            yield Problem(place, message, "Name entries of kind unknown, or none.")
        return
    if not check.entries:
        message = f"{check.question!r} must have the outcome {check.outcome} but names no entry"
        yield Problem(place, message, "Name the entries that are right.")
    if unknown and check.outcome is OutcomeKind.ANSWER:
        message = f"{check.question!r} must be answered but names {', '.join(unknown)}"
        yield Problem(place, message, "An entry of kind unknown declines: write outcome: decline.")


def _reply(place: Place, reply: ReplyText) -> Iterator[Problem]:
    yield from localized_problems(place, reply.text)
    wanted = _REPLY_FIELDS[reply.name]
    for language, text in reply.text.items():
        if _fields(text) != wanted:
            needs = ", ".join(f"{{{field}}}" for field in sorted(wanted)) or "no field"
            message = f"the fields in braces are not those of {reply.name}"
            yield Problem((*place, language), message, f"It takes {needs}.")


def _fields(text: str) -> set[str] | None:
    """The names in braces, or None where the braces do not pair up or ask for a format."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(form or conversion for _, _, form, conversion in parts):
        return None
    return {name for _, name, _, _ in parts if name is not None}


def _synonyms(place: Place, group: SynonymGroup) -> Iterator[Problem]:
    if len(group.words) < 2:
        remedy = "Write at least two that mean the same."
        yield Problem(place, "a group of synonyms has fewer than two words", remedy)
    for index, word in enumerate(group.words):
        yield from line_problems((*place, index), word, "synonym")
