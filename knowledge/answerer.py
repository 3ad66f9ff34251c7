"""Question and language in, outcome out; holds one state of the base and swaps it when it changed.

The state is read once and kept in memory, so that a question never waits for the database. A
change of the base is noticed by ``refresh``; the new state is made beside the old one, which goes
on answering until then.
"""

import threading
from collections.abc import Callable

from knowledge.matching.matcher import Matcher
from knowledge.model import Base, Language, Outcome
from knowledge.snapshot import Snapshot, first_snapshot, kept_snapshot, next_snapshot
from knowledge.store import Store


class Answerer:
    """Answers questions from the base in a store.

    ``elsewhere`` has the store keep an index made anew, and tells whether it did; where it did
    not, the index is made here.
    """

    def __init__(self, store: Store, elsewhere: Callable[[], bool] = lambda: False) -> None:
        self._store = store
        self._elsewhere = elsewhere
        self._refreshing = threading.Lock()
        self._snapshot = first_snapshot(store, elsewhere)

    @property
    def base(self) -> Base:
        """The base as it is answered from now."""
        return self._snapshot.base

    @property
    def matcher(self) -> Matcher:
        """The matcher of that base, for reports that look inside."""
        return self._snapshot.matcher

    @property
    def snapshot(self) -> Snapshot:
        """The state that answers now; it stays the same while the base changes."""
        return self._snapshot

    def answer(
        self, question: str, preferred: Language = "en", before: str | None = None
    ) -> Outcome:
        """Decide what to do with a question; never raises on any text.

        ``preferred`` is the language of the reply where the question's own is not clear.
        ``before`` is the entry that this person was answered with last, if that was just now.
        """
        return self._snapshot.answer(question, preferred, before)

    def explain(self, question: str, preferred: Language = "en") -> list[str]:
        """Why a question gets its outcome: lines for a maintainer, sentence by sentence."""
        return self._snapshot.explain(question, preferred)

    def refresh(self) -> bool:
        """Take up the changes of the base since the last time; whether there were any.

        Raises:
            StoreError: the store cannot be read now; the present state goes on answering.

        """
        with self._refreshing:
            snapshot, revision = self._snapshot, self._store.revision()
            if (revision, self._store.reopened) == (snapshot.revision, snapshot.file):
                return False
            followed = next_snapshot(self._store, snapshot)
            self._snapshot = followed or first_snapshot(self._store, self._elsewhere)
            return True

    def renew_weights(self) -> bool:
        """Have the weights made anew elsewhere, and take them up; whether that could be done.

        It takes seconds, in which edits are taken up as ever: ``snapshot.is_drifted`` tells when
        it is time. Raises StoreError as ``refresh`` does.
        """
        if not self._elsewhere():
            return False
        with self._refreshing:
            kept = kept_snapshot(self._store)
            self._snapshot = kept or self._snapshot
        return kept is not None
