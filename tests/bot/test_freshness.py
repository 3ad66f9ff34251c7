"""What edits leave out of date is made anew while the bot runs; a failure is no endless loop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.freshness import renew_weights
from bot.workshop import Workshop
from knowledge.answerer import Answerer
from knowledge.store import Store
from tests.bot.test_workshop import teach


@asynccontextmanager
async def kept_fresh(answerer: Answerer) -> AsyncIterator[None]:
    task = asyncio.create_task(renew_weights(answerer))
    try:
        yield
    finally:
        task.cancel()


async def something_told(caplog: pytest.LogCaptureFixture) -> None:
    async with asyncio.timeout(60.0):
        while not caplog.messages:  # noqa: ASYNC110  # another process has no event to wait for
            await asyncio.sleep(0.01)


@pytest.fixture
def drifted(store: Store, workshop: Workshop) -> Answerer:
    """So much was edited since its index was made that its weights are out of date."""
    live = Answerer(store, workshop.make_index)
    teach(store, *(f"zanzibar {number}" for number in range(5)))
    live.refresh()
    assert live.snapshot.is_drifted()
    return live


async def test_weights_that_are_out_of_date_are_made_anew(
    drifted: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    weighed = drifted.matcher.index.weighed
    async with kept_fresh(drifted):
        await something_told(caplog)
    assert not drifted.snapshot.is_drifted()
    assert drifted.matcher.index.weighed == weighed + 5
    assert "made anew" in caplog.text


async def test_where_they_cannot_be_it_answers_on_and_does_not_try_all_the_time(
    drifted: Answerer,
    program: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.freshness.LOOK", 0.01)
    program(f"echo tried >> {tmp_path}/tries; exit 1")
    async with kept_fresh(drifted):
        await something_told(caplog)
        await asyncio.sleep(0.2)
    assert (tmp_path / "tries").read_text() == "tried\n"
    assert len(caplog.messages) == 1
    assert drifted.answer("zanzibar 3").entry == "tent-red"
