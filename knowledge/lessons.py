"""Single questions that a maintainer wants to be answered, kept until they are taught.

A lesson begins with a message that somebody wrote; what was masked in it is not taught. It is kept
for a week, so that its buttons live as long.
"""

import sqlite3
import time
from dataclasses import dataclass, replace
from typing import Final

from knowledge import changes, review
from knowledge.base_load import language_of
from knowledge.change_log import Author, Change
from knowledge.likeness import Reader
from knowledge.markup import escape, problems
from knowledge.masking import unmarked
from knowledge.model import Language
from knowledge.questions_log import kept_text
from knowledge.review import Attached
from knowledge.short_ids import short_id
from knowledge.snapshot import Snapshot
from knowledge.store import Store
from knowledge.teaching import Wording, lesson

_SIGN: Final = "t-"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question, masked, and how it is answered by what a maintainer wrote (``answer``), if so.

    ``change`` is the change of the base that took it up.
    """

    name: str
    question: str
    language: Language
    answer: str = ""
    change: int | None = None


def begun(chat: str, message: int, question: str, language: Language, answer: str = "") -> Lesson:
    """The lesson that a message asks for; the same message always gives the same name."""
    name = _SIGN + short_id(f"{chat} {message}")
    return Lesson(name, kept_text(question), language, answer)


def is_lesson(name: str) -> bool:
    """Whether a name is one of a lesson, and not of a group of the review."""
    return name.startswith(_SIGN)


def keep(store: Store, lesson: Lesson, author: str) -> None:
    """Keep a lesson. Raises StoreError when the store cannot be written."""
    with store.writing() as connection:
        keep_in(connection, lesson, author)


def keep_in(connection: sqlite3.Connection, lesson: Lesson, author: str) -> None:
    """The same, in a transaction that is the caller's."""
    connection.execute(
        "INSERT OR REPLACE INTO lessons (name, author, at, question, language, answer, change_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(lesson.name, author, time.time(), lesson.question),
            *(lesson.language, lesson.answer, lesson.change),
        ),
    )


def find(store: Store, name: str, author: str) -> Lesson | None:
    """The lesson of this author; None where it is over.

    A lesson whose change was undone, or is none of this store's, can be taught again. Raises
    StoreError.
    """
    with store.reading() as connection:
        row = connection.execute(
            "SELECT question, language, answer, (SELECT id FROM changes WHERE id = change_id"
            " AND id NOT IN (SELECT undoes FROM changes WHERE undoes IS NOT NULL))"
            " FROM lessons WHERE name = ? AND author = ?",
            (name, author),
        ).fetchone()
    if row is None:
        return None
    question, language, answer, change = row
    return Lesson(name, question, language_of(language), answer, change)


def forget(store: Store, name: str, author: str) -> bool:
    """Forget a lesson; whether there was one. Raises StoreError."""
    with store.writing() as connection:
        gone = connection.execute(
            "DELETE FROM lessons WHERE name = ? AND author = ?", (name, author)
        )
        return gone.rowcount > 0


def wording(snapshot: Snapshot, taught: Lesson) -> Wording:
    """How to teach it: as it was meant to be typed, and without what was masked."""
    natural = Reader(snapshot.matcher).natural(unmarked(taught.question))
    return Wording(natural, taught.language)


def teach(
    store: Store, snapshot: Snapshot, taught: Lesson, entry_id: str, author: Author
) -> Attached:
    """Teach an entry the question; what was asked in the same words leaves the review.

    Raises what ``teaching.lesson`` and ``changes.apply`` raise; then nothing was stored.
    """
    edit, proof = lesson(store, snapshot, entry_id, [wording(snapshot, taught)])
    with store.writing() as connection:
        change = changes.apply(store, [edit], author, f"taught {taught.question!r}")
        _take_up(connection, taught, change, author)
    return Attached(change, proof)


def answer(snapshot: Snapshot, taught: Lesson) -> Wording | None:
    """What was written as the answer, in its own language; marks that do not pair up are signs."""
    written = taught.answer
    if not written:
        return None
    language = snapshot.answer(written, taught.language).language
    return Wording(escape(written) if problems(written) else written, language)


def note_change(connection: sqlite3.Connection, name: str, author: str, change: int) -> None:
    """Note that a lesson is taught by a change, in a transaction that is the caller's."""
    connection.execute(
        "UPDATE lessons SET change_id = ? WHERE name = ? AND author = ?", (change, name, author)
    )


def _take_up(
    connection: sqlite3.Connection, taught: Lesson, change: Change | None, author: Author
) -> None:
    if change:
        review.take_up_same(connection, taught.question, change.id)
        keep_in(connection, replace(taught, change=change.id), author.name)
