"""``forum-bot chat`` as a process: lines in, replies out."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHAT = (sys.executable, "-m", "bot", "chat")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the first start has filled."""
    path = tmp_path_factory.mktemp("chat") / "new folder" / "forum.sqlite"
    ended = run("When was the forum held?\n", path)
    assert "2024" in ended.stdout
    assert str(path) in ended.stderr
    assert len(ended.stderr.splitlines()) == 2
    return path


def environment(database: Path, language: str = "en_GB.UTF-8") -> dict[str, str]:
    ours = ("TELEGRAM_", "FORUM_BOT_", "LC_", "LANG", "LOG_LEVEL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"FORUM_BOT_DB": str(database), "LANG": language, "PYTHONUTF8": "1"}


def run(
    typed: str | bytes, database: Path, language: str = "en_GB.UTF-8"
) -> subprocess.CompletedProcess[str]:
    data = typed.encode() if isinstance(typed, str) else typed
    ended = subprocess.run(
        CHAT, input=data, capture_output=True, env=environment(database, language), timeout=60
    )
    return subprocess.CompletedProcess(
        CHAT, ended.returncode, ended.stdout.decode(), ended.stderr.decode()
    )


def test_a_second_start_says_nothing_but_the_answer(database: Path) -> None:
    ended = run("When was the forum held?\n", database)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "6 March 2024" in ended.stdout
    assert "  [1] " in ended.stdout
    assert "<b>" not in ended.stdout
    assert "\x1b" not in ended.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [("en_GB.UTF-8", "Ask in"), ("ru_RU.UTF-8", "Спрашивайте"), ("kk_KZ.UTF-8", "Сұрағыңызды")],
)
def test_it_speaks_the_language_of_the_locale(database: Path, language: str, words: str) -> None:
    assert words in run("/start\n", database, language).stdout


def test_numbers_press_the_buttons_that_were_shown_last(database: Path) -> None:
    replies = run("/topics\n1\n2\n", database).stdout.split("\n\n")
    assert "[1] The forum" in replies[0]
    assert replies[1].startswith("The forum\n")
    question = replies[1].split("[2] ")[1].split("\n")[0]
    assert replies[2] == question


@pytest.mark.parametrize("number", ["0", "99", "-1", "1.5", "²", "9" * 5000])
def test_a_number_that_is_no_button_is_a_question(database: Path, number: str) -> None:
    replies = run(f"/topics\n{number}\n", database)
    assert replies.returncode == 0
    assert replies.stderr == ""
    assert len(replies.stdout.strip().split("\n\n")) > 1


def test_the_language_is_kept_from_one_chat_to_the_next(database: Path) -> None:
    run("қазақша\n", database)
    assert "Сұрағыңызды" in run("/start\n", database).stdout
    run("in english\n", database)
    assert "Ask in" in run("/start\n", database).stdout


@pytest.mark.parametrize(
    "typed",
    [
        b"",
        b"\n\n  \n",
        b"no line end",
        b"\xff\xfe\x00 odd \x80 bytes\n",
        "\u202e right to left \u200f\n".encode(),
        b"\x1b[2J\x07\n",
        b"a" * 10_000 + b"\n",
        "🙂\n".encode(),
        b"<b>&\n'; DROP TABLE entries;--\n",
        b"/\n/ x\n/start \x00\n/ask \n",
    ],
)
def test_whatever_comes_in_it_ends_well(database: Path, typed: bytes) -> None:
    ended = run(typed, database)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
    assert bool(ended.stdout) == bool(typed.strip())


def test_settings_for_telegram_do_not_matter(database: Path) -> None:
    wrong = environment(database) | {"TELEGRAM_TOKEN": "none", "TELEGRAM_BASE_URL": "nowhere"}
    ended = subprocess.run(CHAT, input=b"hello\n", capture_output=True, env=wrong, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_reader_that_goes_away_is_no_crash(database: Path) -> None:
    process = subprocess.Popen(
        CHAT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(database),
    )
    assert process.stdout
    process.stdout.close()
    _, told = process.communicate(b"/help\n/help\n", timeout=60)
    assert told == b""


# The forked child becomes the chat at once, so that what other threads hold does not matter to it.
@pytest.mark.filterwarnings("ignore:.*forkpty:DeprecationWarning")
class TestAtATerminal:
    def test_it_greets_asks_and_ends_with_ctrl_d(self, database: Path) -> None:
        shown, code = at_terminal(database, "\x04")
        assert "Ask in" in shown
        assert "> " in shown
        assert "\x1b[1m" in shown
        assert code == 0

    def test_ctrl_c_ends_it_quietly(self, database: Path) -> None:
        shown, code = at_terminal(database, "\x03")
        assert "Traceback" not in shown
        assert code == 0


def at_terminal(database: Path, key: str) -> tuple[str, int]:
    """What stands on the screen after the greeting and a key; the exit code."""
    child, screen = pty.fork()
    if child == 0:
        os.execve(CHAT[0], CHAT, environment(database) | {"TERM": "xterm"})
    shown, deadline = b"", time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            if select.select([screen], [], [], 1.0)[0]:
                shown += os.read(screen, 4096)
            if shown.endswith(b"> "):
                os.write(screen, key.encode())
    except OSError:
        pass  # the other end is closed
    finally:
        os.close(screen)
    _, status = os.waitpid(child, 0)
    return shown.decode(errors="replace"), os.waitstatus_to_exitcode(status)
