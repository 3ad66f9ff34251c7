"""Who has what open, and who searches: both hold for some minutes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge import claims, searches
from knowledge.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        yield opened


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let some seconds pass."""
    now = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])

    def pass_by(seconds: float) -> None:
        now[0] += seconds

    return pass_by


def test_what_one_has_another_does_not_get(store: Store) -> None:
    assert claims.claim(store, "one", "asel")
    assert claims.claim(store, "one", "asel")
    assert not claims.claim(store, "one", "timur")
    assert claims.claim(store, "two", "timur")
    assert [claims.is_free(store, "one", who) for who in ("asel", "timur")] == [True, False]


def test_what_is_let_go_is_free(store: Store) -> None:
    claims.claim(store, "one", "asel")
    claims.claim(store, "two", "timur")
    claims.release(store, "asel")
    assert claims.claim(store, "one", "timur")
    assert not claims.claim(store, "two", "asel")


def test_what_nobody_touched_for_long_is_free(store: Store, later: Callable[[float], None]) -> None:
    claims.claim(store, "one", "asel")
    later(claims.HELD_FOR - 1)
    assert claims.claim(store, "one", "asel")
    later(claims.HELD_FOR - 1)
    assert not claims.claim(store, "one", "timur")
    later(2)
    assert claims.is_free(store, "one", "timur")
    assert claims.claim(store, "one", "timur")


def test_a_search_goes_on_until_it_is_ended_or_forgotten(
    store: Store, later: Callable[[float], None]
) -> None:
    assert searches.going_on(store, "asel") is None
    searches.begin(store, "asel", "one")
    searches.begin(store, "asel", "two")
    found = searches.going_on(store, "asel")
    assert found
    assert found.name == "two"
    assert searches.going_on(store, "timur") is None
    assert searches.end(store, "asel")
    assert not searches.end(store, "asel")
    searches.begin(store, "asel", "one")
    later(searches.LASTS + 1)
    assert searches.going_on(store, "asel") is None


def test_a_clock_that_is_set_back_makes_neither_last_for_ever(
    store: Store, later: Callable[[float], None]
) -> None:
    claims.claim(store, "one", "asel")
    claims.claim(store, "two", "asel")
    searches.begin(store, "asel", "one")
    later(-365 * 24 * 3600)
    assert claims.is_free(store, "one", "timur")
    assert claims.claim(store, "two", "timur")
    assert searches.going_on(store, "asel") is None
