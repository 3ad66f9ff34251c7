"""HTTP/1.1 over loopback: requests with any body that Telegram takes, kept-alive connections."""

import socket
import struct
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.telegram.errors import ApiError
from tests.telegram.orders import Answer
from tests.telegram.parameters import read_parameters

# What answers a request: the path and the parameters (or why they cannot be read) come in;
# None closes the connection.
Answerer = Callable[[str, dict[str, object] | ApiError], Answer | None]


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    server: "HttpServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        given: dict[str, object] | ApiError
        try:
            given = read_parameters(address.query, self.headers.get("Content-Type") or "", body)
        except ApiError as error:
            given = error
        answer = self.server.answerer(unquote(address.path), given)
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    def do_GET(self) -> None:
        self.do_POST()

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.broken_off:
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.close_connection = True
            self.server.resets(self.connection)
        else:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: calls are recorded, not printed."""


class HttpServer(ThreadingTCPServer):
    """Serves on a free port of loopback, one thread a connection, until it is stopped."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, answerer: Answerer, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Request)
        self.answerer = answerer
        self._connections: set[Any] = set()
        self._resetting: set[Any] = set()
        self._thread = Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and close every connection."""
        self.shutdown()
        self._thread.join()
        self.server_close()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed by the other side

    def resets(self, connection: socket.socket) -> None:
        """See to it that a connection ends by a reset, once what was written has left."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._resetting.add(connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        if request in self._resetting:
            self._resetting.discard(request)
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is nothing to tell; anything else is a fault of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
