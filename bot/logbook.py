"""Writing the questions log from a thread and a store of its own, so that no answer waits for it.

Rows are written in the order in which they were given, so a vote finds its question. A log that
cannot be written is said once, as a warning, until it works again; questions are answered anyway.
Which replies a message got is kept on the same way.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final, TypeVar

from knowledge import dated, questions_log, replied
from knowledge.errors import KnowledgeError
from knowledge.questions_log import LoggedQuestion, Vote
from knowledge.replied import Replied
from knowledge.store import Store, open_store

log = logging.getLogger(__name__)
T = TypeVar("T")

LOCKED_SECONDS: Final = 20.0
"""How long a row waits for another process that is writing, such as a large import."""

WAIT_SECONDS: Final = 3.0
"""How long somebody waits to be told that a vote is kept, or for what was kept."""

COLLECTED_SECONDS: Final = 0.05
"""How long rows are collected, to be written together."""

MOST_WAITING: Final = 10_000
"""Rows that may wait while the log is locked; what comes then is not logged."""


class Logbook:
    """The way into the questions log. ``store`` is closed with it, and used by nobody else."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._worker = ThreadPoolExecutor(1, "questions-log")
        self._room = BoundedSemaphore(MOST_WAITING)
        self._works = True
        self._later: deque[Callable[[], object]] = deque()
        self._is_collecting = False

    def record(self, question: LoggedQuestion) -> None:
        """Log a question as soon as there is time; never waits, and never raises."""
        self._collect(lambda: questions_log.record(self._store, question))

    async def vote(self, question_id: str, given: Vote | None, reason: str = "") -> bool | None:
        """Keep a vote, None takes it back.

        False where no such question is logged; None where the log could not be written in time.
        """
        return await self._waited(
            lambda: questions_log.vote(self._store, question_id, given, reason)
        )

    def picked(self, question_id: str, entry: str | None) -> None:
        """Keep which suggestion was picked, None for none of these; never waits or raises."""
        self._collect(lambda: questions_log.picked(self._store, question_id, entry))

    def purge(self, keep_days: int, now: datetime) -> None:
        """Delete questions older than so many days, and all else in its time, soon."""
        self._submit(lambda: questions_log.purge(self._store, keep_days, now))
        self._submit(lambda: dated.forget(self._store, now))

    def bring_back(self, now: datetime) -> None:
        """Have what bears a later date be of now as soon as there is time."""
        self._submit(lambda: dated.bring_back(self._store, now))

    def keep_replied(self, chat: str, message: int, got: Replied) -> None:
        """Keep which replies a message got as soon as there is time; never waits or raises."""
        self._collect(lambda: replied.keep(self._store, chat, message, got))

    async def replies_to(self, chat: str, message: int) -> Replied | None:
        """Which replies a message got; None where that is not kept, or not read in time."""
        return await self._waited(lambda: replied.find(self._store, chat, message))

    def close(self) -> None:
        """Write what is waiting, and close the store."""
        self._worker.shutdown()
        self._store.close()

    async def _waited(self, work: Callable[[], T]) -> T | None:
        """What comes of some work; None where that is nothing, or not there in time."""
        if future := self._submit(work):
            waiting = asyncio.wrap_future(future)
            # It is done later all the same: cancelling what has begun has no effect.
            await asyncio.wait({waiting}, timeout=WAIT_SECONDS)
            if waiting.done():
                return waiting.result()
        return None

    def _collect(self, work: Callable[[], object]) -> None:
        """Put work off for a moment, so that much of it shares one transaction."""
        if len(self._later) < MOST_WAITING:
            self._later.append(work)
            if not self._is_collecting:
                self._is_collecting = True
                if self._submit(self._write_collected) is None:
                    self._is_collecting = False

    def _write_collected(self) -> None:
        time.sleep(COLLECTED_SECONDS)
        # Before they are taken: whatever comes while they are has somebody to write it.
        self._is_collecting = False
        works = [self._later.popleft() for _ in range(len(self._later))]
        if works:
            with self._store.writing():
                for work in works:
                    try:
                        work()
                    except KnowledgeError:
                        raise
                    except Exception:
                        log.exception("A row of the questions log was not written")

    def _submit(self, work: Callable[[], T]) -> "Future[T | None] | None":
        if self._room.acquire(blocking=False):
            return self._worker.submit(self._run, work)
        return None

    def _run(self, work: Callable[[], T]) -> T | None:
        """Read or write, in the thread of the log; what comes of it, None where that failed."""
        try:
            done = work()
        except KnowledgeError as error:
            if self._works:
                self._works = False
                log.warning("Questions are answered but not logged: %s", error)
            return None
        except Exception:
            log.exception("The questions log was not written")
            return None
        finally:
            self._room.release()
        if not self._works:
            self._works = True
            log.warning("Questions are logged again")
        return done


def open_logbook(path: Path) -> Logbook:
    """The logbook of the store in this file. Raises StoreError when it cannot be opened."""
    return Logbook(open_store(path, wait=LOCKED_SECONDS))
