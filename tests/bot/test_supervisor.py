"""What the log and systemd are told of a bot that starts, lives and stops."""

import asyncio
import logging
import platform
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.context import Services
from bot.run import serve
from bot.settings import Settings
from bot.starting import safe
from bot.supervisor import Supervisor

HIDDEN = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ENVIRON = {
    "TELEGRAM_TOKEN": f"123456789:{HIDDEN}",
    "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/a-path-of-its-own",
    "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-some-length",
    "FORUM_BOT_DB": "/data/forum.sqlite",
    "MAINTAINERS": "700112233, 700112234",
}


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """A socket that is listened to as systemd does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        yield listening


async def heard(systemd: socket.socket) -> dict[str, str]:
    """The next thing that systemd is told."""
    async with asyncio.timeout(10):
        told = await asyncio.get_running_loop().sock_recv(systemd, 1000)
    return dict(line.split("=", 1) for line in told.decode().split("\n"))


async def test_systemd_is_told_of_the_start_of_life_and_of_the_end(
    services: Services, systemd: socket.socket
) -> None:
    stop = asyncio.Event()
    supervisor = Supervisor(systemd.getsockname())
    task = asyncio.create_task(serve(services, stop, supervisor))
    assert await heard(systemd) == {"READY": "1"}
    assert await heard(systemd) == {"WATCHDOG": "1", "STATUS": "heard of Telegram 0 s ago"}
    stop.set()
    await task
    assert await heard(systemd) == {"STOPPING": "1"}


async def test_an_abstract_socket_is_understood() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # the system chooses a name
        listening.setblocking(False)
        Supervisor("@" + listening.getsockname()[1:].decode()).started()
        assert await heard(listening) == {"READY": "1"}


@pytest.mark.parametrize("address", ["", "/nowhere/at/all", "@nobody-listens-here"])
def test_where_nobody_listens_nothing_fails(address: str) -> None:
    supervisor = Supervisor(address)
    supervisor.started()
    supervisor.lives("well")
    supervisor.stops()


async def test_one_record_tells_of_the_start(
    services: Services, systemd: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()
    with caplog.at_level(logging.INFO, "bot"):
        task = asyncio.create_task(serve(services, stop, Supervisor(systemd.getsockname())))
        await heard(systemd)
        stop.set()
        await task
    (record,) = [one for one in caplog.records if hasattr(one, "facts")]
    assert "is listening" in record.getMessage()
    told: dict[str, Any] = vars(record)["facts"]
    assert told["python"] == platform.python_version()
    assert told["library"].startswith("22.")
    assert told["version"]
    assert (told["entries"], told["phrasings"]) == (14, 42)
    assert told["languages"] == {"en": 14, "ru": 14, "kk": 14}
    assert told["settings"]["token"] == "is set"
    assert told["settings"]["keep_questions_days"] == 90
    assert services.settings.needed_token().partition(":")[2] not in str(told)


def test_settings_are_told_without_what_is_secret() -> None:
    told = safe(Settings.from_env(ENVIRON))
    expected = {
        "token": "is set",
        "base_url": "https://api.telegram.org/bot",
        "store": "/data/forum.sqlite",
        "log_level": "INFO",
        "keep_questions_days": 90,
        "webhook": "bot.example.org",
        "listen": "127.0.0.1:8080",
        "maintainers": "2 given",
    }
    assert {name: told[name] for name in expected} == expected
    for secret in (HIDDEN, "a-secret", "a-path", "700112233"):
        assert secret not in str(told)
