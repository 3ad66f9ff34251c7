import json
from pathlib import Path

import pytest

from knowledge import changes
from knowledge.store import open_filled, open_store
from tests.knowledge.test_cli import Run, one_line, run

__all__ = ["run"]


# create


def test_a_new_database_is_made_from_the_shipped_base(run: Run, tmp_path: Path) -> None:
    database = tmp_path / "deep" / "new.sqlite"
    ran = run("create", str(database), base=False)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{database} is new and holds ")
    assert "unknown-attendance" in run("list", "--db", str(database), base=False).out


def test_a_new_database_may_be_made_from_files(run: Run, tmp_path: Path) -> None:
    database = tmp_path / "new.sqlite"
    assert run("create", str(database)).out.endswith("holds 4 entries.\n")
    assert "sme-count" in run("list", "--db", str(database), base=False).out


def test_a_database_that_is_there_is_not_made_again(run: Run, tmp_path: Path) -> None:
    database = tmp_path / "new.sqlite"
    database.write_bytes(b"precious")
    one_line(run("create", str(database)), 1, "is there already")
    assert database.read_bytes() == b"precious"


# backup and restore


@pytest.fixture
def database(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the sample base, named by the settings."""
    path = tmp_path / "store" / "forum.sqlite"
    open_filled(path, folder).close()
    monkeypatch.setenv("FORUM_BOT_DB", str(path))
    return path


def test_a_backup_goes_beside_the_database_unless_told_otherwise(run: Run, database: Path) -> None:
    ran = run("backup", base=False)
    (made,) = (database.parent / "backups").iterdir()
    assert ran.code == 0
    assert ran.out.startswith(f"{made} holds a checked copy of {database} (")
    assert run("backup", base=False).code == 0


def test_a_backup_goes_where_it_is_told_to(run: Run, database: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    ran = run("backup", str(target), "--json", "--db", str(database), base=False)
    assert json.loads(ran.out) == {"file": str(target), "bytes": target.stat().st_size}
    one_line(run("backup", str(target), base=False), 1, "is there already")
    assert Path(json.loads(run("backup", str(tmp_path), "--json", base=False).out)["file"]).exists()


def test_a_restore_tells_what_it_did_and_how_to_take_it_back(
    run: Run, database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "b.sqlite"
    run("backup", str(target), base=False)
    ran = run("restore", str(target), base=False)
    assert (ran.code, ran.out) == (
        0,
        f"The base is already as {target} holds it. Nothing was changed.\n",
    )
    other = tmp_path / "other.sqlite"
    run("create", str(other), base=False)
    ran = run("restore", str(target), "--db", str(other), "--as", "asel", base=False)
    first, second, third = ran.out.splitlines()
    assert first.startswith("Change 2 gave ")
    assert second == "To take it back: forum-kb undo 2"
    assert Path(third.removeprefix("What was there before is kept in ")[:-1]).exists()
    with open_store(other) as store:
        assert changes.history(store)[0].author.name == "asel"
        assert len(store.load().entries) == 4


def test_a_restore_makes_a_database_where_there_is_none(
    run: Run, database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "b.sqlite"
    run("backup", str(target), base=False)
    database.unlink()
    ran = run("restore", str(target), "--json", base=False)
    assert json.loads(ran.out) == {"change": None, "replaced_file": True, "kept": None}
    assert "sme-count" in run("list", base=False).out


def test_a_restore_of_nothing_is_one_line(run: Run, database: Path, tmp_path: Path) -> None:
    one_line(run("restore", str(tmp_path / "none"), base=False), 1, "There is no file")
    one_line(run("restore", base=False), 2, "Missing argument 'BACKUP'")
