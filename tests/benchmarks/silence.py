"""What takes a minute and more to see: silence of Telegram, two instances, and a long lock.

Each on real processes, all at once; prints what came of each, and fails where it was not that:
``python -m tests.benchmarks.silence``.
"""

import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from bot.strings import texts
from knowledge.answerer import Answerer
from knowledge.opening import keep_own
from knowledge.store import open_store
from tests.bot.sample import sample_base
from tests.telegram import BotApiDouble, BotProcess

WAIT = 180.0
QUESTION, ANSWER = "tent-red en", "tent-red (en)"


def late(double: BotApiDouble, store: Path) -> str:
    """Telegram is silent for 60 seconds, and then answers."""
    with BotProcess(double, store) as bot:
        bot.waits_until_polling(WAIT)
        double.next("sendMessage").comes_late(60.0)
        person = double.person()
        assert ANSWER in person.asks(QUESTION, WAIT).text
        person.hears_nothing(90.0)
        assert bot.stops() == 0
    return "one answer, and nothing else"


def silent(double: BotApiDouble, store: Path) -> str:
    """Telegram takes a message and says nothing ever."""
    with BotProcess(double, store) as bot:
        bot.waits_until_polling(WAIT)
        double.next("sendMessage").never_comes()
        person = double.person(language_code="kk")
        begun = time.monotonic()
        assert person.asks(QUESTION, WAIT).text == texts("kk").unsure
        took = time.monotonic() - begun
        assert bot.stops() == 0
    return f"the person is told after {took:.0f} s"


def deaf(double: BotApiDouble, store: Path) -> str:
    """A poll never returns."""
    with BotProcess(double, store) as bot:
        bot.waits_until_polling(WAIT)
        double.person().asks(QUESTION, WAIT)
        double.next("getUpdates").never_comes()
        begun = time.monotonic()
        double.person().asks(QUESTION, WAIT)
        assert ANSWER in double.person().asks(QUESTION, WAIT).text
        took = time.monotonic() - begun
        assert bot.stops() == 0
    return f"answered after {took:.0f} s"


def fighting(double: BotApiDouble, store: Path) -> str:
    """Another instance begins to poll where one has been polling for more than a minute."""
    with BotProcess(double, store) as first:
        first.waits_until_polling(WAIT)
        time.sleep(61.0)
        other = store.with_name("other.sqlite")
        shutil.copy(store, other)
        begun = time.monotonic()
        with BotProcess(double, other) as second:
            assert second.waits_for_end(WAIT) == 1
            took = time.monotonic() - begun
            assert "This one came later, and gives way." in second.stderr[-1]
        assert ANSWER in double.person().asks(QUESTION, WAIT).text
        assert len([line for line in first.stderr if "Another process" in line]) == 1
        assert first.stops() == 0
    return f"the later one stops after {took:.0f} s, the first goes on"


def locked(double: BotApiDouble, store: Path) -> str:
    """Another program keeps the database locked for 30 seconds."""
    slowest = 0.0
    with BotProcess(double, store) as bot:
        bot.waits_until_polling(WAIT)
        with closing(sqlite3.connect(store, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            until = time.monotonic() + 30.0
            while time.monotonic() < until:
                begun = time.monotonic()
                assert ANSWER in double.person().asks(QUESTION, WAIT).text
                slowest = max(slowest, time.monotonic() - begun)
                time.sleep(1.0)
            other.execute("ROLLBACK")
        double.person().asks(QUESTION, WAIT)
        bot.waits_for_line("Questions are logged again")
        assert len([line for line in bot.stderr if "but not logged" in line]) == 1
        assert bot.stops() == 0
    return f"answered within {slowest * 1000:.0f} ms, the log says so once"


TRIALS: tuple[Callable[[BotApiDouble, Path], str], ...] = (late, silent, deaf, fighting, locked)


def main() -> int:
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(len(TRIALS)) as pool:
        prepared = Path(place) / "forum.sqlite"
        with open_store(prepared) as store:
            store.fill(sample_base())
            keep_own(store)
            Answerer(store)
        under_way = [(trial, pool.submit(tried, trial, prepared)) for trial in TRIALS]
        outcomes = [(trial, future.result()) for trial, future in under_way]
    for trial, (is_right, outcome) in outcomes:
        print(f"{'right' if is_right else 'WRONG'}: {trial.__doc__} {outcome}.")
    return 0 if all(is_right for _, (is_right, _) in outcomes) else 1


def tried(trial: Callable[[BotApiDouble, Path], str], prepared: Path) -> tuple[bool, str]:
    folder = prepared.parent / trial.__name__
    folder.mkdir()
    store = Path(shutil.copy(prepared, folder / "forum.sqlite"))
    try:
        with BotApiDouble() as double:
            return True, trial(double, store)
    except AssertionError as error:
        return False, str(error)


if __name__ == "__main__":
    sys.exit(main())
