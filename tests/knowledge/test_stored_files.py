"""Whatever version of the program left a store: today's opens it, and nothing in it is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge import changes, doctor
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.opening import open_current
from knowledge.schema import VERSION, migrate
from knowledge.store import open_store
from tests.knowledge.sample import write_sample
from tests.knowledge.stored_files import QUESTIONS, STORED, TAUGHT, restore

# The first program had two migrations.
VERSIONS = range(2, VERSION + 1)
LOG_SINCE, CHANGES_SINCE = 3, 4
# What is made anew, or counts what happened.
NOT_CONTENT = {"index_cache", "_sqlite_migrations"}

each_version = pytest.mark.parametrize("version", VERSIONS)

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def path(tmp_path: Path, version: int) -> Path:
    restore(version, tmp_path / "forum.sqlite")
    return tmp_path / "forum.sqlite"


def columns(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for (table,) in tables.fetchall()
            if table not in NOT_CONTENT
        }


def rows(path: Path, named: dict[str, list[str]]) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            for table, names in named.items()
        }


def test_there_is_one_of_every_version() -> None:
    missing = [version for version in VERSIONS if not (STORED / f"{version}.sql").exists()]
    assert not missing, "run python -m tests.knowledge.stored_files, and keep what it writes"


@each_version
def test_it_is_what_its_version_wrote(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        applied = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
        assert applied == (version,)


@each_version
def test_every_row_is_kept(path: Path, version: int) -> None:
    named = columns(path)
    before = rows(path, named)
    assert before["entries"]
    assert before["language_choices"] == [("77", "kk")]
    open_store(path).close()
    after = rows(path, named)
    if version < CHANGES_SINCE:  # it is noted that the base was filled before there were changes
        before["base_revision"] = after["base_revision"]
    assert after == before


@each_version
def test_its_tables_are_those_of_a_new_store(path: Path, version: int) -> None:
    open_store(path).close()
    new = Database(sqlite3.connect(":memory:", isolation_level=None))
    migrate(new, lambda _: None)
    with closing(sqlite3.connect(path)) as connection:
        old = Database(connection)
        assert {table.name: table.schema for table in old.tables} == {
            table.name: table.schema for table in new.tables
        }


@each_version
def test_it_answers_and_is_sound(path: Path, version: int, tmp_path: Path) -> None:
    told: list[str] = []
    with open_current(path, told.append, write_sample(tmp_path / "base")) as store:
        answer = Answerer(store).answer
        assert answer("how many firms").entry == "sme-count"
        assert answer("число фирм").entry == "sme-count"
        assert answer("venue of the forum").entry == "unknown-venue"
        if version >= CHANGES_SINCE:
            assert answer(TAUGHT).entry == "sme-count"
        assert store.language("77") == "kk"
    found = [one for one in doctor.examine(path) if "free beside" not in one.message]
    assert found == []


@each_version
def test_its_history_is_told_and_can_be_undone(path: Path, version: int) -> None:
    with open_store(path) as store:
        told = [change.summary for change in reversed(changes.history(store))]
        if version < CHANGES_SINCE:
            assert len(told) == 1
            return
        taught = next(c for c in changes.history(store) if c.summary == "taught a phrasing")
        assert len(told) == 4
        assert TAUGHT in store.load().entries["sme-count"].texts["en"].phrasings
        changes.undo(store, taught.id, Author("bek", "cli"))
        assert TAUGHT not in store.load().entries["sme-count"].texts["en"].phrasings


@pytest.mark.parametrize("version", [one for one in VERSIONS if one >= LOG_SINCE])
def test_what_was_asked_is_kept_without_personal_data(path: Path, version: int) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        asked = connection.execute("SELECT question, vote_reason FROM questions_log").fetchall()
    assert {text for text, _ in asked} == {QUESTIONS[0], "call me [phone]", QUESTIONS[2]}
    assert {reason for _, reason in asked} == {None, "wrong"}
