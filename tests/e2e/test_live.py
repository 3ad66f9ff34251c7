"""Edits of one process in the answers of another: the bot runs, and somebody changes the base."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.answerer import Answerer
from knowledge.model import LANGUAGES, Base, EntryText
from knowledge.store import open_store
from knowledge.yaml_files import read_base
from tests.knowledge.sample import write_sample
from tests.telegram import BotApiDouble, BotProcess
from tests.telegram.people import Person

WAIT = 30.0
PAUSE = 0.4  # seconds between two questions of a person who is no flood
OLD, NEW = "Nearly 90 thousand.", "Exactly 90,000."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return read_base(write_sample(tmp_path_factory.mktemp("sample")))


def store_of(base: Base, path: Path) -> Path:
    with open_store(path) as store:
        store.fill(base)
        Answerer(store)
    return path


def edited(database: Path, old: str, new: str) -> "subprocess.Popen[bytes]":
    """Another process that changes the answer of sme-count in an editor."""
    sed = f"{sys.executable} {database.parent / 'editor.py'}"
    (database.parent / "editor.py").write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        f"path.write_text(path.read_text().replace({old!r}, {new!r}))\n"
    )
    command = [sys.executable, "-m", "knowledge", "edit", "sme-count", "--db", str(database)]
    environ = {"EDITOR": sed, "PATH": "/usr/bin:/bin"}
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double


def test_an_edit_by_another_process_is_live_within_a_second(
    double: BotApiDouble, base: Base, tmp_path: Path
) -> None:
    database = store_of(base, tmp_path / "forum.sqlite")
    person = double.person(language_code="en")
    took = []
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        for old, new in ((OLD, NEW), (NEW, OLD), (OLD, NEW)):
            assert old in person.asks("number of firms", WAIT).text
            assert edited(database, old, new).wait(WAIT) == 0
            done = time.monotonic()
            while new not in (text := person.asks("number of firms", WAIT).text):
                time.sleep(PAUSE)
                assert old in text
                assert time.monotonic() - done < WAIT
            took.append(time.monotonic() - done)
        assert bot.stops() == 0
    # The slowest machine that runs this has one quick moment; half a second is spent waiting.
    assert min(took) < 1.0


def test_questions_asked_during_the_switch_are_answered_from_the_old_state(
    double: BotApiDouble, base: Base, tmp_path: Path
) -> None:
    database = store_of(large(base), tmp_path / "forum.sqlite")
    person = double.person(language_code="en")
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        person.asks("number of firms", WAIT)
        editing = edited(database, OLD, NEW)
        heard: list[str] = []
        deadline = time.monotonic() + 2 * WAIT
        while (not heard or NEW not in heard[-1]) and time.monotonic() < deadline:
            heard.append(person.asks("number of firms", WAIT).text)
            time.sleep(PAUSE)
        assert editing.wait(WAIT) == 0
        assert bot.stops() == 0
    assert len(heard) > 2
    assert all(OLD in text for text in heard[:-1])
    assert NEW in heard[-1]


def large(base: Base) -> Base:
    """The base with so many entries that its index takes a while to build."""
    model = base.entries["sme-count"]
    many = {}
    for number in range(300):
        texts = {
            language: EntryText(
                f"{language} question {number}",
                "An answer. " * 9,
                tuple(f"{language} way {way} to ask {number}" for way in range(10)),
            )
            for language in LANGUAGES
        }
        many[f"entry-{number}"] = replace(model, id=f"entry-{number}", texts=texts)
    return replace(base, entries={**base.entries, **many})


def test_a_restored_backup_is_live_without_a_restart(
    double: BotApiDouble, base: Base, tmp_path: Path
) -> None:
    database = store_of(base, tmp_path / "store" / "forum.sqlite")
    backup = Path(shutil.copy(database, tmp_path / "backup.sqlite"))
    person = double.person(language_code="en")
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        assert edited(database, OLD, NEW).wait(WAIT) == 0
        person_hears(person, NEW)
        kb(database, "restore", str(backup))
        person_hears(person, OLD)
        assert edited(database, OLD, NEW).wait(WAIT) == 0
        person_hears(person, NEW)
        database.write_bytes(b"")
        kb(database, "restore", str(backup))
        person_hears(person, OLD)
        assert bot.stops() == 0
        assert not [line for line in bot.stderr if "Traceback" in line]


def test_a_bot_answers_on_without_its_database_and_says_so_once(
    double: BotApiDouble, base: Base, tmp_path: Path
) -> None:
    database = store_of(base, tmp_path / "store" / "forum.sqlite")
    backup = Path(shutil.copy(database, tmp_path / "backup.sqlite"))
    person = double.person(language_code="en")
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        shutil.rmtree(database.parent)
        bot.waits_for_line("no longer there")
        for _ in range(3):
            assert OLD in person.asks("number of firms", WAIT).text
            time.sleep(0.6)
        kb(database, "restore", str(backup))
        assert edited(database, OLD, NEW).wait(WAIT) == 0
        person_hears(person, NEW)
        assert bot.stops() == 0
        told = [line for line in bot.stderr if "could not be read again" in line]
        assert len(told) == 1
        assert not [line for line in bot.stderr if "Traceback" in line]


def kb(database: Path, *words: str) -> None:
    command = [sys.executable, "-m", "knowledge", *words, "--db", str(database)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def person_hears(person: Person, text: str) -> None:
    deadline = time.monotonic() + WAIT
    while text not in person.asks("number of firms", WAIT).text:
        time.sleep(PAUSE)
        assert time.monotonic() < deadline
