from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge import dated, replied
from knowledge.replied import Replied, find, keep, mark
from knowledge.store import Store, open_store

FIRST = Replied((11, 12), "a", "cook")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as store:
        yield store


def test_what_a_message_got_is_found_again_after_a_restart(store: Store, tmp_path: Path) -> None:
    keep(store, "5", 10, FIRST)
    with open_store(tmp_path / "forum.sqlite") as again:
        assert find(again, "5", 10) == FIRST


@pytest.mark.parametrize(("chat", "message"), [("5", 11), ("6", 10), ("-5", 10)])
def test_numbers_of_messages_belong_to_their_chat(store: Store, chat: str, message: int) -> None:
    keep(store, "5", 10, FIRST)
    assert find(store, chat, message) is None


def test_the_newest_counts(store: Store) -> None:
    keep(store, "5", 10, FIRST)
    keep(store, "5", 10, Replied((13,), "b"))
    assert find(store, "5", 10) == Replied((13,), "b", None)


def test_it_is_forgotten_when_nobody_can_edit_any_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("knowledge.replied.time.time", lambda: clock[0])
    keep(store, "5", 10, FIRST)
    clock[0] += replied.KEPT_FOR - 1
    assert find(store, "5", 10) == FIRST
    clock[0] += 2
    assert find(store, "5", 10) is None
    keep(store, "5", 20, FIRST)
    dated.forget(store, datetime.fromtimestamp(clock[0], UTC))
    assert rows(store) == 1


def test_no_more_than_so_many_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replied, "MOST", 3)
    for message in range(10):
        keep(store, "5", message, FIRST)
    assert rows(store) == 3
    assert find(store, "5", 9) == FIRST
    assert find(store, "5", 6) is None


def test_a_mark_tells_texts_apart_and_does_not_link_them() -> None:
    assert mark("5", 10, "a") == mark("5", 10, "a")
    assert mark("5", 10, "a") != mark("5", 10, "b")
    assert len({mark("5", 10, "a"), mark("5", 11, "a"), mark("-100", 10, "a")}) == 3
    assert mark("5", 10, "a\ud800")


def rows(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM replied_messages").fetchone()[0])
