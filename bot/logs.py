"""The log on stderr: lines for people in a terminal, a JSON object a line for programs elsewhere.

Only our own loggers speak below WARNING: httpx names the address, and with it the token, in every
line, and the library shows whole updates. What gets through all the same is masked in the finished
text, and of an exception whose words may quote what somebody wrote, the type alone is told.
"""

import json
import logging
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from traceback import format_tb
from typing import Final, TextIO

MASK: Final = "***"
_OURS: Final = ("bot", "knowledge")
# These tell what they cannot read by showing it, and we report the same without it.
_SHOWING_UPDATES: Final = ("telegram.Bot", "telegram.ext.ExtBot")
# Shorter pieces would mask ordinary words.
_LEAST_SECRET: Final = 8
# Exceptions whose words are about files, names and types, or come from Telegram or from us.
_QUOTING_NOBODY: Final = (
    *(OSError, sqlite3.Error, AttributeError, NameError, ImportError, TypeError, RuntimeError),
)
_PACKAGES_QUOTING_NOBODY: Final = ("telegram", "httpx", "httpcore", "h11", *_OURS)


class Lines(logging.Formatter):
    """For people: when, how bad, where and what; facts follow as ``name=value``."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = sorted(_forms(secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The finished line or lines, masked."""
        text = self.written(record)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def written(self, record: logging.LogRecord) -> str:
        """The line or lines, not masked yet."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        line = [self.formatMessage(record)]
        line += [f"{name}={value}" for name, value in _flat(_facts(record))]
        return "\n".join([" ".join(line), *_traces(record)])


class JsonLines(Lines):
    """For programs: an object a line. ``time`` is in UTC; facts stand beside it by their names."""

    def written(self, record: logging.LogRecord) -> str:
        """The line, not masked yet."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if error := _error(record):
            line |= {"exception": type(error).__qualname__, "trace": "\n".join(_traces(record))}
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Log to ``stream`` (stderr) from ``level`` on, and from WARNING on what is not ours.

    What a record tells beside its message is given as ``extra=facts(...)``.
    """
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter((Lines if stream.isatty() else JsonLines)(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _SHOWING_UPDATES:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(capture=True)


def facts(**named: object) -> dict[str, Mapping[str, object]]:
    """What a record tells beside its message, for ``extra``."""
    return {"facts": named}


def _facts(record: logging.LogRecord) -> Mapping[str, object]:
    named: Mapping[str, object] = getattr(record, "facts", {})
    return named


def _flat(named: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in named.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _traces(record: logging.LogRecord) -> list[str]:
    """The trace of the exception of a record, after those of what it came of."""
    chain: list[BaseException] = []
    error = _error(record)
    while error and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [_trace(error) for error in reversed(chain)]


def _trace(error: BaseException) -> str:
    places = "".join(format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{places}{told(error)}"


def told(error: BaseException) -> str:
    """The type of an exception, and its words where they quote nobody."""
    name = type(error).__qualname__
    package = type(error).__module__.partition(".")[0]
    if isinstance(error, _QUOTING_NOBODY) or package in _PACKAGES_QUOTING_NOBODY:
        return f"{name}: {error}"
    return name


def _forms(secrets: Iterable[str]) -> set[str]:
    """The secrets, also as JSON writes them, and of a token the part behind its colon.

    That part may stand alone, or behind a colon that is encoded.
    """
    whole = {secret for secret in secrets if secret}
    parts = {secret.rpartition(":")[2] for secret in whole}
    forms = whole | {part for part in parts if len(part) >= _LEAST_SECRET}
    return forms | {json.dumps(form, ensure_ascii=False)[1:-1] for form in forms}
