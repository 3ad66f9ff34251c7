"""What the machine may do to the bot, and what comes of it: the table, on real processes.

Whatever happens to the file, questions go on being answered from memory; what is wrong is said
once, and once that it is well again.
"""

import os
import resource
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from bot.strings import texts
from knowledge.store import open_store
from tests.bot import test_inbox
from tests.e2e import test_live, test_restarts
from tests.telegram import BotApiDouble, BotProcess, Person
from tests.telegram.process import BOT

WAIT = 60.0
QUICK = 5.0  # seconds; whoever waits for a file waits longer
QUESTIONS = [f"tent-{colour} en" for colour in ("red", "blue", "green", "white", "pink")]
NO_LIMIT: Final = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
NOT_LOGGED, LOGGED = "Questions are answered but not logged", "Questions are logged again"
NOT_KEPT, KEPT = "The inbox cannot be written", "The inbox can be written again"
NOT_READ, READ = "The base could not be read again", "The base can be read again"
NOT_SERVED = "Somebody could not be served"


@dataclass
class Patient:
    """A bot that runs over a file of its own, and what the log has told of it."""

    bot: BotProcess
    double: BotApiDouble
    database: Path
    asked: int = 0

    def answers(self) -> None:
        """Several people ask different things, and each is answered at once and once."""
        for question in QUESTIONS:
            person = self.double.person()
            begun = time.monotonic()
            assert question.removesuffix(" en") in person.asks(question, WAIT).text
            assert time.monotonic() - begun < QUICK
            assert len(person.chat.log) == 1
            self.asked += 1

    def is_told(self, *parts: str, perhaps: tuple[str, ...] = ()) -> None:
        """The log tells these, each once, and nothing else from WARNING on."""
        for part in parts:
            self.bot.waits_for_line(part, WAIT)
        lines = [line for line in self.bot.stderr if '"level": "INFO"' not in line]
        for part in perhaps:
            found = [line for line in lines if part in line]
            assert len(found) <= 1, found
            lines = [line for line in lines if line not in found]
        told = [part for line in lines for part in parts if part in line]
        assert sorted(told) == sorted(parts), lines
        assert len(lines) == len(parts), lines
        assert not any("Traceback" in line for line in lines)

    def chooses(self, outcome: str) -> None:
        """Somebody chooses a language, and hears what comes of it."""
        person = self.double.person()
        menu = person.asks("/language", WAIT)
        person.presses(menu, "Русский").waits_for_answer(WAIT)
        assert person.waits_for_reply(WAIT).text == outcome

    def logged(self) -> int:
        with closing(sqlite3.connect(self.database)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM questions_log").fetchone()
        return int(count)


@pytest.fixture
def patient(double: BotApiDouble, small_database: Path) -> Iterator[Patient]:
    with patient_of(double, small_database) as patient:
        yield patient


@contextmanager
def patient_of(
    double: BotApiDouble, database: Path, command: Sequence[str] = BOT
) -> Iterator[Patient]:
    """Whatever was done to it, it stops in order and has confirmed everything."""
    with BotProcess(double, database, command) as bot:
        bot.waits_until_polling(WAIT)
        yield Patient(bot, double, database)
        assert bot.stops() == 0
    assert double.unconfirmed == 0


def limited(limit: str) -> list[str]:
    """The bot under a limit of the shell's ``ulimit``."""
    return ["sh", "-c", f"ulimit {limit}; exec {sys.executable} -m bot"]


def waits_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_full_disk(patient: Patient) -> None:
    patient.answers()
    waits_until(lambda: patient.logged() == patient.asked)
    resource.prlimit(patient.bot.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    patient.answers()
    patient.is_told(NOT_KEPT, NOT_LOGGED)
    patient.chooses(texts("en").sorry)
    patient.is_told(NOT_KEPT, NOT_LOGGED, NOT_SERVED)
    resource.prlimit(patient.bot.pid, resource.RLIMIT_FSIZE, NO_LIMIT)
    patient.answers()
    patient.chooses(texts("ru").language_chosen)
    patient.is_told(NOT_KEPT, NOT_LOGGED, NOT_SERVED, KEPT, LOGGED)


def test_a_disk_that_is_full_when_it_starts(double: BotApiDouble, small_database: Path) -> None:
    """It says so, waits, and serves people as soon as the disk has room again."""
    with BotProcess(double, small_database, limited("-S -f 0")) as bot:
        line = bot.waits_for_line("Trying again", WAIT)
        assert "Free space" in line
        assert len(bot.stderr) == 1
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, NO_LIMIT)
        bot.waits_until_polling(WAIT)
        assert bot.stops() == 0


def test_a_file_that_is_read_only(double: BotApiDouble, small_database: Path) -> None:
    small_database.chmod(0o444)
    with BotProcess(double, small_database) as bot:
        assert bot.waits_for_end(WAIT) == 1
        (line,) = bot.stderr
    assert "Allow writing to the file" in line


def test_a_file_that_becomes_read_only(patient: Patient) -> None:
    """What is open stays open; the next start tells."""
    patient.answers()
    patient.database.chmod(0o444)
    patient.database.parent.chmod(0o555)
    patient.answers()
    patient.chooses(texts("ru").language_chosen)
    patient.is_told()
    patient.database.parent.chmod(0o755)


def test_another_file_in_its_place(patient: Patient, small: Path) -> None:
    patient.answers()
    other = Path(shutil.copy(small, patient.database.parent / "other.sqlite"))
    with open_store(other) as store:
        store.set_language("1", "kk")
    other.replace(patient.database)
    patient.answers()
    patient.chooses(texts("ru").language_chosen)
    waits_until(lambda: patient.logged() >= len(QUESTIONS))
    patient.is_told()


def test_a_file_that_is_damaged(patient: Patient) -> None:
    patient.answers()
    waits_until(lambda: patient.logged() == patient.asked)
    backup = patient.database.parent.parent / "backup.sqlite"
    log = (NOT_LOGGED, LOGGED)  # as it happens: the part that is written may be in memory
    test_live.kb(patient.database, "backup", str(backup))
    with patient.database.open("r+b") as file:
        file.seek(100)  # it still looks like ours
        file.write(os.urandom(patient.database.stat().st_size - 100))
    journal = patient.database.with_name("forum.sqlite-wal")
    with journal.open("r+b") as file:
        file.write(os.urandom(journal.stat().st_size))
    patient.answers()
    patient.is_told(NOT_READ, perhaps=log)
    test_live.kb(patient.database, "restore", str(backup))
    patient.bot.waits_for_line(READ, WAIT)
    patient.answers()
    patient.is_told(NOT_READ, READ, perhaps=log)


def test_a_file_that_is_locked(patient: Patient) -> None:
    """The log waits for 20 seconds, the lock lasts longer; ten people wait for it as well."""
    patient.answers()
    with closing(sqlite3.connect(patient.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = [chooses(patient.double) for _ in range(10)]
        patient.answers()
        patient.is_told(NOT_SERVED, NOT_LOGGED)
        patient.answers()
        other.execute("ROLLBACK")
    first, *others = [person.waits_for_reply(WAIT).text for person in waiting]
    assert first == texts("en").sorry
    assert set(others) == {texts("ru").language_chosen}
    patient.answers()
    patient.is_told(NOT_SERVED, NOT_LOGGED, LOGGED)


def chooses(double: BotApiDouble) -> Person:
    person = double.person()
    menu = person.asks("/language", WAIT)
    person.presses(menu, "Русский")
    return person


@pytest.mark.parametrize("seconds", [-86_400, -5, 3_600])
def test_a_clock_that_is_set(
    double: BotApiDouble, small_database: Path, tmp_path: Path, seconds: int
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    command = [sys.executable, "-m", "tests.e2e.clock", str(clock)]
    with patient_of(double, small_database, command) as patient:
        patient.answers()
        person = double.person()
        asked = person.writes(QUESTIONS[0])
        person.waits_for_reply(WAIT)
        clock.write_text(str(seconds))
        patient.answers()
        person.edits(asked, QUESTIONS[1])
        assert person.waits_for_reply(WAIT).edited
        patient.chooses(texts("ru").language_chosen)
        waits_until(lambda: patient.logged() == patient.asked + 2)
        patient.is_told()


def test_few_file_descriptors(double: BotApiDouble, small_database: Path) -> None:
    people = [double.person() for _ in range(60)]
    double.next("sendMessage", times=None).comes_late(0.1)
    with patient_of(double, small_database, limited("-n 64")) as patient:
        for person in people:
            person.writes(QUESTIONS[0])
        double.waits_for_calls("sendMessage", len(people), WAIT)
        double.back_to_normal()
        patient.answers()
        patient.is_told()
    assert [len(person.chat.log) for person in people] == [1] * len(people)


def test_little_memory(double: BotApiDouble, small_database: Path) -> None:
    with patient_of(double, small_database, limited("-d 153600")) as patient:
        patient.answers()
        assert double.person().asks(" ".join(QUESTIONS * 60), WAIT).text
        patient.answers()
        patient.is_told()


def test_too_little_memory(double: BotApiDouble, tmp_path: Path) -> None:
    """The index of the shipped base is made at the first start."""
    with BotProcess(double, tmp_path / "new.sqlite", limited("-d 81920")) as bot:
        assert bot.waits_for_end(WAIT) == 1
    assert "not enough memory" in bot.stderr[-1]


TABLE: Final = {
    "kill -9 and SIGTERM under load": test_restarts.test_nothing_is_lost_and_nothing_comes_twice,
    "full disk": test_a_full_disk,
    "full disk at the start": test_a_disk_that_is_full_when_it_starts,
    "read-only file": test_a_file_that_is_read_only,
    "read-only file while it runs": test_a_file_that_becomes_read_only,
    "database deleted": test_live.test_a_bot_answers_on_without_its_database_and_says_so_once,
    "database replaced": test_another_file_in_its_place,
    "database replaced by a backup": test_live.test_a_restored_backup_is_live_without_a_restart,
    "database corrupted": test_a_file_that_is_damaged,
    "database locked": test_a_file_that_is_locked,
    "inbox corrupted": test_inbox.test_a_damaged_inbox_is_put_aside,
    "clock set": test_a_clock_that_is_set,
    "64 file descriptors": test_few_file_descriptors,
    "150 MB of memory": test_little_memory,
    "too little memory": test_too_little_memory,
}


def test_each_fault_has_its_own_row() -> None:
    assert len({row.__name__ for row in TABLE.values()}) == len(TABLE)
