"""``forum-kb review``, ``proposals`` and ``stats``, over the sample base."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge import changes
from knowledge.__main__ import main
from knowledge.answerer import Answerer
from knowledge.model import Base
from knowledge.questions_log import Vote
from knowledge.store import Store, open_store
from tests.knowledge.asked import answered, offered, unanswered

Run = Callable[..., tuple[int, str, str]]
TODAY = datetime.now(UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "forum.sqlite"


@pytest.fixture
def store(path: Path, base: Base) -> Iterator[Store]:
    with open_store(path) as opened:
        opened.fill(base)
        yield opened


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--db", str(path)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def groups(run: Run, *words: str) -> list[dict[str, object]]:
    code, out, err = run("review", "--json", *words)
    assert (code, err) == (0, "")
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_the_queue_is_listed_with_counts_languages_and_the_nearest_entries(
    store: Store, run: Run
) -> None:
    unanswered(store, "число лавок", times=2)
    unanswered(store, "chislo lavok", "en")
    answered(store, "где стоянка", "hello", Vote.DOWN, "не о том")
    code, out, err = run("review")
    assert (code, err) == (0, "")
    assert re.search(r"^[a-z2-7]{8}  3x  unanswered 3  ru 2, en 1$", out, re.MULTILINE)
    assert "2x число лавок" in out
    assert "answered: hello" in out
    assert "people say: не о том" in out
    assert "1. sme-count (" in out
    assert "Awaiting review: 4 questions in 2 groups." in out


def test_the_queue_in_json_says_all_of_it(store: Store, run: Run) -> None:
    unanswered(store, "число лавок", times=2)
    (group,) = groups(run)
    assert (group["count"], group["problems"]) == (2, {"unanswered": 2})
    assert group["languages"] == {"ru": 2}
    assert group["questions"] == [
        {"question": "число лавок", "count": 2, "language": "ru", "read_as": "число лавок"}
    ]
    nearest = group["nearest"]
    assert isinstance(nearest, list)
    assert nearest[0]["entry"] == "sme-count"
    assert group["first_asked"] < group["last_asked"]  # type: ignore[operator]


def test_the_list_can_be_limited(store: Store, run: Run) -> None:
    unanswered(store, "число лавок", times=2)
    offered(store, "где стоянка")
    answered(store, "погода", "hello", Vote.DOWN)
    assert len(groups(run, "--limit", "1")) == 1
    for problem in ("unanswered", "ambiguous", "disliked"):
        (group,) = groups(run, "--only", problem)
        assert group["problems"] in ({problem: 1}, {problem: 2})
    assert "2 of them shown: --limit" in run("review", "--limit", "2")[1]


def test_an_empty_queue_says_so(store: Store, run: Run) -> None:
    assert run("review") == (0, "Awaiting review: 0 questions in 0 groups.\n", "")


def test_a_listed_group_is_attached_by_its_id(store: Store, run: Run) -> None:
    unanswered(store, "число лавок", times=2)
    (group,) = groups(run)
    unanswered(store, "лавок число", times=5)
    code, out, err = run("review", "attach", str(group["id"]), "sme-count", "--as", "Асель")
    assert (code, err) == (0, "")
    assert "sme-count was taught in change 2:" in out
    assert "Questions that lead to it now: 2 of 2." in out
    assert "Checks asked: 4, none is answered worse." in out
    assert Answerer(store).answer("число лавок").entry == "sme-count"
    author = changes.history(store)[0].author
    assert (author.name, author.surface) == ("Асель", "review")


def test_what_would_break_is_told_and_nothing_is_stored(store: Store, run: Run) -> None:
    unanswered(store, "числа фирмы")
    (group,) = groups(run)
    code, out, err = run("review", "attach", str(group["id"]), "hello")
    assert (code, out) == (1, "")
    assert "Refused" in err
    assert "phrasing 'число фирм' (ru)" in err
    assert len(changes.history(store)) == 1
    assert len(groups(run)) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("review", "attach", "zzzz", "sme-count"), "There is no group 'zzzz'"),
        (("review", "drop", "zzzz"), "There is no group 'zzzz'"),
        (("review", "keep", "zzzz"), "There is no group 'zzzz'"),
        (("review", "new", "zzzz"), "There is no group 'zzzz'"),
        (("proposals", "accept", "zzzz"), "There is no proposal 'zzzz'"),
        (("proposals", "drop", "zzzz"), "There is no proposal 'zzzz'"),
    ],
)
def test_what_is_not_there_is_one_line_and_exit_code_1(
    store: Store, run: Run, words: tuple[str, ...], told: str
) -> None:
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert told in err


@pytest.mark.parametrize("words", [("review", "attach", "x"), ("review", "fly"), ("review", "-x")])
def test_wrong_usage_is_exit_code_2(store: Store, run: Run, words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_a_group_becomes_a_draft(store: Store, run: Run) -> None:
    unanswered(store, "есть ли парковка")
    (group,) = groups(run)
    code, out, _ = run("review", "new", str(group["id"]), "--id", "parking")
    assert code == 0
    assert "parking is a draft now (change 2)." in out
    assert "forum-kb publish parking" in out
    assert "parking" in store.load().entries


def test_a_group_is_dropped_and_kept_again(store: Store, run: Run) -> None:
    unanswered(store, "рецепт борща")
    (group,) = groups(run)
    name = str(group["id"])
    assert f"forum-kb review keep {name}" in run("review", "drop", name)[1]
    assert groups(run) == []
    assert [found["id"] for found in groups(run, "--dropped")] == [name]
    assert (
        "Dropped: 1 question in 1 group.\nBack into the queue: forum-kb review keep"
        in run("review", "--dropped")[1]
    )
    assert run("review", "keep", name) == (0, "Back in the review: 1 question.\n", "")
    assert [found["id"] for found in groups(run)] == [name]


def test_proposals_are_listed_accepted_and_dropped(store: Store, run: Run) -> None:
    offered(store, "число лавок", "sme-count", times=2)
    offered(store, "где стоянка", "unknown-venue", times=3)
    offered(store, "что там", "hello")
    _, out, _ = run("proposals")
    assert "3x  unknown-venue" in out
    assert "2 proposals. 1 more picked less often." in out
    first, second = json.loads(run("proposals", "--json")[1])
    assert first["phrasings"] == [{"question": "где стоянка", "language": "ru"}]
    assert run("proposals", "drop", first["id"])[0] == 0
    assert "sme-count was taught" in run("proposals", "accept", second["id"])[1]
    assert json.loads(run("proposals", "--json")[1]) == []


def test_stats_are_printed_and_drawn(store: Store, run: Run, tmp_path: Path) -> None:
    answered(store, "число фирм", "sme-count", Vote.UP, now=TODAY)
    unanswered(store, "рецепт борща", now=TODAY)
    chart = tmp_path / "chart.png"
    code, out, err = run("stats", "--days", "7", "--chart", str(chart))
    assert code == 0
    assert ": 2 questions" in out
    assert "50% answered; 0% told that the article does not say it" in out
    assert "1 answer liked, 0 disliked" in out
    assert "1x sme-count" in out
    assert "Never asked (1): unknown-venue" in out
    assert str(chart) in err
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_stats_in_json(store: Store, run: Run) -> None:
    answered(store, "число фирм", "sme-count", now=TODAY)
    record = json.loads(run("stats", "--json", "--days", "2")[1])
    assert (record["questions"], record["answered_share"]) == (1, 1.0)
    assert record["outcomes"] == {"answer": 1, "not-told": 0, "suggest": 0, "decline": 0}
    assert len(record["days"]) == 2
    assert record["entries"] == {"sme-count": 1}


def test_stats_of_nothing_say_so(store: Store, run: Run) -> None:
    code, out, _ = run("stats")
    assert code == 0
    assert "Nothing was asked." in out


def test_a_chart_that_cannot_be_written_is_one_line(store: Store, run: Run, tmp_path: Path) -> None:
    code, out, err = run("stats", "--chart", str(tmp_path / "no" / "chart.png"))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "cannot be written" in err


def test_without_matplotlib_it_is_said_how_to_get_it(
    store: Store, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    code, _, err = run("stats", "--chart", str(tmp_path / "chart.png"))
    assert (code, err.count("\n")) == (1, 1)
    assert "pip install 'forum-bot[charts]'" in err


def test_asking_on_the_command_line_logs_nothing(store: Store, run: Run) -> None:
    assert run("ask", "рецепт борща")[0] == 0
    assert groups(run) == []
    assert json.loads(run("stats", "--json")[1])["questions"] == 0


# Single keys


class Walk:
    """``forum-kb review walk`` on a terminal of its own."""

    def __init__(self, path: Path) -> None:
        self.master, terminal = pty.openpty()
        command = [sys.executable, "-m", "knowledge", "review", "walk", "--db", str(path)]
        self.process = subprocess.Popen(
            command, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True
        )
        os.close(terminal)
        self.said = ""

    def wait_for(self, text: str) -> None:
        until = time.monotonic() + 60
        while text not in self.said:
            assert time.monotonic() < until, f"{text!r} was not said: {self.said}"
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self.master, 65536).decode(errors="replace")
                except OSError:
                    break
        _, _, self.said = self.said.partition(text)

    def key(self, key: str) -> None:
        """Press a key once the terminal waits for one; what is typed before that is dropped."""
        self.wait_for("q quit: ")
        until = time.monotonic() + 60
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < until, "no key is waited for"
            time.sleep(0.01)
        os.write(self.master, key.encode())

    def end(self) -> int:
        code = self.process.wait(timeout=60)
        os.close(self.master)
        return code


def test_the_queue_is_walked_through_with_single_keys(store: Store, path: Path) -> None:
    unanswered(store, "число лавок", times=5)
    unanswered(store, "есть ли парковка", times=4)
    unanswered(store, "рецепт борща", times=3)
    unanswered(store, "погода завтра", times=2)
    unanswered(store, "курс валют")
    walk = Walk(path)
    walk.wait_for("5 groups left.")
    walk.key("?")
    walk.key("1")
    walk.wait_for("sme-count was taught in change 2")
    walk.key("e")
    walk.wait_for("Entry: ")
    os.write(walk.master, b"unknown-venues\r")
    walk.wait_for("Did you mean unknown-venue?")
    walk.key("n")
    walk.wait_for("est-li-parkovka is a draft now")
    walk.key("d")
    walk.wait_for("Dropped.")
    walk.key("s")
    walk.wait_for("1 group left.")
    walk.key("q")
    assert walk.end() == 0
    assert Answerer(store).answer("число лавок").entry == "sme-count"
    assert "est-li-parkovka" in store.load().entries


def test_the_end_of_the_input_ends_the_walk(store: Store, path: Path) -> None:
    unanswered(store, "число лавок")
    walk = Walk(path)
    walk.key("\x04")
    assert walk.end() == 0


def test_a_walk_without_a_terminal_says_so(store: Store, path: Path) -> None:
    command = [sys.executable, "-m", "knowledge", "review", "walk", "--db", str(path)]
    ran = subprocess.run(command, input="1", capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "needs a terminal" in ran.stderr
