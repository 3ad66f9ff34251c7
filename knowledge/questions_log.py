"""The questions log: what was asked and what came of it, without who asked.

``logged`` makes the row, its id included, and touches no file; ``record`` stores it once the
reply is out. A log that cannot be written raises StoreError and harms nothing else: the caller
says so in its own log and goes on. Give these functions a store of their own on the same file
(``open_store``), used from one thread, and waiting for another process never holds up an answer.
"""

import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cache

from knowledge.base_load import language_of
from knowledge.masking import masked
from knowledge.model import DeclineReason, Language, Outcome, OutcomeKind
from knowledge.store import Store

LONGEST = 1000
"""Characters kept of a question, as many as matching reads, and of the reason of a vote."""

# Half surrogate pairs cannot be stored; other control signs would act on a maintainer's terminal.
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")

_READ = 2 * LONGEST
"""Characters that are masked, more than are kept: a number is not cut before it is known."""

_TO_THE_MINUTE = len("2024-03-06T10:00")


class Vote(StrEnum):
    """What somebody thought of a reply."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """A row of the log. The ``id`` is 14 hexadecimal digits, for buttons, and cannot be guessed.

    ``question`` is masked, ``asked_at`` ISO 8601 in UTC, ``confidence`` from 0 to 1.
    """

    id: str
    asked_at: str
    question: str
    language: Language
    outcome: OutcomeKind
    reason: DeclineReason | None
    entry: str | None
    confidence: float


def logged(outcome: Outcome, now: datetime | None = None) -> LoggedQuestion:
    """The row for a question that was just decided; takes some microseconds."""
    return LoggedQuestion(
        id=new_id(),
        asked_at=timestamp(now),
        question=kept_text(outcome.question),
        language=outcome.language,
        outcome=outcome.kind,
        reason=outcome.reason,
        entry=outcome.entry,
        confidence=round(outcome.confidence, 4),
    )


def new_id() -> str:
    """An id for a question, 14 hexadecimal digits."""
    return secrets.token_hex(7)


def record(store: Store, question: LoggedQuestion) -> None:
    """Store a row. Raises StoreError where the log cannot be written."""
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO questions_log"
            " (id, asked_at, question, language, outcome, reason, entry, confidence)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            astuple(question),
        )


def asked(
    store: Store, question_id: str, outcomes: Collection[OutcomeKind] = tuple(OutcomeKind)
) -> tuple[str, Language] | None:
    """The text and language of a question; None where it is not there, or came to another outcome.

    Raises StoreError where the log cannot be read.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT question, language, outcome FROM questions_log WHERE id = ?",
            (question_id,),
        ).fetchone()
    return (row[0], language_of(row[1])) if row and row[2] in outcomes else None


def vote(
    store: Store,
    question_id: str,
    given: Vote | None,
    reason: str = "",
    now: datetime | None = None,
) -> bool:
    """Keep the one vote on a reply in place of an earlier one; None takes it back.

    False where no such question is logged: it was purged, or the button is forged.
    Raises StoreError where the log cannot be written.
    """
    values = (given, kept_text(reason) or None, timestamp(now)) if given else (None, None, None)
    return _update(store, question_id, "vote = ?, vote_reason = ?, voted_at = ?", values)


def picked(store: Store, question_id: str, entry: str | None, now: datetime | None = None) -> bool:
    """Keep which suggestion was picked, the last one counts; None is "none of these".

    False where no such question is logged. Raises StoreError where the log cannot be written.
    """
    return _update(store, question_id, "picked = ?, picked_at = ?", (entry, timestamp(now)))


def purge(store: Store, keep_days: int, now: datetime | None = None) -> int:
    """Delete questions older than ``keep_days`` days, at least 0; gives how many there were.

    Their text is overwritten in the file. What remains is their number by day, language, outcome
    and entry; days are those of the time zone of ``now``. Raises StoreError.
    """
    now = now or datetime.now(UTC)
    oldest = timestamp(now - timedelta(days=keep_days))
    with store.writing() as connection:
        connection.create_function("day_of", 1, day_of(now.tzinfo or UTC), deterministic=True)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(
            "INSERT INTO question_counts (day, language, outcome, entry, questions, up, down)"
            " SELECT day_of(asked_at), language, outcome, coalesce(entry, picked, ''),"
            " count(*), count(nullif(vote, 'down')), count(nullif(vote, 'up'))"
            " FROM questions_log WHERE asked_at < ? GROUP BY 1, 2, 3, 4"
            " ON CONFLICT DO UPDATE SET questions = questions + excluded.questions,"
            " up = up + excluded.up, down = down + excluded.down",
            (oldest,),
        )
        gone = connection.execute("DELETE FROM questions_log WHERE asked_at < ?", (oldest,))
        connection.execute(
            "DELETE FROM question_reads WHERE id NOT IN (SELECT id FROM questions_log)"
        )
        return gone.rowcount


def is_open(state: str) -> str:
    """SQL that holds for rows that a maintainer has not dealt with; ``state`` is a column's name.

    The column says what was done: ``dropped``, or ``change 7`` for what a change of the base took
    up. Where that change was undone, the row is open again.
    """
    taken_back = f"CAST(substr({state}, 8) AS INTEGER) IN (SELECT undoes FROM changes)"  # noqa: S608
    return f"({state} IS NULL OR {state} LIKE 'change %' AND {taken_back})"


def change_of(state: str) -> int | None:
    """The change that a state names, see ``is_open``."""
    word, _, number = state.partition(" ")
    return int(number) if word == "change" else None


def kept_text(text: str) -> str:
    """A text as it may be stored: masked, in one line, without control signs, not too long."""
    return masked(" ".join(_CONTROL.sub(" ", text[:_READ]).split()))[:LONGEST]


def timestamp(moment: datetime | None = None) -> str:
    """A moment, or now, as ISO 8601 text in UTC to the second."""
    return (moment or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")


def day_of(zone: tzinfo) -> Callable[[str], str]:
    """What tells the day of a moment, as ``timestamp`` writes it, in a time zone."""

    @cache
    def day(to_the_minute: str) -> str:
        moment = datetime.fromisoformat(to_the_minute).replace(tzinfo=UTC)
        return moment.astimezone(zone).date().isoformat()

    return lambda moment: day(moment[:_TO_THE_MINUTE])


def _update(store: Store, question_id: str, change: str, values: tuple[str | None, ...]) -> bool:
    with store.writing() as connection:
        changed = connection.execute(
            f"UPDATE questions_log SET {change} WHERE id = ?",  # noqa: S608 - our own words
            (*values, question_id),
        )
        return bool(changed.rowcount)
