"""Looks for updates and texts that the bot cannot do with, for as long as it is told to.

    python -m tests.benchmarks.fuzz [SECONDS] [--only PART ...] [--seed N]

It has four parts, and so many seconds for each: ``whole`` updates, whatever Telegram may send, over
a small base; ``spoilt`` ones, in which something is missing, or is what nobody expects, all the way
through the inbox; the ``desk``, a maintainer who presses, types and sends whatever comes to hand;
and ``texts``, whatever people may write, over the shipped base. Printed are how many were tried,
the slowest, and what was found, each finding as small as it could be made. It must find nothing: no
exception, no call that Telegram refuses, and nothing that takes more than 50 ms of CPU.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from knowledge.model import LANGUAGES, Base
from knowledge.store import open_store
from knowledge.yaml_files import read_base, shipped_base
from tests.bot.any_text import WAYS, asked, texts, wordings
from tests.bot.desk.fingers import ME, Fingers
from tests.bot.direct import Handle, handling, taking
from tests.bot.fuzzing import AT_THE_DESK, hold, hold_in_time
from tests.bot.sample import sample_base
from tests.telegram.any_update import MAINTAINER, Json, spoilt_updates, updates

Way = Callable[[Path, frozenset[int]], AbstractContextManager[Handle]]
PARTS = ("whole", "spoilt", "desk", "texts")
ROUND = 500  # examples of one round, which ends at its first finding


@dataclass(slots=True)
class Tally:
    """How many were tried, the slowest with their milliseconds, and what was found."""

    tried: int = 0
    slowest: list[tuple[float, str]] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)

    def took(self, taken: float, told: Json) -> None:
        """Count one that holds."""
        self.tried += 1
        self.slowest = nlargest(5, [*self.slowest, (taken, repr(told))])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=float, nargs="?", default=600.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    given_ = parser.parse_args()
    print(f"seed {given_.seed}")
    shipped = read_base(shipped_base())
    texts_asked = st.builds(asked, st.sampled_from(WAYS), texts(wordings(shipped)))
    small, seconds, first = sample_base(), given_.seconds, given_.seed
    parts: dict[str, Callable[[], Tally]] = {
        "whole": lambda: fuzz(handling, small, updates(), seconds, first),
        "spoilt": lambda: fuzz(taking, small, spoilt_updates(), seconds, first),
        "desk": lambda: at_the_desk(small, seconds, first),
        "texts": lambda: fuzz(handling, shipped, texts_asked, seconds, first),
    }
    found = 0
    for name in given_.only:
        tally = parts[name]()
        report(name, tally)
        found += len(tally.found)
    return min(found, 1)


def fuzz(way: Way, base: Base, strategy: SearchStrategy[Json], seconds: float, first: int) -> Tally:
    """Try as many as there is time for, over a bot with this base."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forum.sqlite"
        with open_store(path) as store:
            store.fill(base)
        with way(path, frozenset({MAINTAINER})) as handle:
            end, number = time.monotonic() + seconds, first
            while time.monotonic() < end:
                number += 1
                one_round(handle, strategy, number, tally, lambda: time.monotonic() > end)
    return tally


def at_the_desk(base: Base, seconds: float, first: int) -> Tally:
    """Let maintainers work as long as there is time, each at a store of their own."""
    tally, end, number = Tally(), time.monotonic() + seconds, first
    while time.monotonic() < end:
        number += 1
        fingers = Fingers(number, LANGUAGES[number % len(LANGUAGES)])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "forum.sqlite"
            with open_store(path) as store:
                store.fill(base)
            with handling(path, frozenset({ME})) as handle:
                works(fingers, handle, tally)
    return tally


def works(fingers: Fingers, handle: Handle, tally: Tally) -> None:
    for step in range(1, ROUND):
        told = fingers.does(step)
        begun = time.process_time()
        try:
            calls = hold(handle, told)
            taken = 1000 * (time.process_time() - begun)
            assert taken <= AT_THE_DESK, f"{taken:.0f} ms of CPU"
        except Exception as error:
            kind = str(error).strip().splitlines()[-1:] or [""]
            tally.found.setdefault(f"{type(error).__name__} {kind[0][:200]}", f"{told!r}\n{error}")
            return
        tally.took(taken, told)
        fingers.sees(calls)


def one_round(
    handle: Handle,
    strategy: SearchStrategy[Json],
    number: int,
    tally: Tally,
    is_over: Callable[[], bool],
) -> None:
    last: list[Json] = []

    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )
    @given(strategy)
    def holds(told: Json) -> None:
        if is_over():
            return
        last[:] = [told]
        tally.took(hold_in_time(handle, told), told)

    try:
        holds()
    except Exception as error:
        # Of one kind, one is told: by its last line, which names the error.
        kind = str(error).strip().splitlines()[-1:] or [""]
        told = f"{last[0]!r}\n{error}\n{traceback.format_exc(limit=-8)}"
        tally.found.setdefault(f"{type(error).__name__} {kind[0][:200]}", told)


def report(name: str, tally: Tally) -> None:
    print(f"\n{name}: {tally.tried} tried, {len(tally.found)} kinds of findings")
    for taken, told in tally.slowest:
        print(f"  {taken:5.1f} ms  {told[:160]}")
    for told in tally.found.values():
        print(f"\n{told[:4000]}")


if __name__ == "__main__":
    sys.exit(min(main(), 1))
