import io
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest

from bot import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
HALF = TOKEN.partition(":")[2]
PROXY = ':p"a\\ss@'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(params=[Terminal, io.StringIO], ids=["for people", "for programs"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What set_up writes, in each form; the loggers are put back as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream: io.StringIO = request.param()
    logs.set_up("INFO", [TOKEN, PROXY], stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)


for_people = pytest.mark.parametrize("log", [Terminal], indirect=True)
for_programs = pytest.mark.parametrize("log", [io.StringIO], indirect=True)


def records(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def fails(error: BaseException) -> Callable[[], None]:
    def failing() -> None:
        raise error

    return failing


def log_failure(failing: Callable[[], None]) -> None:
    try:
        failing()
    except Exception:
        logging.getLogger("bot").exception("failed")


@for_people
def test_a_line_tells_when_how_bad_and_where(log: io.StringIO) -> None:
    logging.getLogger("bot.run").info("listening", extra=logs.facts(of={"a": 1}, b="x"))
    assert log.getvalue().endswith(" INFO    bot.run: listening of.a=1 b=x\n")
    assert log.getvalue()[:4].isdecimal()


@for_programs
def test_an_object_tells_when_how_bad_and_where(log: io.StringIO) -> None:
    logging.getLogger("bot.run").info("two\n%s", "lines", extra=logs.facts(of={"a": 1}, b="қ"))
    (record,) = records(log)
    age = datetime.now(UTC) - datetime.fromisoformat(record.pop("time"))
    assert 0 <= age.total_seconds() < 60
    assert record == {
        "level": "INFO",
        "logger": "bot.run",
        "message": "two\nlines",
        "of": {"a": 1},
        "b": "қ",
    }


@for_programs
def test_an_exception_is_one_line_with_its_type(log: io.StringIO) -> None:
    log_failure(fails(KeyError("x")))
    (record,) = records(log)
    assert (record["exception"], record["message"]) == ("KeyError", "failed")
    assert "in failing" in record["trace"]


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"url {TOKEN}", ()),
        ("url %s", (f"https://api.telegram.org/bot{TOKEN}/getMe",)),
        ("url %s", (f"https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe",)),
        ("half %r", ({"secret": HALF},)),
        ("proxy %s", (f"http://me{PROXY}host",)),
    ],
)
def test_secrets_are_masked_in_messages_and_arguments(
    log: io.StringIO, message: str, arguments: tuple[object, ...]
) -> None:
    logging.getLogger("bot").error(message, *arguments)
    assert HALF not in log.getvalue()
    assert 'p"a' not in log.getvalue().replace('\\"', '"')
    assert logs.MASK in log.getvalue()


def test_the_token_is_masked_in_traces_and_facts(log: io.StringIO) -> None:
    log_failure(fails(OSError(f"The token `{TOKEN}` was rejected")))
    logging.getLogger("bot").error("x", extra=logs.facts(url={"of": TOKEN}))
    assert "Traceback" in log.getvalue()
    assert HALF not in log.getvalue()


QUOTING = "my phone is +7 701 123 45 67"


@pytest.mark.parametrize(
    "error", [ValueError(QUOTING), KeyError(QUOTING), AssertionError(QUOTING), LookupError(QUOTING)]
)
def test_words_that_may_quote_somebody_are_left_out(log: io.StringIO, error: Exception) -> None:
    def failing() -> None:
        try:
            fails(error)()
        except Exception as first:
            raise RuntimeError("then this") from first

    log_failure(failing)
    told = log.getvalue()
    assert "701" not in told
    assert f"{type(error).__name__}" in told
    assert "RuntimeError: then this" in told
    assert told.count("Traceback") == 2


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Message to edit not found"),
        sqlite3.OperationalError("disk I/O error"),
        FileNotFoundError(2, "No such file", "/data/forum.sqlite"),
        AttributeError("'NoneType' object has no attribute 'id'"),
    ],
)
def test_words_that_quote_nobody_are_told(log: io.StringIO, error: Exception) -> None:
    log_failure(fails(error))
    assert str(error) in log.getvalue()


def test_exceptions_in_a_circle_are_told_once(log: io.StringIO) -> None:
    first, second = OSError("one"), OSError("two")
    first.__cause__, second.__cause__ = second, first
    log_failure(fails(first))
    assert log.getvalue().count("Traceback") == 2


async def test_httpx_does_not_tell_of_its_requests(log: io.StringIO) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert log.getvalue() == ""


def test_libraries_speak_from_warning_on(log: io.StringIO) -> None:
    logging.getLogger("telegram.ext.Application").info("started")
    logging.getLogger("telegram.ext.Application").warning("odd")
    assert "started" not in log.getvalue()
    assert "odd" in log.getvalue()


def test_a_short_secret_masks_only_itself() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, "about 1:ab", (), None)
    assert logs.Lines(["1:ab"]).format(record).endswith("about ***")
