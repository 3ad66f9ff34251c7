"""What a supervisor is told of a bot that runs, hangs, is deaf or gone."""

import json
import os
from pathlib import Path

import pytest

from bot.pulse import Pulse, look, pulse_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return pulse_path(tmp_path / "my.forum.sqlite", "12:abc")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, to be set."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("bot.pulse.time.time", lambda: now[0])
    monkeypatch.setattr("bot.pulse.time.monotonic", lambda: now[0])
    return now


def test_a_bot_that_hears_of_telegram_is_well(path: Path, clock: list[float]) -> None:
    pulse = Pulse(path)
    clock[0] += 30
    pulse.keep()
    assert pulse.is_well()
    is_well, line = look(path)
    assert is_well
    assert str(os.getpid()) in line
    assert "30 s" in line


def test_one_that_is_deaf_is_not_until_it_hears_again(path: Path, clock: list[float]) -> None:
    pulse = Pulse(path)
    clock[0] += 121
    pulse.keep()
    assert not pulse.is_well()
    assert not look(path)[0]
    pulse.beat()
    pulse.keep()
    assert pulse.is_well()
    assert look(path)[0]


def test_one_that_hangs_or_was_killed_is_not(path: Path, clock: list[float]) -> None:
    Pulse(path).keep()
    clock[0] += 46
    is_well, line = look(path)
    assert not is_well
    assert "hangs or was killed" in line


def test_one_that_stopped_in_order_does_not_run(path: Path) -> None:
    pulse = Pulse(path)
    pulse.keep()
    pulse.close()
    assert look(path) == (False, f"No bot runs: {path} is not there.")
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"at": "now", "silence": 0, "pid": 1}', "\0"])
def test_an_odd_file_is_no_sign_of_life(path: Path, content: str) -> None:
    path.write_text(content)
    is_well, line = look(path)
    assert not is_well
    assert "\n" not in line


def test_a_file_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    pulse = Pulse(tmp_path / "away" / "a.pulse")
    pulse.keep()
    pulse.close()


def test_where_there_is_no_room_for_a_new_file_the_old_one_is_written(
    path: Path, clock: list[float]
) -> None:
    pulse = Pulse(path)
    pulse.keep()
    path.with_name(f"{path.name}-new").mkdir()
    for seconds in (100_000.0, 0.5):
        clock[0] += seconds
        pulse.beat()
        pulse.keep()
        assert look(path)[0]


def test_it_lies_beside_the_store_without_the_secret(path: Path) -> None:
    assert path.name == "my.forum-bot-12.pulse"
    Pulse(path).keep()
    assert set(json.loads(path.read_text())) == {"at", "silence", "pid"}
