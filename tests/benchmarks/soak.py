"""The bot at work for long: does its memory stay flat, and is everything answered exactly once?

    python -m tests.benchmarks.soak [--updates N] [--people N] [--seed N]

The bot is a process of its own over a Bot API double, with the shipped base. People ask in three
languages, mistype, repeat themselves, send commands, press buttons, ask in groups and by inline
queries; all the while phrasings are taught and taken back. Printed are, for each quarter, the
memory of the process, its open files and its updates a second, and at the end what was answered.

It must hold: everything exactly once, no more open files in the last quarter than in the second,
and no more than 3 % more memory.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import changes, edits
from knowledge.change_log import Author
from knowledge.store import Store, open_store
from tests.benchmarks.robustness import errors
from tests.benchmarks.throughput import ask_about, cpu, memory
from tests.bot.direct import refused
from tests.telegram import BotApiDouble, BotProcess, Person
from tests.telegram.chats import Chat, Shown
from tests.telegram.parameters import Parameters
from tests.telegram.world import Call

WAIT = 300.0
UNDER_WAY = 200  # updates that wait for their answer at once, at most
SAMPLES = 25  # of memory and open files in a quarter
EDIT_EVERY = 400  # updates between two edits of the base
KEPT = 5  # messages with buttons that people look back on; the double remembers some more
MORE_MEMORY = 1.03
COMMANDS = ("/start", "/help", "/topics", "/people", "/about", "/privacy", "/settings")
LANGUAGES = ("en", "ru", "kk")
AUTHOR = Author("soak", "cli")


@dataclass(slots=True)
class Ledger:
    """What is owed, and what was given for it, by what tells one answer from another.

    ``too_late`` counts edits of messages that are gone, or are so already; a new one may be sent.
    """

    owed: Counter[Hashable] = field(default_factory=Counter)
    given: Counter[Hashable] = field(default_factory=Counter)
    refused: list[Call] = field(default_factory=list)
    too_late: int = 0

    def note(self, calls: list[Call]) -> None:
        """Count what the bot has done."""
        for call in calls:
            if call.error:
                self.refused += refused([call])
                self.too_late += not refused([call])
            elif key := answered(call):
                self.given[key] += 1

    @property
    def under_way(self) -> int:
        """How much is still owed."""
        return self.owed.total() - self.given.total()


def answered(call: Call) -> Hashable:
    """What a call answers; None where that is nothing that is owed once."""
    told = Parameters(call.parameters)
    match call.method:
        case "sendMessage" if told.integer("chat_id") < 0:
            replied = call.parameters.get("reply_parameters")
            return "reply", replied["message_id"] if isinstance(replied, dict) else None
        case "sendMessage":
            return "message", told.integer("chat_id")
        case "answerCallbackQuery":
            return "press", told.text("callback_query_id")
        case "answerInlineQuery":
            return "inline", told.text("inline_query_id")
    return None


class Crowd:
    """People and groups, and what they do; what they are owed goes into the ledger."""

    def __init__(self, double: BotApiDouble, people: int, dice: random.Random) -> None:
        self._double = double
        self._dice = dice
        self._people = [double.person(language_code=dice.choice(LANGUAGES)) for _ in range(people)]
        self._groups = [double.group() for _ in range(people // 10)]
        self._questions = ask_about(5000, distinct=False)
        self._mistype = errors(0.05)
        self.ledger = Ledger()

    def does_something(self) -> None:
        """Somebody does something, as often as people do it."""
        person = self._dice.choice(self._people)
        doings: dict[Callable[[Person], None], int] = {
            self._asks: 55,
            self._commands: 10,
            self._presses: 18,
            self._asks_in_a_group: 7,
            self._searches: 10,
        }
        (doing,) = self._dice.choices(list(doings), list(doings.values()))
        doing(person)
        forget(person.chat)

    def _question(self) -> str:
        asked = self._dice.choice(self._questions)
        return self._mistype(asked, self._dice) if self._dice.random() < 0.3 else asked

    def _asks(self, person: Person) -> None:
        question = self._question()
        for _ in range(2 if self._dice.random() < 0.05 else 1):
            person.writes(question)
            self.ledger.owed["message", person.id] += 1

    def _commands(self, person: Person) -> None:
        person.writes(self._dice.choice(COMMANDS))
        self.ledger.owed["message", person.id] += 1

    def _presses(self, person: Person) -> None:
        """A button below the last message: one that leads on brings a new message."""
        shown = next((shown for shown in reversed(person.chat.log) if shown.buttons), None)
        numbers = [number for number, label in enumerate(labels(shown)) if pressable(label)]
        if shown is None or not numbers:
            return self._asks(person)
        number = self._dice.choice(numbers)
        self.ledger.owed["press", person.presses(shown, number).id] += 1
        return None

    def _asks_in_a_group(self, person: Person) -> None:
        group = self._dice.choice(self._groups)
        asked = person.writes(f"/ask {self._question()}", to=group)
        self.ledger.owed["reply", asked.id] += 1
        forget(group.chat)

    def _searches(self, person: Person) -> None:
        self.ledger.owed["inline", person.types(self._question()[:250]).id] += 1


def labels(shown: Shown | None) -> list[str]:
    return shown.labels if shown else []


def pressable(label: str) -> bool:
    """Thumbs and languages: they change a message in place."""
    return label in ("👍", "👎", "Қаз", "Рус", "Eng")


def forget(chat: Chat) -> None:
    """Keep the newest messages alone; the double would need more memory than the bot."""
    del chat.log[:-KEPT]
    for number in list(chat.messages)[: -5 * KEPT]:
        del chat.messages[number]


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a quarter of the run took: MiB, open files, updates a second, CPU ms an update."""

    memory: float
    files: int
    rate: float
    cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=200_000)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        BotApiDouble(holds_repeated_polls=False) as double,
    ):
        path = Path(folder) / "forum.sqlite"
        with BotProcess(double, path) as bot:
            double.waits_for_calls("getUpdates", 1, WAIT)
            with open_store(path) as store:
                crowd = Crowd(double, asked.people, dice)
                quarters = [
                    quarter(bot, double, crowd, store, asked.updates // 4) for _ in range(4)
                ]
            code = bot.stops(WAIT)
        crowd.ledger.note(double.takes_calls())
        bad = [line for line in bot.stderr if '"level": "ERROR"' in line]
    return report(quarters, crowd.ledger, code, bad)


def quarter(
    bot: BotProcess, double: BotApiDouble, crowd: Crowd, store: Store, updates: int
) -> Quarter:
    """Let a crowd do so many things, and wait until all is answered."""
    ledger, samples, begun, used = crowd.ledger, [], time.monotonic(), cpu(bot.pid)
    for number in range(updates):
        crowd.does_something()
        if number % EDIT_EVERY == 0:
            edit(store, number // EDIT_EVERY)
        if number % (updates // SAMPLES) == 0:
            samples.append((memory(bot.pid), open_files(bot.pid)))
        if number % 20 == 0:
            catch_up(double, ledger, UNDER_WAY)
    catch_up(double, ledger, 0)
    took = time.monotonic() - begun
    return Quarter(
        statistics.mean(sample[0] for sample in samples),
        max(sample[1] for sample in samples),
        updates / took,
        (cpu(bot.pid) - used) / updates,
    )


def catch_up(double: BotApiDouble, ledger: Ledger, most: int) -> None:
    """Wait until at most so much is owed; what is not answered for long is lost."""
    end = time.monotonic() + 60.0
    while True:
        ledger.note(double.takes_calls())
        if ledger.under_way <= most or time.monotonic() > end:
            return
        time.sleep(0.02)


def edit(store: Store, number: int) -> None:
    """Teach a phrasing, or take back the one before."""
    text = f"soak number {number // 2} of the forum"
    plan = edits.drop_phrasings if number % 2 else edits.add_phrasings
    changes.apply_planned(
        store, lambda opened: plan(opened, "forum-date", "en", [text]), AUTHOR, text
    )


def open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def report(quarters: list[Quarter], ledger: Ledger, code: int, bad: list[str]) -> int:
    """Print what was found; 0 where all holds."""
    print(f"{'quarter':>8}{'MiB':>8}{'files':>7}{'updates/s':>11}{'CPU ms':>8}")
    for number, one in enumerate(quarters, 1):
        print(f"{number:8}{one.memory:8.1f}{one.files:7}{one.rate:11.0f}{one.cpu:8.2f}")
    second, last = quarters[1], quarters[3]
    growth = last.memory / second.memory
    lost, extra = ledger.owed - ledger.given, ledger.given - ledger.owed
    print(f"memory, last quarter to second: {growth:.3f}")
    print(
        f"owed {ledger.owed.total()}, lost {lost.total()}, twice {extra.total()},"
        f" refused {len(ledger.refused)}, too late {ledger.too_late},"
        f" errors logged {len(bad)}, exit code {code}"
    )
    for told in (*bad[:3], *ledger.refused[:3], *list(lost)[:3], *list(extra)[:3]):
        print(f"  {str(told)[:400]}")
    holds = growth <= MORE_MEMORY and last.files <= second.files
    return 0 if holds and not (lost or extra or ledger.refused or bad or code) else 1


if __name__ == "__main__":
    sys.exit(main())
