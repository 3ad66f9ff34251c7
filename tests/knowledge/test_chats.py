from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import chats
from knowledge.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as store:
        yield store


def test_a_chat_is_greeted_once(store: Store) -> None:
    assert [chats.greet(store, "-5"), chats.greet(store, "-5")] == [True, False]
    assert chats.greet(store, "-6")


def test_after_a_long_time_it_is_greeted_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("knowledge.chats.time.time", lambda: clock[0])
    chats.greet(store, "-5")
    clock[0] += chats.GREETED_FOR - 1
    assert not chats.greet(store, "-5")
    clock[0] += 2
    assert chats.greet(store, "-5")


def test_state_moves_to_the_new_id(store: Store) -> None:
    chats.greet(store, "-5")
    store.set_language("-5", "kk")
    for _ in range(2):
        chats.move(store, "-5", "-1005")
    assert not chats.greet(store, "-1005")
    assert store.language("-1005") == "kk"
    assert store.language("-5") is None


def test_what_the_new_id_has_stays(store: Store) -> None:
    store.set_language("-5", "kk")
    store.set_language("-1005", "ru")
    chats.move(store, "-5", "-1005")
    assert store.language("-1005") == "ru"
    assert store.language("-5") is None
