"""What is typed to do harm is only read, in arguments of forum-kb and in files that it imports."""

import csv
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest

from knowledge import doctor
from knowledge.__main__ import main
from knowledge.model import Base
from knowledge.store import open_store
from tests.payloads import PAYLOADS

ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
Do: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Path:
    path = tmp_path_factory.mktemp("injection") / "forum.sqlite"
    with open_store(path) as store:
        store.fill(base)
    return path


@pytest.fixture
def do(
    place: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Do:
    """Run a command in an empty folder; its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUM_BOT_DB", str(place))

    def run(*words: str) -> tuple[int, str]:
        code = main(words)
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out + printed.err

    return run


def revision(place: Path) -> int:
    with closing(sqlite3.connect(place)) as connection:
        return int(connection.execute("SELECT revision FROM base_revision").fetchone()[0])


# What follows ``--`` is no option, whatever it begins with.
READING = {
    "ask": ("ask", "--explain", "--", "{}"),
    "show": ("show", "--", "{}"),
    "history": ("history", "--", "{}"),
    "undo": ("undo", "--", "{}"),
    "remove": ("remove", "--", "{}"),
    "attach": ("review", "attach", "--", "{}", "sme-count"),
    "attach to an entry": ("review", "attach", "--", "group", "{}"),
    "phrase an entry": ("phrase", "--", "{}", "en", "some words"),
    "phrase in a language": ("phrase", "--", "sme-count", "{}", "some words"),
    "import": ("import", "--yes", "--", "{}"),
}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("command", READING)
def test_an_argument_is_only_read(
    do: Do, place: Path, tmp_path: Path, command: str, payload: str
) -> None:
    before = revision(place)
    words = [word.replace("{}", PAYLOADS[payload]) for word in READING[command]]
    code, told = do(*words)
    assert code in ((0, 1, 2) if words[0] in ("ask", "history") else (1, 2)), told
    assert not ACTING.search(told)
    assert "root:" not in told
    assert revision(place) == before
    assert list(tmp_path.iterdir()) == []


FORMULA = tuple("=+-@＝")
# What the rules forbid; everything else is text like any other.
FORBIDDEN = {"a terminal", "a line of HTTP", "turned text", "half a letter", "zeros"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_is_kept_as_it_is_and_goes_out_harmless(
    do: Do, place: Path, tmp_path: Path, payload: str
) -> None:
    text = PAYLOADS[payload]
    code, told = do("note", "sme-count", "--", text)
    assert code == (1 if payload in FORBIDDEN else 0), told
    if code == 0:
        assert note(place) == text
        assert do("export", "out.csv")[0] == 0
        with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            assert not [one for row in csv.reader(file) for one in row if one.startswith(FORMULA)]
        assert do("note", "sme-count", "--", "another")[0] == 0
        assert do("import", "out.csv", "--yes", "--overwrite")[0] == 0
        assert note(place) == text


def note(place: Path) -> str:
    with open_store(place) as store:
        return store.load().entries["sme-count"].notes


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("column", ["id", "topic", "people", "related", "status", "kind"])
def test_no_cell_names_what_is_not_there(
    do: Do, place: Path, tmp_path: Path, column: str, payload: str
) -> None:
    """Ids become names of files on export, so nothing but plain ids may come in."""
    before = revision(place)
    row = {"id": "sme-count", "question_en": "How many firms?"} | {column: PAYLOADS[payload]}
    with (tmp_path / "in.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    code, told = do("import", "in.csv", "--yes")
    assert (code, revision(place)) == (1, before), told
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", ".evil", "evil.yaml\x00"])
def test_no_id_leads_out_of_the_folder(do: Do, place: Path, tmp_path: Path, name: str) -> None:
    before = revision(place)
    (tmp_path / "in.yaml").write_text(
        f"id: {name!r}\nkind: smalltalk\n"
        "en: {question: Q one?, answer: A., phrasings: [b c d]}\n"
        "ru: {question: Q two?, answer: A., phrasings: [b c e]}\n"
        "kk: {question: Q three?, answer: A., phrasings: [b c f]}\n"
    )
    assert do("add", "in.yaml")[0] == 1
    assert revision(place) == before


def test_all_of_it_leaves_a_sound_store(place: Path) -> None:
    assert [one for one in doctor.examine(place) if one.severity == "error"] == []


def test_what_is_asked_in_a_file_is_only_read(do: Do, tmp_path: Path) -> None:
    lines = [text.replace("\n", " ").replace("\r", " ") for text in PAYLOADS.values()]
    file = tmp_path / "questions.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")
    code, told = do("ask", "--file", "questions.txt", "--json")
    assert (code, told.count("\n")) == (0, len(lines))
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", told)
