"""Writing the questions log from a thread and a store of its own, so that no answer waits for it.

Rows are written in the order in which they were given, so a vote finds its question. A log that
cannot be written is said once, as a warning, until it works again; questions are answered anyway.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from knowledge import questions_log
from knowledge.errors import KnowledgeError
from knowledge.questions_log import LoggedQuestion, Vote
from knowledge.store import Store, open_store

log = logging.getLogger(__name__)

LOCKED_SECONDS: Final = 20.0
"""How long a row waits for another process that is writing, such as a large import."""

VOTE_SECONDS: Final = 3.0
"""How long somebody waits to be told that a vote is kept."""

MOST_WAITING: Final = 10_000
"""Rows that may wait while the log is locked; what comes then is not logged."""


class Logbook:
    """The way into the questions log. ``store`` is closed with it, and used by nobody else."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._worker = ThreadPoolExecutor(1, "questions-log")
        self._room = BoundedSemaphore(MOST_WAITING)
        self._works = True

    def record(self, question: LoggedQuestion) -> None:
        """Log a question as soon as there is time; never waits, and never raises."""
        self._submit(lambda: questions_log.record(self._store, question))

    async def vote(self, question_id: str, given: Vote | None, reason: str = "") -> bool | None:
        """Keep a vote, None takes it back.

        False where no such question is logged; None where the log could not be written in time.
        """
        return await self._kept(lambda: questions_log.vote(self._store, question_id, given, reason))

    def picked(self, question_id: str, entry: str | None) -> None:
        """Keep which suggestion was picked, None for none of these; never waits or raises."""
        self._submit(lambda: questions_log.picked(self._store, question_id, entry))

    def purge(self, keep_days: int) -> None:
        """Delete what is older than so many days as soon as there is time."""
        self._submit(lambda: questions_log.purge(self._store, keep_days))

    def close(self) -> None:
        """Write what is waiting, and close the store."""
        self._worker.shutdown()
        self._store.close()

    async def _kept(self, write: Callable[[], bool]) -> bool | None:
        if future := self._submit(write):
            waiting = asyncio.wrap_future(future)
            # It is written later all the same: cancelling what has begun has no effect.
            await asyncio.wait({waiting}, timeout=VOTE_SECONDS)
            if waiting.done() and waiting.result() is not None:
                return bool(waiting.result())
        return None

    def _submit(self, write: Callable[[], object]) -> "Future[object] | None":
        if self._room.acquire(blocking=False):
            return self._worker.submit(self._run, write)
        return None

    def _run(self, write: Callable[[], object]) -> object:
        """Write, in the thread of the log; what was written, None where that failed."""
        try:
            written = write()
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
        return written


def open_logbook(path: Path) -> Logbook:
    """The logbook of the store in this file. Raises StoreError when it cannot be opened."""
    return Logbook(open_store(path, wait=LOCKED_SECONDS))
