import os
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import changes
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.doctor import examine
from knowledge.items import Key, Kind
from knowledge.model import Base, Severity
from knowledge.schema import VERSION
from knowledge.store import open_store

ASEL = Author("asel", "command line")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Path:
    """The sample base without what the rules warn of, edited, removed and taken back."""
    path = tmp_path_factory.mktemp("filled") / "forum.sqlite"
    with open_store(path) as store:
        store.fill(base)
        for notes in ("one", "two"):
            (now,) = changes.current(store, [Key(Kind.ENTRY, "hello")])
            after = replace(base.entries["hello"], notes=notes)
            changes.apply(store, [Edit(Kind.ENTRY, "hello", after, now.version)], ASEL, notes)
        (now,) = changes.current(store, [Key(Kind.CHECK, "kk: ауа райы")])
        gone = changes.apply(store, [Edit(Kind.CHECK, now.key.id, None, now.version)], ASEL, "gone")
        assert gone
        changes.undo(store, gone.id, ASEL)
        Answerer(store)
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "forum.sqlite"))


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in statements:
            connection.execute(sql)


def told(path: Path, severity: Severity = Severity.ERROR) -> str:
    """The findings of a severity, one a line."""
    return "\n".join(str(one) for one in examine(path) if one.severity is severity)


def test_a_sound_store_is_in_good_health(path: Path) -> None:
    before = path.read_bytes()
    assert examine(path) == []
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["forum.sqlite"]


def test_a_store_that_is_in_use_is_in_good_health(path: Path) -> None:
    with open_store(path) as store:
        store.set_language("42", "kk")
        assert examine(path) == []


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM topics WHERE id = 'forum'", "rows of entries that refer to topics"),
        ("DELETE FROM entries WHERE id = 'hello'", "rows of entry_texts that refer to entries"),
        ("UPDATE entries SET kind = 'rumour'", "holds a value that is not known: 'rumour'"),
        ("UPDATE phrasings SET phrasing = x'ff' WHERE id = 1", "something that is no text"),
        ("UPDATE entry_texts SET answer = ' '", "[forum-date]: the answer in en is empty"),
        ("UPDATE phrasings SET letters = 'other' WHERE id = 1", "rows of phrasings of nothing"),
        ("INSERT INTO synonyms VALUES (99, 'de', 7, 'Wort')", "value that is not known"),
        ("UPDATE entries SET notes = 'x' WHERE id = 'hello'", "it is not as change 3 left it"),
        ("DELETE FROM change_edits WHERE change_id = 3", "it is not as change 2 left it"),
        (
            "UPDATE entry_texts SET answer = 'The forum was on 7 March.'"
            " WHERE entry = 'forum-date' AND language = 'en'",
            "the history of the entry forum-date: it is not as it was shipped",
        ),
        ("UPDATE topics SET title_ru = 'О нём'", "history of the topic forum: it is not as"),
        ("DELETE FROM synonyms WHERE language = 'en'", "history of the synonyms en"),
        ("UPDATE change_edits SET before = '{}' WHERE change_id = 3", "where change 2 ended"),
        ("UPDATE change_edits SET after = '{' WHERE change_id = 3", "value that is not known"),
        ("UPDATE change_edits SET kind = 'song'", "value that is not known: 'song'"),
        ("DELETE FROM changes WHERE id = 2", "the recorded changes do not lead there"),
        ("UPDATE base_revision SET revision = 77", "the base is at revision 77"),
        ("DELETE FROM source", "holds a value that is not known"),
        ("DROP TABLE phrasings", "cannot be read: no such table"),
        ("DELETE FROM base_revision", "the base has lost its revision"),
        ("PRAGMA application_id = 7", "no database of this program"),
        (f"PRAGMA user_version = {VERSION + 1}", "a newer version"),
    ],
)
def test_what_other_hands_have_done_is_found(path: Path, sql: str, message: str) -> None:
    execute(path, sql)
    found = told(path)
    assert message in found
    assert all(line.rstrip().endswith(".") for line in found.splitlines())


def test_an_older_version_is_told(path: Path) -> None:
    execute(path, "PRAGMA user_version = 1")
    assert "an older version" in told(path, Severity.WARNING)


def test_damaged_pages_are_found(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    assert "Restore a backup: forum-kb restore BACKUP." in told(path)


@pytest.mark.parametrize("content", [b"Dear Sir or Madam, " * 500, b"SQLite format 3\0" * 99])
def test_a_file_that_is_no_database_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "cannot be read" in told(path)


def test_an_empty_file_is_told(path: Path) -> None:
    path.write_bytes(b"")
    assert "no database of this program" in told(path)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert "there is no database" in told(tmp_path / "mistyped")
    assert "is a folder" in told(tmp_path)


def test_a_damaged_index_is_no_error(path: Path) -> None:
    execute(path, "UPDATE index_cache SET data = x'00'")
    assert "Nothing to do" in told(path, Severity.WARNING)
    assert told(path) == ""


def test_an_index_of_an_earlier_base_is_nothing_to_tell(path: Path) -> None:
    execute(path, "UPDATE index_cache SET key = 'old', data = x'00'")
    assert examine(path) == []


@pytest.mark.parametrize(
    ("what", "mode", "message"),
    [
        ("file", 0o444, "the database cannot be written"),
        ("folder", 0o555, "its folder cannot be written"),
    ],
)
def test_a_protected_place_is_told(path: Path, what: str, mode: int, message: str) -> None:
    place = path if what == "file" else path.parent
    place.chmod(mode)
    try:
        assert message in told(path)
    finally:
        place.chmod(0o755)


def test_a_place_that_everybody_may_write_is_told(path: Path) -> None:
    path.chmod(0o666)
    assert f"chmod o-w {path}" in told(path, Severity.WARNING)


def test_too_little_room_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 5_000_000))
    assert "5 MB are free" in told(path, Severity.WARNING)


def test_a_large_log_beside_the_database_is_told(path: Path) -> None:
    with open_store(path) as store:
        store.set_language("42", "kk")
        os.truncate(f"{path}-wal", 70_000_000)
        assert "forum.sqlite-wal has grown to 70 MB" in told(path, Severity.WARNING)


def test_what_a_backup_that_was_cut_off_left_is_told(path: Path) -> None:
    (path.parent / "backups").mkdir()
    left = path.parent / "backups" / "b.sqlite.partial"
    left.touch()
    assert f"Remove it: rm {left}" in told(path, Severity.WARNING)
