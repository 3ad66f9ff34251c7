"""Asking the answerer while other chats go on, and keeping what was answered lately.

Matching computes, so it has one thread: more would only wait for each other, and what goes out
with them. People ask the same things, so the last outcomes are kept, until the base changes.
"""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeAlias

from knowledge.answerer import Answerer
from knowledge.model import Base, Language, Outcome

KEPT: Final = 2048
"""Outcomes that are kept; one takes about a kilobyte."""

_LONGEST: Final = 200
"""Characters of a question that somebody else may ask as well."""

_Asked: TypeAlias = tuple[str, Language, str | None]


class Asker:
    """The way to the answerer for whoever must not wait for a computation."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self._worker = ThreadPoolExecutor(1, "matching")
        self._base: Base = answerer.base
        self._kept: OrderedDict[_Asked, Outcome] = OrderedDict()

    async def outcome(
        self, question: str, preferred: Language = "en", before: str | None = None
    ) -> Outcome:
        """See ``Answerer.answer``."""
        asked = (question, preferred, before)
        if kept := self._known(asked):
            return kept
        loop, base = asyncio.get_running_loop(), self._base
        outcome = await loop.run_in_executor(self._worker, self.answerer.answer, *asked)
        if self._base is base and self.answerer.base is base and len(question) <= _LONGEST:
            self._keep(asked, outcome)
        return outcome

    def close(self) -> None:
        """End the thread."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _known(self, asked: _Asked) -> Outcome | None:
        if self._base is not self.answerer.base:
            self._base = self.answerer.base
            self._kept.clear()
        if asked not in self._kept:
            return None
        self._kept.move_to_end(asked)
        return self._kept[asked]

    def _keep(self, asked: _Asked, outcome: Outcome) -> None:
        self._kept[asked] = outcome
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
