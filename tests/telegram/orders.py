"""Trouble ordered ahead: what happens to the next calls of a method."""

import json
from dataclasses import dataclass, field

from tests.telegram.errors import PHRASES, ApiError, too_many_requests


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP; ``broken_off``: half of it, and then the connection is reset."""

    status: int
    body: bytes
    content_type: str = "application/json"
    broken_off: bool = False

    @classmethod
    def result(cls, result: object) -> "Answer":
        """A call that was carried out."""
        return cls(200, json.dumps({"ok": True, "result": result}).encode())

    @classmethod
    def error(cls, error: ApiError) -> "Answer":
        """A call that was refused."""
        return cls(error.code, json.dumps(error.body()).encode())


@dataclass(slots=True)
class Order:
    """What is to happen to ``left`` calls of a method; None means to all of them.

    A call is carried out unless ``instead`` or ``not_carried_out`` says otherwise.
    """

    method: str
    left: int | None
    instead: Answer | None = None
    not_carried_out: bool = False
    delay: float | None = 0.0
    closes: bool = False
    breaks_off: bool = False


@dataclass(slots=True)
class Orders:
    """Orders in the order they were given; each call takes the first for its method."""

    waiting: list[Order] = field(default_factory=list)

    def take(self, method: str) -> Order | None:
        """The order for a call that has just arrived."""
        for order in self.waiting:
            if order.method == method:
                if order.left is not None:
                    order.left -= 1
                    if order.left == 0:
                        self.waiting.remove(order)
                return order
        return None


class Next:
    """The next calls of a method; each sentence that starts here is one order."""

    def __init__(self, orders: Orders, method: str, times: int | None) -> None:
        self._orders = orders
        self._order = Order(method, times)

    def answers(self, code: int, description: str = "") -> None:
        """Refuse, with an HTTP status and Telegram's words."""
        words = description or PHRASES.get(code, "Error")
        self._give(instead=Answer.error(ApiError(code, words)))

    def answers_page(self, status: int, page: str) -> None:
        """Answer with something that is no JSON, as a proxy in between does."""
        self._give(instead=Answer(status, page.encode(), "text/html"))

    def asks_to_wait(self, seconds: int) -> None:
        """Refuse with 429 and the seconds to wait."""
        self._give(instead=Answer.error(too_many_requests(seconds)))

    def comes_late(self, seconds: float) -> None:
        """Carry the call out at once, but answer only after a while."""
        self._give(delay=seconds)

    def never_comes(self) -> None:
        """Do not carry the call out, and keep silent for ever."""
        self._give(delay=None, closes=True, not_carried_out=True)

    def breaks_off(self) -> None:
        """Carry the call out; half of the answer arrives, then the connection is reset."""
        self._give(breaks_off=True)

    def closes_connection(self) -> None:
        """Close the connection; the call is not carried out."""
        self._give(closes=True, not_carried_out=True)

    def loses_answer(self) -> None:
        """Carry the call out, and close the connection without an answer."""
        self._give(closes=True)

    def _give(
        self,
        instead: Answer | None = None,
        delay: float | None = 0.0,
        closes: bool = False,
        not_carried_out: bool = False,
        breaks_off: bool = False,
    ) -> None:
        self._order.instead, self._order.delay = instead, delay
        self._order.breaks_off = breaks_off
        self._order.closes, self._order.not_carried_out = closes, not_carried_out
        self._orders.waiting.append(self._order)
