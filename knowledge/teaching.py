"""Teaching an entry new ways to ask, with proof beforehand that nothing else breaks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from knowledge import changes
from knowledge.changes import Current, Edit
from knowledge.checks import LeftOut, leave_each_out, run_checks
from knowledge.errors import BaseInvalid, KnowledgeError, NotFound
from knowledge.items import Key, Kind
from knowledge.matching.index import candidates
from knowledge.matching.kernel import gather, similarities
from knowledge.model import Base, Entry, Finding, Language, Outcome, OutcomeKind, Status
from knowledge.nearest import did_you_mean
from knowledge.rules import errors
from knowledge.snapshot import Snapshot
from knowledge.store import Store
from knowledge.wording import same_words
from knowledge.wording_rules import ways_to_ask

ROUNDS = (1, 5, 5)
"""Phrasings that are tried in turn; more are added only where those before do not do."""

_NEIGHBOURS = 15
"""Phrasings of other entries, most like a new one, that are asked again."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask, in one language."""

    text: str
    language: Language


class Way(StrEnum):
    """What becomes of a question that is tried."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    DECLINE = "decline"
    FOUND = "found"  # a phrasing leads to its own entry
    TAKEN = "taken"  # another entry takes it once it is left out


@dataclass(frozen=True, slots=True)
class Led:
    """Where a question leads: the way, and the entries that are concerned."""

    way: Way
    entries: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = " or ".join(self.entries)
        match self.way:
            case Way.FOUND:
                return named
            case Way.TAKEN:
                return f"taken by {named} when left out"
            case _:
                return f"{self.way} {named}".rstrip()


@dataclass(frozen=True, slots=True)
class Broken:
    """A question that is answered rightly now and would not be any more."""

    what: str  # check or phrasing
    wording: Wording
    now: Led
    then: Led

    def __str__(self) -> str:
        asked = f"{self.what} {self.wording.text!r} ({self.wording.language})"
        return f"{asked}: now {self.now}, then {self.then}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What teaching would do.

    ``added`` are the phrasings that are needed, ``answered`` the wordings that then lead to the
    entry, ``missed`` those that still do not. ``checks`` counts the checks that were asked.
    """

    entry: Entry
    added: tuple[Wording, ...]
    answered: tuple[Wording, ...]
    missed: tuple[Wording, ...]
    broken: tuple[Broken, ...]
    checks: int


class NothingToTeach(BaseInvalid):
    """A question has no words; nothing was stored."""

    def __init__(self, entry: str) -> None:
        remedy = "Drop it: what was asked has no words that can be taught."
        super().__init__([Finding("there is nothing to teach", remedy, entry=entry)])


class TeachingRefused(KnowledgeError):
    """New phrasings would break what is right now; nothing was stored."""

    def __init__(self, entry: str, broken: Sequence[Broken]) -> None:
        self.broken = tuple(broken)
        lines = [
            f"Refused: with these phrasings {entry} would take questions that are right now.",
            *(f"  {one}" for one in self.broken),
            "Attach to another entry, or teach fewer phrasings with: forum-kb phrase.",
        ]
        super().__init__("\n".join(lines))


def entry_to_teach(store: Store, entry_id: str, known: Iterable[str]) -> Current:
    """The entry as it stands now; raises NotFound that names the nearest of the ``known``."""
    (found,) = changes.current(store, [Key(Kind.ENTRY, entry_id)])
    if found.item is None:
        remedy = did_you_mean(entry_id, known, "See them with: forum-kb list.")
        raise NotFound(f"There is no entry {entry_id!r}. {remedy}")
    return found


def prove(snapshot: Snapshot, entry: Entry, wordings: Sequence[Wording]) -> Proof:
    """Try as few of the wordings as make all of them lead to the entry, most important first."""
    new = _new(entry, wordings)
    added: list[Wording] = []
    missed = list(wordings)
    for size in ROUNDS:
        more = [one for one in missed if one in new and one not in added][:size]
        if added and (not more or entry.status is Status.DRAFT):
            break
        added += more
        taught = _taught(entry, added)
        trial = snapshot.tried(_with_entry(snapshot.base, taught))
        missed = [one for one in wordings if not _leads_to(trial, one, entry.id)]
    return Proof(
        entry=taught,
        added=tuple(added),
        answered=tuple(one for one in wordings if one not in missed),
        missed=tuple(missed),
        broken=_broken(snapshot, trial, taught, added),
        checks=len(snapshot.base.checks),
    )


def lesson(
    store: Store, snapshot: Snapshot, entry_id: str, wordings: Sequence[Wording]
) -> tuple[Edit, Proof]:
    """The edit that teaches an entry the phrasings that are needed, and its proof.

    Takes seconds; store the edit with ``changes.apply``. Raises NotFound, TeachingRefused with
    what would break, BaseInvalid where a phrasing belongs to another entry already, StoreError.
    """
    if not any(same_words(one.text) for one in wordings):
        raise NothingToTeach(entry_id)
    seen = entry_to_teach(store, entry_id, snapshot.base.entries)
    assert isinstance(seen.item, Entry)  # noqa: S101 - the kind of its key
    _refuse_taken(store, seen, _new(seen.item, wordings))
    proof = prove(snapshot, seen.item, wordings)
    if proof.broken:
        raise TeachingRefused(entry_id, proof.broken)
    return Edit(Kind.ENTRY, entry_id, proof.entry, seen.version), proof


def led(outcome: Outcome) -> Led:
    """Where a question leads by its outcome; as text ``answer forum-date``."""
    named = _named(outcome)
    if outcome.kind is OutcomeKind.SUGGEST:
        return Led(Way.SUGGEST, outcome.suggestions)
    return Led(Way(outcome.kind), (named,) if named else ())


def _named(outcome: Outcome) -> str | None:
    """The entry that an outcome leads to; questions from outside are declined by theirs."""
    if outcome.entry or outcome.kind is OutcomeKind.SUGGEST or not outcome.candidates:
        return outcome.entry
    return outcome.candidates[0].entry


def _leads_to(state: Snapshot, wording: Wording, entry_id: str) -> bool:
    outcome = state.answer(wording.text, wording.language)
    return entry_id in (_named(outcome), *(more.entry for more in outcome.more))


def _new(entry: Entry, wordings: Sequence[Wording]) -> list[Wording]:
    """The wordings that the entry does not have yet, each once."""
    had = {way.letters for way in ways_to_ask(entry)}
    unlike: dict[str, Wording] = {}
    for wording in wordings:
        key = same_words(wording.text)
        if key and key not in had and wording.language in entry.texts:
            unlike.setdefault(key, wording)
    return list(unlike.values())


def _taught(entry: Entry, added: Sequence[Wording]) -> Entry:
    texts = {
        language: replace(
            text,
            phrasings=(*text.phrasings, *(one.text for one in added if one.language == language)),
        )
        for language, text in entry.texts.items()
    }
    return replace(entry, texts=texts)


def _with_entry(base: Base, entry: Entry) -> Base:
    return replace(base, entries={**base.entries, entry.id: entry})


def _refuse_taken(store: Store, seen: Current, new: Sequence[Wording]) -> None:
    """What the rules forbid is said before the long trial."""
    assert isinstance(seen.item, Entry)  # noqa: S101 - the kind of its key
    edit = Edit(Kind.ENTRY, seen.key.id, _taught(seen.item, new), seen.version)
    if found := errors(changes.preview(store, [edit])):
        raise BaseInvalid(found)


def _broken(
    now: Snapshot, then: Snapshot, taught: Entry, added: Sequence[Wording]
) -> tuple[Broken, ...]:
    if taught.status is Status.DRAFT or not added:
        return ()
    return (*_broken_checks(now, then), *broken_phrasings(now, then, taught, added))


def _broken_checks(now: Snapshot, then: Snapshot) -> Iterator[Broken]:
    failed = [result for result in run_checks(then, now.base.checks) if not result.passed]
    before = run_checks(now, [result.check for result in failed])
    for was, becomes in zip(before, failed, strict=True):
        if was.passed:
            wording = Wording(was.check.question, was.check.language)
            yield Broken("check", wording, led(was.outcome), led(becomes.outcome))


def broken_phrasings(
    now: Snapshot, then: Snapshot, taught: Entry, added: Sequence[Wording]
) -> Iterator[Broken]:
    """Phrasings of other entries that are like a new one, and would no longer lead to theirs.

    Each is asked as it is, and left out in turn, as it stands for what people will ask.
    """
    near = sorted({row for wording in added for row in _neighbours(then, wording, taught.id)})
    for left_out in leave_each_out(then, near):
        wording = Wording(left_out.phrasing, left_out.language)
        own = left_out.entry
        if not _leads_to(then, wording, own) and _leads_to(now, wording, own):
            outcomes = (state.answer(wording.text, wording.language) for state in (now, then))
            yield Broken("phrasing", wording, *map(led, outcomes))
        elif _is_taken(left_out, taught) and not _was_taken(now, left_out, taught):
            taken = Led(Way.TAKEN, (taught.id,))
            yield Broken("phrasing", wording, Led(Way.FOUND, (own,)), taken)


def _is_taken(left_out: LeftOut, taught: Entry) -> bool:
    return left_out.collides and left_out.first == taught.id


def _was_taken(now: Snapshot, left_out: LeftOut, taught: Entry) -> bool:
    """Whether the entry took the phrasing already before it was taught."""
    rows = now.matcher.rows(left_out.entry, left_out.phrasing)
    return any(_is_taken(one, taught) for one in leave_each_out(now, rows))


def _neighbours(state: Snapshot, wording: Wording, entry_id: str) -> list[int]:
    """The phrasings of other entries that are most like a wording, as rows of the index."""
    index = state.matcher.index
    asked, _ = state.matcher.weighed(wording.text)
    rows = candidates(index, asked.stems, asked.weights)
    rows = rows[index.entry_of[rows] != index.entries.index(entry_id)]
    if not len(rows):
        return []
    near = similarities(index, asked, gather(index, rows))
    return [int(row) for row in rows[np.argsort(-near, kind="stable")[:_NEIGHBOURS]]]
