"""Stores as the program of each version of the schema left them, as SQL: ``stored/VERSION.sql``.

    python -m tests.knowledge.stored_files

writes the one of the version that the program has now, where it is not there yet: to be done
with every new migration, before anybody has a store of that version. Those that are there stay
as they are, for they were written by the programs of their time.
"""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from knowledge import changes, chats, questions_log, replied, review, unfinished
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.items import Key, Kind
from knowledge.model import Entry
from knowledge.opening import keep_own
from knowledge.questions_log import Vote
from knowledge.replied import Replied
from knowledge.schema import VERSION
from knowledge.store import Store, open_store
from knowledge.unfinished import Unfinished
from knowledge.yaml_files import read_base
from tests.knowledge.sample import write_sample

STORED: Final = Path(__file__).parent / "stored"
TAUGHT: Final = "count of small firms"
QUESTIONS: Final = ("How many businesses are there?", "call me +7 701 123 45 67", "в каком зале")
_ANNA: Final = Author("anna", "cli")


def main() -> None:
    """Write the file of this version, unless there is one."""
    file = STORED / f"{VERSION}.sql"
    if file.exists():
        sys.exit(f"{file} is there, and stays as it is.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "forum.sqlite"
        with open_store(path) as store:
            store.fill(read_base(write_sample(Path(folder) / "base")))
            use(store)
        file.write_text(dumped(path), encoding="utf-8")
    sys.stdout.write(f"{file} is written.\n")


def use(store: Store) -> None:
    """Leave something of everything that a program keeps."""
    store.set_language("77", "kk")
    answerer = Answerer(store)
    then = datetime(2026, 3, 1, 12, tzinfo=UTC)
    rows = [questions_log.logged(answerer.answer(text), then) for text in QUESTIONS]
    for row in rows:
        questions_log.record(store, row)
    questions_log.vote(store, rows[-1].id, Vote.DOWN, "wrong", then)
    review.groups(store, answerer.snapshot)
    edit(store, "taught a phrasing", with_phrasing)
    noted = edit(store, "noted", lambda entry: replace(entry, notes="checked"))
    changes.undo(store, noted, _ANNA)
    chats.greet(store, "-1001")
    replied.keep(store, "5", 10, Replied((11, 12), replied.mark("5", 10, "x"), "sme-count"))
    keep_own(store)
    unfinished.keep(store, "7", Unfinished("edit", {"entry": "sme-count"}))


def edit(store: Store, summary: str, change: Callable[[Entry], Entry]) -> int:
    """Change an entry; the number of the change."""
    (now,) = changes.current(store, [Key(Kind.ENTRY, "sme-count")])
    assert isinstance(now.item, Entry)
    wanted = Edit(Kind.ENTRY, "sme-count", change(now.item), expects=now.version)
    made = changes.apply(store, [wanted], _ANNA, summary)
    assert made
    return made.id


def with_phrasing(entry: Entry) -> Entry:
    english = entry.texts["en"]
    taught = replace(english, phrasings=(*english.phrasings, TAUGHT))
    return replace(entry, texts={**entry.texts, "en": taught})


def dumped(path: Path) -> str:
    """A store as SQL, without the index, which is made anew."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM index_cache")
        pragmas = ("user_version", "application_id")
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
        head = [f"PRAGMA {name} = {value};" for name, value in zip(pragmas, told, strict=True)]
        return "\n".join([*head, *connection.iterdump(), ""])


def restore(version: int, path: Path) -> None:
    """Make the store of a version anew."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((STORED / f"{version}.sql").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
