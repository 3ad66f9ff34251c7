"""The first start makes the database beside itself; where that fails, it makes it itself."""

import os
from pathlib import Path

import pytest

from bot.app import opened
from bot.settings import Settings
from bot.workshop import Workshop
from knowledge.store import open_store


def test_a_new_store_is_filled_and_has_its_index(tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite"
    Workshop(path).make_store()
    with open_store(path) as store:
        assert not store.is_empty()
        assert store.cached_index() is not None


def test_what_cannot_be_made_is_left(tmp_path: Path) -> None:
    path = tmp_path / "no-folder"
    path.write_text("a file")
    Workshop(path / "forum.sqlite").make_store()
    assert path.read_text() == "a file"


def test_without_it_the_start_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", os.devnull)
    told: list[str] = []
    with opened(Settings(store=tmp_path / "forum.sqlite"), told.append) as services:
        assert services.answerer.answer("When was the forum held?").entry == "forum-date"
    assert told[0].startswith("A new database is being filled, which takes some seconds")
    assert told[-1].startswith("A new database was filled")
