"""The connections to Telegram: HTTP/1.1 by h11 over asyncio, kept open and used again.

The library's own connection takes three quarters of the time that an answer takes; this one a
tenth. It also tells what the library cannot: when a request is on its way, and whether Telegram
surely has not carried it out, so that it may be asked again.
"""

import asyncio
import json
import ssl
from collections.abc import Callable
from contextvars import ContextVar
from time import monotonic
from typing import Any, Final, Protocol
from urllib.parse import SplitResult, urlsplit

import h11
from telegram.request import BaseRequest, RequestData

from bot.request_errors import NoConnection, NotDone, Unauthorized, Unsure

# Seconds. A kept connection spares the next answer a handshake; Telegram closes it after 75.
KEEP: Final = 60.0
_CONNECT: Final = 10.0
# Seconds that is waited for the answer to what cannot be repeated: rather late than never.
PATIENCE: Final = 75.0
_CHUNK: Final = 65536
# Bytes a second; a file may take as long as it takes over a line that is as slow as this.
_SLOWEST: Final = 65536
_JSON: Final = "application/json"


class Watch(Protocol):
    """What wants to know of the requests that are made for it; ``method`` is the API's."""

    def sending(self, method: str) -> None:
        """The request goes to the system now, which delivers it if this process dies."""

    def refused(self, method: str) -> None:
        """The request was sent, but Telegram surely has not carried it out."""

    async def rest(self, seconds: float) -> None:
        """Wait before the request is made again; less long where the person writes anew."""


watching: ContextVar[Watch | None] = ContextVar("watching", default=None)
"""Who watches the requests that are made in this context."""


class Connections(BaseRequest):
    """At most ``most`` connections; whoever comes later waits for one. Timeouts are in seconds."""

    def __init__(self, most: int, read_timeout: float) -> None:
        self._room = asyncio.Semaphore(most)
        self._read_timeout = read_timeout
        self._idle: list[_Connection] = []
        self._tls: ssl.SSLContext | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take, unless a call says otherwise."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Nothing to do: connections are opened when they are needed."""

    async def shutdown(self) -> None:
        """Close what is open."""
        while self._idle:
            self._idle.pop().close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """See BaseRequest; raises NotDone, Unsure and Unauthorized."""
        address = urlsplit(url)
        # A file that is fetched is called whatever its sender likes; it is no method of the API.
        called = address.path.rpartition("/")[2] if method == "POST" else ""
        wait = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        wait = wait if is_repeatable(called) else max(wait, PATIENCE)
        head, body = _written(address, method, request_data)
        wait += len(body) / _SLOWEST
        async with self._room:
            connection = await self._connection(address)
            status, answer, again = await _exchange(connection, head, body, wait, called)
            if again:
                self._idle.append(connection)
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See BaseRequest. What the bot itself has sent is left out; reading it takes long."""
        answer = read_answer(payload)
        message = answer.get("result")
        if isinstance(message, dict) and "message_id" in message:
            for known in ("from", "reply_markup", "entities", "reply_to_message"):
                message.pop(known, None)
        return answer

    async def _connection(self, address: SplitResult) -> "_Connection":
        while self._idle:
            connection = self._idle.pop()
            if connection.leads_to(address) and connection.is_fresh():
                return connection
            connection.close()
        tls = self._context() if address.scheme == "https" else None
        try:
            async with asyncio.timeout(_CONNECT):
                return await _Connection.opened(address, tls)
        except (OSError, TimeoutError) as error:
            raise NoConnection(f"no connection ({error or 'no answer'})") from error

    def _context(self) -> ssl.SSLContext:
        # Loading the certificates takes memory, and where nothing is encrypted, they are not used.
        if self._tls is None:
            import httpx  # it knows where the operator keeps certificates (SSL_CERT_FILE)

            self._tls = httpx.create_ssl_context()
        return self._tls


class _Connection:
    """One open connection."""

    def __init__(
        self, place: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._place = place
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.CLIENT)
        self._used = monotonic()

    @classmethod
    async def opened(cls, address: SplitResult, tls: ssl.SSLContext | None) -> "_Connection":
        port = address.port or (443 if tls else 80)
        reader, writer = await asyncio.open_connection(address.hostname, port, ssl=tls)
        return cls(f"{address.scheme}://{address.netloc}", reader, writer)

    def leads_to(self, address: SplitResult) -> bool:
        return self._place == f"{address.scheme}://{address.netloc}"

    def is_fresh(self) -> bool:
        """Whether the other side has surely not closed it."""
        at_end = self._reader.at_eof() or self._writer.is_closing()
        return not at_end and monotonic() - self._used < KEEP

    def send(self, request: h11.Request, body: bytes, before: Callable[[], None]) -> None:
        """Hand a request to the system whole; ``before`` is called the moment before."""
        parts = [request, h11.Data(body), h11.EndOfMessage()]
        written = b"".join(self._http.send(part) or b"" for part in parts)
        before()
        self._writer.write(written)

    async def answer(self) -> tuple[int, bytes]:
        """Status and body of the next answer."""
        await self._writer.drain()
        status, body = 0, bytearray()
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                self._http.receive_data(await self._reader.read(_CHUNK))
            elif isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                return status, bytes(body)
            elif isinstance(event, h11.ConnectionClosed):
                raise ConnectionError("closed without an answer")

    def goes_on(self) -> bool:
        """Whether it can carry another request; makes it ready where it can."""
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        self._used = monotonic()
        return True

    def close(self) -> None:
        self._writer.close()


async def _exchange(
    connection: _Connection, head: h11.Request, body: bytes, wait: float, called: str
) -> tuple[int, bytes, bool]:
    """Status, body, and whether the connection can be used again."""
    watch = watching.get() if called else None
    again = False
    try:
        connection.send(head, body, before=lambda: watch.sending(called) if watch else None)
        async with asyncio.timeout(wait):
            status, answer = await connection.answer()
        again = connection.goes_on()
    except TimeoutError as error:
        raise Unsure("no answer") from error
    except OSError as error:
        raise Unsure(f"the connection broke ({error})") from error
    except h11.RemoteProtocolError as error:
        raise Unsure("the answer is no HTTP, or not whole") from error
    finally:
        if not again:
            connection.close()
    refuse_undone(status, answer, called, watch)
    return status, answer, again


def refuse_undone(status: int, answer: bytes, called: str, watch: Watch | None) -> None:
    """Raise NotDone or Unauthorized where an answer says that nothing was carried out."""
    if watch and (status in (401, 429) or status >= 500):
        watch.refused(called)
    if status == 401:
        raise Unauthorized("Unauthorized")
    if status >= 500 or (status == 429 and b"retry_after" not in answer):
        raise NotDone(f"it answers {status}")


def is_repeatable(method: str) -> bool:
    """Whether a call does nothing more when it is carried out twice: all but new messages."""
    return not method.startswith("send") or method == "sendChatAction"


def read_answer(payload: bytes) -> dict[str, Any]:
    """The object that Telegram answers with; raises Unsure where it is none, or not whole.

    The library would show what it cannot read, and with it what people write.
    """
    try:
        answer = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Unsure("an answer that cannot be read")
    return answer


def _written(
    address: SplitResult, method: str, data: RequestData | None
) -> tuple[h11.Request, bytes]:
    """The head and the body of a request."""
    body, kind = _body(data) if data else (b"", _JSON)
    target = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
    headers = [
        ("Host", address.netloc.rpartition("@")[2]),
        ("User-Agent", BaseRequest.USER_AGENT),
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
    ]
    return h11.Request(method=method, target=target, headers=headers), body


def _body(data: RequestData) -> tuple[bytes, str]:
    """The body, and what kind it is; files make it a multipart one."""
    if not data.multipart_data:
        return json.dumps(data.parameters, separators=(",", ":")).encode(), _JSON
    import httpx  # an encoder for files, which are rare

    whole = httpx.Request(
        "POST", "http://file", data=data.json_parameters, files=data.multipart_data
    )
    return whole.read(), whole.headers["Content-Type"]
