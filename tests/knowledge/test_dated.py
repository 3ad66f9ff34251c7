"""Forgetting by a believed time, and rows that bear a date in the future."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge import chats, claims, dated, lessons, replied, searches
from knowledge.model import Outcome, OutcomeKind
from knowledge.questions_log import logged, purge, record
from knowledge.store import Store, open_store

NOW = datetime(2030, 1, 1, tzinfo=UTC)
AHEAD = NOW + timedelta(days=365)
KEPT = (*("claims", "greeted_chats", "lessons", "questions_log", "replied_messages", "searches"),)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        yield opened


def fill(store: Store, name: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have something of all that is kept for a time."""
    monkeypatch.setattr("time.time", now.timestamp)
    asked = Outcome(OutcomeKind.DECLINE, name, "en")
    record(store, logged(asked, now))
    claims.claim(store, name, "asel")
    searches.begin(store, name, "group")
    chats.greet(store, name)
    replied.keep(store, name, 1, replied.Replied((2,), "mark"))
    lessons.keep(store, lessons.begun(name, 1, "who spoke?", "en"), "asel")


def counts(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in KEPT
        }


def test_what_is_written_while_the_clock_is_a_year_ahead_deletes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, "one", NOW, monkeypatch)
    fill(store, "two", AHEAD, monkeypatch)
    assert counts(store) == dict.fromkeys(KEPT, 2) | {"claims": 1}


def test_it_is_kept_no_longer_than_all_else_when_the_clock_is_right_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, "two", AHEAD, monkeypatch)
    dated.bring_back(store, NOW)
    in_a_month = NOW + timedelta(days=31)
    dated.forget(store, in_a_month)
    purge(store, 30, in_a_month)
    assert counts(store) == dict.fromkeys(KEPT, 0) | {"claims": 1, "searches": 1}


def test_what_is_right_keeps_its_date(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, "one", NOW, monkeypatch)
    dated.bring_back(store, NOW + timedelta(hours=1))
    dated.forget(store, NOW + timedelta(hours=49))
    assert counts(store) == dict.fromkeys(KEPT, 1) | {"replied_messages": 0}
