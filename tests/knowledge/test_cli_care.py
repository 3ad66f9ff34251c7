from pathlib import Path

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
