from collections.abc import Iterator

import pytest

from bot.context import Services
from bot.settings import Secret, Settings
from knowledge.answerer import Answerer
from knowledge.model import Base
from knowledge.store import Store, store_in_memory
from tests.bot.sample import sample_base
from tests.telegram import BotApiDouble


@pytest.fixture(scope="session")
def base() -> Base:
    """The small base."""
    return sample_base()


@pytest.fixture
def store(base: Base) -> Iterator[Store]:
    """A store of its own with the small base."""
    with store_in_memory(base) as store:
        yield store


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    """Telegram, without the three seconds that a stopping bot is held for."""
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double


@pytest.fixture
def services(double: BotApiDouble, store: Store) -> Services:
    """What the application is built of, pointed at the double."""
    settings = Settings(token=Secret(double.token), base_url=double.base_url)
    return Services(settings, store, Answerer(store))
