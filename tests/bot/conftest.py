import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.asker import Asker
from bot.choices import Choices
from bot.context import Services
from bot.logbook import open_logbook
from bot.run import serve
from bot.settings import Secret, Settings
from bot.workshop import Workshop
from knowledge.answerer import Answerer
from knowledge.model import Base
from knowledge.store import Store, open_store
from tests.bot.sample import sample_base
from tests.telegram import BotApiDouble, Person


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the machine has leads nowhere near the double."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def base() -> Base:
    """The small base."""
    return sample_base()


@pytest.fixture(scope="session")
def prepared(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small base, and with the matcher's index, which takes time to build."""
    path = tmp_path_factory.mktemp("prepared") / "forum.sqlite"
    with open_store(path) as store:
        store.fill(base)
        Answerer(store)
    return path


@pytest.fixture
def store(prepared: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of its own with the small base."""
    copy = Path(shutil.copy(prepared, tmp_path / "forum.sqlite"))
    with open_store(copy) as store:
        yield store


@pytest.fixture
def workshop(store: Store, tmp_path: Path) -> Workshop:
    """Where the long work over that store is done."""
    return Workshop(tmp_path / "forum.sqlite")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has a script run where Python would, as a process of its own."""

    def put(script: str) -> None:
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr("sys.executable", str(path))

    return put


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    """Telegram, without the three seconds that a stopping bot is held for."""
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double


@pytest.fixture
def services(
    double: BotApiDouble, store: Store, workshop: Workshop, tmp_path: Path
) -> Iterator[Services]:
    """What the application is built of, pointed at the double."""
    path = tmp_path / "forum.sqlite"
    settings = Settings(token=Secret(double.token), base_url=double.base_url, store=path)
    with closing(open_logbook(path)) as logbook:
        asker = Asker(Answerer(store))
        yield Services(settings, store, asker, logbook, Choices(store), workshop)


@pytest.fixture
async def running(services: Services) -> AsyncIterator[None]:
    """The bot, serving."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(services, stop))
    yield
    stop.set()
    await task


@pytest.fixture
def person(double: BotApiDouble, running: None) -> Person:
    """Somebody who speaks English, and a bot that serves."""
    return double.person(language_code="en")
