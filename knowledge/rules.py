"""What a base must be: ``check_base`` turns a base into findings, without reading any file.

A rule is a function from the base to problems, each at its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from knowledge.item_rules import item_problems, known_of
from knowledge.items import Item, ReplyText, SynonymGroup, items_of
from knowledge.model import Base, Check, Entry, Finding, Person, Severity, Source, Topic
from knowledge.problems import Place, Problem, entry_of, warning
from knowledge.wording_rules import ways_to_ask, wording_problems

Lines: TypeAlias = Mapping[Place, tuple[str, int]]


def check_base(base: Base, lines: Lines | None = None) -> list[Finding]:
    """Everything that is wrong with a base, errors and warnings, in the order of the files.

    ``lines`` gives file and line of the places that came from files; the nearest enclosing place
    is named where the exact one is not known.
    """
    problems = [problem for rule in _RULES for problem in rule(base)]
    findings = [finding_of(problem, lines or {}) for problem in problems]
    return sorted(findings, key=lambda finding: (finding.file, finding.line))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that forbid to store the base."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def finding_of(problem: Problem, lines: Lines) -> Finding:
    """The problem with file and line of its place, and of the other place that it names."""
    file, line = _line_of(problem.place, lines)
    message = problem.message
    if problem.other:
        other_file, other_line = _line_of(problem.other, lines)
        message += f" ({other_file}:{other_line})" if other_file else ""
    entry = entry_of(problem.place)
    return Finding(message, problem.remedy, file, line, entry, problem.severity)


def _line_of(place: Place, lines: Lines) -> tuple[str, int]:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, ("", 0))


def _items(base: Base) -> Iterator[Problem]:
    known = known_of(base)
    numbers: dict[str, int] = {}
    for item in items_of(base):
        yield from item_problems(item, _place(item, numbers), known)
    if not base.entries:
        yield Problem(("entries",), "there are no entries", "Write some into entries/TOPIC.yaml.")


def _place(item: Item, numbers: dict[str, int]) -> Place:
    """Where an item stands in the files; ``numbers`` counts those that have no id."""
    match item:
        case Source():
            return ("source",)
        case Topic():
            return ("topics", item.id)
        case Person():
            return ("people", item.id)
        case Entry():
            return ("entries", item.id)
        case ReplyText():
            return ("replies", item.name)
        case Check():
            numbers["checks"] = number = numbers.get("checks", -1) + 1
            return ("checks", number)
        case SynonymGroup():
            numbers[item.language] = number = numbers.get(item.language, -1) + 1
            return ("synonyms", item.language, number)


def _wording(base: Base) -> Iterator[Problem]:
    ways = (way for entry in base.entries.values() for way in ways_to_ask(entry))
    yield from wording_problems(ways, base.checks)


def _doubles(base: Base) -> Iterator[Problem]:
    """Checks and groups of synonyms have no id: no two may be taken for the same."""
    asked: dict[tuple[str, str], int] = {}
    for number, check in enumerate(base.checks):
        first = asked.setdefault((check.language, check.question), number)
        if first != number:
            message = f"the check {check.question!r} stands twice in {check.language}"
            place, other = ("checks", number), ("checks", first)
            yield Problem(place, message, "Keep one of the two.", other=other)
    for language, groups in base.synonyms.items():
        begun: dict[str, int] = {}
        for number, group in enumerate(groups):
            first = begun.setdefault(group[0] if group else "", number)
            if first != number:
                yield _same_group(("synonyms", language), number, first, group[0])


def _same_group(groups: Place, number: int, first: int, word: str) -> Problem:
    message = f"two groups of synonyms begin with {word!r}"
    other = (*groups, first)
    return Problem((*groups, number), message, "Make them one group.", other=other)


def _orphans(base: Base) -> Iterator[Problem]:
    if not base.entries:
        return
    topics = {entry.topic for entry in base.entries.values()}
    people = {person for entry in base.entries.values() for person in entry.people}
    yield from (orphan(("topics", name), "topic") for name in base.topics if name not in topics)
    yield from (orphan(("people", name), "person") for name in base.people if name not in people)


def orphan(place: Place, what: str) -> Problem:
    """A topic or person that no entry names."""
    message = f"no entry names the {what} {place[1]}"
    return warning(place, message, f"Name it in an entry, or remove the {what}.")


_RULES = (_items, _doubles, _wording, _orphans)
