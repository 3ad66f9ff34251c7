"""The connections to Telegram, over real sockets."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InputFile
from telegram.error import InvalidToken
from telegram.request import RequestData

from bot.connection import Connections, watching
from bot.request_errors import NotDone, Unauthorized, Unsure
from tests.telegram import BotApiDouble

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    made = Connections(4, read_timeout=2.0)
    yield made
    await made.shutdown()


class Served:
    """A server that answers each request with the next of these bytes; b"" closes."""

    def __init__(self, *answers: bytes) -> None:
        self._answers = list(answers)
        self.opened = 0

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/bot1:a/sendMessage"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        while await reader.read(65536) and self._answers:
            answer = self._answers.pop(0)
            writer.write(answer)
            if not answer or b"close" in answer:
                break
        writer.close()


async def test_a_connection_is_used_again(connections: Connections) -> None:
    served = Served(HEAD + b"\r\n{}", HEAD + b"\r\n{}", HEAD + b"\r\n[]")
    async with served as url:
        answers = [await connections.do_request(url, "POST") for _ in range(3)]
    assert answers == [(200, b"{}"), (200, b"{}"), (200, b"[]")]
    assert served.opened == 1


async def test_one_that_was_closed_meanwhile_is_not(connections: Connections) -> None:
    served = Served(HEAD + b"Connection: close\r\n\r\n{}", HEAD + b"\r\n[]")
    async with served as url:
        await connections.do_request(url, "POST")
        assert await connections.do_request(url, "POST") == (200, b"[]")
    assert served.opened == 2


async def test_chunks_are_put_together(connections: Connections) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    async with Served(head + b"2\r\n{}\r\n0\r\n\r\n") as url:
        assert await connections.do_request(url, "POST") == (200, b"{}")


@pytest.mark.parametrize(
    "answer",
    [b"", b"close", HEAD + b"Connection: close\r\n\r\n{", b"SSH-2.0-OpenSSH_9.0\r\n\r\n"],
    ids=["nothing", "no head", "half", "no HTTP"],
)
async def test_a_broken_answer_may_have_been_carried_out(
    connections: Connections, answer: bytes
) -> None:
    async with Served(answer) as url:
        with pytest.raises(Unsure):
            await connections.do_request(url, "POST")


async def test_silence_ends_the_wait(connections: Connections) -> None:
    async with Served(HEAD) as url:
        with pytest.raises(Unsure):
            await connections.do_request(url.replace("sendMessage", "getMe"), "POST", None, 0.1)


async def test_what_cannot_be_repeated_is_waited_for_longer(
    connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.connection.PATIENCE", 0.3)
    async with Served(HEAD) as url:
        begun = asyncio.get_running_loop().time()
        with pytest.raises(Unsure):
            await connections.do_request(url, "POST", None, 0.1)
        assert asyncio.get_running_loop().time() - begun >= 0.3


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"null", b'{"ok": tr', b"[" * 50_000])
def test_what_is_no_answer_of_telegram_is_not_shown(
    answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Unsure):
        Connections.parse_json_payload(answer)
    assert not caplog.records


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_in_trouble_has_not_done_it(connections: Connections, status: int) -> None:
    async with Served(b"HTTP/1.1 %d Oh\r\nContent-Length: 0\r\n\r\n" % status) as url:
        with pytest.raises(NotDone, match=str(status)):
            await connections.do_request(url, "POST")


async def test_a_page_that_asks_for_patience_has_not_done_it(connections: Connections) -> None:
    async with Served(b"HTTP/1.1 429 Slow\r\nContent-Length: 6\r\n\r\n<html>") as url:
        with pytest.raises(NotDone, match="429"):
            await connections.do_request(url, "POST")


async def test_a_revoked_token_is_told_apart(connections: Connections) -> None:
    async with Served(b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}") as url:
        with pytest.raises(Unauthorized):
            await connections.do_request(url, "POST")


async def test_nobody_there_has_not_done_it(connections: Connections) -> None:
    with pytest.raises(NotDone, match="no connection"):
        await connections.do_request("http://127.0.0.1:1/bot1:a/sendMessage", "POST")


async def test_no_more_than_so_many_are_open(connections: Connections) -> None:
    served = Served(*[HEAD + b"\r\n{}"] * 40)
    async with served as url:
        await asyncio.gather(*(connections.do_request(url, "POST") for _ in range(40)))
    assert served.opened == 4


class Noted:
    """What a watch was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def sending(self, method: str) -> None:
        self.told.append(f"sending {method}")

    def refused(self, method: str) -> None:
        self.told.append(f"refused {method}")

    async def rest(self, seconds: float) -> None:
        self.told.append(f"rest {seconds}")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (b"200 OK", ["sending sendMessage"]),
        (b"400 Bad", ["sending sendMessage"]),
        (b"401 No", ["sending sendMessage", "refused sendMessage"]),
        (b"429 Slow", ["sending sendMessage", "refused sendMessage"]),
        (b"502 Oh", ["sending sendMessage", "refused sendMessage"]),
    ],
)
async def test_who_watches_is_told_when_it_is_sent_and_when_it_was_in_vain(
    connections: Connections, status: bytes, told: list[str]
) -> None:
    noted = Noted()
    watching.set(noted)
    async with Served(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n") as url:
        await asyncio.gather(connections.do_request(url, "POST"), return_exceptions=True)
    assert noted.told == told


async def test_the_library_works_over_it(double: BotApiDouble) -> None:
    person = double.person()
    request = Connections(2, read_timeout=5.0)
    async with Bot(double.token, double.base_url, request=request) as bot:
        person.writes("hello")
        await bot.send_message(person.id, "Сәлем & <b>", reply_to_message_id=None)
        assert person.waits_for_reply().text == "Сәлем & <b>"
        with pytest.raises(InvalidToken):
            await Bot("1:wrong", double.base_url, request=request).get_me()


@pytest.mark.parametrize("name", ["sendMessage", "editor.csv"])
async def test_a_file_that_is_fetched_is_no_call_whatever_its_name(
    connections: Connections, name: str
) -> None:
    noted = Noted()
    watching.set(noted)
    async with Served(HEAD + b"\r\n{}") as url:
        await connections.do_request(url.replace("sendMessage", name), "GET")
    assert noted.told == []


async def test_files_come_and_go(double: BotApiDouble) -> None:
    person = double.person()
    request = Connections(2, read_timeout=5.0)
    async with Bot(
        double.token, double.base_url, base_file_url=double.base_file_url, request=request
    ) as bot:
        person.sends_document("база.csv", bytes(300_000))
        message = (await bot.get_updates())[-1].message
        assert message
        assert message.document
        file = await bot.get_file(message.document.file_id)
        assert bytes(await file.download_as_bytearray()) == bytes(300_000)
        await bot.send_document(person.id, bytes(300_000), "&", filename="база.csv")
    assert person.waits_for_reply().file.content == bytes(300_000)


async def test_files_are_sent_as_multipart(connections: Connections) -> None:
    bodies: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        bodies.append(await reader.readexactly(length))
        writer.write(HEAD + b"\r\n{}")

    data = RequestData([])
    file = InputFile(b"<svg/>", "chart.svg")
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1:a/sendDocument"
        data = _with_file(file)
        assert await connections.do_request(url, "POST", data) == (200, b"{}")
    assert b"<svg/>" in bodies[0]
    assert b'name="chat_id"' in bodies[0]


def _with_file(file: InputFile) -> RequestData:
    from telegram.request._requestparameter import RequestParameter

    return RequestData(
        [
            RequestParameter.from_input("chat_id", 1),
            RequestParameter.from_input("document", file),
        ]
    )
