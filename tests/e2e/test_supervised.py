"""The bot under a supervisor: health, early signals, and streams that are closed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram import BotApiDouble, BotProcess
from tests.telegram.process import BOT

WAIT = 60.0


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "forum.sqlite"


def test_health_is_told_by_the_exit_code(double: BotApiDouble, database: Path) -> None:
    def health() -> tuple[int, str]:
        with BotProcess(double, database, [*BOT, "health"]) as asked:
            code = asked.waits_for_end(WAIT)
            (line,) = asked.stdout
            return code, line

    assert health()[0] == 1
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        code, line = health()
        assert (code, "is well" in line) == (0, True)
        assert bot.stops() == 0
    assert health()[0] == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.25, 0.5, 1.0])
def test_a_signal_while_it_starts_is_one_line_at_most(
    double: BotApiDouble, database: Path, number: signal.Signals, after: float
) -> None:
    with BotProcess(double, database) as bot:
        time.sleep(after)
        os.kill(bot.pid, number)
        assert bot.waits_for_end(WAIT) in (0, -number)
        assert "Traceback" not in "\n".join(bot.stderr)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_library_makes_its_classes_is_a_stop_in_order(
    double: BotApiDouble, database: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """Classes are made by ``exec`` of text, and what interrupts that Python remembers."""
    (tmp_path / "sitecustomize.py").write_text(_KILLS_IN_EXEC.format(number=int(number)))
    with BotProcess(double, database, settings={"PYTHONPATH": str(tmp_path)}) as bot:
        assert bot.waits_for_end(WAIT) == 0
    assert bot.stderr == ["Stopped."]


_KILLS_IN_EXEC = """\
import os, sys

class Finder:
    def find_spec(name, path, target=None):
        if name == "bot.app":
            exec("os.kill(os.getpid(), {number})\\nfor _ in range(1000): pass")

sys.meta_path.insert(0, Finder)
"""


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
@pytest.mark.parametrize("command", ["--version", "health", "chat"])
def test_closed_streams_are_no_failure(
    double: BotApiDouble, database: Path, closed: str, command: str
) -> None:
    settings = {
        "TELEGRAM_TOKEN": double.token,
        "TELEGRAM_BASE_URL": double.base_url,
        "FORUM_BOT_DB": str(database),
        "PATH": os.environ["PATH"],
    }
    line = f"exec {sys.executable} -m bot {command} {closed}"
    done = subprocess.run(
        ["sh", "-c", line],
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WAIT,
    )
    assert done.returncode == (1 if command == "health" else 0)
    assert "Traceback" not in done.stderr
