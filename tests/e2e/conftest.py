"""What the tests with real processes share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.answerer import Answerer
from knowledge.opening import keep_own
from knowledge.store import open_store
from tests.bot.sample import sample_base
from tests.telegram import BotApiDouble


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small base, and with the matcher's index."""
    path = tmp_path_factory.mktemp("small") / "forum.sqlite"
    with open_store(path) as store:
        store.fill(sample_base())
        keep_own(store)
        Answerer(store)
    return path


@pytest.fixture
def small_database(small: Path, tmp_path: Path) -> Path:
    """A store of its own with the small base, in a folder of its own."""
    folder = tmp_path / "store"
    folder.mkdir()
    return Path(shutil.copy(small, folder / "forum.sqlite"))


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    """Telegram, without the three seconds that a stopping bot is held for."""
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double
