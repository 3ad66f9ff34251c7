"""A small HTTP server by h11 over asyncio: whole requests in, whole answers out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import h11

from bot.outage import CannotRun

log = logging.getLogger(__name__)

# Bytes. The largest update is far below that.
LARGEST: Final = 1_048_576
# Seconds that a caller may take for a request, and be silent before the next.
_PATIENCE: Final = 75.0
# Telegram opens a hundred at most.
_CONNECTIONS: Final = 256
_CHUNK: Final = 65536


@dataclass(frozen=True, slots=True)
class Request:
    """A request that was read whole; names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back: a status and a line of text."""

    status: int
    text: str = ""


Answer = Callable[[Request], Awaitable[Response]]


class Server:
    """Listens on an address until it is closed."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._busy: set[asyncio.Task[None]] = set()

    async def listen(self, host: str, port: int) -> None:
        """Begin to serve. Raises CannotRun where nobody may listen there."""
        try:
            self._server = await asyncio.start_server(self._serve, host, port, limit=_CHUNK)
        except OSError as error:
            raise CannotRun(
                f"Nothing can listen on {host}:{port} ({error.strerror or error}):"
                " choose another address in FORUM_BOT_LISTEN."
            ) from None

    async def close(self) -> None:
        """Take no more requests, and answer those that are there."""
        if self._server:
            self._server.close()
        for task in self._open - self._busy:
            task.cancel()
        if self._open:
            await asyncio.wait(self._open)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._open) >= _CONNECTIONS:
            writer.close()
            return
        self._open.add(task)
        try:
            await self._converse(task, reader, writer)
        except (OSError, TimeoutError, asyncio.CancelledError):
            pass  # the caller went away, was silent for too long, or the server closes
        finally:
            self._open.discard(task)
            self._busy.discard(task)
            writer.close()

    async def _converse(
        self,
        task: "asyncio.Task[None]",
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Answer request after request on one connection."""
        http = h11.Connection(h11.SERVER)
        while True:
            try:
                async with asyncio.timeout(_PATIENCE):
                    request = await _read(http, reader)
            except h11.RemoteProtocolError as error:
                request = Response(error.error_status_hint or 400, "This is no HTTP.")
            if request is None:
                return
            self._busy.add(task)
            response = request if isinstance(request, Response) else await self._said(request)
            _write(http, writer, response, closing=self._is_closing())
            await writer.drain()
            self._busy.discard(task)
            if http.our_state is not h11.DONE or http.their_state is not h11.DONE:
                return
            http.start_next_cycle()

    def _is_closing(self) -> bool:
        return self._server is None or not self._server.is_serving()

    async def _said(self, request: Request) -> Response:
        try:
            return await self._answer(request)
        except Exception:
            log.exception("A request could not be answered")
            return Response(500, "Something went wrong.")


async def _read(http: h11.Connection, reader: asyncio.StreamReader) -> Request | Response | None:
    """The next request; a Response in place of one that is refused; None at the end."""
    head, body = None, bytearray()
    while True:
        event = http.next_event()
        if event is h11.NEED_DATA:
            http.receive_data(await reader.read(_CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > LARGEST:
                return Response(413, "This is too large.")
        elif isinstance(event, h11.EndOfMessage) and head:
            headers = {_text(name): _text(value) for name, value in head.headers}
            path = _text(head.target).partition("?")[0]
            return Request(_text(head.method), path, headers, bytes(body))
        else:
            return None


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")


def _write(
    http: h11.Connection, writer: asyncio.StreamWriter, response: Response, *, closing: bool
) -> None:
    body = response.text.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    # What was not read to its end, or is closing, is not used again.
    if closing or http.their_state is not h11.DONE:
        headers.append(("Connection", "close"))
    parts: list[h11.Event] = [h11.Response(status_code=response.status, headers=headers)]
    parts += [h11.Data(body), h11.EndOfMessage()]
    with suppress(h11.LocalProtocolError):
        writer.write(b"".join(http.send(part) or b"" for part in parts))
