"""Running on Telegram: start, poll, keep the answers up to date, and stop in order."""

import asyncio
import logging
import signal
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from bot.app import ALLOWED_UPDATES, build
from bot.connection import Connections
from bot.context import ForumApplication, Services
from bot.face import show_face
from bot.lanes import AT_ONCE, Lanes
from bot.limits import Limits
from bot.outage import Outage
from bot.polling import Poller, PollingRequest, Stopped, insist
from knowledge.answerer import Answerer
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)

# Seconds between two looks for edits that another process made.
REFRESH: Final = 0.5
# Seconds between two looks for questions that were kept long enough.
FORGET: Final = 3600.0
# Seconds that what was begun may take when the bot is stopped.
LAST_WORDS: Final = 10.0


async def run(services: Services) -> None:
    """Serve people until SIGTERM or SIGINT; see ``serve``."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows has no signal handlers in loops; Ctrl-C ends the process there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    await serve(services, stop)


async def serve(services: Services, stop: asyncio.Event) -> None:
    """Serve people until ``stop`` is set, and finish what was begun.

    Raises CannotRun when Telegram will not have it, and trying again does not help.
    """
    polling = PollingRequest(1, read_timeout=10.0)
    application = build(services, Connections(AT_ONCE, read_timeout=15.0), polling, Limits())
    address = str(urlsplit(services.settings.base_url).hostname)
    try:
        await insist(application.initialize, stop, Outage(address, starting=True))
        await insist(application.bot.delete_webhook, stop, Outage(address, starting=True))
        poller = Poller(application.bot, polling, application.update_queue, ALLOWED_UPDATES)
        await _listen(application, poller, stop, Outage(address))
    except Stopped:
        log.info("Stopped before Telegram answered")
    finally:
        await application.shutdown()


async def _listen(
    application: ForumApplication, poller: Poller, stop: asyncio.Event, outage: Outage
) -> None:
    await application.start()
    beside = (
        asyncio.create_task(show_face(application.bot)),
        asyncio.create_task(_keep_fresh(application.bot_data.answerer)),
        asyncio.create_task(_forget_old_questions(application.bot_data)),
    )
    log.info("@%s is listening", application.bot.username)
    try:
        await poller.run(stop, outage)
    finally:
        log.info("Stopping; what was begun is finished")
        await _finish(application)
        await poller.confirm()
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _finish(application: ForumApplication) -> None:
    """Answer what was taken in, as far as there is time for it."""
    lanes = application.update_processor
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            await application.stop()
            if isinstance(lanes, Lanes):
                await lanes.drain()


async def _forget_old_questions(services: Services) -> None:
    while True:
        services.logbook.purge(services.settings.keep_questions_days)
        await asyncio.sleep(FORGET)


async def _keep_fresh(answerer: Answerer) -> None:
    told = ""
    while True:
        await asyncio.sleep(REFRESH)
        try:
            if await asyncio.to_thread(answerer.refresh):
                log.info("The base has changed and was read again")
            told = ""
        except KnowledgeError as error:
            if told != str(error):
                log.warning("The base could not be read again, the old one stays: %s", error)
            told = str(error)
        except Exception:
            log.exception("The base could not be read again, the old one stays")
