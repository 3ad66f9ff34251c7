"""The clock that things are forgotten by: a jump is believed when it has lasted for a day."""

from datetime import UTC, datetime

import pytest

from bot.clock import Clock

DAY = 86400.0
YEAR = 365 * DAY
NOW = 1_800_000_000.0


class Machine:
    """The clock of a machine that is ``on``, and can be set."""

    def __init__(self) -> None:
        self.wall, self.steady = NOW, 50.0

    def runs(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def is_off(self, seconds: float) -> None:
        self.wall += seconds
        self.steady = 1.0


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr("bot.clock.time.time", lambda: machine.wall)
    monkeypatch.setattr("bot.clock.time.monotonic", lambda: machine.steady)
    return machine


def believed(clock: Clock) -> float:
    return clock.look().timestamp() - NOW


@pytest.mark.parametrize("correction", [0.0, -3600.0, 3600.0, DAY - 1])
def test_it_is_as_it_stands_and_small_corrections_are_taken(
    machine: Machine, correction: float
) -> None:
    clock = Clock()
    machine.runs(3600)
    machine.wall += correction
    assert believed(clock) == 3600 + correction
    assert not clock.is_doubted()


@pytest.mark.parametrize("jump", [YEAR, -YEAR, 2 * DAY])
def test_a_jump_is_not_believed_at_once_and_said_once(
    machine: Machine, jump: float, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    machine.wall += jump
    for hour in range(1, 23):
        machine.runs(3600)
        assert believed(clock) == hour * 3600
        assert clock.is_doubted()
    machine.wall -= jump
    assert believed(clock) == 22 * 3600
    assert not clock.is_doubted()
    assert f"{datetime.fromtimestamp(NOW + jump + 3600, UTC):%Y-%m-%d}" in caplog.text
    assert len(caplog.records) == 1


def test_it_is_believed_when_it_has_lasted_for_a_day(machine: Machine) -> None:
    clock = Clock()
    machine.wall += YEAR
    for _ in range(26):
        machine.runs(3600)
        clock.look()
    assert believed(clock) == YEAR + 26 * 3600
    assert not clock.is_doubted()


def test_a_jump_from_a_jump_begins_anew(machine: Machine) -> None:
    clock = Clock()
    for _ in range(40):
        machine.wall += 30 * DAY
        machine.runs(3600)
        clock.look()
    assert believed(clock) == 40 * 3600


def test_a_machine_that_is_off_every_night_comes_to_believe_it(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    clock.look()
    machine.is_off(40 * DAY)
    for _ in range(4):
        clock = Clock(clock.note())
        for _ in range(9):
            clock.look()
            machine.runs(3600)
        machine.is_off(15 * 3600)
    assert believed(Clock(clock.note())) == pytest.approx(44 * DAY)
    assert len(caplog.records) == 1


@pytest.mark.parametrize("noted", ["", "[]", "null", "[1]", '{"a": 1}', '["x", 0, 0]'])
def test_a_note_that_cannot_be_read_is_none(machine: Machine, noted: str) -> None:
    assert believed(Clock(noted)) == 0
