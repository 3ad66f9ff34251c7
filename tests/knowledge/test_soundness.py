"""Rows that other hands have spoilt in a file that SQLite itself finds in order."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge.answerer import Answerer
from knowledge.base_rows import TABLES
from knowledge.errors import StoreCorrupt
from knowledge.model import Base
from knowledge.reply import reply_text
from knowledge.schema import migrate
from knowledge.soundness import refuse_unsound
from knowledge.store import open_store
from knowledge.yaml_files import read_base, shipped_base
from tests.knowledge.test_cli import Run, one_line, run

__all__ = ["run"]


def columns() -> Iterator[tuple[str, str]]:
    """Every column of the base's tables, except row numbers, which SQLite itself looks after."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(Database(connection), lambda _: None)
        for table in TABLES:
            for _, name, kind, _, _, is_key in connection.execute(f"PRAGMA table_info({table})"):
                if not (is_key and kind == "INTEGER"):
                    yield table, name


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in statements:
            connection.execute(sql)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Path:
    path = tmp_path_factory.mktemp("filled") / "forum.sqlite"
    with open_store(path) as store:
        store.fill(base)
        Answerer(store)
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """A store that holds the sample base and its index."""
    return Path(shutil.copy(filled, tmp_path / "forum.sqlite"))


@pytest.mark.parametrize("value", ["x'ff'", "'gone'"])
@pytest.mark.parametrize("column", list(columns()), ids=".".join)
def test_a_spoilt_value_is_told_or_does_no_harm(
    path: Path, column: tuple[str, str], value: str
) -> None:
    table, name = column
    execute(path, f"UPDATE OR IGNORE {table} SET {name} = {value} WHERE rowid = 1")
    told_or_harmless(path)


@pytest.mark.parametrize("where", ["1", "rowid = 1"])
@pytest.mark.parametrize("table", TABLES)
def test_lost_rows_are_told_or_do_no_harm(path: Path, table: str, where: str) -> None:
    execute(path, f"DELETE FROM {table} WHERE {where}")
    told_or_harmless(path)


def told_or_harmless(path: Path) -> None:
    """A store is refused in one line when it is loaded, or all of it can be used."""
    told = ""
    with open_store(path) as store:
        try:
            answerer = Answerer(store)
        except StoreCorrupt as error:
            told = str(error)
    if told:
        assert "\n" not in told
        assert str(path) in told
        return
    for question in ("number of firms", "firms or dates", "в каком зале", "қайырлы күн"):
        reply_text(answerer.answer(question), answerer.base)
    for topic in answerer.base.topics.values():
        assert [topic.title[language] for language in ("en", "ru", "kk")]
        answerer.base.topic_entries(topic.id)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE phrasings SET phrasing = x'ff' WHERE id = 1", "is no text"),
        ("DELETE FROM entry_texts WHERE entry = 'hello' AND language = 'kk'", "hello has no kk"),
        ("DELETE FROM topics WHERE id = 'forum'", "names forum, which is not there"),
        ("DELETE FROM people", "names balayeva, which is not there"),
        ("DELETE FROM paragraphs WHERE number = 2", "names a paragraph that is not there"),
    ],
)
@pytest.mark.parametrize("words", [("ask", "hello"), ("topics",), ("show", "hello"), ("check",)])
def test_every_command_tells_of_spoilt_rows_in_one_line(
    run: Run, path: Path, sql: str, told: str, words: tuple[str, ...]
) -> None:
    execute(path, sql)
    one_line(run(*words, "--db", str(path), base=False), 1, told)


def test_a_sound_base_is_looked_through_in_a_moment(base: Base) -> None:
    large = read_base(shipped_base())
    refuse_unsound(base)
    started = time.perf_counter()
    refuse_unsound(large)
    assert time.perf_counter() - started < 0.1
