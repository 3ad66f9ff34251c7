"""What a base must be: ``check_base`` turns a base into findings, without reading any file.

A rule is a function from the base to problems, each at its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import TypeAlias

from knowledge import markup
from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    Finding,
    Localized,
    OutcomeKind,
    Severity,
)
from knowledge.problems import (
    Place,
    Problem,
    entry_of,
    line_problems,
    localized_problems,
    paragraph_problems,
    reference_problems,
    slug_problems,
    text_problems,
    unknown_id,
    warning,
)
from knowledge.wording import same_words

Lines: TypeAlias = Mapping[Place, tuple[str, int]]

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


def check_base(base: Base, lines: Lines | None = None) -> list[Finding]:
    """Everything that is wrong with a base, errors and warnings, in the order of the files.

    ``lines`` gives file and line of the places that came from files; the nearest enclosing place
    is named where the exact one is not known.
    """
    problems = [problem for rule in _RULES for problem in rule(base)]
    findings = [_finding(problem, lines or {}) for problem in problems]
    return sorted(findings, key=lambda finding: (finding.file, finding.line))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that forbid to store the base."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _finding(problem: Problem, lines: Lines) -> Finding:
    place = problem.place
    while place and place not in lines:
        place = place[:-1]
    file, line = lines.get(place, ("", 0))
    entry = entry_of(problem.place)
    return Finding(problem.message, problem.remedy, file, line, entry, problem.severity)


def _source(base: Base) -> Iterator[Problem]:
    yield from localized_problems(("source", "title"), base.source.title)
    for number, paragraph in enumerate(base.source.paragraphs):
        place = ("source", "paragraphs", number)
        yield from localized_problems((*place, "heading"), paragraph.heading)
        yield from localized_problems((*place, "report"), paragraph.report)
    if not base.source.paragraphs:
        yield Problem(("source",), "the source has no paragraphs", "Write one report for each.")


def _topics(base: Base) -> Iterator[Problem]:
    for topic in base.topics.values():
        yield from slug_problems(("topics", topic.id), topic.id)
        yield from localized_problems(("topics", topic.id, "title"), topic.title)


def _people(base: Base) -> Iterator[Problem]:
    for person in base.people.values():
        place = ("people", person.id)
        yield from slug_problems(place, person.id)
        for key in ("name", "role", "about"):
            yield from localized_problems((*place, key), getattr(person, key))
        for number, spelling in enumerate(person.spellings):
            yield from line_problems((*place, "spellings", number), spelling, "spelling")
        yield from paragraph_problems(place, person.paragraphs, base)


def _entries(base: Base) -> Iterator[Problem]:
    if not base.entries:
        yield Problem(("entries",), "there are no entries", "Write some into entries/TOPIC.yaml.")
    for entry in base.entries.values():
        place = ("entries", entry.id)
        yield from slug_problems(place, entry.id)
        yield from _topic_of(entry, base)
        yield from reference_problems((*place, "people"), "person", entry.people, base.people)
        yield from reference_problems((*place, "related"), "entry", entry.related, base.entries)
        if entry.id in entry.related:
            remedy = "Name what a person would ask next."
            yield Problem((*place, "related"), "the entry is related to itself", remedy)
        yield from paragraph_problems(place, entry.paragraphs, base)
        yield from _texts(entry)


def _topic_of(entry: Entry, base: Base) -> Iterator[Problem]:
    place = ("entries", entry.id)
    if entry.kind in (EntryKind.SMALLTALK, EntryKind.OUTSIDE):
        if entry.topic is not None:
            message = f"an entry of kind {entry.kind} has a topic"
            yield Problem(place, message, "Leave the topic out.")
    elif entry.topic is None:
        remedy = "Put it into one; only small talk and what is outside have none."
        yield Problem(place, "the entry has no topic", remedy)
    elif entry.topic not in base.topics:
        yield unknown_id(place, "topic", entry.topic, base.topics)


def _texts(entry: Entry) -> Iterator[Problem]:
    place = ("entries", entry.id)
    for language in LANGUAGES:
        text = entry.texts.get(language)
        if text is None:
            yield Problem(place, f"the language {language} is missing", "Write it in all three.")
        else:
            yield from _text((*place, language), language, text)


def _text(place: Place, language: str, text: EntryText) -> Iterator[Problem]:
    what = f"question in {language}"
    yield from line_problems((*place, "question"), text.question, what)
    if len(text.question) > MAX_QUESTION:
        message = f"the {what} has {len(text.question)} characters"
        yield Problem((*place, "question"), message, f"At most {MAX_QUESTION} fit a button.")
    yield from _answer((*place, "answer"), f"answer in {language}", text.answer)
    if not text.phrasings:
        remedy = "Write the ways in which people ask for it."
        yield Problem((*place, "phrasings"), f"there is no phrasing in {language}", remedy)
    what = f"phrasing in {language}"
    for number, phrasing in enumerate(text.phrasings):
        yield from line_problems((*place, "phrasings", number), phrasing, what)


def _answer(place: Place, what: str, answer: str) -> Iterator[Problem]:
    yield from text_problems(place, answer, what)
    for problem in markup.problems(answer):
        yield Problem(place, f"the {what}: {problem}", "Mend the marks, or put \\ before them.")
    length = len(markup.plain(answer).encode("utf-16-le", "surrogatepass")) // 2
    if length > MAX_ANSWER:
        message = f"the {what} has {length} characters (UTF-16 units)"
        yield Problem(place, message, f"At most {MAX_ANSWER} fit a message.")


def _wording(base: Base) -> Iterator[Problem]:
    """Each way to ask leads to one entry, stands there once, and no check repeats it."""
    first: dict[str, tuple[str, str]] = {}
    seen: set[tuple[str, str, str]] = set()
    for entry_id, language, place, text in _ways_to_ask(base):
        key = same_words(text)
        other, other_language = first.setdefault(key, (entry_id, language))
        if not key and text.strip():
            yield Problem(place, f"{text!r} has neither letters nor figures", "Write words.")
        elif other != entry_id and key:
            message = f"{text!r} asks for {other} ({other_language}) as well"
            yield Problem(place, message, "Keep it in one of the two entries.")
        elif (entry_id, language, key) in seen:
            remedy = "Say it another way, or remove it."
            yield warning(place, f"{text!r} stands twice in {language}", remedy)
        seen.add((entry_id, language, key))
    for number, check in enumerate(base.checks):
        if found := first.get(same_words(check.question)):
            message = f"the check {check.question!r} is a phrasing of {found[0]}"
            remedy = "A check must be held out: ask in other words."
            yield warning(("checks", number, "question"), message, remedy)


def _ways_to_ask(base: Base) -> Iterator[tuple[str, str, Place, str]]:
    """Entry, language, place and text of every title and phrasing."""
    for entry in base.entries.values():
        for language, text in entry.texts.items():
            place = ("entries", entry.id, language)
            yield entry.id, language, (*place, "question"), text.question
            for number, phrasing in enumerate(text.phrasings):
                yield entry.id, language, (*place, "phrasings", number), phrasing


def _checks(base: Base) -> Iterator[Problem]:
    for number, check in enumerate(base.checks):
        place = ("checks", number)
        yield from line_problems((*place, "question"), check.question, "question")
        if check.language not in LANGUAGES:
            yield unknown_id((*place, "language"), "language", check.language, LANGUAGES)
        yield from reference_problems((*place, "entries"), "entry", check.entries, base.entries)
        yield from _expectation((*place, "outcome"), check, base)


def _expectation(place: Place, check: Check, base: Base) -> Iterator[Problem]:
    known = [base.entries[entry_id] for entry_id in check.entries if entry_id in base.entries]
    if check.outcome is OutcomeKind.DECLINE:
        told = [entry.id for entry in known if entry.kind is not EntryKind.UNKNOWN]
        if told:
            message = f"{check.question!r} must be declined but names {', '.join(told)}"
            yield Problem(place, message, "Name entries of kind unknown, or none.")
        return
    if not check.entries:
        message = f"{check.question!r} must have the outcome {check.outcome} but names no entry"
        yield Problem(place, message, "Name the entries that are right.")
    unknown = [entry.id for entry in known if entry.kind is EntryKind.UNKNOWN]
    if unknown and check.outcome is OutcomeKind.ANSWER:
        message = f"{check.question!r} must be answered but names {', '.join(unknown)}"
        yield Problem(place, message, "An entry of kind unknown declines: write outcome: decline.")


def _replies(base: Base) -> Iterator[Problem]:
    for name, wanted in _REPLY_FIELDS.items():
        reply: Localized = getattr(base.replies, name)
        yield from localized_problems(("replies", name), reply)
        for language, text in reply.items():
            if _fields(text) != wanted:
                needs = ", ".join(f"{{{field}}}" for field in sorted(wanted)) or "no field"
                message = f"the fields in braces are not those of {name}"
                yield Problem(("replies", name, language), message, f"It takes {needs}.")


def _fields(text: str) -> set[str] | None:
    """The names in braces, or None where the braces do not pair up or ask for a format."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(form or conversion for _, _, form, conversion in parts):
        return None
    return {name for _, name, _, _ in parts if name is not None}


def _synonyms(base: Base) -> Iterator[Problem]:
    for language, groups in base.synonyms.items():
        for number, group in enumerate(groups):
            place = ("synonyms", language, number)
            if len(group) < 2:
                remedy = "Write at least two that mean the same."
                yield Problem(place, "a group of synonyms has fewer than two words", remedy)
            for index, word in enumerate(group):
                yield from line_problems((*place, index), word, "synonym")


_RULES = (_source, _topics, _people, _replies, _synonyms, _entries, _wording, _checks)
