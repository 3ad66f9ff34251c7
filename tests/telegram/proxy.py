"""A double of a forward proxy: it hands requests on, or refuses them, and notes what came."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from urllib.parse import urlsplit


class ProxyDouble(ThreadingTCPServer):
    """Listens on a free port of loopback; ``refusal`` is a status line it answers all with."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, refusal: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.refusal = refusal
        self.requests: list[str] = []

    @property
    def url(self) -> str:
        """Its address, as a setting has it."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def passed(self, method: str) -> bool:
        """Whether a call of the Bot API's method came by."""
        return any(line.split()[1].endswith(f"/{method}") for line in self.requests)


@contextmanager
def proxy_double(refusal: str = "") -> Iterator[ProxyDouble]:
    """A proxy for as long as the ``with`` block lasts."""
    with ProxyDouble(refusal) as proxy:
        thread = Thread(target=proxy.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield proxy
        proxy.shutdown()
        thread.join()


class _Passage(StreamRequestHandler):
    server: ProxyDouble

    def handle(self) -> None:
        while line := self.rfile.readline().decode().strip():
            self.server.requests.append(line)
            headers = list(iter(lambda: self.rfile.readline().decode(), "\r\n"))
            length = [
                h.partition(":")[2] for h in headers if h.lower().startswith("content-length")
            ]
            body = self.rfile.read(int(length[0]) if length else 0)
            if self.server.refusal:
                refusal = f"HTTP/1.1 {self.server.refusal}\r\nContent-Length: 0\r\n\r\n"
                self.wfile.write(refusal.encode())
            else:
                self._hand_on(line, headers, body)

    def _hand_on(self, line: str, headers: list[str], body: bytes) -> None:
        method, url, version = line.split()
        address = urlsplit(url)
        kept = [h for h in headers if not h.lower().startswith(("connection", "proxy-"))]
        head = "".join([f"{method} {address.path} {version}\r\n", *kept, "Connection: close\r\n"])
        with socket.create_connection((address.hostname, address.port)) as server:
            server.sendall(f"{head}\r\n".encode() + body)
            server.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: server.recv(65536), b""))
        self.wfile.write(answer)
