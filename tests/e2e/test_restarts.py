"""Whatever ends the process: every question is answered, and once."""

import random
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram import BotApiDouble, BotProcess, Person
from tests.telegram.chats import Json

WAIT = 30.0


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "forum.sqlite"
    with BotApiDouble(holds_repeated_polls=False) as double, BotProcess(double, path) as bot:
        bot.waits_until_polling(WAIT)
        assert bot.stops() == 0
    return path


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "forum.sqlite"))


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double


COMMANDS = ("/help", "/about", "/privacy")


def answers(people: list[Person]) -> list[int]:
    return [len(person.chat.log) for person in people]


def waits_for_answers(people: list[Person]) -> None:
    deadline = time.monotonic() + WAIT
    while min(answers(people)) < len(COMMANDS) and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.fixture(params=["polling", "webhook"])
def settings(request: pytest.FixtureRequest, double: BotApiDouble) -> dict[str, str | None]:
    """What makes the bot take updates in one way or the other."""
    if request.param == "polling":
        return {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    double.brings_updates_to(f"http://{address}")
    return {
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram",
        "FORUM_BOT_LISTEN": address,
    }


@pytest.mark.parametrize("ending", ["SIGKILL", "SIGTERM"])
def test_nothing_is_lost_and_nothing_comes_twice(
    double: BotApiDouble, database: Path, ending: str, settings: dict[str, str | None]
) -> None:
    people = [double.person() for _ in range(40)]
    dice = random.Random(1)
    for command in COMMANDS:
        for person in people:
            person.writes(command)
        before = len(double.calls_of("sendMessage"))
        with BotProcess(double, database, settings=settings) as bot:
            double.waits_for_calls("sendMessage", before + dice.randint(1, 25), WAIT)
            if ending == "SIGKILL":
                bot.is_killed()
            else:
                assert bot.stops() == 0
    with BotProcess(double, database, settings=settings) as bot:
        bot.waits_for_line("is listening", WAIT)
        waits_for_answers(people)
        assert bot.stops() == 0
    assert answers(people) == [len(COMMANDS)] * len(people)
    assert double.unconfirmed == 0


def test_an_update_that_telegram_repeats_after_a_restart_is_not_answered_again(
    double: BotApiDouble, database: Path
) -> None:
    person = double.person()
    with BotProcess(double, database) as bot:
        written = person.asks("/help", WAIT)
        message: Json = {"message_id": written.id, "date": 1, "chat": person.chat.told}
        repeated: Json = {
            "update_id": 900_000_001,
            "message": message | {"text": "hello", "from": person.told},
        }
        double.push(repeated)
        assert person.waits_for_reply(WAIT)
        assert bot.stops() == 0
    double.push(repeated)
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        person.hears_nothing()
        assert bot.stops() == 0
    assert double.unconfirmed == 0


def test_a_flood_of_one_person_slows_nobody(double: BotApiDouble, database: Path) -> None:
    flooding, other = double.person(language_code="ru"), double.person()
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        for number in range(300):
            flooding.writes(f"вопрос {number}")
        begun = time.monotonic()
        assert "/topics" in other.asks("/help", WAIT).text
        assert time.monotonic() - begun < 2
        assert bot.stops() == 0
    told = [shown.text for shown in flooding.chat.log if "несколько секунд" in shown.text]
    assert len(told) == 1
    assert len(flooding.chat.log) <= 30
