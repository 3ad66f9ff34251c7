"""Updates by webhook: only from Telegram, each once, and beside them the bot's health."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.context import Services
from bot.outage import CannotRun, SettingRefused
from bot.run import serve
from bot.settings import Secret, Webhook
from tests.telegram import BotApiDouble, Person

URL = "https://bot.example.org/telegram"
SECRET = "a-secret-of-some-length"
TOLD = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
WAIT = 10.0


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def hooked(services: Services, port: int) -> Services:
    webhook = Webhook(URL, Secret(SECRET))
    settings = replace(services.settings, webhook=webhook, listen=("127.0.0.1", port))
    return replace(services, settings=settings)


@pytest.fixture
async def running(hooked: Services, double: BotApiDouble, port: int) -> AsyncIterator[None]:
    """The bot, with its webhook set."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(hooked, stop))
    await asyncio.to_thread(double.waits_for_calls, "setWebhook")
    yield
    stop.set()
    await task


@pytest.fixture
def person(double: BotApiDouble, running: None, port: int) -> Person:
    double.brings_updates_to(f"http://127.0.0.1:{port}")
    return double.person()


async def request(
    port: int,
    method: str = "POST",
    path: str = "/telegram",
    headers: dict[str, str] | None = None,
    body: bytes = b"{}",
) -> int:
    """The status of the answer."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bot", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return await raw("\r\n".join([*lines, "", ""]).encode() + body, port)


async def raw(sent: bytes, port: int) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        line = await asyncio.wait_for(reader.readline(), WAIT)
    finally:
        writer.close()
    return int(line.split()[1])


async def test_what_telegram_brings_is_answered(person: Person, double: BotApiDouble) -> None:
    shown = await asyncio.to_thread(person.asks, "/help", WAIT)
    assert "/topics" in shown.text
    assert double.unconfirmed == 0
    assert not double.calls_of("getUpdates")


async def test_each_chat_keeps_its_order(person: Person, double: BotApiDouble) -> None:
    people = [person, *(double.person() for _ in range(7))]
    for text in ("/help", "/topics", "/people", "/about"):
        for each in people:
            each.writes(text)
    await asyncio.to_thread(double.waits_for_calls, "sendMessage", 32, WAIT)
    await asyncio.sleep(0.1)
    orders = {tuple(shown.text[:20] for shown in each.chat.log) for each in people}
    assert len(orders) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Telegram-Bot-Api-Secret-Token": ""}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"}, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "\u00e9"}, 403),
        ({"Authorization": SECRET}, 401),
    ],
)
async def test_nobody_else_brings_updates(
    person: Person, double: BotApiDouble, port: int, headers: dict[str, str], status: int
) -> None:
    message = {"message_id": 1, "date": 1, "chat": person.chat.told, "text": "/help"}
    forged = {"update_id": 5, "message": message | {"from": person.told}}
    assert await request(port, headers=headers, body=json.dumps(forged).encode()) == status
    await asyncio.to_thread(person.hears_nothing, 0.2)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"no JSON", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b'{"update_id": "7"}', 400),
        (b'{"update_id": true}', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": 7, "message": {"chat": "odd"}}', 200),
        (b'{"update_id": 8, "something_new": {}}', 200),
        (b" " * 1_100_000, 413),
    ],
)
async def test_odd_bodies_are_refused_or_skipped_and_the_bot_goes_on(
    person: Person, port: int, body: bytes, status: int
) -> None:
    assert await request(port, headers=TOLD, body=body) == status
    shown = await asyncio.to_thread(person.asks, "/help", WAIT)
    assert "/topics" in shown.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health", 200),
        ("GET", "/telegram", 405),
        ("POST", "/", 404),
        ("POST", "/telegram/", 404),
        ("GET", "/../etc/passwd", 404),
    ],
)
async def test_other_paths(running: None, port: int, method: str, path: str, status: int) -> None:
    assert await request(port, method, path, TOLD) == status


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"SSH-2.0-OpenSSH_9.0\r\n\r\n", 400),
        (b"POST /telegram HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", 431),
    ],
)
async def test_what_is_no_http_is_refused(
    running: None, port: int, sent: bytes, status: int
) -> None:
    assert await raw(sent, port) == status


async def test_a_repeated_update_is_answered_once(person: Person, port: int) -> None:
    await asyncio.to_thread(person.asks, "/help", WAIT)
    message = {"message_id": 1, "date": 1, "chat": person.chat.told, "text": "hello"}
    update = {"update_id": 5, "message": message | {"from": person.told}}
    for _ in range(2):
        assert await request(port, headers=TOLD, body=json.dumps(update).encode()) == 200
    assert (await asyncio.to_thread(person.waits_for_reply, WAIT)).text
    await asyncio.to_thread(person.hears_nothing, 0.2)


async def test_the_webhook_is_set_only_where_it_differs(
    hooked: Services, double: BotApiDouble
) -> None:
    async def start(services: Services) -> None:
        before = len(double.calls_of("getWebhookInfo"))
        stop = asyncio.Event()
        task = asyncio.create_task(serve(services, stop))
        await asyncio.to_thread(double.waits_for_calls, "getWebhookInfo", before + 1, WAIT)
        await asyncio.sleep(0.2)
        stop.set()
        await task

    def other(webhook: Webhook) -> Services:
        return replace(hooked, settings=replace(hooked.settings, webhook=webhook))

    sets = []
    for services in (
        hooked,
        hooked,
        other(Webhook(URL, Secret("another-secret-as-long"))),
        other(Webhook(URL + "2", Secret("another-secret-as-long"))),
        other(Webhook(URL + "2", Secret("another-secret-as-long"))),
    ):
        await start(services)
        sets.append(len(double.calls_of("setWebhook")))
    assert sets == [1, 1, 2, 3, 3]
    given = double.calls_of("setWebhook")[0].parameters
    assert given["secret_token"] == SECRET
    assert "message" in str(given["allowed_updates"])


async def test_polling_takes_the_webhook_away(
    hooked: Services, services: Services, double: BotApiDouble
) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(serve(hooked, stop))
    await asyncio.to_thread(double.waits_for_calls, "setWebhook", 1, WAIT)
    stop.set()
    await task
    stop.clear()
    task = asyncio.create_task(serve(services, stop))
    shown = await asyncio.to_thread(double.person().asks, "/help", WAIT)
    assert "/topics" in shown.text
    stop.set()
    await task


async def test_an_address_that_telegram_refuses_ends_it_with_one_line(
    hooked: Services, double: BotApiDouble
) -> None:
    double.next("setWebhook").answers(400, "Bad Request: bad webhook: IP address 127.0.0.1")
    with pytest.raises(SettingRefused, match="TELEGRAM_WEBHOOK_URL") as caught:
        await serve(hooked, asyncio.Event())
    assert "\n" not in str(caught.value)


async def test_a_port_that_is_taken_ends_it_with_one_line(hooked: Services, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(CannotRun, match="FORUM_BOT_LISTEN"):
            await serve(hooked, asyncio.Event())


async def test_health_is_told_while_polling_too(
    services: Services, double: BotApiDouble, port: int
) -> None:
    stop = asyncio.Event()
    listening = replace(services.settings, listen=("127.0.0.1", port))
    task = asyncio.create_task(serve(replace(services, settings=listening), stop))
    await asyncio.to_thread(double.waits_for_calls, "getUpdates", 1, WAIT)
    assert await request(port, "GET", "/health") == 200
    assert await request(port, headers=TOLD) == 404
    stop.set()
    await task
