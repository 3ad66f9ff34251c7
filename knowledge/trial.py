"""Tries an edit of an entry beforehand: which questions would be answered differently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.checks import CheckResult, run_checks
from knowledge.model import Base, Check, Entry, Status
from knowledge.snapshot import Snapshot
from knowledge.teaching import Led, Wording, broken_phrasings, led
from knowledge.wording_rules import ways_to_ask


@dataclass(frozen=True, slots=True)
class Shift:
    """A question that leads elsewhere after an edit; broken where it led right before."""

    wording: Wording
    before: Led
    after: Led
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What an edit would do; the broken shifts come first.

    ``checks`` are those that stay, ``passed`` of them would hold, and ``held`` hold now. ``gone``
    are those that go with a removed entry.
    """

    shifts: tuple[Shift, ...]
    checks: int
    passed: int
    held: int
    gone: int = 0

    @property
    def broken(self) -> tuple[Shift, ...]:
        """What is answered rightly now and would not be any more."""
        return tuple(one for one in self.shifts if one.is_broken)


def tried(snapshot: Snapshot, entry_id: str, after: Entry | None) -> Trial:
    """Try an entry in the place of the one with its id, or None to remove that one.

    Asked are all checks, every way to ask that comes or goes, and the phrasings of other entries
    that are most like those that come. Takes seconds.
    """
    base = with_entry(snapshot.base, entry_id, after)
    then = snapshot.tried(base)
    now, later = run_checks(snapshot, base.checks), run_checks(then, base.checks)
    found = [
        *_of_checks(now, later),
        *_of_ways(snapshot, then, entry_id),
        *_of_neighbours(snapshot, then, entry_id),
    ]
    once: dict[Wording, Shift] = {}
    for shift in sorted(found, key=lambda one: not one.is_broken):
        once.setdefault(shift.wording, shift)
    return Trial(
        shifts=tuple(once.values()),
        checks=len(base.checks),
        passed=sum(one.passed for one in later),
        held=sum(one.passed for one in now),
        gone=len(snapshot.base.checks) - len(base.checks),
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


def _of_checks(now: Sequence[CheckResult], later: Sequence[CheckResult]) -> Iterator[Shift]:
    for was, becomes in zip(now, later, strict=True):
        before, after = led(was.outcome), led(becomes.outcome)
        broken = was.passed and not becomes.passed
        if broken or before != after:
            wording = Wording(was.check.question, was.check.language)
            yield Shift(wording, before, after, broken)


def _of_ways(now: Snapshot, then: Snapshot, entry_id: str) -> Iterator[Shift]:
    """The ways to ask that come or go."""
    before, after = (_ways(one.base, entry_id) for one in (now, then))
    for wording in (*_new(before, after), *_new(after, before)):
        was, becomes = (led(one.answer(wording.text, wording.language)) for one in (now, then))
        if was != becomes:
            yield Shift(wording, was, becomes, is_broken=False)


def _of_neighbours(now: Snapshot, then: Snapshot, entry_id: str) -> Iterator[Shift]:
    """The phrasings of other entries that the new ones would take from them."""
    added = _new(_ways(now.base, entry_id), _ways(then.base, entry_id))
    if added:
        for broken in broken_phrasings(now, then, then.base.entries[entry_id], added):
            yield Shift(broken.wording, broken.now, broken.then, is_broken=True)


def _ways(base: Base, entry_id: str) -> list[Wording]:
    """How an entry can be asked for; one that people do not see in no way."""
    entry = base.entries.get(entry_id)
    if entry is None or entry.status is Status.DRAFT:
        return []
    ways = (Wording(way.text, way.language) for way in ways_to_ask(entry))
    return list(dict.fromkeys(ways))


def _new(before: Sequence[Wording], after: Sequence[Wording]) -> list[Wording]:
    known = set(before)
    return [one for one in after if one not in known]
