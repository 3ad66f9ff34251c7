"""Asking the answerer, and keeping what was answered lately.

Matching takes a millisecond or two, less than to hand it to a thread and back costs while other
chats go on. People ask the same things, so the last outcomes are kept, until the base changes.
"""

from collections import OrderedDict
from typing import Final, TypeAlias

from knowledge.answerer import Answerer
from knowledge.model import Base, Language, Outcome

KEPT: Final = 2048
"""Outcomes that are kept; one takes about a kilobyte."""

_LONGEST: Final = 200
"""Characters of a question that somebody else may ask as well."""

_Asked: TypeAlias = tuple[str, Language, str | None]


class Asker:
    """The way to the answerer for the handlers."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self._base: Base = answerer.base
        self._kept: OrderedDict[_Asked, Outcome] = OrderedDict()

    def outcome(
        self, question: str, preferred: Language = "en", before: str | None = None
    ) -> Outcome:
        """See ``Answerer.answer``."""
        asked = (question, preferred, before)
        if kept := self._known(asked):
            return kept
        base = self._base
        outcome = self.answerer.answer(*asked)
        # Another thread may take up a change meanwhile.
        if self.answerer.base is base and len(question) <= _LONGEST:
            self._keep(asked, outcome)
        return outcome

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
