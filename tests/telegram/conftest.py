"""The double, and the unchanged library pointed at it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram import BotApiDouble


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    with BotApiDouble(holds_repeated_polls=False) as double:
        yield double


@pytest.fixture
async def bot(double: BotApiDouble) -> AsyncIterator[Bot]:
    async with Bot(
        double.token,
        base_url=double.base_url,
        base_file_url=double.base_file_url,
        get_updates_request=HTTPXRequest(connection_pool_size=4),  # as of bots that compete
    ) as bot:
        yield bot
