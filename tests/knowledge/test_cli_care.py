import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import changes
from knowledge.opening import open_current
from knowledge.store import open_store
from tests.knowledge.test_cli import Run, one_line, process, run

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
    open_current(path, print, folder).close()
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


# doctor


def test_a_sound_database_is_in_good_health(run: Run, database: Path) -> None:
    ran = run("doctor", base=False)
    assert (ran.code, ran.out) == (0, f"{database}: in good health\n")
    ran = run("doctor", "--json", base=False)
    assert json.loads(ran.out) == {"database": str(database), "findings": []}


def test_what_is_wrong_is_told_with_what_to_do(run: Run, database: Path) -> None:
    database.chmod(0o666)
    with open_store(database) as store, store.writing() as connection:
        connection.execute("UPDATE entries SET notes = 'x', status = 'lost' WHERE id = 'hello'")
    ran = run("doctor", base=False)
    first, second, last = ran.out.splitlines()
    assert (ran.code, ran.err) == (1, "")
    assert first.startswith("error: the base holds a value that is not known: 'lost' is")
    assert second.startswith("warning: everybody may write the database. Forbid it: chmod o-w ")
    assert last == f"{database}: 1 error, 1 warning"
    (one, two) = json.loads(run("doctor", "--json", base=False).out)["findings"]
    assert (one["severity"], two["severity"]) == ("error", "warning")
    assert one["remedy"] == "Restore a backup: forum-kb restore BACKUP."


def test_a_database_that_is_not_there_is_an_error(run: Run, tmp_path: Path) -> None:
    ran = run("doctor", "--db", str(tmp_path / "mistyped"), base=False)
    assert ran.code == 1
    assert "there is no database" in ran.out
    assert not (tmp_path / "mistyped").exists()


# completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_what_completes_commands(run: Run, shell: str) -> None:
    ran = run("completion", shell, base=False)
    assert ran.code == 0
    assert "_FORUM_KB_COMPLETE" in ran.out


def test_commands_options_and_ids_are_completed(database: Path) -> None:
    def completed(*words: str) -> list[str]:
        asked = {
            "_FORUM_KB_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["forum-kb", *words]),
            "COMP_CWORD": str(len(words)),
            "FORUM_BOT_DB": str(database),
        }
        lines = process(environ=asked).stdout.decode().splitlines()
        return [line.partition(",")[2] for line in lines if line]

    assert completed("back") == ["backup"]
    assert completed("list", "--to") == ["--topic"]
    assert completed("show", "sme") == ["sme-count"]
    assert completed("show", "--db", "/nowhere", "sme") == []


def test_bash_takes_the_completion(run: Run, database: Path, tmp_path: Path) -> None:
    script = tmp_path / "completion.sh"
    script.write_text(run("completion", "bash", base=False).out)
    asked = f"source {script}; complete -p forum-kb"
    ran = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=False)
    assert "_forum_kb_completion forum-kb" in ran.stdout


# A folder that may not be entered


@pytest.fixture
def shut(database: Path) -> Iterator[Path]:
    """The database in a folder that may not be entered, not even by root."""
    database.parent.chmod(0o000)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield database
    if is_root:
        os.seteuid(0)
    database.parent.chmod(0o755)


@pytest.mark.parametrize(
    "words",
    [
        ("topics",),
        ("ask", "hello"),
        ("doctor",),
        ("backup",),
        ("restore", "/dev/null"),
        ("history",),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_folder_that_may_not_be_entered_is_one_line(
    run: Run, shut: Path, words: tuple[str, ...], named: bool
) -> None:
    option = ["--db", str(shut)] if named else []
    ran = run(*words, *option, base=False)
    told = ran.err or ran.out
    assert (ran.code, told.count("\n")) == (1, 1)
    assert "Traceback" not in told
