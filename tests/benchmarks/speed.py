"""Speed and memory as a base grows, with the peers in the same run.

    python -m tests.benchmarks.speed [--sizes N ...] [--only NAME ...] [--questions N]

Phrasings are made of words drawn by Zipf's law, three to nine each, as many entries as a hundredth
of them; questions are phrasings with a word dropped and a letter mistyped. For each size and name:
the median and the 99th percentile of one question in milliseconds, the median against that of the
WRatio scan, seconds to build, and MiB that the process grew by. Each pair runs in a process of its
own, so that memory is its own; LinearSVC is left out above 10,000 phrasings, where it takes hours.
"""

import argparse
import gc
import multiprocessing
import random
import resource
import statistics
import string
import time
from collections.abc import Callable

from rapidfuzz import fuzz, process, utils

from tests.benchmarks.data import Rows
from tests.benchmarks.peers import PEERS, Scan

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MOST_LEARNED = 10_000
SLOW_SCAN = 20
"""Questions that a scan is asked: it takes seconds each at a million phrasings."""

Measured = tuple[float, float, float, float]  # median and 99th ms, seconds to build, MiB


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--only", nargs="+", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--questions", type=int, default=200)
    asked = parser.parse_args()
    print(f"{'phrasings':>10} {'name':18}{'ms':>9}{'99th':>9}{'faster':>9}{'build s':>9}{'MiB':>7}")
    names = sorted(asked.only, key=lambda name: name != "WRatio")
    for size in asked.sizes:
        scan = 0.0
        for name in names:
            if name == "LinearSVC" and size > MOST_LEARNED:
                continue
            median, worst, built, memory = in_own_process(name, size, asked.questions)
            scan = median if name == "WRatio" else scan
            faster = f"{scan / median:.1f}" if scan else ""
            print(
                f"{size:10} {name:18}{median:9.2f}{worst:9.2f}{faster:>9}{built:9.1f}{memory:7.0f}",
                flush=True,
            )


def in_own_process(name: str, size: int, questions: int) -> Measured:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(measure, (name, size, questions))


def measure(name: str, size: int, questions: int) -> Measured:
    """Teach one peer made-up phrasings and ask it."""
    rows = phrasings(size)
    asked = [mistyped(text, random.Random(number)) for number, (text, _) in enumerate(rows[::7])]
    asked = random.Random(2).sample(asked, min(questions, len(asked)))
    warm_up(PEERS[name])
    gc.collect()
    before, start = resident(), time.perf_counter()
    peer = PEERS[name](rows)
    built, grown = time.perf_counter() - start, resident() - before
    if isinstance(peer, Scan):
        asked = asked[:SLOW_SCAN]
    peer.ask(asked[0])
    times = []
    for question in asked:
        start = time.perf_counter()
        peer.ask(question)
        times.append(1000 * (time.perf_counter() - start))
    worst = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return statistics.median(times), worst, built, grown


def warm_up(learn: Callable[[Rows], object]) -> None:
    """Load what a peer loads once, so that it is not counted as memory of the phrasings."""
    learn([("one text", "a"), ("another text", "b")])
    process.extractOne("x", [utils.default_process("y")], scorer=fuzz.WRatio)


def resident() -> float:
    """MiB of memory that the process holds now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def phrasings(size: int) -> Rows:
    """Made-up phrasings and their entries; the same for the same size."""
    dice = random.Random(size)
    count = 2_000 + round(20 * size**0.5)
    words = list(
        {
            "".join(dice.choices(string.ascii_lowercase, k=dice.randint(3, 10))): 1
            for _ in range(count)
        }
    )
    weights = [1 / (place + 3) for place in range(len(words))]
    entries = max(size // 100, 10)
    own = [dice.sample(words, 6) for _ in range(entries)]
    drawn = iter(dice.choices(words, weights, k=size * 6))
    rows = []
    for number in range(size):
        entry = number * entries // size
        text = [*dice.sample(own[entry], 2), *(next(drawn) for _ in range(dice.randint(1, 6)))]
        dice.shuffle(text)
        rows.append((" ".join(text), f"entry-{entry}"))
    return rows


def mistyped(text: str, dice: random.Random) -> str:
    """A phrasing as somebody else would type it: a word less and a letter wrong."""
    words = text.split()
    if len(words) > 3:
        words.pop(dice.randrange(len(words)))
    place = dice.randrange(len(words))
    letters = list(words[place])
    letters[dice.randrange(len(letters))] = dice.choice(string.ascii_lowercase)
    words[place] = "".join(letters)
    return " ".join(words)


if __name__ == "__main__":
    main()
