"""Question and language in, outcome out; holds one state of the base and swaps it when it changed.

The state is read once and kept in memory, so that a question never waits for the database. A
change of the base is noticed by ``refresh``; the new state is built beside the old one, which goes
on answering until then.
"""

import threading
from dataclasses import dataclass, replace
from functools import cache

from knowledge.matching import saved
from knowledge.matching.calibrate import UNFITTED, calibrate
from knowledge.matching.decide import decide
from knowledge.matching.explain import explain
from knowledge.matching.followup import completed, fits, has_pronoun
from knowledge.matching.matcher import Match, Matcher, build_index, matcher
from knowledge.matching.messages import clauses, of_clauses, of_sentences, sentences
from knowledge.model import Base, Language, Outcome
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the base, ready to be asked."""

    base: Base
    matcher: Matcher
    revision: int
    file: int  # how many files had been put in the place of the store's before it was read

    def answer(
        self, question: str, preferred: Language = "en", before: str | None = None
    ) -> Outcome:
        """As ``Answerer.answer``."""

        @cache
        def outcome(text: str) -> Outcome:
            return _decided(self.matcher, text, preferred)[1]

        whole = outcome(question)
        parts = [outcome(part) for part in sentences(question)]
        whole = of_sentences(whole, parts, self.base) if parts else whole
        if not whole.more:
            parts = [outcome(part) for part in clauses(question)]
            whole = of_clauses(whole, parts, self.base)
        last = self.base.entries.get(before or "")
        if last is None or (whole.entry and not has_pronoun(question)):
            return whole
        full = completed(question, last, whole.language, self.base)
        leaning = outcome(full) if full else whole
        # A pronoun alone may look like some name; whoever was spoken of just now is meant.
        if whole.entry and leaning.confidence <= whole.confidence:
            return whole
        if not fits(leaning, whole, last, self.base):
            return whole
        return replace(leaning, question=question, language=whole.language)

    def tried(self, base: Base) -> "Snapshot":
        """How another base would answer, to compare it before it is stored."""
        ready = matcher(base, build_index(base), self.matcher.calibration)
        return replace(self, base=base, matcher=ready)


class Answerer:
    """Answers questions from the base in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._refreshing = threading.Lock()
        self._snapshot = _snapshot(store)

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
        ready = self._snapshot.matcher
        lines = []
        for part in (question, *sentences(question)):
            match, outcome = _decided(ready, part, preferred)
            lines += [f"> {part}", *explain(ready, match, outcome)]
        return lines

    def refresh(self) -> bool:
        """Take up the changes of the base since the last time; whether there were any.

        Raises:
            StoreError: the store cannot be read now; the present state goes on answering.

        """
        with self._refreshing:
            snapshot, revision = self._snapshot, self._store.revision()
            if (revision, self._store.reopened) == (snapshot.revision, snapshot.file):
                return False
            self._snapshot = _snapshot(self._store)
            return True


def index_key(base: Base, revision: int) -> str:
    """Which index is cached; the sizes tell a base from which other hands have removed rows."""
    texts = [text for entry in base.entries.values() for text in entry.texts.values()]
    phrasings = sum(len(text.phrasings) for text in texts)
    return f"{saved.VERSION}.{revision}.{len(base.entries)}.{phrasings}"


def _decided(ready: Matcher, question: str, preferred: Language) -> tuple[Match, Outcome]:
    """Decide on one question; words of small talk around it are left out where that helps."""
    match = ready.match(question)
    outcome = decide(ready, match, question, preferred)
    if outcome.entry is None:
        lean = ready.without_courtesies(match)
        if lean and lean.confidence > match.confidence:
            return lean, decide(ready, lean, question, preferred)
    return match, outcome


def _snapshot(store: Store) -> Snapshot:
    revision, file = store.revision(), store.reopened
    base = store.load()
    key = index_key(base, revision)
    kept = store.cached_index(key)
    if kept is not None:
        try:
            return Snapshot(base, matcher(base, *saved.load(kept)), revision, file)
        except ValueError:
            pass  # a damaged copy is only a copy: build it anew
    index = build_index(base)
    raw = matcher(base, index, UNFITTED)
    ready = replace(raw, calibration=calibrate(raw, base.checks))
    store.cache_index(key, saved.dump(index, ready.calibration))
    return Snapshot(base, ready, revision, file)
