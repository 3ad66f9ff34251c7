"""Kills the bot at random under twice the load that it carries, by SIGKILL and by SIGTERM.

Prints how many answers were lost, doubled or out of order, and fails where any was:
``python -m tests.benchmarks.bot_kills --kills 100``.
"""

import argparse
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from knowledge.answerer import Answerer
from knowledge.opening import keep_own
from knowledge.store import open_store
from tests.bot.sample import sample_base
from tests.telegram import BotApiDouble, BotProcess, Person

WAIT = 120.0
COLOURS = ("red", "blue", "green", "white", "black", "brown", "pink", "grey", "golden", "silver")
PEOPLE = 2000  # so many that nobody writes faster than the guard against floods lets pass
CALIBRATION = 1500  # questions
MOST_WAITING = 3000  # updates; the load pauses there, for the bot has more than it can do
LONGEST_LIFE = 2.0  # seconds from the start of a process to its end


@dataclass
class Crowd:
    """People who ask one thing after the other, and what each has asked."""

    people: Sequence[Person]
    asked: dict[int, list[str]] = field(default_factory=dict)
    count: int = 0

    def asks(self) -> None:
        person = self.people[self.count % len(self.people)]
        mine = self.asked.setdefault(person.id, [])
        mine.append(COLOURS[len(mine) % len(COLOURS)])
        person.writes(f"tent-{mine[-1]} en")
        self.count += 1

    def answered(self) -> int:
        return sum(len(person.chat.log) for person in self.people)


@dataclass(frozen=True)
class Result:
    """What became of the questions."""

    asked: int
    lost: int
    doubled: int
    disordered: int
    other: int

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.doubled or self.disordered or self.other)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20, help="for each way")
    parser.add_argument("--only", nargs="+", default=["polling", "webhook"])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    failed = False
    for way in asked.only:
        with tempfile.TemporaryDirectory() as folder:
            result = tried(way, asked.kills, random.Random(asked.seed), Path(folder))
        print(f"{way}: {result}", flush=True)
        failed |= not result.is_whole
    return int(failed)


def tried(way: str, kills: int, dice: random.Random, folder: Path) -> Result:
    store = folder / "forum.sqlite"
    with open_store(store) as filling:
        filling.fill(sample_base())
        keep_own(filling)
        Answerer(filling)
    with BotApiDouble(holds_repeated_polls=False) as double:
        settings = settings_of(way, double)
        crowd = Crowd([double.person() for _ in range(PEOPLE)])
        rate = carried(double, crowd, store, settings)
        print(f"{way}: carries {rate:.0f} updates/s, gets {2 * rate:.0f}", flush=True)
        enough = Event()
        load = Thread(target=press, args=(crowd, double, 2 * rate, enough))
        load.start()
        for number in range(kills):
            kill(double, store, settings, dice, number)
        enough.set()
        load.join()
        with BotProcess(double, store, settings=settings) as bot:
            settle(crowd)
            bot.stops(WAIT)
        return counted(crowd)


def settings_of(way: str, double: BotApiDouble) -> dict[str, str]:
    if way == "polling":
        return {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    double.brings_updates_to(f"http://{address}", at_once=16)
    return {
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram",
        "FORUM_BOT_LISTEN": address,
    }


def carried(double: BotApiDouble, crowd: Crowd, store: Path, settings: dict[str, str]) -> float:
    """Updates a second that the bot carries."""
    with BotProcess(double, store, settings=settings) as bot:
        bot.waits_for_line("is listening", WAIT)
        begun = time.monotonic()
        for _ in range(CALIBRATION):
            crowd.asks()
        settle(crowd)
        rate = CALIBRATION / (time.monotonic() - begun)
        bot.stops(WAIT)
    return rate


def press(crowd: Crowd, double: BotApiDouble, rate: float, enough: Event) -> None:
    """Write so many questions a second, until it is enough."""
    due = time.monotonic()
    while not enough.is_set():
        if double.unconfirmed < MOST_WAITING:
            crowd.asks()
        due = max(due + 1 / rate, time.monotonic() - 0.1)
        time.sleep(max(0.0, due - time.monotonic()))


def kill(
    double: BotApiDouble, store: Path, settings: dict[str, str], dice: random.Random, number: int
) -> None:
    """Start the bot, and end it at any moment; every other time it may stop in order."""
    ending = (signal.SIGKILL, signal.SIGTERM)[number % 2]
    with BotProcess(double, store, settings=settings) as bot:
        if dice.random() < 0.9:  # else it ends while it starts
            bot.waits_for_line("is listening", WAIT)
        time.sleep(dice.uniform(0.0, LONGEST_LIFE))
        os.kill(bot.pid, ending)
        bot.waits_for_end(WAIT)


def settle(crowd: Crowd) -> None:
    """Wait until everything is answered, or nothing more comes."""
    before, since = -1, time.monotonic()
    while (now := crowd.answered()) < crowd.count and time.monotonic() - since < 30.0:
        if now != before:
            before, since = now, time.monotonic()
        time.sleep(0.05)
    time.sleep(1.0)  # for what comes twice


def counted(crowd: Crowd) -> Result:
    lost = doubled = disordered = other = 0
    for person in crowd.people:
        wanted = crowd.asked.get(person.id, [])
        texts = [shown.text for shown in person.chat.log]
        got = [text[5:].partition(" ")[0] for text in texts if text.startswith("tent-")]
        missing, surplus = Counter(wanted) - Counter(got), Counter(got) - Counter(wanted)
        lost += missing.total()
        doubled += surplus.total()
        disordered += not missing and not surplus and wanted != got
        other += len(texts) - len(got)
    return Result(crowd.count, lost, doubled, disordered, other)


if __name__ == "__main__":
    sys.exit(main())
