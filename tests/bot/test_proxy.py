"""The bot behind a proxy, as many networks have one."""

import pytest
from telegram import Bot

from bot.connection import Connections, watching
from bot.outage import SettingRefused
from bot.proxy import ThroughProxy, connections, needs_proxy, secrets
from bot.request_errors import NotDone
from tests.bot.test_connection import Noted
from tests.telegram import BotApiDouble
from tests.telegram.proxy import proxy_double

API = "https://api.telegram.org/bot"
OWN = "http://127.0.0.1:8081/bot"
PROXY = "http://proxy.example.org:3128"


@pytest.mark.parametrize(
    ("settings", "url", "needed"),
    [
        ({}, API, False),
        ({"HTTPS_PROXY": PROXY}, API, True),
        ({"https_proxy": PROXY}, API, True),
        ({"HTTPS_PROXY": PROXY}, OWN, False),
        ({"HTTP_PROXY": PROXY}, API, False),
        ({"HTTP_PROXY": PROXY}, OWN, True),
        ({"ALL_PROXY": PROXY}, API, True),
        ({"ALL_PROXY": PROXY}, OWN, True),
        ({"ALL_PROXY": ""}, API, False),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "api.telegram.org"}, API, False),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "localhost, .telegram.org"}, API, False),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "example.org"}, API, True),
        ({"ALL_PROXY": PROXY, "no_proxy": "127.0.0.1"}, OWN, False),
        ({"ALL_PROXY": PROXY, "NO_PROXY": "*"}, API, False),
    ],
)
def test_a_proxy_is_set_as_everywhere(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], url: str, needed: bool
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert needs_proxy(url) is needed
    assert isinstance(connections(url, 1, 1.0), ThroughProxy if needed else Connections)


@pytest.mark.parametrize(("named", "through"), [("", True), ("127.0.0.1", False)])
async def test_what_is_said_goes_through_it_unless_the_server_is_named(
    monkeypatch: pytest.MonkeyPatch, double: BotApiDouble, named: str, through: bool
) -> None:
    person = double.person()
    with proxy_double() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", named)
        request = connections(double.base_url, 2, 5.0)
        async with Bot(double.token, double.base_url, request=request) as bot:
            person.writes("hello")
            await bot.send_message(person.id, "Сәлем")
    assert person.waits_for_reply().text == "Сәлем"
    assert proxy.passed("sendMessage") is through


async def test_what_is_encrypted_is_tunnelled(monkeypatch: pytest.MonkeyPatch) -> None:
    with proxy_double("403 Forbidden") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with pytest.raises(NotDone, match="403 Forbidden"):
            await connections(API, 1, 5.0).do_request(f"{API}1:a/getMe", "POST")
    assert proxy.requests == ["CONNECT api.telegram.org:443 HTTP/1.1"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/bot1:a/sendMessage", f"{API}1:a/sendMessage"], ids=["plain", "tls"]
)
@pytest.mark.parametrize("there", [True, False], ids=["refuses", "is not there"])
async def test_what_a_proxy_does_not_hand_on_may_be_repeated(
    monkeypatch: pytest.MonkeyPatch, url: str, there: bool
) -> None:
    noted = Noted()
    watching.set(noted)
    with proxy_double("502 Bad Gateway") as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url if there else "http://127.0.0.1:1")
        with pytest.raises(NotDone):
            await connections(url, 1, 5.0).do_request(url, "POST")
    assert noted.told == ["sending sendMessage", "refused sendMessage"]


@pytest.mark.parametrize(
    "proxy", ["ftp://proxy.example.org", "::::", "http://[::1", "socks4://a:1"]
)
def test_a_proxy_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(SettingRefused, match=r"cannot be used .*: correct HTTPS_PROXY"):
        connections(API, 1, 1.0)


def test_passwords_of_proxies_are_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:pa%3Dss@proxy.example.org:3128")
    monkeypatch.setenv("ALL_PROXY", "http://[::1")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example.org:3128")
    assert secrets() == [":pa%3Dss@"]
