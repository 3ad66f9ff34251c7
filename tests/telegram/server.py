"""The Bot API double: a server on loopback that a bot takes for Telegram."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from types import TracebackType

from tests.telegram.chats import Json
from tests.telegram.errors import ApiError
from tests.telegram.groups import Group
from tests.telegram.methods import METHODS, method_name
from tests.telegram.orders import Answer, Next, Order, Orders
from tests.telegram.parameters import Parameters, decoded
from tests.telegram.people import Person
from tests.telegram.webhook import Delivery
from tests.telegram.wire import HttpServer
from tests.telegram.world import Call, World

TOKEN = "123456:TEST"
_PATH = re.compile(r"/bot(?P<token>[^/]*)/(?P<method>[^/]+)")
_FILE_PATH = re.compile(r"/file/bot(?P<token>[^/]*)/documents/(?P<name>[^/]+)")
_TOKEN_SHAPE = re.compile(r"\d+:[\w-]+")


class BotApiDouble:
    """Telegram for one bot, for as long as the ``with`` block lasts.

    It checks what the bot sends as Telegram does, keeps what people see, and records every call.
    ``reads_all_messages`` is the bot's privacy setting in groups (off: privacy mode is on).
    ``holds_repeated_polls`` turned off spares a stopping bot the three seconds that Telegram
    holds a repeated poll. ``knows_every_chat`` lets the bot write to chats that nobody opened.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        reads_all_messages: bool = False,
        holds_repeated_polls: bool = True,
        knows_every_chat: bool = False,
    ) -> None:
        self.token = token
        self._world = World(token, reads_all_messages, holds_repeated_polls)
        self._world.knows_every_chat = knows_every_chat
        self._orders = Orders()
        self._stopped = Event()
        self._server = HttpServer(self.answers)

    def __enter__(self) -> "BotApiDouble":
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        with self._world.lock:
            self._world.updates.stopped = True
            self._world.lock.notify_all()
        self._server.stop()

    @property
    def base_url(self) -> str:
        """What the library takes as ``base_url``."""
        return f"http://127.0.0.1:{self._server.port}/bot"

    @property
    def base_file_url(self) -> str:
        """What the library takes as ``base_file_url``."""
        return f"http://127.0.0.1:{self._server.port}/file/bot"

    @property
    def bot_id(self) -> int:
        """The bot's account."""
        return int(str(self._world.bot["id"]))

    @property
    def username(self) -> str:
        """The bot's name, as people mention it."""
        return str(self._world.bot["username"])

    def person(
        self, first_name: str = "User", language_code: str = "en", username: str = ""
    ) -> Person:
        """Someone who can write to the bot."""
        return Person(self._world, first_name, language_code, username)

    def group(self, title: str = "Group", *, basic: bool = False) -> Group:
        """A group that the bot is a member of: a supergroup, or a basic one that may become one."""
        return Group(self._world, title, basic=basic)

    def push(self, update: Json) -> None:
        """Queue an update as it stands, however odd; it gets an ``update_id`` if it has none."""
        with self._world.lock:
            self._world.updates.add(update)

    def brings_updates_to(self, address: str, at_once: int = 8) -> Delivery:
        """Bring updates there while a webhook is set, in place of the proxy that has its name."""
        return Delivery(self._world.updates, self._world.lock, address, at_once)

    def next(self, method: str, times: int | None = 1) -> Next:
        """Order what happens to the next calls of a method; ``times=None`` means to all."""
        return Next(self._orders, method_name(method), times)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody listens here, and every connection is reset, as long as the block lasts."""
        port = self._server.port
        self._server.stop()
        yield
        self._server = HttpServer(self.answers, port)
        self._server.start()

    def back_to_normal(self) -> None:
        """Forget every order."""
        self._orders.waiting.clear()

    @property
    def calls(self) -> list[Call]:
        """Every call so far, in the order of arrival."""
        return list(self._world.calls)

    def takes_calls(self) -> list[Call]:
        """Every call since the last time; they are forgotten, with what they have answered."""
        with self._world.lock:
            return self._world.forgets_calls()

    def calls_of(self, method: str) -> list[Call]:
        """Every call of one method so far."""
        return [call for call in self.calls if call.method == method]

    def waits_for_calls(self, method: str, count: int = 1, timeout: float = 5.0) -> list[Call]:
        """Wait until a method was called so many times in all; AssertionError if it was not."""
        with self._world.lock:
            in_time = self._world.lock.wait_for(
                lambda: len(self.calls_of(method)) >= count, timeout
            )
        assert in_time, (
            f"{method} was called {len(self.calls_of(method))} times, not {count}, in {timeout} s"
        )
        return self.calls_of(method)

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed yet."""
        with self._world.lock:
            return self._world.updates.pending

    def answers(self, path: str, given: dict[str, object] | ApiError) -> Answer | None:
        """What comes back for a call; None closes the connection."""
        try:
            if match := _FILE_PATH.fullmatch(path):
                return self._file(match["token"], match["name"])
            match = _PATH.fullmatch(path)
            if match is None:
                raise ApiError(404, "Not Found")
            self._check_token(match["token"])
            method = method_name(match["method"])
            if isinstance(given, ApiError):
                raise given
        except ApiError as error:
            return Answer.error(error)
        return self._carry_out(method, given)

    def _check_token(self, token: str) -> None:
        if not _TOKEN_SHAPE.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    def _file(self, token: str, name: str) -> Answer:
        self._check_token(token)
        if name not in self._world.files:
            raise ApiError(404, "Not Found")
        return Answer(200, self._world.files[name], "application/octet-stream")

    def _carry_out(self, method: str, given: dict[str, object]) -> Answer | None:
        call = Call(method, decoded(given), time.monotonic())
        with self._world.lock:
            self._world.calls.append(call)
            self._world.lock.notify_all()
            order = self._orders.take(method) or Order(method, None)
            answer = order.instead
            if answer:
                call.error = (answer.status, answer.body.decode())
            elif not order.not_carried_out:
                answer = self._call(call, Parameters(given))
        if order.delay != 0:
            self._stopped.wait(order.delay)
        if answer and order.breaks_off:
            answer = replace(answer, broken_off=True)
        return None if order.closes else answer

    def _call(self, call: Call, given: Parameters) -> Answer:
        try:
            call.result = METHODS[call.method](self._world, given)
        except ApiError as error:
            call.error = (error.code, error.description)
            return Answer.error(error)
        return Answer.result(call.result)
