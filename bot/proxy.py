"""The way to Telegram where the network lets programs out through a proxy only.

A proxy is set as everywhere: ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, or
the system's own settings. Behind one, the library's connections are used, which know them all.
"""

import re
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import NetworkError
from telegram.request import BaseRequest, HTTPXRequest

from bot.connection import (
    PATIENCE,
    Connections,
    is_repeatable,
    read_answer,
    refuse_undone,
    watching,
)
from bot.outage import SettingRefused
from bot.request_errors import NoConnection, Unsure

_PASSWORD: Final = re.compile(r":[^:/@]+@")
# Seconds.
_CONNECT: Final = 10.0
# These come before the request is sent.
_UNSENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def connections(base_url: str, most: int, read_timeout: float) -> BaseRequest:
    """At most ``most`` connections to the Bot API; ``read_timeout`` is in seconds.

    Raises SettingRefused when the proxy is none that can be used.
    """
    if not needs_proxy(base_url):
        return Connections(most, read_timeout)
    try:
        return ThroughProxy(most, read_timeout, connect_timeout=_CONNECT, pool_timeout=None)
    except (RuntimeError, ValueError, httpx.InvalidURL) as error:
        raise SettingRefused(
            f"The proxy that is set cannot be used ({error}): correct HTTPS_PROXY, HTTP_PROXY or"
            " ALL_PROXY, or name the server in NO_PROXY."
        ) from None


def needs_proxy(url: str) -> bool:
    """Whether the environment or the system names a proxy for an address."""
    address, proxies = urlsplit(url), getproxies()
    named = proxies.get(address.scheme) or proxies.get("all")
    return bool(named) and not proxy_bypass(address.netloc.rpartition("@")[2])


def secrets() -> list[str]:
    """The passwords of the proxies that are set, as they stand in an address."""
    return [part for url in getproxies().values() for part in _PASSWORD.findall(url)]


class ThroughProxy(HTTPXRequest):
    """The library's connections, which tell what ours tell: what is sent, what was in vain."""

    async def do_request(
        self, url: str, method: str, *args: Any, **options: Any
    ) -> tuple[int, bytes]:
        """See BaseRequest; raises NotDone, Unsure and Unauthorized."""
        called = url.rpartition("/")[2]
        if not is_repeatable(called):
            options["read_timeout"] = PATIENCE
        watch = watching.get() if method == "POST" else None
        if watch:
            watch.sending(called)
        try:
            status, answer = await super().do_request(url, method, *args, **options)
        except NetworkError as error:
            if not isinstance(error.__cause__, _UNSENT):
                raise Unsure(str(error)) from error
            if watch:
                watch.refused(called)
            raise NoConnection(f"no connection ({error})") from error
        refuse_undone(status, answer, called, watch)
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See BaseRequest."""
        return read_answer(payload)
