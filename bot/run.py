"""Running on Telegram: start, poll, keep the answers up to date, and stop in order."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from telegram.ext import ExtBot

from bot.app import ALLOWED_UPDATES, build
from bot.clock import Clock
from bot.context import ForumApplication, Services
from bot.desk.face import show_desk_menus
from bot.face import show_face
from bot.freshness import renew_weights, take_up_edits
from bot.handlers.flood import slow_down
from bot.heap import give_back, share_one_heap
from bot.inbox import Inbox, inbox_path, open_inbox
from bot.intake import Intake
from bot.limits import Limits
from bot.logs import facts
from bot.outage import Outage, TokenRefused
from bot.polling import Poller, PollingRequest, Stopped, insist, unless
from bot.proxy import connections
from bot.pulse import EVERY, Pulse, pulse_path
from bot.reading import read_update
from bot.room import TRY_EVERY, Opening
from bot.settings import HEALTH_PATH
from bot.starting import start_facts
from bot.supervisor import Supervisor
from bot.web import Request, Response, Server
from bot.webhook import Hook
from knowledge.errors import KnowledgeError
from knowledge.store import default_path

log = logging.getLogger(__name__)

# More connections at once make every one of them slower.
AT_ONCE: Final = 16
# Seconds between two looks for questions that were kept long enough.
FORGET: Final = 3600.0
# Seconds between two looks for chats that have been quiet for long.
QUIET: Final = 60.0
# Seconds between two looks at the clock for the hour of the digest.
DIGEST: Final = 60.0
# The name of what the inbox keeps of the clock.
_CLOCK: Final = "clock"
# Seconds that what was begun may take when the bot is stopped.
LAST_WORDS: Final = 10.0
# The same where nothing can be sent any more, but what was sent is still being refused.
NOTHING_GOES: Final = 1.0


async def run(services: Services) -> None:
    """Serve people until SIGTERM or SIGINT; see ``serve``."""
    # The threads that match questions compute; what goes out must not wait for them for long.
    sys.setswitchinterval(0.0005)
    share_one_heap()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows has no signal handlers in loops; Ctrl-C ends the process there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    # asyncio's own way to tell shows the exception whole, and with it what somebody wrote.
    loop.set_exception_handler(_unawaited)
    await serve(services, stop, Supervisor(os.environ.get("NOTIFY_SOCKET", "")))


async def serve(
    services: Services, stop: asyncio.Event, supervisor: Supervisor | None = None
) -> None:
    """Serve people until ``stop`` is set, and finish what was begun.

    Raises CannotRun when Telegram will not have it, and trying again does not help.
    """
    supervisor = supervisor or Supervisor()
    settings = services.settings
    store, token = settings.store or default_path(), settings.needed_token()
    url = settings.base_url
    polling = PollingRequest(connections(url, 1, read_timeout=10.0))
    request = connections(url, AT_ONCE, read_timeout=15.0)
    application = build(services, request, polling, Limits())
    address, patience = str(urlsplit(url).hostname), LAST_WORDS
    try:
        with (
            closing(await _inbox(inbox_path(store, token), stop)) as inbox,
            closing(Pulse(pulse_path(store, token))) as pulse,
        ):
            await insist(application.initialize, stop, Outage(address, starting=True))
            intake = _intake(application, inbox)
            source = _source(application, polling, intake, inbox, pulse)
            server = Server(lambda request: _answer(request, source, pulse))
            if settings.listen:
                await server.listen(*settings.listen)
            try:
                with _beside(application, inbox, pulse, supervisor):
                    begun = facts(**start_facts(settings, services.answerer.base))
                    log.info("@%s is listening", application.bot.username, extra=begun)
                    supervisor.started()
                    intake.take_up()
                    await source.run(stop, Outage(address))
            except TokenRefused:
                patience = NOTHING_GOES
                raise
            finally:
                supervisor.stops()
                log.info("Stopping; what was begun is finished")
                await _finish(server, intake, patience)
            await source.confirm()
    except Stopped:
        log.info("Stopped before Telegram answered")
    finally:
        services.workshop.close()
        await application.shutdown()


def _source(
    application: ForumApplication,
    polling: PollingRequest,
    intake: Intake,
    inbox: Inbox,
    pulse: Pulse,
) -> Poller | Hook:
    """What brings the updates."""
    bot, webhook = application.bot, application.bot_data.settings.webhook
    if webhook:
        return Hook(bot, webhook, intake, inbox, ALLOWED_UPDATES, pulse)
    return Poller(bot, polling, intake, ALLOWED_UPDATES, pulse)


async def _answer(request: Request, source: Poller | Hook, pulse: Pulse) -> Response:
    if request.path == HEALTH_PATH:
        return Response(200 if pulse.is_well() else 503, f"{pulse.told()}\n")
    if isinstance(source, Hook):
        return await source.answer(request)
    return Response(404)


async def _finish(server: Server, intake: Intake, patience: float) -> None:
    """Answer what was taken in; what there is no time for is answered after the next start."""
    try:
        async with asyncio.timeout(patience):
            await server.close()
            await intake.drain()
    except TimeoutError:
        log.warning("Not everything could be answered in time; the rest is after the next start")
        await intake.break_off()


async def _inbox(path: Path, stop: asyncio.Event) -> Inbox:
    attempt = Opening(lambda: open_inbox(path))
    while (inbox := attempt.tried()) is None:
        await unless(stop, asyncio.sleep(TRY_EVERY))
    return inbox


def _intake(application: ForumApplication, inbox: Inbox) -> Intake:
    return Intake(
        inbox,
        application.process_update,
        lambda update: slow_down(update, application),
        lambda body: read_update(json.loads(body), application.bot),
    )


@contextmanager
def _beside(
    application: ForumApplication, inbox: Inbox, pulse: Pulse, supervisor: Supervisor
) -> Iterator[None]:
    """What goes on beside the answering, as long as there is any."""
    services = application.bot_data
    works = (
        _show_faces(application.bot, services),
        take_up_edits(services.answerer),
        renew_weights(services.answerer),
        _forget_old_questions(services, inbox),
        _keep_pulse(pulse, supervisor),
        _forget_quiet_chats(application),
        _tell_what_waits(application.bot, services),
    )
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def _show_faces(bot: ExtBot[None], services: Services) -> None:
    await show_face(bot)
    maintainers = services.settings.maintainers
    services.without_menu.update(await show_desk_menus(bot, services.store, maintainers))


async def _tell_what_waits(bot: ExtBot[None], services: Services) -> None:
    maintainers, hour = services.settings.maintainers, services.settings.digest_hour
    if hour is None or not maintainers:
        return
    from bot.desk import digest  # most bots start without it

    while True:
        now = datetime.now(services.settings.zone)
        try:
            if now.hour == hour:
                snapshot = services.answerer.snapshot
                told = await asyncio.to_thread(
                    digest.tell, services.store, snapshot, maintainers, now
                )
                await digest.send(bot, told)
        except KnowledgeError as error:
            log.warning("The maintainers could not be told what waits: %s", error)
        await asyncio.sleep(DIGEST)


async def _keep_pulse(pulse: Pulse, supervisor: Supervisor) -> None:
    while True:
        pulse.keep()
        supervisor.lives(pulse.told())
        give_back()
        await asyncio.sleep(EVERY)


async def _forget_old_questions(services: Services, inbox: Inbox) -> None:
    clock, settings = Clock(inbox.noted(_CLOCK)), services.settings
    while True:
        now = clock.look()
        inbox.note(_CLOCK, clock.note())
        if not clock.is_doubted():
            services.logbook.bring_back(now)
        services.logbook.purge(settings.keep_questions_days, now.astimezone(settings.zone))
        await asyncio.sleep(FORGET)


async def _forget_quiet_chats(application: ForumApplication) -> None:
    while True:
        await asyncio.sleep(QUIET)
        forget_quiet_chats(application)


def forget_quiet_chats(application: ForumApplication) -> None:
    """Drop what is kept in mind of chats where it is of no use any more."""
    for chat in [chat for chat, memory in application.chat_data.items() if memory.is_over()]:
        application.drop_chat_data(chat)


def _unawaited(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("Something in the background failed", exc_info=context.get("exception"))
