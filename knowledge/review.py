"""The review queue: questions that were not answered well, in groups, and what becomes of them.

A row of the log is in the queue until it is dropped, or until a change of the base took it up;
where that change is undone it is in the queue again. A question whose like was dropped stays out,
unless somebody dislikes its answer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Connection

from knowledge import changes, question_reads
from knowledge.base_load import language_of
from knowledge.change_log import Author, Change
from knowledge.changes import Edit
from knowledge.drafting import draft_entry
from knowledge.items import Kind
from knowledge.likeness import Reader
from knowledge.masking import unmarked
from knowledge.model import Candidate, EntryKind, Language, OutcomeKind
from knowledge.plural import counted
from knowledge.question_reads import Read, words_of
from knowledge.questions_log import Vote, change_of, is_open
from knowledge.short_ids import named_by, short_id
from knowledge.snapshot import Snapshot
from knowledge.store import Store
from knowledge.teaching import Proof, Wording, lesson

NEAREST = 3
"""Entries that are offered for a group."""

CAN_BE_MEANT = 0.01
"""Confidence from which an entry is offered: what has less would be meant once in a hundred times.

Of the checks that are not answered rightly, none has the entry that was meant below six times that.
"""

DROPPED = "dropped"

_MATCHED = 3  # questions of a group that are matched to find the nearest entries

_PROBLEMS = (
    "(vote = 'down' OR outcome = 'suggest' AND picked IS NULL"
    " OR outcome = 'decline' AND entry IS NULL)"
)


class Problem(StrEnum):
    """Why a question awaits a maintainer."""

    UNANSWERED = "unanswered"
    AMBIGUOUS = "ambiguous"  # suggestions were offered and none was picked
    DISLIKED = "disliked"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the log that is in the queue."""

    id: str
    asked_at: str
    text: str
    language: Language
    problem: Problem
    entry: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with all rows of it; case and punctuation do not count.

    ``text`` is how it was typed most often.
    """

    id: str
    text: str
    rows: tuple[Row, ...]
    reader: Reader

    @property
    def natural(self) -> str:
        """The text on the right keyboard layout, and without what was masked."""
        return self.reader.natural(unmarked(self.text))

    @property
    def wording(self) -> Wording:
        """How to teach it."""
        languages = Counter(row.language for row in self.rows)
        return Wording(self.natural, languages.most_common(1)[0][0])


@dataclass(frozen=True, slots=True)
class Group:
    """Like questions, the most frequent first. The id is that of the one that was asked first."""

    id: str
    questions: tuple[Asked, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the log, the oldest first."""
        every = (row for asked in self.questions for row in asked.rows)
        return tuple(sorted(every, key=lambda row: row.asked_at))

    @property
    def count(self) -> int:
        """How often these questions were asked."""
        return sum(len(asked.rows) for asked in self.questions)

    @property
    def problems(self) -> dict[Problem, int]:
        """How often, by problem."""
        counts = Counter(row.problem for row in self.rows)
        return {problem: counts[problem] for problem in Problem if counts[problem]}

    @property
    def languages(self) -> dict[Language, int]:
        """How often, by the language that was answered in."""
        return dict(Counter(row.language for row in self.rows).most_common())

    @property
    def language(self) -> Language:
        """The most frequent of them."""
        return next(iter(self.languages))

    @property
    def entries(self) -> tuple[str, ...]:
        """What was answered where that was disliked."""
        return tuple(dict.fromkeys(row.entry for row in self.rows if row.entry))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What people said of disliked answers."""
        return tuple(dict.fromkeys(row.reason for row in self.rows if row.reason))


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching a group did; the change is None where the entry had all phrasings already."""

    change: Change | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What became of a group: ``dropped``, ``change 7``, or ``attached`` without any change."""

    state: str
    question: str
    language: Language

    @property
    def change(self) -> int | None:
        """The change of the base that took it up."""
        return change_of(self.state)


def groups(store: Store, snapshot: Snapshot, *, dropped: bool = False) -> list[Group]:
    """The queue, or what was dropped from it, the most frequent group first.

    Takes a millisecond for each different question that was not read before.
    """
    with store.reading() as connection:
        rows = _rows(connection, f"review = '{DROPPED}'" if dropped else is_open("review"))
        kept_out = {} if dropped else _dropped_texts(connection)
        reads: Mapping[str, Read] = question_reads.kept(connection)
    reader = Reader(snapshot.matcher)
    texts = kept_out | {row.id: row.text for row in rows}
    reads = question_reads.read(store, reader, texts, reads)
    out = {reads[row].sign for row in kept_out}
    by_words: dict[Read, list[Row]] = {}
    for row in rows:
        if row.problem is Problem.DISLIKED or reads[row.id].sign not in out:
            by_words.setdefault(reads[row.id], []).append(row)
    by_leader: dict[str, list[Asked]] = {}
    for read, same in by_words.items():
        by_leader.setdefault(read.leader, []).append(_asked(read.asked, same, reader))
    made = [_group(questions) for questions in by_leader.values()]
    return sorted(made, key=lambda group: -group.count)


def find(found: Iterable[Group], name: str) -> Group:
    """The group of this id, or of one of its questions' ids; the first letters are enough.

    Raises NotFound where there is none, or where several begin so.
    """
    named = ((asked.id, group) for group in found for asked in group.questions)
    return named_by(name, named, "group", "review")


def nearest(snapshot: Snapshot, group: Group) -> list[Candidate]:
    """The entries that a group's most frequent questions may be meant for, surest first."""
    best: dict[str, Candidate] = {}
    for asked in group.questions[:_MATCHED]:
        for candidate in snapshot.answer(asked.natural, asked.wording.language).candidates:
            known = best.get(candidate.entry)
            if known is None or candidate.confidence > known.confidence:
                best[candidate.entry] = candidate
    near = meant(best.values())
    return sorted(near, key=lambda one: -one.confidence)[:NEAREST]


def meant(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that may be what was asked for."""
    return [one for one in candidates if one.confidence >= CAN_BE_MEANT]


def attach(
    store: Store, snapshot: Snapshot, group: Group, entry_id: str, author: Author
) -> Attached:
    """Teach an entry the questions of a group and take the group out of the queue.

    Raises what ``lesson`` and ``changes.apply`` raise; then nothing was stored.
    """
    wordings = [asked.wording for asked in group.questions]
    edit, proof = lesson(store, snapshot, entry_id, wordings)
    summary = f"attached {counted(len(wordings), 'question')} such as {group.questions[0].text!r}"
    with store.writing() as connection:
        change = changes.apply(store, [edit], author, summary)
        _mark(connection, group, f"change {change.id}" if change else "attached")
    return Attached(change, proof)


def draft(
    store: Store, snapshot: Snapshot, group: Group, author: Author, entry_id: str = ""
) -> Change:
    """Make a draft of an entry from a group and take the group out of the queue.

    ``entry_id`` is made up from the first question where it is not given. Raises BaseInvalid
    where the id is none, EditConflict where there is such an entry, StoreError.
    """
    near = nearest(snapshot, group)
    wordings = [asked.wording for asked in group.questions]
    entry = draft_entry(wordings, snapshot.base, near[0].entry if near else None, entry_id)
    summary = f"draft from {counted(group.count, 'question')} such as {group.questions[0].text!r}"
    with store.writing() as connection:
        edit = Edit(Kind.ENTRY, entry.id, entry, expects=None)
        change = changes.apply(store, [edit], author, summary)
        assert change is not None  # noqa: S101 - the entry is new
        _mark(connection, group, f"change {change.id}")
    return change


def drop(store: Store, group: Group) -> None:
    """Take a group out of the queue; ``keep`` puts it back."""
    with store.writing() as connection:
        _mark(connection, group, DROPPED)


def keep(store: Store, group: Group) -> None:
    """Put a group that was dropped back into the queue."""
    with store.writing() as connection:
        _mark(connection, group, None)


def outside(snapshot: Snapshot, asked: Wording) -> str | None:
    """The entry that stands for a question where it is not about the forum.

    The likeliest of those from outside, else the last one; None where the base has none.
    """
    every = [
        entry.id for entry in snapshot.base.entries.values() if entry.kind is EntryKind.OUTSIDE
    ]
    found = snapshot.answer(asked.text, asked.language).candidates
    near = (candidate.entry for candidate in found if candidate.entry in every)
    return next(near, every[-1] if every else None)


def taken_up(store: Store, name: str) -> TakenUp | None:
    """What became of the group of this id; None where it is not known any more, or in the queue."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT question, language, review FROM questions_log"
            " WHERE review IS NOT NULL ORDER BY rowid DESC"
        )
        return next(
            (
                TakenUp(state, text, language_of(language))
                for text, language, state in rows
                if short_id(words_of(text)) == name
            ),
            None,
        )


def take_up_same(connection: Connection, question: str, change: int) -> None:
    """Take what was asked in the same words out of the queue: a change has taken it up."""
    rows, taught = _rows(connection, is_open("review")), words_of(question)
    same = [(f"change {change}", row.id) for row in rows if words_of(row.text) == taught]
    connection.executemany("UPDATE questions_log SET review = ? WHERE id = ?", same)


def _rows(connection: Connection, state: str) -> list[Row]:
    rows = connection.execute(
        "SELECT id, asked_at, question, language, outcome, vote, entry, vote_reason"  # noqa: S608
        f" FROM questions_log WHERE {state} AND {_PROBLEMS} ORDER BY asked_at, rowid"
    )
    return [
        Row(row_id, at, text, language_of(language), _problem(outcome, vote), entry, reason)
        for row_id, at, text, language, outcome, vote, entry, reason in rows
    ]


def _problem(outcome: str, vote: str | None) -> Problem:
    if vote == Vote.DOWN:
        return Problem.DISLIKED
    return Problem.AMBIGUOUS if outcome == OutcomeKind.SUGGEST else Problem.UNANSWERED


def _dropped_texts(connection: Connection) -> dict[str, str]:
    """What was dropped, by the ids of the rows."""
    return dict(
        connection.execute("SELECT id, question FROM questions_log WHERE review = 'dropped'")
    )


def _asked(name: str, rows: Sequence[Row], reader: Reader) -> Asked:
    text = Counter(row.text for row in rows).most_common(1)[0][0]
    return Asked(name, text, tuple(rows), reader)


def _group(questions: Sequence[Asked]) -> Group:
    by_count = sorted(questions, key=lambda asked: -len(asked.rows))
    return Group(questions[0].id, tuple(by_count))


def _mark(connection: Connection, group: Group, state: str | None) -> None:
    connection.executemany(
        "UPDATE questions_log SET review = ? WHERE id = ?", [(state, row.id) for row in group.rows]
    )
