"""The pace of what goes out: chat by chat, and what is repeated."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot import limits
from bot.connection import Connections
from bot.inbox import open_inbox
from bot.intake import Intake
from bot.lanes import ROOM
from bot.limits import GROUP, PRIVATE, Bucket, Limits
from bot.request_errors import NoConnection
from tests.telegram import BotApiDouble, Person

# The library warns that the seconds to wait will be of another type; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


@pytest.fixture
async def bot(double: BotApiDouble) -> AsyncIterator[ExtBot[None]]:
    made = ExtBot(
        double.token,
        base_url=double.base_url,
        request=Connections(8, read_timeout=5.0),
        rate_limiter=Limits(),
    )
    async with made as bot:
        yield bot


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    """Somebody who has begun to talk to the bot."""
    return _known(double)


def _known(double: BotApiDouble) -> Person:
    person = double.person()
    person.writes("hello")
    return person


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, to be set."""
    now = [1000.0]
    monkeypatch.setattr(limits, "monotonic", lambda: now[0])
    return now


class TestBucket:
    @pytest.mark.parametrize(("most", "rate"), [PRIVATE, GROUP])
    def test_a_burst_goes_at_once_and_then_one_by_one(
        self, clock: list[float], most: float, rate: float
    ) -> None:
        bucket = Bucket(most, rate)
        assert [bucket.wait() for _ in range(int(most))] == [0.0] * int(most)
        assert bucket.wait() == pytest.approx(1 / rate)
        clock[0] += 1 / rate + 0.001
        assert bucket.wait() == 0
        assert bucket.wait() > 0

    def test_a_group_gets_twenty_a_minute_and_a_private_chat_one_a_second(self) -> None:
        assert GROUP[1] * 60 == pytest.approx(20)
        assert PRIVATE[1] == 1

    def test_nothing_goes_in_a_pause_and_a_shorter_one_does_not_end_it(
        self, clock: list[float]
    ) -> None:
        bucket = Bucket(*PRIVATE)
        bucket.pause(10)
        bucket.pause(1)
        clock[0] += 9
        assert bucket.wait() == pytest.approx(1)
        clock[0] += 1
        assert bucket.wait() == 0


def asked(number: int, person: Person, text: str) -> tuple[Update, str]:
    user = {"id": person.id, "is_bot": False, "first_name": "A"}
    chat = {"id": person.id, "type": "private"}
    told = {"message_id": number, "date": 1_800_000_000 + number, "chat": chat}
    body = json.dumps({"update_id": number, "message": told | {"from": user, "text": text}})
    return Update.de_json(json.loads(body)), body


def told(double: BotApiDouble, person: Person) -> list[str]:
    calls = double.calls_of("sendMessage")
    ours = [
        call for call in calls if call.error is None and call.parameters["chat_id"] == person.id
    ]
    return [str(call.parameters["text"]) for call in ours]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110  # another process has no event to wait for
            await asyncio.sleep(0.01)


async def test_the_wait_that_telegram_asks_for_is_kept(
    bot: ExtBot[None], person: Person, double: BotApiDouble
) -> None:
    double.next("sendMessage", times=2).asks_to_wait(1)
    await bot.send_message(person.id, "Hello")
    first, second, third = double.calls_of("sendMessage")
    assert second.time - first.time >= 1
    assert third.time - second.time >= 1


async def test_who_asked_for_nothing_is_not_told_an_hour_later(
    bot: ExtBot[None], person: Person, double: BotApiDouble
) -> None:
    double.next("sendMessage").asks_to_wait(3600)
    with pytest.raises(RetryAfter):
        await bot.send_message(person.id, "Hello")


async def test_a_press_is_not_acknowledged_when_nobody_looks_any_more(
    bot: ExtBot[None], double: BotApiDouble
) -> None:
    double.next("answerCallbackQuery").asks_to_wait(61)
    with pytest.raises(RetryAfter):
        await bot.answer_callback_query("7")


class TestAChatThatTelegramClosesForAnHour:
    """What is owed there comes once it can, and no other chat waits for it."""

    @pytest.fixture(autouse=True)
    def short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LONG", 0.05)

    @pytest.fixture
    def intake(self, bot: ExtBot[None], tmp_path: Path) -> Iterator[Intake]:
        async def answer(update: Update) -> None:
            assert update.message
            assert update.message.text
            await bot.send_message(update.message.chat.id, update.message.text)

        with closing(open_inbox(tmp_path / "inbox.sqlite")) as inbox:
            yield Intake(inbox, answer, answer, lambda body: Update.de_json(json.loads(body)))

    async def test_it_gets_what_is_owed_in_order_and_once_when_the_hour_is_over(
        self, intake: Intake, person: Person, double: BotApiDouble
    ) -> None:
        double.next("sendMessage", times=2).asks_to_wait(1)
        intake.take([asked(1, person, "first"), asked(2, person, "second")])
        await intake.drain()
        assert told(double, person) == ["first", "second"]

    async def test_who_writes_there_again_has_it_tried_at_once(
        self, intake: Intake, person: Person, double: BotApiDouble
    ) -> None:
        double.next("sendMessage", times=2).asks_to_wait(3600)
        intake.take([asked(1, person, "first")])
        await until(lambda: len(double.calls_of("sendMessage")) == 1)
        intake.take([asked(2, person, "second")])
        await until(lambda: len(double.calls_of("sendMessage")) == 2)
        assert told(double, person) == []
        intake.take([asked(3, person, "third")])
        await intake.drain()
        assert told(double, person) == ["first", "second", "third"]

    async def test_many_such_chats_keep_no_other_waiting(
        self, intake: Intake, person: Person, double: BotApiDouble
    ) -> None:
        crowd = [_known(double) for _ in range(ROOM + 1)]
        double.next("sendMessage", times=len(crowd)).asks_to_wait(3600)
        intake.take([asked(number, one, "hello") for number, one in enumerate(crowd, 1)])
        await until(lambda: len(double.calls_of("sendMessage")) == len(crowd))
        intake.take([asked(999, person, "hello")])
        await until(lambda: told(double, person) == ["hello"])
        await intake.break_off()


async def test_nothing_leaks_into_a_pause_and_no_other_chat_waits(
    bot: ExtBot[None], person: Person, double: BotApiDouble
) -> None:
    other = _known(double)
    double.next("sendMessage").asks_to_wait(2)
    begun = time.monotonic()
    paused = [asyncio.create_task(bot.send_message(person.id, str(n))) for n in range(12)]
    await asyncio.to_thread(double.waits_for_calls, "sendMessage", 12)
    await asyncio.wait_for(bot.send_message(other.id, "at once"), 1)
    more = [asyncio.create_task(bot.send_message(person.id, "more")) for _ in range(5)]
    await asyncio.sleep(0.3)
    assert len(double.calls_of("sendMessage")) == 13
    await asyncio.gather(*paused, *more)
    late = double.calls_of("sendMessage")[13:]
    assert all(call.time - begun >= 2 for call in late)


async def test_a_group_that_waits_keeps_nobody_waiting(
    bot: ExtBot[None], double: BotApiDouble, person: Person
) -> None:
    group = double.group()
    sends = [asyncio.create_task(bot.send_message(group.id, str(n))) for n in range(22)]
    await asyncio.to_thread(double.waits_for_calls, "sendMessage", 20)
    begun = time.monotonic()
    await bot.send_message(person.id, "Hello")
    assert time.monotonic() - begun < 1
    await asyncio.sleep(0.2)
    assert not all(task.done() for task in sends)
    for task in sends:
        task.cancel()
    await asyncio.gather(*sends, return_exceptions=True)


@pytest.mark.parametrize("trouble", ["wait", "500", "502", "page"])
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "answerCallbackQuery"])
async def test_what_was_surely_not_done_is_repeated(
    bot: ExtBot[None], person: Person, double: BotApiDouble, method: str, trouble: str
) -> None:
    shown = await bot.send_message(person.id, "Hello")
    order = double.next(method)
    match trouble:
        case "wait":
            order.asks_to_wait(1)
        case "page":
            order.answers_page(502, "<html>Bad Gateway</html>")
        case _:
            order.answers(int(trouble))
    match method:
        case "sendMessage":
            await bot.send_message(person.id, "Hello")
        case "editMessageText":
            await bot.edit_message_text("Other", person.id, shown.message_id)
        case _:
            with pytest.raises(BadRequest, match=r"(?i)query"):  # by the second call
                await bot.answer_callback_query("7")
    refused, done = double.calls_of(method)[-2:]
    assert refused.error is not None
    assert done.time - refused.time >= (1 if trouble == "wait" else 0.4)


async def test_what_may_have_arrived_is_not_repeated(
    bot: ExtBot[None], person: Person, double: BotApiDouble
) -> None:
    double.next("sendMessage").loses_answer()
    with pytest.raises(NetworkError):
        await bot.send_message(person.id, "Hello")
    assert len(double.calls_of("sendMessage")) == 1


@pytest.mark.parametrize(
    "method", ["editMessageText", "deleteMessage", "answerCallbackQuery", "sendChatAction"]
)
async def test_what_does_nothing_more_the_second_time_is_repeated(
    bot: ExtBot[None], person: Person, double: BotApiDouble, method: str
) -> None:
    shown = await bot.send_message(person.id, "Hello")
    double.next(method).loses_answer()
    with suppress(BadRequest):  # it was carried out the first time
        match method:
            case "editMessageText":
                await bot.edit_message_text("Other", person.id, shown.message_id)
            case "deleteMessage":
                await bot.delete_message(person.id, shown.message_id)
            case "sendChatAction":
                await bot.send_chat_action(person.id, "typing")
            case _:
                await bot.answer_callback_query("7")
    assert len(double.calls_of(method)) == 2


async def test_a_connection_that_does_not_come_about_is_tried_until_patience_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("bot.limits.asyncio.sleep", note)
    monkeypatch.setattr(limits, "LONGEST_WAIT", 4.0)
    request = Connections(1, read_timeout=5.0)
    cut_off = ExtBot("1:a", "http://127.0.0.1:1/bot", request=request, rate_limiter=Limits())
    with pytest.raises(NetworkError, match="no connection"):
        await cut_off.send_message(1, "Hello")
    assert pauses == [0.5, 1.0, 2.0, 4.0][: len(pauses)]
    assert pauses


async def test_an_answer_outlasts_every_outage_of_the_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, double: BotApiDouble
) -> None:
    monkeypatch.setattr(limits, "LONGEST_WAIT", 0.0)
    monkeypatch.setattr(limits, "_FIRST_PAUSE", 0.01)
    troubles, answered = [NoConnection("no connection")] * 4, list[int]()

    async def send() -> None:
        if troubles:
            raise troubles.pop()
        answered.append(1)

    async def answer(_: Update) -> None:
        await Limits().process_request(send, (), {}, "sendMessage", {"chat_id": 1}, None)

    with closing(open_inbox(tmp_path / "inbox.sqlite")) as inbox:
        intake = Intake(inbox, answer, answer, lambda body: Update.de_json(json.loads(body)))
        intake.take([asked(1, double.person(), "hello")])
        await intake.drain()
    assert answered == [1]


async def test_what_no_person_waits_for_is_tried_once(
    bot: ExtBot[None], double: BotApiDouble
) -> None:
    double.next("setMyCommands", times=None).asks_to_wait(1)
    with pytest.raises(RetryAfter):
        await bot.set_my_commands([])
    assert len(double.calls_of("setMyCommands")) == 1


async def test_two_chats_refused_at_once_make_everything_slower(
    clock: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    limiter, refused = Limits(), dict.fromkeys((1, 2), True)

    async def call(chat: int) -> int:
        if refused.pop(chat, False):
            raise RetryAfter(0)
        return chat

    async def send(chat: int) -> object:
        return await limiter.process_request(
            call, (chat,), {}, "sendMessage", {"chat_id": chat}, None
        )

    await send(1)
    await send(2)
    assert "more slowly" in caplog.text
    sends = [asyncio.create_task(send(chat)) for chat in range(3, 43)]
    await asyncio.sleep(0.1)
    assert sum(task.done() for task in sends) in range(28, 31)
    clock[0] += 1
    await asyncio.wait(sends, timeout=2)
    assert all(task.done() for task in sends)


async def test_chats_at_rest_are_forgotten(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_KEPT", 10)
    limiter = Limits()

    async def call() -> None:
        return None

    for chat in range(100):
        clock[0] += 2
        await limiter.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None)
    assert len(limiter._chats) <= 10
