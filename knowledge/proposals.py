"""Proposed phrasings: questions for which people picked the same suggestion, counted.

A proposal is never applied by itself: a maintainer accepts it, with the same proof as for any
phrasing, or drops it. Like questions propose together, so that typing variants count as one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from knowledge import changes, question_reads
from knowledge.base_load import language_of
from knowledge.change_log import Author, Change
from knowledge.likeness import Reader
from knowledge.masking import unmarked
from knowledge.model import Entry, Language
from knowledge.plural import counted
from knowledge.questions_log import change_of, is_open
from knowledge.short_ids import named_by, short_id
from knowledge.snapshot import Snapshot
from knowledge.store import Store
from knowledge.teaching import Proof, Wording, lesson
from knowledge.wording import same_words
from knowledge.wording_rules import ways_to_ask

SEVERAL = 2
"""From so many picks on a proposal is shown by itself."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Phrasings that an entry may get, most frequent first, and how often they led to it."""

    id: str
    entry: str
    wordings: tuple[Wording, ...]
    count: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted proposal: in which change, for which entry, and its first wording."""

    change: int | None
    entry: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class _Pick:
    """A row of the log: for which question which suggestion was picked."""

    row: str
    text: str
    language: Language
    entry: str


def proposals(store: Store, snapshot: Snapshot, least: int = 1) -> list[Proposal]:
    """What was picked at least ``least`` times, and is not taught yet, the most frequent first."""
    with store.reading() as connection:
        picks = _picks(connection, is_open("proposal"))
        dropped = {(one.entry, one.text) for one in _picks(connection, "proposal = 'dropped'")}
        known = question_reads.kept(connection)
    reader = Reader(snapshot.matcher)
    by_entry: dict[str, list[_Pick]] = defaultdict(list)
    for pick in picks:
        if pick.entry in snapshot.base.entries and (pick.entry, pick.text) not in dropped:
            by_entry[pick.entry].append(pick)
    reads = question_reads.read(store, reader, {one.row: one.text for one in picks}, known)
    alike: dict[tuple[str, str], list[_Pick]] = defaultdict(list)
    for entry, same in by_entry.items():
        for pick in _not_taught(same, snapshot.base.entries[entry]):
            alike[entry, reads[pick.row].leader].append(pick)
    often = [_proposal(same, reader) for same in alike.values() if len(same) >= least]
    return sorted(often, key=lambda proposal: -proposal.count)


def find(found: Iterable[Proposal], name: str) -> Proposal:
    """The proposal of this id; its first letters are enough. Raises NotFound."""
    return named_by(name, [(one.id, one) for one in found], "proposal", "proposals")


def accept(
    store: Store, snapshot: Snapshot, proposal: Proposal, author: Author
) -> tuple[Change | None, Proof]:
    """Teach the entry a proposal. Raises what ``lesson`` and ``changes.apply`` raise."""
    edit, proof = lesson(store, snapshot, proposal.entry, proposal.wordings)
    summary = (
        f"accepted what was picked {counted(proposal.count, 'time')}: {proposal.wordings[0].text!r}"
    )
    with store.writing() as connection:
        change = changes.apply(store, [edit], author, summary)
        _mark(connection, proposal, f"change {change.id}" if change else "accepted")
    return change, proof


def drop(store: Store, proposal: Proposal) -> None:
    """Take a proposal away, also for those who pick the same later."""
    with store.writing() as connection:
        _mark(connection, proposal, "dropped")


def taken_up(store: Store, name: str) -> Accepted | None:
    """What became of an accepted proposal of this id; None where it or its change is not known."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT question, language, picked, proposal FROM questions_log"
            " WHERE proposal LIKE 'change %' AND picked IS NOT NULL"
            " AND CAST(substr(proposal, 8) AS INTEGER) IN (SELECT id FROM changes)"
            " ORDER BY asked_at, rowid"
        )
        return next(
            (
                Accepted(change_of(state), entry, Wording(text, language_of(language)))
                for text, language, entry, state in rows
                if _name(entry, text) == name
            ),
            None,
        )


def _name(entry: str, text: str) -> str:
    return short_id(f"{entry} {same_words(text)}")


def _picks(connection: Connection, state: str) -> list[_Pick]:
    rows = connection.execute(
        "SELECT id, question, language, picked FROM questions_log"  # noqa: S608 - our own words
        f" WHERE {state} AND picked IS NOT NULL AND vote IS NOT 'down' ORDER BY asked_at, rowid"
    )
    return [_Pick(row, text, language_of(language), entry) for row, text, language, entry in rows]


def _not_taught(picks: Iterable[_Pick], entry: Entry) -> list[_Pick]:
    """Those whose question is no phrasing of the entry yet."""
    taught = {way.letters for way in ways_to_ask(entry)}
    keys = ((pick, same_words(unmarked(pick.text))) for pick in picks)
    return [pick for pick, key in keys if key and key not in taught]


def _proposal(picks: Sequence[_Pick], reader: Reader) -> Proposal:
    first = picks[0]
    counted = Counter(Wording(reader.natural(unmarked(pick.text)), pick.language) for pick in picks)
    return Proposal(
        _name(first.entry, first.text),
        first.entry,
        tuple(wording for wording, _ in counted.most_common()),
        len(picks),
        tuple(pick.row for pick in picks),
    )


def _mark(connection: Connection, proposal: Proposal, state: str) -> None:
    connection.executemany(
        "UPDATE questions_log SET proposal = ? WHERE id = ?",
        [(state, row) for row in proposal.rows],
    )
