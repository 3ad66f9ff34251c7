"""HTTP as any client speaks it: every encoding of a body, kept-alive connections, odd requests."""

from collections.abc import Iterator

import httpx
import pytest

from tests.telegram import BotApiDouble, Person


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    """Someone who has written to the bot."""
    person = double.person()
    person.writes("hello")
    return person


@pytest.fixture
def client(double: BotApiDouble) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{double.base_url}{double.token}/") as client:
        yield client


def test_a_form_a_json_body_an_address_and_a_multipart_body_say_the_same(
    client: httpx.Client, person: Person
) -> None:
    said = {"chat_id": str(person.id), "text": "сәлем & <b>", "reply_markup": ""}
    client.post("sendMessage", data=said)
    client.post("sendMessage", json={"chat_id": person.id, "text": said["text"]})
    client.get("sendMessage", params=said)
    client.post("sendMessage", data=said, files={"file": ("name", b"\x00\xff")})
    assert [person.waits_for_reply(0).text for _ in range(4)] == [said["text"]] * 4


def test_a_json_body_carries_objects(client: httpx.Client, person: Person) -> None:
    rows = [[{"text": "ok", "callback_data": "data"}]]
    client.post(
        "SENDMESSAGE",
        json={"chat_id": person.id, "text": "t", "reply_markup": {"inline_keyboard": rows}},
    )
    assert person.waits_for_reply(0).button("ok").data == "data"


@pytest.mark.parametrize(
    ("request_parts", "reason"),
    [
        ({"json": ["no", "object"]}, "request body must be a JSON object"),
        (
            {"content": b"{", "headers": {"Content-Type": "application/json"}},
            "can't parse JSON object",
        ),
        ({"content": b"text=%ff"}, "strings must be encoded in UTF-8"),
        ({"content": b"text=\xff"}, "strings must be encoded in UTF-8"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    client: httpx.Client, request_parts: dict[str, object], reason: str
) -> None:
    answer = client.post("sendMessage", **request_parts)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["error_code"]) == (400, 400)
    assert answer.json()["description"] == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "given", "reason"),
    [
        ("sendMessage", {"text": "t"}, "chat_id is empty"),
        ("sendMessage", {"text": "t", "chat_id": 1, "reply_markup": "{"}, "can't parse reply k"),
        ("sendMessage", {"text": "t", "entities": [1]}, "can't parse MessageEntity"),
        (
            "sendMessage",
            {"text": "t", "entities": [{"type": "bold", "offset": 0, "length": -1}]},
            "receive an entity with incorrect length -1",
        ),
        (
            "sendMessage",
            {"text": "t", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": ""}]},
            "entity URL '' is invalid: URL host is empty",
        ),
        ("editMessageText", {"text": "t", "chat_id": 1}, "message identifier is not specified"),
        ("setMyCommands", {"commands": 1}, 'field "commands" must be of type Array'),
        ("setMyCommands", {"commands": [1]}, "can't parse BotCommand: expected an Object"),
        (
            "setMyCommands",
            {"commands": [{"command": "help"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        ("setMyCommands", {"scope": "chat"}, "can't parse scope JSON object"),
    ],
)
def test_a_malformed_parameter_is_refused(
    client: httpx.Client, method: str, given: dict[str, object], reason: str
) -> None:
    answer = client.post(method, json=given)
    assert answer.status_code == 400
    assert answer.json()["description"].startswith(f"Bad Request: {reason}")


CANNOT_PARSE_BUTTON = "can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (1, 'field "inline_keyboard" must be of type Array'),
        ([{}], "can't parse inline keyboard: rows must be of type Array"),
        ([[1]], CANNOT_PARSE_BUTTON + "InlineKeyboardButton must be an Object"),
        ([[{"url": "a.kz"}]], CANNOT_PARSE_BUTTON + 'Can\'t find field "text"'),
        ([[{"text": 1}]], CANNOT_PARSE_BUTTON + 'Field "text" must be of type String'),
    ],
)
def test_a_malformed_keyboard_is_refused(client: httpx.Client, rows: object, reason: str) -> None:
    markup = {"inline_keyboard": rows}
    answer = client.post("sendMessage", json={"text": "t", "chat_id": 1, "reply_markup": markup})
    assert answer.status_code == 400
    assert answer.json()["description"] == f"Bad Request: {reason}"


def test_a_reply_without_a_message_is_refused(client: httpx.Client, person: Person) -> None:
    said = {"chat_id": person.id, "text": "t", "reply_parameters": {"quote": "q"}}
    answer = client.post("sendMessage", json=said)
    assert answer.json()["description"] == 'Bad Request: can\'t find field "message_id"'


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot123456:TEST/noSuchMethod", 404, "Not Found"),
        ("/bot123456:OTHER/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/", 404, "Not Found"),
        ("/file/bot123456:TEST/documents/none", 404, "Not Found"),
        ("/file/bot123456:OTHER/documents/none", 401, "Unauthorized"),
    ],
)
def test_a_wrong_address_is_refused(
    double: BotApiDouble, path: str, code: int, description: str
) -> None:
    answer = httpx.get(double.base_url.removesuffix("/bot") + path)
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


def test_a_429_says_how_long_to_wait(double: BotApiDouble, client: httpx.Client) -> None:
    double.next("getMe").asks_to_wait(5)
    answer = client.get("getMe")
    assert answer.status_code == 429
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 5",
        "parameters": {"retry_after": 5},
    }


def test_a_connection_is_kept_alive(client: httpx.Client) -> None:
    streams = {id(client.get("getMe").extensions["network_stream"]) for _ in range(5)}
    assert len(streams) == 1
