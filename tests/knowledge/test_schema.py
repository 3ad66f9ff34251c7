import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge.schema import APPLICATION_ID, MIGRATIONS, VERSION, migrate


@pytest.fixture
def db() -> Database:
    return Database(sqlite3.connect(":memory:", isolation_level=None))


def pragma(db: Database, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def test_a_new_file_is_marked_as_ours_with_the_number_of_its_migrations(db: Database) -> None:
    migrate(db, lambda _: None)
    assert pragma(db, "user_version") == VERSION == len(MIGRATIONS)
    assert pragma(db, "application_id") == APPLICATION_ID


def test_every_migration_is_recorded_by_its_name(db: Database) -> None:
    migrate(db, lambda _: None)
    applied = [row["name"] for row in db.table("_sqlite_migrations").rows]
    assert applied == [migration.__name__ for migration in MIGRATIONS]


def test_migrating_again_changes_nothing(db: Database) -> None:
    migrate(db, lambda _: None)
    before = list(db.conn.iterdump())
    migrate(db, lambda _: None)
    assert list(db.conn.iterdump()) == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(db: Database) -> None:
        db.table("half").create({"id": int})
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr("knowledge.schema.MIGRATIONS", (*MIGRATIONS, fails))
    path = tmp_path / "forum.sqlite"
    db = Database(sqlite3.connect(path, isolation_level=None))
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, lambda _: None)
    assert db.table_names() == []
    assert pragma(db, "user_version") == 0


def test_every_reference_is_a_foreign_key_that_is_enforced(db: Database) -> None:
    migrate(db, lambda _: None)
    db.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.table("phrasings").insert(
            {"entry": "gone", "language": "en", "position": 0, "phrasing": "x"}
        )
    owners = {
        table.name: sorted(key.other_table for key in table.foreign_keys) for table in db.tables
    }
    assert owners["entry_people"] == ["entries", "people"]
    assert owners["entry_related"] == ["entries", "entries"]
    assert owners["check_entries"] == ["checks", "entries"]
    assert owners["entries"] == ["topics"]
