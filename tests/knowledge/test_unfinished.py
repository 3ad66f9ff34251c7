"""What a maintainer has begun: kept until it is done or left, one thing for each."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import unfinished
from knowledge.store import Store, open_store
from knowledge.unfinished import Unfinished


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as store:
        yield store


def test_it_is_there_again(store: Store) -> None:
    work = Unfinished("edit", {"entry": "forum-date", "typed": ["Қашан?", "when"], "page": 2})
    unfinished.keep(store, "7", work)
    assert unfinished.begun(store, "7") == work
    assert unfinished.begun(store, "8") is None


def test_what_is_kept_later_takes_its_place(store: Store) -> None:
    unfinished.keep(store, "7", Unfinished("edit", {"step": "one"}))
    unfinished.keep(store, "7", Unfinished("add", {"step": "two"}))
    assert unfinished.begun(store, "7") == Unfinished("add", {"step": "two"})


def test_it_can_be_forgotten(store: Store) -> None:
    unfinished.keep(store, "7", Unfinished("edit", {}))
    unfinished.forget(store, "7")
    assert unfinished.begun(store, "7") is None
    unfinished.forget(store, "7")


def test_when_it_was_kept_is_known_to_less_than_a_second(store: Store) -> None:
    before = time.time()
    unfinished.keep(store, "7", Unfinished("edit", {}))
    kept = unfinished.begun(store, "7")
    assert kept is not None
    assert before <= kept.at <= time.time()
