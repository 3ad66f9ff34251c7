"""The queue of updates: offsets, long polling, and what happens when two poll at once."""

import time
from collections.abc import Sequence
from threading import Condition

from tests.telegram.chats import Json
from tests.telegram.errors import ApiError, bad_request, conflict
from tests.telegram.parameters import Parameters

LONGEST_POLL = 50.0  # seconds
HOLD = 3.0  # seconds; how long a repeated poll and a repeated conflict are held
OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
# https://core.telegram.org/bots/api#getupdates: sent only to bots that ask for them.
ONLY_ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates that no offset has confirmed yet. Every method is called with ``lock`` held.

    Telegram holds a repeated poll with the same offset for three seconds, also when it asks for
    no wait: with ``holds_repeated_polls`` off, a stopping bot is not kept waiting.
    """

    def __init__(self, lock: Condition, holds_repeated_polls: bool) -> None:
        self.webhook_url = ""
        self.secret = ""
        self.stopped = False
        self._lock = lock
        self._holds = holds_repeated_polls
        self._pending: list[Json] = []
        self._next_id = 700_000_001
        self._allowed: frozenset[str] = frozenset()
        self._poll = 0
        self._ended_by = OTHER_POLL
        self._last_poll = (-1, 0.0)  # offset, time
        self._next_conflict = 0.0

    def add(self, update: Json) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if any(self._refused(kind) for kind in update if kind != "update_id"):
            return
        self._pending.append({"update_id": self._next_id, **update})
        self._next_id += 1
        self._lock.notify_all()

    def _refused(self, kind: str) -> bool:
        return kind not in self._allowed if self._allowed else kind in ONLY_ON_DEMAND

    @property
    def allowed(self) -> list[str]:
        """The kinds of updates that the bot asked for; none are the usual ones."""
        return sorted(self._allowed)

    def waiting(self) -> Sequence[Json]:
        """What awaits confirmation, in order."""
        return self._pending

    def delivered(self, update: Json) -> None:
        """A webhook has taken an update."""
        self._pending.remove(update)

    @property
    def pending(self) -> int:
        """How many updates await confirmation."""
        return len(self._pending)

    def get(self, given: Parameters) -> list[Json]:
        """The answer to getUpdates; waits for as long as the caller asks."""
        if self.webhook_url:
            raise conflict(WEBHOOK_ACTIVE)
        self.allow(given)
        offset = given.integer("offset")
        limit = min(max(given.integer("limit", 100), 1), 100)
        wait = self._wait_for(offset, min(max(given.integer("timeout"), 0), LONGEST_POLL))
        found = self._take(offset, limit)
        if found or not wait:
            return found
        self._long_poll(wait)
        return self._pending[:limit]

    def allow(self, given: Parameters) -> None:
        """Remember the kinds of updates asked for; an empty list asks for the usual ones."""
        kinds = given.items("allowed_updates")
        if kinds is not None:
            self._allowed = frozenset(map(str, kinds))

    def _wait_for(self, offset: int, wait: float) -> float:
        now = time.monotonic()
        last_offset, last_time = self._last_poll
        self._last_poll = (offset, now)
        repeated = offset == last_offset and now < last_time + HOLD
        return max(wait, HOLD) if repeated and self._holds else wait

    def _take(self, offset: int, limit: int) -> list[Json]:
        """Forget what the offset confirms; a negative one keeps that many of the newest."""
        if offset < 0:
            del self._pending[:offset]
        elif offset > 0:
            self._pending = [kept for kept in self._pending if _id(kept) >= offset]
        return self._pending[:limit]

    def _long_poll(self, wait: float) -> None:
        self.end_poll(OTHER_POLL)
        mine = self._poll
        self._lock.wait_for(lambda: self._pending or self.stopped or self._poll != mine, wait)
        if self.stopped:
            raise ApiError(500, "Internal Server Error: restart")
        if self._poll != mine:
            self._fail(self._ended_by)

    def end_poll(self, why: str) -> None:
        """Whoever waits in a long poll is told that it is over."""
        self._poll += 1
        self._ended_by = why
        self._lock.notify_all()

    def _fail(self, why: str) -> None:
        """Telegram slows down two bots that fight: only the first conflict is told at once."""
        if time.monotonic() < self._next_conflict:
            self._lock.wait_for(lambda: self.stopped, HOLD)
        else:
            self._next_conflict = time.monotonic() + HOLD
        raise conflict(why)

    def set_webhook(self, given: Parameters) -> None:
        """Set or, with an empty address, delete the webhook."""
        url = given.text("url")
        if url and not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self.allow(given)
        if given.flag("drop_pending_updates"):
            self._pending.clear()
        if url:
            self.end_poll(WEBHOOK_SET)
        self.webhook_url, self.secret = url, given.text("secret_token")
        self._lock.notify_all()


def _id(update: Json) -> int:
    return int(str(update["update_id"]))
