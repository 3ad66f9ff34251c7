"""The bot as an operator runs it: a process, its output, and SIGTERM."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO

from tests.telegram.server import BotApiDouble

BOT = (sys.executable, "-m", "bot")
START = 15.0  # seconds from start to the first poll; imports on a busy machine are slow
STOP = 10.0  # seconds from SIGTERM to the end; Telegram may hold the last poll for three


class BotProcess:
    """A bot in a process of its own, pointed at a double, for as long as the ``with`` block lasts.

    ``settings`` come on top of the environment; a value of None takes a setting away. Settings of
    the machine that runs the tests (``TELEGRAM_*``, ``FORUM_BOT_*``, proxies) are not handed on.
    """

    def __init__(
        self,
        double: BotApiDouble,
        database: Path,
        command: Sequence[str] = BOT,
        settings: Mapping[str, str | None] | None = None,
        folder: Path | None = None,
    ) -> None:
        self._double = double
        self._command = list(command)
        self._folder = folder
        self._environment = _environment(
            {
                "TELEGRAM_TOKEN": double.token,
                "TELEGRAM_BASE_URL": double.base_url,
                "FORUM_BOT_DB": str(database),
                "PYTHONUNBUFFERED": "1",
                **(settings or {}),
            }
        )
        self._lines: dict[str, list[str]] = {"stdout": [], "stderr": []}

    def __enter__(self) -> "BotProcess":
        self._polls_before = len(self._double.calls_of("getUpdates"))
        self._process = subprocess.Popen(
            self._command,
            env=self._environment,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._readers = [self._reads("stdout"), self._reads("stderr")]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def stdout(self) -> list[str]:
        """The lines printed so far."""
        return list(self._lines["stdout"])

    @property
    def stderr(self) -> list[str]:
        """The lines logged so far."""
        return list(self._lines["stderr"])

    def waits_until_polling(self, timeout: float = START) -> None:
        """Wait for the first getUpdates; AssertionError with the log where none comes."""
        self._waits(lambda: self._polls() or self._process.poll() is not None, timeout)
        assert self._polls(), f"the bot does not poll; {self._told()}"

    def waits_for_line(self, part: str, timeout: float = START) -> str:
        """Wait for a line of output that holds a text; that line."""
        self._waits(lambda: self._found(part) or not self._reads_on(), timeout)
        line = self._found(part)
        assert line, f"no line holds {part!r}; {self._told()}"
        return line

    def stops(self, timeout: float = STOP) -> int:
        """Send SIGTERM and wait; the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self.waits_for_end(timeout)

    def is_killed(self) -> None:
        """End the process at once, as a power cut does."""
        self._process.kill()
        self._process.wait()

    def waits_for_end(self, timeout: float = STOP) -> int:
        """Wait until the process ends by itself; the exit code, with all output read."""
        try:
            code = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {timeout} s; {self._told()}") from None
        for reader in self._readers:
            reader.join()
        return code

    def _polls(self) -> bool:
        return len(self._double.calls_of("getUpdates")) > self._polls_before

    @staticmethod
    def _waits(holds: Callable[[], object], timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.02)

    def _reads(self, name: str) -> Thread:
        stream: IO[str] = getattr(self._process, name)
        reader = Thread(target=_collect, args=(stream, self._lines[name]), daemon=True)
        reader.start()
        return reader

    def _reads_on(self) -> bool:
        return any(reader.is_alive() for reader in self._readers)

    def _found(self, part: str) -> str:
        return next((line for line in self.stdout + self.stderr if part in line), "")

    def _told(self) -> str:
        state = self._process.poll()
        log = "\n".join(self.stdout + self.stderr) or "(no output)"
        return f"exit code {state}, output:\n{log}"


def _collect(stream: IO[str], lines: list[str]) -> None:
    with stream:
        for line in stream:
            lines.append(line.rstrip("\n"))  # noqa: PERF401 - each is seen as soon as it comes


def _environment(settings: Mapping[str, str | None]) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TELEGRAM_", "FORUM_BOT_")) and not name.lower().endswith("_proxy")
    }
    chosen = inherited | dict(settings)
    return {name: value for name, value in chosen.items() if value is not None}
