"""Bringing updates to a bot's webhook, as Telegram does: several at once, each chat in order."""

import json
from http.client import HTTPConnection, HTTPException
from threading import Condition, Thread
from urllib.parse import urlsplit

from tests.telegram.chats import Json
from tests.telegram.updates import UpdateQueue

RETRY = 0.2  # seconds; Telegram begins with about one
TIMEOUT = 60.0


class Delivery:
    """Brings what is pending to ``address``, which stands for the proxy that owns the name."""

    def __init__(self, updates: UpdateQueue, lock: Condition, address: str, at_once: int) -> None:
        self.statuses: list[int] = []
        self._updates = updates
        self._lock = lock
        self._netloc = urlsplit(address).netloc
        self._under_way: set[object] = set()
        self._threads = [Thread(target=self._bring_all, daemon=True) for _ in range(at_once)]
        for thread in self._threads:
            thread.start()

    def _bring_all(self) -> None:
        connection = HTTPConnection(self._netloc, timeout=TIMEOUT)
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._updates.stopped or self._next() is not None)
                if self._updates.stopped:
                    return
                update = self._next()
                assert update is not None
                chat = chat_of(update)
                self._under_way.add(chat)
                path = urlsplit(self._updates.webhook_url).path or "/"
                secret = self._updates.secret
            status = self._bring(connection, path, secret, update)
            with self._lock:
                self._under_way.discard(chat)
                self.statuses.append(status)
                if 200 <= status < 300:
                    self._updates.delivered(update)
                else:
                    self._lock.wait_for(lambda: self._updates.stopped, RETRY)
                self._lock.notify_all()

    def _next(self) -> Json | None:
        if not self._updates.webhook_url:
            return None
        return next((u for u in self._updates.waiting() if chat_of(u) not in self._under_way), None)

    @staticmethod
    def _bring(connection: HTTPConnection, path: str, secret: str, update: Json) -> int:
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        try:
            connection.request("POST", path, json.dumps(update), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            connection.close()
            return 0
        return answer.status


def chat_of(update: Json) -> object:
    """What Telegram keeps in order: the chat, else the person."""
    for kind, told in update.items():
        if kind != "update_id" and isinstance(told, dict):
            message = told.get("message", told)
            chat = message.get("chat") if isinstance(message, dict) else None
            source = chat or told.get("from")
            if isinstance(source, dict):
                return source.get("id")
    return update["update_id"]
