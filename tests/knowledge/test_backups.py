import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from knowledge import changes, schema
from knowledge.answerer import Answerer
from knowledge.backups import back_up
from knowledge.base_rows import rows_of
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.errors import NotFound, StoreCorrupt, StoreError, StoreExists, StoreNewer
from knowledge.items import Key, Kind
from knowledge.model import Base, EntryText, Language
from knowledge.restoring import Restored, restore
from knowledge.schema import VERSION, migrate
from knowledge.store import Store, open_store

ASEL = Author("asel", "command line")


@pytest.fixture
def path(tmp_path: Path, base: Base) -> Path:
    """A closed store that holds the sample base."""
    path = tmp_path / "store" / "forum.sqlite"
    with open_store(path) as opened:
        opened.fill(base)
        opened.set_language("42", "kk")
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def backup(path: Path, tmp_path: Path) -> Path:
    """A backup of the sample base."""
    backup = tmp_path / "kept" / "backup.sqlite"
    back_up(path, backup)
    return backup


def edit(store: Store, kind: Kind, name: str, **changed: Any) -> None:
    """Change attributes of an item, or remove it where none are given."""
    (now,) = changes.current(store, [Key(kind, name)])
    after = replace(now.item, **changed) if now.item and changed else None
    changes.apply(store, [Edit(kind, name, after, now.version)], ASEL, f"edit of {name}")


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in statements:
            connection.execute(sql)


def companions(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.suffix not in {".sqlite", ""}]


# Backup


def test_a_backup_is_one_file_that_holds_everything(path: Path, backup: Path, base: Base) -> None:
    assert [file.name for file in backup.parent.iterdir()] == ["backup.sqlite"]
    with open_store(backup) as copy, open_store(path) as store:
        assert copy.load() == base
        assert copy.language("42") == "kk"
        assert changes.history(copy) == changes.history(store)


def test_a_backup_holds_what_is_not_yet_written_into_the_file(
    store: Store, path: Path, tmp_path: Path
) -> None:
    edit(store, Kind.ENTRY, "hello", notes="new")
    back_up(path, tmp_path / "b.sqlite")
    with open_store(tmp_path / "b.sqlite") as copy:
        assert copy.load() == store.load()


def test_a_backup_is_without_what_can_be_computed_again(
    store: Store, path: Path, tmp_path: Path
) -> None:
    Answerer(store)
    cached = store.cached_index()
    assert cached
    back_up(path, tmp_path / "b.sqlite")
    assert store.cached_index() == cached
    assert (tmp_path / "b.sqlite").stat().st_size < len(cached[1])
    with open_store(tmp_path / "b.sqlite") as copy:
        assert copy.cached_index() is None
        assert Answerer(copy).answer("hello", "en").entry == "hello"
        assert copy.cached_index() == cached


def test_a_backup_leaves_the_store_as_it_is(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    back_up(path, tmp_path / "b.sqlite")
    assert path.read_bytes() == before
    assert companions(path.parent) == []


def test_a_backup_may_be_read_by_those_who_may_read_the_store(path: Path, tmp_path: Path) -> None:
    path.chmod(0o600)
    back_up(path, tmp_path / "b.sqlite")
    assert (tmp_path / "b.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("precious")
    with pytest.raises(StoreExists, match="is there already"):
        back_up(path, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "precious"


@pytest.mark.parametrize("damage", ["pages", "rows", "other program", "no database"])
def test_a_damaged_store_gives_no_backup(path: Path, tmp_path: Path, damage: str) -> None:
    spoil(path, damage)
    with pytest.raises(StoreCorrupt, match=str(path)) as caught:
        back_up(path, tmp_path / "b.sqlite")
    assert "\n" not in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["store"]


def test_a_store_that_is_not_there_gives_no_backup(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        back_up(tmp_path / "mistyped" / "forum.sqlite", tmp_path / "b.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_does_not_wait_for_ever(path: Path, tmp_path: Path) -> None:
    execute(path, "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="is locked by another process"):
            back_up(path, tmp_path / "b.sqlite")


# Restore into a store that works


def test_a_restore_brings_the_base_back_as_one_change(
    store: Store, path: Path, backup: Path, base: Base
) -> None:
    edit(store, Kind.ENTRY, "hello", notes="changed")
    edit(store, Kind.CHECK, "kk: ауа райы")
    edit(store, Kind.SYNONYMS, "kk: ШОБ")
    edit(store, Kind.PERSON, "balayeva", spellings=("Balaeva", "Balajewa"))
    before = store.load()
    done = restore(path, backup, ASEL)
    assert store.load() == base
    assert not done.replaced_file
    assert done.change
    assert (done.change.author, done.change.summary) == (ASEL, "restored from backup.sqlite")
    assert len(done.change.touched) == 4
    changes.undo(store, done.change.id, ASEL)
    assert sorted_checks(store.load()) == sorted_checks(before)


def sorted_checks(base: Base) -> Base:
    return replace(base, checks=tuple(sorted(base.checks, key=lambda check: check.question)))


def test_what_was_added_since_goes_and_what_went_comes_back_in_its_place(
    store: Store, path: Path, backup: Path, base: Base
) -> None:
    new = replace(base.entries["hello"], id="new", texts=other_texts(base))
    changes.apply(store, [Edit(Kind.ENTRY, "new", new, None)], ASEL, "new")
    edit(store, Kind.ENTRY, "unknown-venue", related=())
    edit(store, Kind.CHECK, "ru: в каком зале")
    edit(store, Kind.ENTRY, "unknown-venue")
    restore(path, backup, ASEL)
    assert store.load() == base
    assert list(store.load().entries) == list(base.entries)


def other_texts(base: Base) -> dict[Language, EntryText]:
    return {
        language: replace(text, question=f"{text.question} again", phrasings=(f"{language} new",))
        for language, text in base.entries["hello"].texts.items()
    }


def test_a_restore_keeps_what_is_no_part_of_the_base(
    store: Store, path: Path, backup: Path
) -> None:
    store.set_language("43", "ru")
    edit(store, Kind.ENTRY, "hello", notes="changed")
    count = len(changes.history(store))
    restore(path, backup, ASEL)
    assert store.language("43") == "ru"
    assert len(changes.history(store)) == count + 1


def test_a_restore_keeps_a_copy_of_what_it_replaced(store: Store, path: Path, backup: Path) -> None:
    edit(store, Kind.ENTRY, "hello", notes="changed")
    kept = restore(path, backup, ASEL).kept
    assert kept
    assert kept.parent == path.parent / "backups"
    with open_store(kept) as copy:
        assert copy.load().entries["hello"].notes == "changed"


def test_a_restore_of_what_is_there_changes_nothing(store: Store, path: Path, backup: Path) -> None:
    store.set_language("43", "ru")
    assert restore(path, backup, ASEL) == Restored(None, None)
    assert len(changes.history(store)) == 1
    assert not (path.parent / "backups").exists()


def test_a_backup_of_another_store_can_be_restored(path: Path, tmp_path: Path, base: Base) -> None:
    other = replace(
        base,
        entries=dict(reversed(list(base.entries.items()))),
        checks=base.checks[2:],
        synonyms={"en": (("firm", "company"),), "ru": (), "kk": ()},
    )
    with open_store(tmp_path / "other.sqlite") as opened:
        opened.fill(other)
    restore(path, tmp_path / "other.sqlite", ASEL)
    with open_store(path) as store:
        assert store.load() == other
        assert list(store.load().entries) == list(other.entries)


def test_a_backup_of_an_older_version_can_be_restored_and_stays_as_it_is(
    store: Store, path: Path, backup: Path, base: Base, older: Path
) -> None:
    before = older.read_bytes()
    edit(store, Kind.ENTRY, "hello", notes="changed")
    restore(path, older, ASEL)
    assert store.load() == base
    assert older.read_bytes() == before


@pytest.fixture
def older(tmp_path: Path, base: Base) -> Path:
    """The sample base in a file from before changes were recorded."""
    path = tmp_path / "older.sqlite"
    db = Database(path)
    with patch_versions(2):
        migrate(db, lambda _: None)
    for table, rows in rows_of(base).items():
        known = db.table(table).columns_dict
        db.table(table).insert_all({k: row[k] for k in row if k in known} for row in rows)
    db.execute("UPDATE base_revision SET revision = 1")
    db.conn.commit()
    db.close()
    return path


@contextmanager
def patch_versions(version: int) -> Iterator[None]:
    """The program as it was when it had this many migrations."""
    with pytest.MonkeyPatch.context() as then:
        then.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        then.setattr(schema, "VERSION", version)
        yield


# Restore in place of a file


@pytest.mark.parametrize("damage", ["pages", "rows", "cut short", "empty", "gone", "folder gone"])
def test_where_the_store_is_lost_everything_comes_from_the_backup(
    path: Path, backup: Path, base: Base, damage: str
) -> None:
    spoil(path, damage)
    spoilt = path.read_bytes() if path.exists() else b""
    done = restore(path, backup, ASEL)
    assert done.replaced_file
    assert done.change is None
    with open_store(path) as store:
        assert (store.load(), store.language("42")) == (base, "kk")
        assert len(changes.history(store)) == 1
    assert (done.kept.read_bytes() if done.kept else b"") == spoilt
    assert companions(path.parent) == []


def test_a_store_that_is_open_follows_the_restored_file(
    store: Store, path: Path, backup: Path, base: Base
) -> None:
    edit(store, Kind.ENTRY, "hello", notes="changed")
    with path.open("r+b") as file:
        file.truncate(4096)
    assert restore(path, backup, ASEL).replaced_file
    assert store.load() == base
    edit(store, Kind.ENTRY, "hello", notes="again")
    with open_store(path) as other:
        assert other.load().entries["hello"].notes == "again"


# What is refused


@pytest.mark.parametrize(
    "damage", ["pages", "rows", "cut short", "empty", "gone", "other program", "no database"]
)
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(
    store: Store, path: Path, backup: Path, damage: str
) -> None:
    edit(store, Kind.ENTRY, "hello", notes="changed")
    spoil(backup, damage)
    with pytest.raises((StoreCorrupt, NotFound), match=str(backup)) as caught:
        restore(path, backup, ASEL)
    assert "\n" not in str(caught.value)
    assert store.load().entries["hello"].notes == "changed"
    assert sorted(p.name for p in path.parent.iterdir() if p.is_dir()) == []


def test_a_newer_backup_is_refused(path: Path, backup: Path) -> None:
    execute(backup, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreNewer, match=r"The backup .* Upgrade the program first"):
        restore(path, backup, ASEL)


def test_a_folder_is_no_backup(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        restore(path, tmp_path, ASEL)


def test_the_database_is_no_backup_of_itself(path: Path) -> None:
    with pytest.raises(NotFound, match="is the database itself"):
        restore(path, path, ASEL)


@pytest.mark.parametrize("damage", ["other program", "no database"])
def test_a_file_that_is_none_of_ours_is_never_replaced(
    path: Path, backup: Path, damage: str
) -> None:
    spoil(path, damage)
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match="Move it away"):
        restore(path, backup, ASEL)
    assert path.read_bytes() == before


def spoil(path: Path, damage: str) -> None:
    """Do something to a closed file that must not go unnoticed."""
    match damage:
        case "pages":
            content = bytearray(path.read_bytes())
            content[8192:] = b"\xff" * len(content[8192:])
            path.write_bytes(content)
        case "rows":
            execute(path, "DELETE FROM topics WHERE id = 'forum'")
        case "cut short":
            path.write_bytes(path.read_bytes()[:6000])
        case "empty":
            path.write_bytes(b"")
        case "gone":
            path.unlink()
        case "folder gone":
            shutil.rmtree(path.parent)
        case "other program":
            path.unlink()
            execute(path, "CREATE TABLE bookmarks (url TEXT)")
        case "no database":
            path.write_bytes(b"Dear Sir or Madam, " * 500)
