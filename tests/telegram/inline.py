"""Queries from other chats: inline ones, typed behind the bot's name, and guest messages."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram.chats import Chat, Json, Message, Shown
from tests.telegram.errors import bad_request
from tests.telegram.keyboards import Rows, check_keyboard, read_keyboard
from tests.telegram.parameters import Parameters
from tests.telegram.texts import FormattedText, check_length, clean, found_entities, read_text
from tests.telegram.world import Asked, World

MAX_RESULTS = 50
MAX_RESULT_ID = 64  # bytes
MAX_OFFSET = 64  # bytes
MAX_QUERY = 256  # characters; an app cuts what is longer
QUERY_INVALID = "query is too old and response timeout expired or query ID is invalid"
PATIENCE = 5.0  # seconds to wait for the bot, unless a test says otherwise
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the list above the keyboard, and the message that picking it sends."""

    id: str
    title: str
    description: str
    text: FormattedText
    rows: Rows


@dataclass(frozen=True, slots=True)
class Results:
    """What the bot answered to an inline query; ``button`` is its text and start parameter."""

    results: tuple[Result, ...]
    cache_time: int
    is_personal: bool
    button: tuple[str, str] | None

    @property
    def titles(self) -> list[str]:
        """The list as it is read."""
        return [result.title for result in self.results]


class InlineSearch:
    """What somebody typed behind the bot's name in the field of any chat."""

    def __init__(self, world: World, person: Json, query: str) -> None:
        self._world = world
        self._person = person
        with world.lock:
            self.id = str(world.number())
            self._asked = world.asked[self.id] = Asked()
            told: Json = {
                "id": self.id,
                "from": person,
                "query": clean(query)[:MAX_QUERY],
                "offset": "",
                "chat_type": "group",
            }
            world.updates.add({"inline_query": told})

    def waits_for_results(self, timeout: float = PATIENCE) -> Results:
        """The list that appears."""
        with self._world.lock:
            self._world.lock.wait_for(lambda: self._asked.results, timeout)
            results = self._asked.results
        assert isinstance(results, Results), f"no results came in {timeout} s"
        return results

    def sends(self, result: Result, chat: Chat) -> Shown:
        """Pick a result: its message appears in a chat; the bot is told where it is a member."""
        with self._world.lock:
            message = _message(self._world, chat, self._person, result)
            message.extra = {"via_bot": self._world.bot}
            if chat.open:
                self._world.updates.add({"message": message.to_json()})
            return message.shown()

    def expires(self) -> None:
        """Too late: whoever answers now is told that the query is too old."""
        with self._world.lock:
            self._asked.expired = True


class GuestCall:
    """A message that mentions the bot in a chat that it is no member of."""

    def __init__(self, world: World, person: Json, text: str, replied: str | None) -> None:
        self._world = world
        with world.lock:
            number, identifier = world.number(), f"guest-{world.number()}"
            self._asked = world.asked[identifier] = Asked()
            chat: Json = {"id": -1_003_000_000_000, "type": "supergroup", "title": "Elsewhere"}
            entities = found_entities(text)
            told: Json = {
                "message_id": number,
                "from": person,
                "chat": chat,
                "date": int(time.time()),
                "text": text,
                "guest_query_id": identifier,
            } | ({"entities": entities} if entities else {})
            if replied is not None:
                stranger: Json = {"id": 903, "is_bot": False, "first_name": "Stranger"}
                told["reply_to_message"] = told | {"from": stranger, "text": replied}
            world.updates.add({"guest_message": told})

    def waits_for_answer(self, timeout: float = PATIENCE) -> Shown:
        """The message that appears in that chat."""
        with self._world.lock:
            self._world.lock.wait_for(lambda: self._asked.message, timeout)
        assert self._asked.message, f"no answer came in {timeout} s"
        return self._asked.message

    def hears_nothing(self, seconds: float = 0.5) -> None:
        """Wait; AssertionError where the bot says something."""
        with self._world.lock:
            self._world.lock.wait_for(lambda: self._asked.message, seconds)
        assert self._asked.message is None, f"the bot said {self._asked.message}"


def answer_inline_query(world: World, given: Parameters) -> bool:
    """Show results, once."""
    results = [_result(told) for told in given.items("results") or []]
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(given.text("next_offset").encode()) > MAX_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    asked = _waiting(world, given.text("inline_query_id"))
    asked.results = Results(
        tuple(results),
        given.integer("cache_time", 300),
        given.flag("is_personal"),
        _start_button(given),
    )
    world.lock.notify_all()
    return True


def answer_guest_query(world: World, given: Parameters) -> Json:
    """Say something in a chat that the bot is no member of, once."""
    result = _result(given.mapping("result"))
    asked = _waiting(world, given.text("guest_query_id"))
    chat = Chat({"id": -1_003_000_000_000, "type": "supergroup", "title": "Elsewhere"})
    asked.message = _message(world, chat, world.bot, result).shown()
    world.lock.notify_all()
    return {"inline_message_id": f"inline-{world.number()}"}


def _waiting(world: World, identifier: str) -> Asked:
    asked = world.asked.get(identifier)
    if asked is None or asked.expired or asked.results or asked.message:
        raise bad_request(QUERY_INVALID)
    return asked


def _start_button(given: Parameters) -> tuple[str, str] | None:
    button = given.mapping("button")
    if button is None:
        return None
    text, start = str(button.get("text", "")), str(button.get("start_parameter", ""))
    if not text:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return text, start


def _result(told: object) -> Result:
    """A result of the kind article, which is the only one that the bot writes."""
    if not isinstance(told, dict):
        raise bad_request("can't parse InlineQueryResult: expected an Object")
    if told.get("type") != "article":
        raise bad_request("can't parse InlineQueryResult: unallowed result type")
    identifier, title = str(told.get("id", "")), str(told.get("title", ""))
    if not 1 <= len(identifier.encode()) <= MAX_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = told.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse InlineQueryResult: message content is not specified")
    text = read_text(Parameters({**content, "text": content["message_text"]}))
    check_length(text.text)
    rows = read_keyboard(Parameters({"reply_markup": told.get("reply_markup")}))
    check_keyboard(rows)
    return Result(identifier, title, str(told.get("description", "")), text, rows)


def _message(world: World, chat: Chat, sender: Json, result: Result) -> Message:
    body: Json = {"text": result.text.text}
    if result.text.entities:
        body["entities"] = list(result.text.entities)
    message = world.add_message(chat, sender, body)
    message.source, message.rows = result.text.source, result.rows
    return message


METHODS: dict[str, Callable[[World, Parameters], object]] = {
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
}
