import logging

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot import outage
from bot.outage import CannotRun, Outage, SettingRefused

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
ADDRESS = "api.telegram.org"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, to be set."""
    now = [1000.0]
    monkeypatch.setattr(outage, "monotonic", lambda: now[0])
    return now


def test_a_refused_token_cannot_be_waited_out() -> None:
    secret = InvalidToken("The token `1:abc` was rejected by the server.")
    with pytest.raises(SettingRefused, match="TELEGRAM_TOKEN") as caught:
        Outage(ADDRESS).met(secret)
    assert "1:abc" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_each_kind_of_trouble_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Outage(ADDRESS)
    for error in (NetworkError("no route"), NetworkError("no route"), Conflict("other getUpdates")):
        trouble.met(error)
    first, second = (record.getMessage() for record in caplog.records)
    assert ADDRESS in first
    assert "no route" in first
    assert "Another process" in second


def test_troubles_that_take_turns_are_said_once_each(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Outage(ADDRESS)
    for _ in range(5):
        trouble.met(NetworkError("no route"))
        trouble.met(TimedOut())
    assert len(caplog.records) == 2


def test_that_it_works_again_is_said_where_trouble_was(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    trouble = Outage(ADDRESS)
    trouble.over()
    assert not caplog.records
    trouble.met(TimedOut())
    trouble.over()
    assert "answers again" in caplog.records[-1].getMessage()


def test_waits_grow_and_begin_anew_after_success() -> None:
    trouble = Outage(ADDRESS)
    waits = [trouble.met(NetworkError("away")) for _ in range(6)]
    assert waits == [0.5, 1, 2, 4, 8, 15]
    trouble.over()
    assert trouble.met(NetworkError("away")) == 0.5


def test_the_wait_that_telegram_asks_for_is_kept() -> None:
    assert Outage(ADDRESS).met(RetryAfter(7)) == 7


@pytest.mark.parametrize("error", [NetworkError("away"), BadRequest("odd")])
def test_starting_is_given_up_after_a_minute(clock: list[float], error: NetworkError) -> None:
    trouble = Outage(ADDRESS, starting=True)
    trouble.met(error)
    clock[0] += 59
    trouble.met(error)
    clock[0] += 1
    with pytest.raises(CannotRun, match="Given up after 60 seconds"):
        trouble.met(error)


def test_a_running_bot_waits_for_the_network_for_ever(clock: list[float]) -> None:
    trouble = Outage(ADDRESS)
    trouble.met(NetworkError("away"))
    clock[0] += 1_000_000
    assert trouble.met(NetworkError("away")) > 0


CONFLICT = Conflict("terminated by other getUpdates request")


@pytest.mark.parametrize("succeeds", [False, True])
def test_the_later_of_two_instances_gives_way(clock: list[float], succeeds: bool) -> None:
    earlier = Outage(ADDRESS)
    clock[0] += 1000
    later = Outage(ADDRESS)
    for _ in range(6):
        for trouble in (earlier, later):
            trouble.met(CONFLICT)
            if succeeds:
                trouble.over()
        clock[0] += 5
    earlier.met(CONFLICT)
    with pytest.raises(CannotRun, match="came later"):
        later.met(CONFLICT)


def test_two_instances_that_take_turns_are_told_once(
    clock: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    trouble = Outage(ADDRESS)
    clock[0] += 1000
    for _ in range(5):
        trouble.met(CONFLICT)
        clock[0] += 5
        trouble.over()
    assert len(caplog.records) == 1
    clock[0] += 60
    trouble.over()
    assert "answers again" in caplog.records[-1].getMessage()


def test_another_instance_is_not_waited_for_for_ever(clock: list[float]) -> None:
    trouble = Outage(ADDRESS)
    clock[0] += 1000
    trouble.met(CONFLICT)
    clock[0] += 60
    with pytest.raises(CannotRun, match="stop one of the two"):
        trouble.met(CONFLICT)
