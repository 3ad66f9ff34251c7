"""Trouble that a test orders ahead, as the unchanged library meets it."""

import time

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.telegram import BotApiDouble, Person

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    """Someone who has written to the bot."""
    person = double.person()
    person.writes("hello")
    return person


async def test_the_next_call_is_asked_to_wait(
    double: BotApiDouble, bot: Bot, person: Person
) -> None:
    double.next("sendMessage").asks_to_wait(7)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(person.id, "first")
    assert refused.value.retry_after == 7
    await bot.send_message(person.id, "second")
    assert person.waits_for_reply().text == "second"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (409, Conflict),
        (500, NetworkError),
        (502, NetworkError),
    ],
)
async def test_the_next_call_is_refused(
    double: BotApiDouble, bot: Bot, person: Person, code: int, error: type[TelegramError]
) -> None:
    double.next("sendMessage").answers(code, "as ordered")
    with pytest.raises(error, match=r"[Aa]s ordered"):
        await bot.send_message(person.id, "text")
    person.hears_nothing(0)


async def test_a_page_comes_instead_of_json(double: BotApiDouble, bot: Bot, person: Person) -> None:
    double.next("sendMessage").answers_page(502, "<html>Bad Gateway</html>")
    with pytest.raises(NetworkError, match="Parsing the server response"):
        await bot.send_message(person.id, "text")
    double.next("sendMessage").answers_page(200, "<html>Welcome</html>")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(person.id, "text")


async def test_a_late_answer_is_for_a_message_that_arrived(
    double: BotApiDouble, bot: Bot, person: Person
) -> None:
    double.next("sendMessage").comes_late(30)
    with pytest.raises(TimedOut):
        await bot.send_message(person.id, "arrived", read_timeout=1)
    assert person.waits_for_reply().text == "arrived"


async def test_a_late_answer_is_a_good_one(double: BotApiDouble, bot: Bot, person: Person) -> None:
    double.next("sendMessage").comes_late(0.5)
    began = time.monotonic()
    assert (await bot.send_message(person.id, "arrived")).text == "arrived"
    assert time.monotonic() - began >= 0.5


async def test_a_closed_connection_carries_nothing_out(
    double: BotApiDouble, bot: Bot, person: Person
) -> None:
    double.next("sendMessage").closes_connection()
    with pytest.raises(NetworkError, match="RemoteProtocolError"):
        await bot.send_message(person.id, "text")
    person.hears_nothing(0)


async def test_a_lost_answer_is_for_a_message_that_arrived(
    double: BotApiDouble, bot: Bot, person: Person
) -> None:
    double.next("sendMessage").loses_answer()
    with pytest.raises(NetworkError, match="RemoteProtocolError"):
        await bot.send_message(person.id, "arrived")
    assert person.waits_for_reply(0).text == "arrived"


async def test_orders_are_met_in_turn_and_only_by_their_method(
    double: BotApiDouble, bot: Bot, person: Person
) -> None:
    double.next("sendMessage", times=2).answers(500)
    double.next("sendMessage").asks_to_wait(3)
    await bot.get_me()
    for error in (NetworkError, NetworkError, RetryAfter):
        with pytest.raises(error):
            await bot.send_message(person.id, "text")
    await bot.send_message(person.id, "text")


async def test_an_order_can_last(double: BotApiDouble, bot: Bot) -> None:
    double.next("getMe", times=None).answers(401)
    for _ in range(3):
        with pytest.raises(InvalidToken):
            await bot.get_me()
    double.back_to_normal()
    await bot.get_me()
    errors = [call.error and call.error[0] for call in double.calls_of("getMe")]
    assert errors == [None, 401, 401, 401, None]


def test_an_order_for_an_unknown_method_is_a_mistake(double: BotApiDouble) -> None:
    with pytest.raises(Exception, match="Not Found"):
        double.next("sendMesage")
