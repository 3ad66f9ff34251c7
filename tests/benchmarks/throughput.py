"""How many updates a second the bot answers, against a bare echo bot of the same library.

    python -m tests.benchmarks.throughput [--updates N] [--rounds N] [--delay MS ...]
        [--only polling webhook] [--distinct]

Both bots run as processes on the same Bot API double, in turns, so that what else the machine
does meets both. Every update is a question; people ask some questions more often than others, or,
with --distinct, never the same one twice. Printed are the medians: updates a second, CPU and
memory (resident, at the end) of each bot, and their ratios.

It must hold: at least 0.8 of the echo bot's updates a second with at most 1.25 times its memory,
and at least 100 updates a second when every call is answered after 50 ms.
"""

import argparse
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.model import LANGUAGES
from knowledge.yaml_files import read_base, shipped_base
from tests.telegram import BotApiDouble, BotProcess, Person
from tests.telegram.process import BOT

ECHO = (sys.executable, "-m", "tests.benchmarks.echo")
BOTS = {"echo": ECHO, "forum-bot": BOT}
WAIT = 300.0
SETTLE = 2.0
TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


@dataclass(frozen=True, slots=True)
class Run:
    """What one bot did in one round: updates a second, CPU ms an update, memory in MiB."""

    rate: float
    cpu: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--delay", type=int, nargs="+", default=[0, 50], help="milliseconds")
    parser.add_argument("--only", nargs="+", default=["polling", "webhook"])
    parser.add_argument("--distinct", action="store_true")
    asked = parser.parse_args()
    questions = ask_about(asked.updates, distinct=asked.distinct)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "forum.sqlite"
        print(f"{'':18}{'bot':>10}{'updates/s':>11}{'CPU ms':>9}{'MiB':>7}")
        for way in asked.only:
            for delay in asked.delay:
                report(way, delay, compare(way, delay / 1000, asked.rounds, store, questions))


def ask_about(count: int, *, distinct: bool) -> list[str]:
    """So many questions of the base's own wordings, in all languages."""
    base = read_base(shipped_base())
    wordings = [
        phrasing
        for entry in base.entries.values()
        for language in LANGUAGES
        if language in entry.texts
        for phrasing in entry.texts[language].phrasings
    ]
    dice = random.Random(5)
    dice.shuffle(wordings)
    if distinct:
        return wordings[:count]
    # Few are asked often and many seldom, as in any log of questions: Zipf's law.
    weights = [1 / rank for rank in range(1, len(wordings) + 1)]
    return dice.choices(wordings, weights, k=count)


def compare(
    way: str, delay: float, rounds: int, store: Path, questions: Sequence[str]
) -> dict[str, Run]:
    """The median of each bot over the rounds."""
    runs: dict[str, list[Run]] = {name: [] for name in BOTS}
    for _ in range(rounds):
        for name, command in BOTS.items():
            runs[name].append(measure(command, way, delay, store, questions))
    return {name: median(found) for name, found in runs.items()}


def median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(run.rate for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.memory for run in runs),
    )


def measure(
    command: Sequence[str], way: str, delay: float, store: Path, questions: Sequence[str]
) -> Run:
    """Let a bot answer all questions, each of another person than the one before."""
    with (
        BotApiDouble(holds_repeated_polls=False) as double,
        started(double, command, way, store) as bot,
    ):
        people = [double.person() for _ in range(len(questions) // 4 + 1)]
        people[0].asks("/help", WAIT)
        time.sleep(SETTLE)
        if delay:
            double.next("sendMessage", times=None).comes_late(delay)
        before, begun = cpu(bot.pid), time.monotonic()
        write(people, questions)
        double.waits_for_calls("sendMessage", len(questions) + 1, WAIT)
        took = time.monotonic() - begun
        run = Run(len(questions) / took, (cpu(bot.pid) - before) / len(questions), memory(bot.pid))
        double.back_to_normal()
        bot.stops(WAIT)
    return run


@contextmanager
def started(
    double: BotApiDouble, command: Sequence[str], way: str, store: Path
) -> Iterator[BotProcess]:
    settings = {}
    if way == "webhook":
        address = f"127.0.0.1:{free_port()}"
        settings = {
            "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram",
            "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-some-length",
            "FORUM_BOT_LISTEN": address,
        }
        double.brings_updates_to(f"http://{address}", at_once=16)
    with BotProcess(double, store, command, settings) as bot:
        double.waits_for_calls("setWebhook" if settings else "getUpdates", 1, WAIT)
        yield bot


def write(people: Sequence[Person], questions: Sequence[str]) -> None:
    for number, question in enumerate(questions):
        people[number % len(people)].writes(question)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def cpu(process: int) -> float:
    """Milliseconds of CPU that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def memory(process: int) -> float:
    """MiB of memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def report(way: str, delay: int, runs: dict[str, Run]) -> None:
    for name, run in runs.items():
        title = f"{way}, {delay} ms" if name == "echo" else ""
        print(f"{title:18}{name:>10}{run.rate:11.0f}{run.cpu:9.1f}{run.memory:7.0f}")
    echo, ours = runs["echo"], runs["forum-bot"]
    ratios = f"{ours.rate / echo.rate:11.2f}{ours.cpu / echo.cpu:9.2f}"
    print(f"{'':18}{'ratio':>10}{ratios}{ours.memory / echo.memory:7.2f}", flush=True)


if __name__ == "__main__":
    main()
