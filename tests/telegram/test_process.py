"""The process helper, tried with a small echo bot."""

import sys
from pathlib import Path

import pytest

from tests.telegram import BotApiDouble, BotProcess

ECHO_BOT = """
import os, sys
from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, context):
    print("heard", update.message.text)
    await update.message.reply_text(update.message.text)

print("database", os.environ["FORUM_BOT_DB"], file=sys.stderr)
if "FORUM_BOT_BROKEN" in os.environ:
    sys.exit("broken as asked")
application = (
    ApplicationBuilder()
    .token(os.environ["TELEGRAM_TOKEN"])
    .base_url(os.environ["TELEGRAM_BASE_URL"])
    .build()
)
application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, echo))
application.run_polling()
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    script = tmp_path / "echo_bot.py"
    script.write_text(ECHO_BOT)
    return [sys.executable, str(script)]


def test_a_bot_polls_answers_and_stops(
    double: BotApiDouble, tmp_path: Path, command: list[str]
) -> None:
    with BotProcess(double, tmp_path / "forum.sqlite", command) as process:
        process.waits_until_polling()
        assert double.person().asks("сәлем 😀").text == "сәлем 😀"
        assert process.waits_for_line("heard") == "heard сәлем 😀"
        assert process.stops() == 0
    assert process.stderr[0] == f"database {tmp_path / 'forum.sqlite'}"
    assert double.unconfirmed == 0


def test_a_killed_bot_leaves_its_updates_to_the_next(
    double: BotApiDouble, tmp_path: Path, command: list[str]
) -> None:
    person = double.person()
    with BotProcess(double, tmp_path / "db", command) as first:
        first.waits_until_polling()
        first.is_killed()
        assert first.waits_for_end() == -9
    person.writes("while nobody listened")
    polls = len(double.calls_of("getUpdates"))
    with BotProcess(double, tmp_path / "db", command) as second:
        second.waits_until_polling()
        assert len(double.calls_of("getUpdates")) > polls
        assert person.waits_for_reply().text == "while nobody listened"
        assert second.stops() == 0


def test_a_bot_that_ends_by_itself_is_noticed(
    double: BotApiDouble, tmp_path: Path, command: list[str]
) -> None:
    settings = {"FORUM_BOT_BROKEN": "1"}
    with BotProcess(double, tmp_path / "db", command, settings) as process:
        with pytest.raises(AssertionError, match=r"(?s)does not poll; exit code 1.*as asked"):
            process.waits_until_polling()
        with pytest.raises(AssertionError, match="no line holds 'never said'"):
            process.waits_for_line("never said")
        assert process.waits_for_end() == 1


def test_a_setting_can_be_taken_away(
    double: BotApiDouble, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORUM_BOT_BROKEN", "of the machine that runs the tests")
    with BotProcess(double, tmp_path / "db", command, {"TELEGRAM_TOKEN": None}) as process:
        assert process.waits_for_end() == 1
    assert "KeyError: 'TELEGRAM_TOKEN'" in process.stderr[-1]


def test_a_bot_that_does_not_stop_is_told_and_killed(double: BotApiDouble, tmp_path: Path) -> None:
    script = "import signal; signal.signal(signal.SIGTERM, lambda *_: None); print('up')\n"
    stubborn = [sys.executable, "-c", script + "while True: signal.pause()"]
    with BotProcess(double, tmp_path / "db", stubborn) as process:
        process.waits_for_line("up")
        with pytest.raises(AssertionError, match=r"still running after 0\.2 s"):
            process.stops(timeout=0.2)
    assert process.waits_for_end() == -9
