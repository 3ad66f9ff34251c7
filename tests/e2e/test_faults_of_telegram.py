"""What Telegram may do to the bot, and what comes of it: the table, on a real process.

One process goes through most of it, row after row, and must be as good as new after each.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from bot.strings import texts
from tests.bot import test_outage, test_silence
from tests.e2e import test_restarts
from tests.telegram import BotApiDouble, BotProcess, Person
from tests.telegram.chats import Json
from tests.telegram.orders import Next

WAIT = 30.0
QUESTION, ANSWER = "tent-red en", "tent-red (en)"
TURNED = "tent-red (ru)"
OTHER, OTHER_ANSWER = "tent-blue en", "tent-blue (en)"
SORRY, UNSURE = texts("en").sorry, texts("en").unsure
PAGE: Final = "<html><h1>Welcome</h1></html>"

Order = Callable[[Next], None]


def refused(code: int, words: str = "") -> Order:
    return lambda order: order.answers(code, words)


def page(status: int, body: str = PAGE) -> Order:
    return lambda order: order.answers_page(status, body)


@dataclass(frozen=True)
class Row:
    """A fault, how the double does it to one call, and what then appears in the chat.

    ``log`` is part of the one line that the log gets; empty where it says nothing.
    """

    fault: str
    order: Order
    appears: tuple[str, ...]
    log: str = ""

    def __str__(self) -> str:
        return self.fault


INFO, TRACE = '"level": "INFO"', "Traceback"
# What is said after a fault, or after several, whichever row is in front of it.
MENDING = ("answers again", "more slowly")
NOT_KNOWN = "Whether an answer arrived is not known"
PLAIN = "sent as plain text"
PARSE = "Bad Request: can't parse entities: Unsupported start tag"

# A new message cannot be repeated where it may have arrived: the person is told so instead.
SENDING: Final = (
    Row("429 with retry_after", lambda order: order.asks_to_wait(1), (ANSWER,)),
    Row("429 without it", page(429), (ANSWER,)),
    Row("500", refused(500), (ANSWER,)),
    Row("502", refused(502), (ANSWER,)),
    Row("HTML instead of JSON", page(502), (ANSWER,)),
    Row("HTML instead of JSON, as a success", page(200), (UNSURE,), NOT_KNOWN),
    Row("connection closed", Next.closes_connection, (UNSURE,), NOT_KNOWN),
    Row("connection closed after it was done", Next.loses_answer, (ANSWER, UNSURE), NOT_KNOWN),
    Row("connection reset", Next.breaks_off, (ANSWER, UNSURE), NOT_KNOWN),
    Row("half an answer", page(200, '{"ok": true, "res'), (UNSURE,), NOT_KNOWN),
    Row("silence", lambda order: order.comes_late(1.0), (ANSWER,)),
    Row("403 blocked by the user", refused(403, "Forbidden: bot was blocked by the user"), ()),
    Row("400 parse errors", refused(400, PARSE), (ANSWER,), PLAIN),
    Row("400 chat gone", refused(400, "Bad Request: chat not found"), ()),
    Row("400 thread gone", refused(400, "Bad Request: message thread not found"), ()),
    Row("400 topic closed", refused(400, "Bad Request: TOPIC_CLOSED"), ()),
    Row("400 no right to send", refused(400, "Bad Request: not enough rights to send text"), ()),
    Row("400 of a new kind", refused(400, "Bad Request: something new"), (SORRY,), TRACE),
)
# To edit twice is to edit once.
EDITING: Final = (
    Row("429 with retry_after", lambda order: order.asks_to_wait(1), (TURNED,)),
    Row("500", refused(500), (TURNED,)),
    Row("502", refused(502), (TURNED,)),
    Row("HTML instead of JSON", page(502), (TURNED,)),
    Row("HTML instead of JSON, as a success", page(200), (TURNED,)),
    Row("connection closed", Next.closes_connection, (TURNED,)),
    Row("connection closed after it was done", Next.loses_answer, (TURNED,)),
    Row("connection reset", Next.breaks_off, (TURNED,)),
    Row("half an answer", page(200, '{"ok": true, "res'), (TURNED,)),
    Row("silence", lambda order: order.comes_late(1.0), (TURNED,)),
    Row("403 blocked by the user", refused(403, "Forbidden: bot was blocked by the user"), ()),
    Row("400 parse errors", refused(400, PARSE), (TURNED,), PLAIN),
    Row("400 not modified", refused(400, "Bad Request: message is not modified: as it was"), ()),
    Row(
        "400 message to edit gone",
        refused(400, "Bad Request: message to edit not found"),
        (TURNED,),
    ),
    Row("400 message is old", refused(400, "Bad Request: message can't be edited"), (TURNED,)),
    Row("400 chat gone", refused(400, "Bad Request: chat not found"), ()),
)
# What is told in the chat does not depend on whether the button stops to wait.
ACKNOWLEDGING: Final = (
    Row("429 with retry_after", lambda order: order.asks_to_wait(1), (TURNED,)),
    Row("500", refused(500), (TURNED,)),
    Row("HTML instead of JSON", page(502), (TURNED,)),
    Row("connection closed", Next.closes_connection, (TURNED,)),
    Row("connection reset", Next.breaks_off, (TURNED,)),
    Row("half an answer", page(200, '{"ok": true, "res'), (TURNED,)),
    Row("400 query too old", refused(400, "Bad Request: query is too old and so on"), (TURNED,)),
)
AWAY = "does not answer"
# The question that is asked meanwhile is answered afterwards, once.
FETCHING: Final = (
    Row("429 with retry_after", lambda order: order.asks_to_wait(1), (ANSWER,), "asks to wait"),
    Row("500", refused(500), (ANSWER,), AWAY),
    Row("502", refused(502), (ANSWER,), AWAY),
    Row("HTML instead of JSON", page(502), (ANSWER,), AWAY),
    Row("HTML instead of JSON, as a success", page(200), (ANSWER,), AWAY),
    Row("connection closed", Next.closes_connection, (ANSWER,), AWAY),
    Row("connection reset", Next.breaks_off, (ANSWER,), AWAY),
    Row("half an answer", page(200, '{"ok": true, "result": [{"upd'), (ANSWER,), AWAY),
    Row("an answer without a result", page(200, '{"ok": true}'), (ANSWER,), AWAY),
    Row("an answer that is no list", page(200, '{"ok": true, "result": 5}'), (ANSWER,), AWAY),
    Row("an answer of something else", page(200, "[[]]"), (ANSWER,), AWAY),
    Row("updates without numbers", page(200, '{"ok": true, "result": [{}, 7]}'), (ANSWER,), AWAY),
    Row("silence", lambda order: order.comes_late(1.0), (ANSWER,)),
    Row(
        "409",
        refused(409, "Conflict: terminated by other getUpdates request"),
        (ANSWER,),
        "stop one",
    ),
)
USER: Final = {"id": 5, "is_bot": False, "first_name": "U"}
CHAT: Final = {"id": 5, "type": "private"}
# Updates that hold up nobody behind them, and the line that the log gets.
ODD: Final[tuple[tuple[str, Json, str], ...]] = (
    ("unknown update kinds", {"telepathy": {"thought": "?"}}, ""),
    ("unknown update kinds", {}, ""),
    ("updates that the library cannot parse", {"message": {"text": "?"}}, "is skipped"),
    ("updates that the library cannot parse", {"message": "?"}, "is skipped"),
    ("updates that the library cannot parse", {"callback_query": {"id": []}}, "is skipped"),
    ("updates with missing fields", {"message": {"message_id": 1, "date": 1, "chat": CHAT}}, ""),
    (
        "updates with missing fields",
        {"message": {"message_id": 1, "date": 1, "chat": CHAT, "text": "no sender"}},
        "",
    ),
    (
        "updates with missing fields",
        {"callback_query": {"id": "1", "from": USER, "chat_instance": "1"}},
        "",
    ),
    ("updates with missing fields", {"inline_query": {"id": "1", "from": USER}}, "is skipped"),
)


class Trial:
    """A bot that runs, the double, and the person in front of it."""

    def __init__(self, double: BotApiDouble, bot: BotProcess) -> None:
        self.double = double
        self.bot = bot
        self._lines = 0
        self._people: list[tuple[Person, int]] = []
        self.person = self.new_person()

    def new_person(self) -> Person:
        self.new_lines()
        self.person = self.double.person(language_code="en")
        return self.person

    def new_lines(self) -> list[str]:
        """What was logged since the last look, from WARNING on."""
        lines = self.bot.stderr[self._lines :]
        self._lines += len(lines)
        return [line for line in lines if INFO not in line]

    def calls(self, method: str) -> int:
        return len(self.double.calls_of(method))

    def shows(self, row: Row, before: int = 0) -> None:
        """What has come into the chat is what the row says, and the bot is well."""
        assert OTHER_ANSWER in self.double.person().asks(OTHER, WAIT).text
        log, expected = self.person.chat.log, before + len(row.appears)
        waits(lambda: len(log) >= expected)
        came = [shown.text for shown in log[before:]]
        assert len(came) == len(row.appears), came
        assert all(part in text for part, text in zip(row.appears, came, strict=True)), came
        self._people.append((self.person, expected))

    def logs(self, part: str) -> None:
        """One line about it, or none at all."""
        lines: list[str] = []

        def is_there() -> bool:
            lines.extend(self.new_lines())
            return not part or any(part in line for line in lines)

        waits(is_there)
        told = [line for line in lines if part and part in line]
        assert len(told) == (1 if part else 0), lines
        rest = [line for line in lines if line not in told and not any(m in line for m in MENDING)]
        assert not rest

    def nothing_came_later(self) -> None:
        for person, expected in self._people:
            assert len(person.chat.log) == expected, [shown.text for shown in person.chat.log]


def waits(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)


@pytest.fixture(scope="module")
def trial(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    database = Path(shutil.copy(small, tmp_path_factory.mktemp("faults") / "forum.sqlite"))
    with (
        BotApiDouble(holds_repeated_polls=False) as double,
        BotProcess(double, database) as bot,
    ):
        bot.waits_until_polling(WAIT)
        trial = Trial(double, bot)
        yield trial
        assert bot.stops() == 0
        assert double.unconfirmed == 0
        trial.nothing_came_later()


@pytest.mark.parametrize("row", SENDING, ids=str)
def test_a_message(trial: Trial, row: Row) -> None:
    person, before = trial.new_person(), trial.calls("sendMessage")
    row.order(trial.double.next("sendMessage"))
    person.writes(QUESTION)
    trial.double.waits_for_calls("sendMessage", before + 1, WAIT)
    trial.shows(row)
    trial.logs(row.log)


@pytest.mark.parametrize("row", EDITING, ids=str)
def test_an_edit(trial: Trial, row: Row) -> None:
    answer = trial.new_person().asks(QUESTION, WAIT)
    row.order(trial.double.next("editMessageText"))
    trial.person.presses(answer, "Рус").waits_for_answer(WAIT)
    trial.shows(row, before=1)
    trial.logs(row.log)


@pytest.mark.parametrize("row", ACKNOWLEDGING, ids=str)
def test_the_answer_to_a_press(trial: Trial, row: Row) -> None:
    answer = trial.new_person().asks(QUESTION, WAIT)
    tries = trial.calls("answerCallbackQuery") + (1 if "too old" in row.fault else 2)
    row.order(trial.double.next("answerCallbackQuery"))
    trial.person.presses(answer, "Рус")
    trial.double.waits_for_calls("answerCallbackQuery", tries, WAIT)
    trial.shows(row, before=1)
    trial.logs(row.log)


def test_nobody_there(trial: Trial) -> None:
    """While connections are refused, the answer is kept."""
    person, before = trial.new_person(), trial.calls("sendMessage")
    trial.double.next("sendMessage").asks_to_wait(1)
    person.writes(QUESTION)
    trial.double.waits_for_calls("sendMessage", before + 1, WAIT)
    with trial.double.away():
        time.sleep(1.5)
    trial.shows(Row("connection refused", Next.never_comes, (ANSWER,)))
    lines = trial.new_lines()
    assert any("Connect call failed" in line for line in lines)
    assert any("answers again" in line for line in lines)


@pytest.mark.parametrize("row", FETCHING, ids=str)
def test_fetching(trial: Trial, row: Row) -> None:
    person = trial.new_person()
    row.order(trial.double.next("getUpdates"))
    # The poll that is under way brings this; what is written next comes with the one that fails.
    assert OTHER_ANSWER in trial.double.person().asks(OTHER, WAIT).text
    person.writes(QUESTION)
    trial.shows(row)
    trial.logs(row.log)


@pytest.mark.parametrize(("fault", "update", "log"), ODD)
def test_an_odd_update(trial: Trial, fault: str, update: Json, log: str) -> None:
    person = trial.new_person()
    trial.double.push(dict(update))
    trial.double.push(dict(update))
    person.writes(QUESTION)
    trial.shows(Row(fault, Next.never_comes, (ANSWER,)))
    lines = [line for line in trial.new_lines() if not any(m in line for m in MENDING)]
    assert sum("is skipped" in line for line in lines) == (2 if log else 0)
    assert bool(lines) == bool(log), lines


def test_the_same_update_twice(trial: Trial) -> None:
    person = trial.new_person()
    person.chat.open = True
    message: Json = {"message_id": 1, "date": 1, "chat": person.chat.told, "from": person.told}
    for _ in range(3):
        trial.double.push({"update_id": 800_000_001, "message": message | {"text": QUESTION}})
    trial.shows(Row("duplicate update ids", Next.never_comes, (ANSWER,)))


def test_a_token_that_is_wrong_from_the_start(double: BotApiDouble, small_database: Path) -> None:
    wrong = {"TELEGRAM_TOKEN": "123456:AAE2eAnotherTokenThatIsWrong"}
    with BotProcess(double, small_database, settings=wrong) as bot:
        assert bot.waits_for_end(WAIT) == 2
        (line,) = bot.stderr
    assert "TELEGRAM_TOKEN" in line
    assert "AAE2e" not in line
    assert not double.calls


def test_a_token_that_is_revoked(double: BotApiDouble, small_database: Path) -> None:
    """One line, an exit code and no storm; the next start, with another token, answers."""
    person = double.person(language_code="en")
    with BotProcess(double, small_database) as bot:
        bot.waits_until_polling(WAIT)
        for method in ("sendMessage", "getUpdates"):
            double.next(method, times=None).answers(401)
        polls = len(double.calls_of("getUpdates"))
        person.writes(QUESTION)
        assert bot.waits_for_end(WAIT) == 2
        owed, line = [line for line in bot.stderr if INFO not in line]
        assert "after the next start" in owed
        assert "refuses the token" in line
    assert len(double.calls_of("sendMessage")) == 1
    assert len(double.calls_of("getUpdates")) == polls + 1
    double.back_to_normal()
    with BotProcess(double, small_database) as bot:
        assert ANSWER in person.waits_for_reply(WAIT).text
        assert bot.stops() == 0
    assert len(person.chat.log) == 1


def test_nobody_there_when_it_starts(double: BotApiDouble, small_database: Path) -> None:
    double.next("getMe", times=2).closes_connection()
    with BotProcess(double, small_database) as bot:
        bot.waits_until_polling(WAIT)
        assert ANSWER in double.person().asks(QUESTION, WAIT).text
        assert len([line for line in bot.stderr if AWAY in line]) == 1
        assert bot.stops() == 0


NAMED: Final = {
    "429 with retry_after": (SENDING, EDITING, ACKNOWLEDGING, FETCHING),
    "500": (SENDING, EDITING, ACKNOWLEDGING, FETCHING),
    "502": (SENDING, EDITING, FETCHING),
    "HTML instead of JSON": (SENDING, EDITING, ACKNOWLEDGING, FETCHING),
    "connection closed": (SENDING, EDITING, ACKNOWLEDGING, FETCHING),
    "connection reset": (SENDING, EDITING, ACKNOWLEDGING, FETCHING),
    "half an answer": (SENDING, EDITING, ACKNOWLEDGING, FETCHING),
    "silence": (SENDING, EDITING, FETCHING),
    "409": (FETCHING,),
    "403 blocked by the user": (SENDING, EDITING),
    "400 parse errors": (SENDING, EDITING),
    "400 not modified": (EDITING,),
    "400 message to edit gone": (EDITING,),
    "400 chat gone": (SENDING, EDITING),
    "400 thread gone": (SENDING,),
    "400 query too old": (ACKNOWLEDGING,),
}
ALONE: Final = {
    "connection refused": test_nobody_there,
    "401 at the start": test_a_token_that_is_wrong_from_the_start,
    "401 in the middle of a run": test_a_token_that_is_revoked,
    "409 that does not end": test_outage.test_the_later_of_two_instances_gives_way,
    "60 seconds of silence": test_silence.test_a_late_answer_comes_once,
    "a poll that never returns": test_silence.test_a_poll_that_never_returns_is_given_up,
    "duplicate update ids": test_the_same_update_twice,
    "duplicate update ids across a restart": (
        test_restarts.test_an_update_that_telegram_repeats_after_a_restart_is_not_answered_again
    ),
}


@pytest.mark.parametrize("fault", NAMED)
def test_a_fault_is_tried_wherever_it_may_strike(fault: str) -> None:
    for table in NAMED[fault]:
        assert fault in {row.fault for row in table}


def test_each_odd_update_is_of_a_known_kind_and_the_rest_stands_alone() -> None:
    assert {fault for fault, _, _ in ODD} == {
        "unknown update kinds",
        "updates that the library cannot parse",
        "updates with missing fields",
    }
    assert all(map(callable, ALONE.values()))
