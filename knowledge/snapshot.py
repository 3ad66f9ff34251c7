"""One state of the base, ready to be asked; how it is made, and how it follows an edit.

An edit is taken up by editing the index, in some ten milliseconds; what changes more, or leaves the
weights out of date, needs an index that is made anew, in seconds.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from knowledge.errors import StoreError
from knowledge.items import Key, Kind
from knowledge.matching import saved
from knowledge.matching.calibrate import UNFITTED, calibrate
from knowledge.matching.confidence import Calibration
from knowledge.matching.decide import decide
from knowledge.matching.edit_index import without_entry
from knowledge.matching.explain import explain
from knowledge.matching.followup import completed, fits, is_of_another, speaks_of_somebody
from knowledge.matching.matcher import Match, Matcher, build_index, edited, is_index_of, matcher
from knowledge.matching.messages import clauses, of_clauses, of_sentences, sentences
from knowledge.model import Base, Language, Outcome
from knowledge.store import Store

MOST_EDITED = 20
"""Entries that are edited one by one in the index; more are as quickly indexed anew."""

DRIFT_ALLOWED = 0.02
"""Share of the phrasings that may change before the weights are made anew."""


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

        match, whole = _decided(self.matcher, question, preferred)
        if not match.is_word_for_word:
            parts = [outcome(part) for part in sentences(question)]
            whole = of_sentences(whole, parts, self.base) if parts else whole
            if not whole.more:
                parts = [outcome(part) for part in clauses(question)]
                whole = of_clauses(whole, parts, self.base)
        last = self.base.entries.get(before or "")
        if last is None or (whole.entry and not speaks_of_somebody(question)):
            return whole
        full = completed(question, last, whole.language, self.base)
        leaning = outcome(full) if full else whole
        if full and is_of_another(question, whole, last, self.matcher.names, self.base):
            return replace(leaning, question=question, language=whole.language)
        # A pronoun alone may look like some name; whoever was spoken of just now is meant.
        if whole.entry and leaning.confidence <= whole.confidence:
            return whole
        if not fits(leaning, whole, last, self.base):
            return whole
        if not self.matcher.covers(leaning.entry, match):
            return whole  # of what was asked just now it has next to nothing
        return replace(leaning, question=question, language=whole.language)

    def explain(self, question: str, preferred: Language = "en") -> list[str]:
        """As ``Answerer.explain``."""
        lines = []
        for part in (question, *sentences(question)):
            match, outcome = _decided(self.matcher, part, preferred)
            lines += [f"> {part}", *explain(self.matcher, match, outcome)]
        return lines

    def tried(self, base: Base) -> "Snapshot":
        """How another base would answer, to compare it before it is stored."""
        ids = {*base.entries, *self.base.entries}
        differing = {i for i in ids if base.entries.get(i) != self.base.entries.get(i)}
        few = len(differing) <= MOST_EDITED
        ready = edited(self.matcher, base, differing) if few else None
        return replace(self, base=base, matcher=ready or _built(base, self.matcher.calibration))

    def is_drifted(self) -> bool:
        """Whether so much was edited that the weights are out of date."""
        index = self.matcher.index
        return index.edited > DRIFT_ALLOWED * index.weighed


def first_snapshot(store: Store, elsewhere: Callable[[], bool] = lambda: False) -> Snapshot:
    """The state of the base in a store, over the index that it keeps where that fits.

    Else the index is made anew, and kept. ``elsewhere`` is asked to do that first; it tells
    whether it did, and may raise StoreError.
    """
    kept = kept_snapshot(store)
    if kept is None and elsewhere():
        kept = kept_snapshot(store)
    return kept or _new_snapshot(store)


def kept_snapshot(store: Store) -> Snapshot | None:
    """The state of the base over the index that the store keeps; None where that does not fit."""
    revision, file = store.revision(), store.reopened
    base = store.load()
    ready = _from_cache(store, base, revision)
    return Snapshot(base, ready, revision, file) if ready else None


def _new_snapshot(store: Store) -> Snapshot:
    """The state of the base over an index and a calibration made anew, which are kept if they can.

    Nobody waits for another process that writes.
    """
    revision, file = store.revision(), store.reopened
    base = store.load()
    ready = _anew(base)
    with suppress(StoreError):
        store.cache_index(*_as_kept(ready, revision), wait=False)
    return Snapshot(base, ready, revision, file)


def keep_new_index(store: Store) -> None:
    """Have the store keep an index and a calibration made anew, unless it does already.

    Raises StoreError where it cannot keep them.
    """
    revision = store.revision()
    base = store.load()
    kept = store.cached_index()
    if kept and kept[0] == _key(revision) and _from_cache(store, base, revision):
        return
    store.cache_index(*_as_kept(_anew(base), revision))


def next_snapshot(store: Store, before: Snapshot) -> Snapshot | None:
    """The state of the base after edits of some items; None where all must be made anew."""
    revision, file = store.revision(), store.reopened
    changed = store.items_changed_since(before.revision) if file == before.file else None
    ids = _entries_among(changed)
    if changed is None or len(ids) > MOST_EDITED:
        return None
    known = before.base.entries
    now = store.load_entries(ids) if len(ids) == len(changed) and ids <= known.keys() else {}
    if now and now.keys() == ids:
        base = replace(before.base, entries={**known, **now})
    else:  # something else than an entry, or one that is new or gone
        base = store.load()
    return Snapshot(base, _followed(before.matcher, base, changed), revision, file)


def _entries_among(changed: Iterable[Key] | None) -> frozenset[str]:
    return frozenset(key.id for key in changed or () if key.kind is Kind.ENTRY)


def _from_cache(store: Store, base: Base, revision: int) -> Matcher | None:
    """The matcher over the cached index and what was edited since; None where that is no use."""
    kept = store.cached_index()
    version, _, at = kept[0].partition(".") if kept else ("", "", "")
    if kept is None or version != str(saved.VERSION) or not at.isdecimal():
        return None
    changed = frozenset[Key]() if int(at) == revision else store.items_changed_since(int(at))
    ids = _entries_among(changed)
    if changed is None or len(ids) > MOST_EDITED:
        return None
    if any(key.kind is Kind.PERSON for key in changed):
        return None  # which entries were asked for by their names before is not known
    try:
        index, calibration = saved.load(kept[1])
    except ValueError:
        return None  # a damaged copy is only a copy
    for gone in ids - base.entries.keys():
        index = without_entry(index, gone)
    ready = matcher(base, index, calibration) if is_index_of(base, index, ids) else None
    return _followed(ready, base, changed) if ready and changed else ready


def _followed(ready: Matcher, base: Base, changed: Collection[Key]) -> Matcher:
    """The matcher after edits of these items, calibrated anew where checks are among them."""
    after = edited(ready, base, _entries_among(changed))
    has_checks = any(key.kind is Kind.CHECK for key in changed)
    return _calibrated(after, base) if has_checks else after


def _anew(base: Base) -> Matcher:
    return _calibrated(_built(base, UNFITTED), base)


def _as_kept(ready: Matcher, revision: int) -> tuple[str, bytes]:
    return _key(revision), saved.dump(ready.index, ready.calibration)


def _key(revision: int) -> str:
    return f"{saved.VERSION}.{revision}"


def _built(base: Base, calibration: Calibration) -> Matcher:
    return matcher(base, build_index(base), calibration)


def _calibrated(ready: Matcher, base: Base) -> Matcher:
    return replace(ready, calibration=calibrate(ready, base.checks))


def _decided(ready: Matcher, question: str, preferred: Language) -> tuple[Match, Outcome]:
    """Decide on one question; words of small talk around it are left out where that helps."""
    match = ready.match(question)
    outcome = decide(ready, match, question, preferred)
    if outcome.entry is None:
        lean = ready.without_courtesies(match)
        if lean and lean.confidence > match.confidence:
            return lean, decide(ready, lean, question, preferred)
    return match, outcome
