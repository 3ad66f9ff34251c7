"""Updates by webhook: Telegram brings them, to an address that only it can use."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Sequence
from hmac import compare_digest
from typing import Final
from urllib.parse import urlsplit

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.inbox import Inbox
from bot.intake import Intake
from bot.outage import Outage, SettingRefused
from bot.polling import Stopped, unless
from bot.pulse import Pulse
from bot.reading import is_update, read_update
from bot.settings import Webhook
from bot.web import Request, Response

log = logging.getLogger(__name__)

_HEADER: Final = "x-telegram-bot-api-secret-token"
# Seconds between two looks whether Telegram still knows the address.
LOOK: Final = 60.0
# Connections that Telegram may use.
_CONNECTIONS: Final = 40


class Hook:
    """Takes what Telegram brings, and sees to it that Telegram knows where to bring it."""

    def __init__(
        self,
        bot: ExtBot[None],
        webhook: Webhook,
        intake: Intake,
        inbox: Inbox,
        allowed: Sequence[str],
        pulse: Pulse,
    ) -> None:
        self._bot = bot
        self._webhook = webhook
        self._path = urlsplit(webhook.url).path or "/"
        self._intake = intake
        self._inbox = inbox
        self._allowed = allowed
        self._pulse = pulse

    async def run(self, stop: asyncio.Event, outage: Outage) -> None:
        """Look after the webhook until ``stop`` is set.

        Raises SettingRefused when the token was revoked, or Telegram refuses the address.
        """
        wait = 0.0
        try:
            while True:
                await unless(stop, asyncio.sleep(wait))
                try:
                    await unless(stop, self.set())
                except TelegramError as error:
                    wait = outage.met(error)
                else:
                    outage.over()
                    self._pulse.beat()
                    wait = LOOK
        except Stopped:
            return

    async def confirm(self) -> None:
        """Nothing to do: each update is confirmed as it is taken."""

    async def set(self) -> None:
        """Tell Telegram the address, where what it knows differs.

        Telegram does not tell the secret that it uses, so the inbox notes what was set.
        """
        url, secret = self._webhook.url, self._webhook.secret.reveal()
        mark = hashlib.sha256(f"{url}\n{secret}\n{self._allowed}".encode()).hexdigest()
        info = await self._bot.get_webhook_info()
        if info.url == url and self._inbox.noted("webhook") == mark:
            return
        try:
            await self._bot.set_webhook(
                url,
                secret_token=secret,
                allowed_updates=self._allowed,
                max_connections=_CONNECTIONS,
            )
        except BadRequest as error:
            raise SettingRefused(
                f"Telegram refuses the address in TELEGRAM_WEBHOOK_URL ({error}):"
                " it needs https and the port 443, 80, 88 or 8443."
            ) from None
        self._inbox.note("webhook", mark)
        log.info("The webhook is set")

    async def answer(self, request: Request) -> Response:
        """Take an update from Telegram, and from nobody else."""
        if request.path != self._path:
            return Response(404, "Nothing is here.")
        if request.method != "POST":
            return Response(405, "Updates come by POST.")
        given = request.headers.get(_HEADER)
        if given is None:
            return Response(401, "The secret is missing.")
        if not compare_digest(given.encode(), self._webhook.secret.reveal().encode()):
            return Response(403, "The secret is wrong.")
        return await self._take(request.body)

    async def _take(self, body: bytes) -> Response:
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return Response(400, "This is no JSON.")
        if not is_update(raw):
            return Response(400, "This is no update.")
        self._intake.take([(read_update(raw, self._bot), json.dumps(raw))])
        self._pulse.beat()
        await self._intake.ready()
        return Response(200)
