"""Secrets and what people tell of themselves stay where they belong, also when things go wrong."""

import json
import os
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.opening import keep_own
from knowledge.store import open_store
from tests.bot.sample import sample_base
from tests.telegram import BotApiDouble, BotProcess

WAIT = 60.0
TOKEN = "987654321:AAE2eTokenThatMustNotShow_-x"
SECRET = "a-secret-that-must-not-show"
# What somebody told of themselves, by what it is; in the log of questions marks stand for it.
PERSONAL = {
    "phone": "+7 701 555 44 33",
    "e-mail": "zhanargul.k@example.org",
    "IIN": "900101300122",
    "card": "4111 1111 1111 1111",
}
QUESTION = f"I am at {', '.join(PERSONAL.values())}. What does the cook say?"
# The names of a person and of a group.
NAMES = ("Zhanargul", "zhanargul_k", "Our quiet group")


@dataclass(frozen=True, slots=True)
class Run:
    """What is left of a run of the bot: its log, its command line, and its files."""

    log: str
    command: str
    folder: Path
    person: str

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A bot with a webhook that logs all it can, with a fault of every kind that tells much."""
    folder = tmp_path_factory.mktemp("secrecy")
    with open_store(folder / "forum.sqlite") as store:
        store.fill(sample_base())
        keep_own(store)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    settings = {
        "LOG_LEVEL": "DEBUG",
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "FORUM_BOT_LISTEN": address,
    }
    with (
        BotApiDouble(TOKEN, holds_repeated_polls=False) as double,
        BotProcess(double, folder / "forum.sqlite", settings=settings) as bot,
    ):
        double.waits_for_calls("setWebhook", 1, WAIT)
        double.brings_updates_to(f"http://{address}")
        person = double.person(NAMES[0], username=NAMES[1])
        person.asks(QUESTION, WAIT)
        double.next("sendMessage").answers(400, "Bad Request: something new")
        person.asks(QUESTION, WAIT)
        double.next("sendMessage").closes_connection()
        person.asks(QUESTION, WAIT)
        double.next("sendMessage").answers(400, "Bad Request: can't parse entities: x")
        person.asks(f"{QUESTION} again", WAIT)
        double.push({"message": {"text": QUESTION, "chat": {"id": "?"}, "from": person.id}})
        person.adds_bot(double.group(NAMES[2]))
        bot.waits_for_line("is skipped")
        for headers, status in (({}, 401), ({"X-Telegram-Bot-Api-Secret-Token": "x"}, 403)):
            assert posted(f"http://{address}/telegram", headers) == status
        person.asks("/help", WAIT)
        command = Path(f"/proc/{bot.pid}/cmdline").read_text() if os.path.isdir("/proc") else ""
        assert bot.stops() == 0
        yield Run("\n".join(bot.stdout + bot.stderr), command, folder, str(person.id))


def posted(url: str, headers: dict[str, str]) -> int:
    body = json.dumps({"update_id": 1, "message": {"text": QUESTION}}).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=WAIT) as ok:
            return int(ok.status)
    except urllib.error.HTTPError as error:
        return error.code


def kept(text: str) -> list[str]:
    """The secrets that a text holds."""
    return [secret for secret in (TOKEN.partition(":")[2], SECRET) if secret in text]


def told(text: str) -> list[str]:
    """What a text holds of what a person told; figures also without blanks."""
    close = re.sub(r"[\s+]", "", text)
    return [one for one in PERSONAL.values() if re.sub(r"[\s+]", "", one) in close]


def test_the_faults_were_logged(run: Run) -> None:
    """Else it proves nothing that the log is clean."""
    for part in ("Traceback", "Something new", "sent as plain text", "is skipped"):
        assert part in run.log


def test_every_line_of_the_log_is_an_object(run: Run) -> None:
    for line in run.log.splitlines():
        assert {"time", "level", "logger", "message"} <= set(json.loads(line))


def test_no_secret_is_in_the_log_or_the_list_of_processes(run: Run) -> None:
    assert kept(run.log) == []
    assert kept(run.command) == []


def test_nothing_of_a_person_is_in_the_log_or_the_list_of_processes(run: Run) -> None:
    assert told(run.log + run.command) == []
    assert [name for name in (*NAMES, run.person, "the cook") if name in run.log] == []


def test_no_secret_is_in_any_file(run: Run) -> None:
    for name, content in run.files.items():
        assert kept(content.decode("latin-1")) == [], name


def test_nothing_of_a_person_is_in_any_file_once_all_is_answered(run: Run) -> None:
    assert len(run.files) >= 2
    for name, content in run.files.items():
        assert told(content.decode("latin-1")) == [], name
        assert [one for one in NAMES if one.encode() in content] == [], name


def test_the_log_of_questions_has_marks_in_place_of_it(
    run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    database = ["--db", str(run.folder / "forum.sqlite")]
    assert main(["stats", "--json", *database]) == 0
    assert main(["review", "--json", *database]) == 0
    assert told(capfd.readouterr().out) == []
    content = run.files["forum.sqlite"].decode("utf-8", "replace")
    assert all(f"[{name}]" in content for name in PERSONAL)


@pytest.mark.parametrize("name", ["base.csv", "base", "backup"])
def test_nothing_of_a_person_is_in_what_goes_out(run: Run, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    command = ["backup", str(out / name)] if name == "backup" else ["export", str(out / name)]
    assert main([*command, "--db", str(run.folder / "forum.sqlite")]) == 0
    files = [path for path in out.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes().decode("latin-1")
        assert (told(content), kept(content)) == ([], [])
