"""Tries an edit of an entry beforehand: which questions would be answered differently."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.checks import CheckResult, run_checks
from knowledge.model import Base, Check, Entry, Language, Outcome, Status
from knowledge.snapshot import Snapshot
from knowledge.wording_rules import ways_to_ask


@dataclass(frozen=True, slots=True)
class Shift:
    """A question that leads elsewhere after an edit; broken where it led right before."""

    question: str
    language: Language
    before: Outcome
    after: Outcome
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What an edit would do; ``checks`` are those that stay, ``passed`` of them would hold.

    ``held`` is how many of them hold now.
    """

    shifts: tuple[Shift, ...]
    checks: int
    passed: int
    held: int

    @property
    def broken(self) -> tuple[Shift, ...]:
        """What is answered rightly now and would not be any more."""
        return tuple(one for one in self.shifts if one.is_broken)


def tried(snapshot: Snapshot, entry_id: str, after: Entry | None) -> Trial:
    """Try an entry in the place of the one with its id, or None to remove that one.

    Asks all checks, and every way to ask that is new or goes. Takes seconds.
    """
    base = with_entry(snapshot.base, entry_id, after)
    then = snapshot.tried(base)
    now = run_checks(snapshot, base.checks)
    later = run_checks(then, base.checks)
    pairs = list(zip(now, later, strict=True))
    found = [*_of_checks(pairs), *_of_ways(snapshot, then, entry_id)]
    shifts = sorted(dict.fromkeys(found), key=lambda one: not one.is_broken)
    return Trial(
        shifts=tuple(shifts),
        checks=len(base.checks),
        passed=sum(one.passed for one in later),
        held=sum(one.passed for one in now),
    )


def with_entry(base: Base, entry_id: str, after: Entry | None) -> Base:
    """The base with an entry put in place, or taken out with the checks that name no other."""
    if after is not None:
        return replace(base, entries={**base.entries, after.id: after})
    entries = {name: one for name, one in base.entries.items() if name != entry_id}
    checks = (_without(check, entry_id) for check in base.checks)
    return replace(base, entries=entries, checks=tuple(check for check in checks if check))


def _without(check: Check, entry_id: str) -> Check | None:
    if entry_id not in check.entries:
        return check
    left = tuple(one for one in check.entries if one != entry_id)
    return replace(check, entries=left) if left else None


def _of_checks(pairs: list[tuple[CheckResult, CheckResult]]) -> Iterator[Shift]:
    for now, later in pairs:
        if _place(now.outcome) != _place(later.outcome):
            asked, broken = now.check, now.passed and not later.passed
            yield Shift(asked.question, asked.language, now.outcome, later.outcome, broken)


def _of_ways(now: Snapshot, then: Snapshot, entry_id: str) -> Iterator[Shift]:
    """The ways to ask that come or go; of an entry that people do not see there are none."""
    before, after = (set(_ways(one.base, entry_id)) for one in (now, then))
    for question, language in sorted(before ^ after):
        outcomes = now.answer(question, language), then.answer(question, language)
        if _place(outcomes[0]) != _place(outcomes[1]):
            yield Shift(question, language, *outcomes, is_broken=False)


def _ways(base: Base, entry_id: str) -> Iterator[tuple[str, Language]]:
    entry = base.entries.get(entry_id)
    if entry and entry.status is Status.PUBLISHED:
        yield from ((way.text, way.language) for way in ways_to_ask(entry))


def _place(outcome: Outcome) -> tuple[object, ...]:
    return outcome.kind, outcome.entry, outcome.suggestions, outcome.reason
