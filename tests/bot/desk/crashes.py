"""A process that dies between two steps: whatever had no answer yet comes to the next one again."""

from typing import Any

from telegram import Update

from bot.app import build
from bot.connection import Connections
from bot.context import Services
from tests.telegram import BotApiDouble

Json = dict[str, Any]


async def comes_to_another_process(
    services: Services, double: BotApiDouble, update: Json | None = None
) -> Json:
    """Let the update that waits, or an earlier one, be answered by an application made anew.

    Gives the update, so that it can come again.
    """
    request, polling = (Connections(2, read_timeout=5.0) for _ in range(2))
    application = build(services, request, polling)
    await application.initialize()
    try:
        if update is None:
            taken = (await application.bot.get_updates())[-1]
            await application.bot.get_updates(offset=taken.update_id + 1)
            update = taken.to_dict()
        again = Update.de_json(update, application.bot)
        await application.process_update(again)
    finally:
        await application.shutdown()
    return update
