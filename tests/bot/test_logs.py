import io
import logging
from collections.abc import Iterator

import httpx
import pytest

from bot import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
HALF = TOKEN.partition(":")[2]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What set_up writes; the loggers are put back as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("INFO", [TOKEN], stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_tells_when_how_bad_and_where(log: io.StringIO) -> None:
    logging.getLogger("bot.run").info("listening")
    assert log.getvalue().endswith(" INFO    bot.run: listening\n")
    assert log.getvalue()[:4].isdecimal()


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"url {TOKEN}", ()),
        ("url %s", (f"https://api.telegram.org/bot{TOKEN}/getMe",)),
        ("url %s", (f"https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe",)),
        ("half %r", ({"secret": HALF},)),
    ],
)
def test_the_token_is_masked_in_messages_and_arguments(
    log: io.StringIO, message: str, arguments: tuple[object, ...]
) -> None:
    logging.getLogger("bot").error(message, *arguments)
    assert HALF not in log.getvalue()
    assert logs.MASK in log.getvalue()


def test_the_token_is_masked_in_tracebacks(log: io.StringIO) -> None:
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    assert "Traceback" in log.getvalue()
    assert HALF not in log.getvalue()


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


def test_a_short_secret_masks_only_itself(log: io.StringIO) -> None:
    formatter = logs.MaskingFormatter(["1:ab"])
    record = logging.LogRecord("bot", logging.INFO, "", 0, "about 1:ab", (), None)
    assert formatter.format(record).endswith("about ***")
