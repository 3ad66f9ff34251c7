"""Random edits and undos: the store always equals a base on which the standing edits were replayed.

An undo may be refused where a later edit that stands touched the same item; then nothing changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import changes, edits
from knowledge.change_log import Author, Change
from knowledge.changes import Plan
from knowledge.errors import EditConflict
from knowledge.items import Key, Kind, items_of, key_of, to_plain
from knowledge.model import Base, Check, Entry, OutcomeKind, Status
from knowledge.rules import check_base, errors
from knowledge.store import Store, store_in_memory

ASEL = Author("asel", "command line")
Pure: TypeAlias = Callable[[Base], Base]
Pick: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """An edit twice: as the store makes it, and as a function of the base."""

    plan: Plan
    pure: Pure


def changed(entry_id: str, how: Callable[[Entry], Entry]) -> Pure:
    return lambda base: replace(
        base, entries={**base.entries, entry_id: how(base.entries[entry_id])}
    )


def phrased(entry: Entry, *, add: str = "", drop: str = "") -> Entry:
    text = entry.texts["ru"]
    left = tuple(one for one in text.phrasings if one != drop)
    longer = replace(text, phrasings=(*left, add) if add else left)
    return replace(entry, texts={**entry.texts, "ru": longer})


def phrase(base: Base, pick: Pick, number: int) -> Operation | None:
    name, words = pick(base.entries), f"вопрос номер {number} {'раз ' * number}"
    return Operation(
        lambda now: edits.add_phrasings(now, name, "ru", [words]),
        changed(name, lambda entry: phrased(entry, add=words)),
    )


def unphrase(base: Base, pick: Pick, number: int) -> Operation | None:
    name = pick(base.entries)
    asked = [one for one in base.entries[name].texts["ru"].phrasings if "номер" in one]
    if not asked:
        return None
    words = pick(asked)
    return Operation(
        lambda now: edits.drop_phrasings(now, name, "ru", [words]),
        changed(name, lambda entry: phrased(entry, drop=words)),
    )


def note(base: Base, pick: Pick, number: int) -> Operation | None:
    name, text = pick(base.entries), f"note {number}"
    return Operation(
        lambda now: edits.set_note(now, name, text),
        changed(name, lambda entry: replace(entry, notes=text)),
    )


def draft(base: Base, pick: Pick, number: int) -> Operation | None:
    name = pick(base.entries)
    if base.entries[name].status is Status.DRAFT:
        return None
    return Operation(
        lambda now: edits.set_status(now, [name], Status.DRAFT),
        changed(name, lambda entry: replace(entry, status=Status.DRAFT)),
    )


def remove(base: Base, pick: Pick, number: int) -> Operation | None:
    if len(base.entries) < 2:
        return None
    name = pick(base.entries)

    def pure(base: Base) -> Base:
        left = {
            key: replace(entry, related=tuple(one for one in entry.related if one != name))
            for key, entry in base.entries.items()
            if key != name
        }
        checks = (
            replace(check, entries=tuple(one for one in check.entries if one != name))
            for check in base.checks
            if check.entries != (name,)
        )
        return replace(base, entries=left, checks=tuple(checks))

    return Operation(lambda now: edits.removal(now, Key(Kind.ENTRY, name)), pure)


def add_check(base: Base, pick: Pick, number: int) -> Operation | None:
    check = Check(f"is it warm {number}", "en", OutcomeKind.DECLINE)
    return Operation(
        lambda now: edits.add_check(now, "en", check.question),
        lambda base: replace(base, checks=(*base.checks, check)),
    )


def drop_check(base: Base, pick: Pick, number: int) -> Operation | None:
    if not base.checks:
        return None
    check = pick(base.checks)
    return Operation(
        lambda now: edits.drop_check(now, check.language, check.question),
        lambda base: replace(
            base, checks=tuple(one for one in base.checks if key_of(one) != key_of(check))
        ),
    )


def add_synonyms(base: Base, pick: Pick, number: int) -> Operation | None:
    group = (f"word {number}", f"other {number}")
    return Operation(
        lambda now: edits.join_synonyms(now, "en", group),
        lambda base: replace(base, synonyms={**base.synonyms, "en": (*base.synonyms["en"], group)}),
    )


KINDS = (phrase, phrase, unphrase, note, draft, remove, add_check, drop_check, add_synonyms)


class Trial:
    """A store beside the list of operations, and which of them stand."""

    def __init__(self, base: Base, store: Store, pick: Pick) -> None:
        self._base = base
        self._store = store
        self._pick = pick
        self._operations: list[Operation] = []
        self._standing: set[int] = set()
        # What each change did: it made an operation stand, or took it back.
        self._made: dict[int, tuple[int, bool]] = {}
        self._undone: set[int] = set()

    def edit(self) -> None:
        """Make a random edit."""
        number = len(self._operations)
        operation = self._pick(KINDS)(self._store.load(), self._pick, number)
        if operation is None:
            return
        done = changes.apply_planned(self._store, operation.plan, ASEL, f"operation {number}")
        assert done is not None
        self._operations.append(operation)
        self._stand(done, number, stands=True)

    def undo(self) -> None:
        """Undo a random change."""
        if not self._made:
            return
        target = changes.change(self._store, self._pick(sorted(self._made)))
        number, stood = self._made[target.id]
        before = self._store.load()
        try:
            done = changes.undo(self._store, target.id, ASEL)
        except EditConflict:
            assert self._store.load() == before
            gone = (number in self._standing) is not stood
            assert gone or target.id in self._undone or self._is_in_the_way(target)
        else:
            assert target.id not in self._undone
            assert (number in self._standing) is stood
            self._undone.add(target.id)
            if target.undoes is not None:
                self._undone.discard(target.undoes)
            self._stand(done, number, stands=not stood)

    def check(self) -> None:
        """Compare the store with the operations that stand, and with its own history."""
        expected = self._base
        for number in sorted(self._standing):
            expected = self._operations[number].pure(expected)
        now = self._store.load()
        assert _comparable(now) == _comparable(expected)
        assert errors(check_base(now)) == []
        plain = {key_of(item): to_plain(item) for item in items_of(now)}
        recorded = {
            done.key: done.after
            for change in reversed(changes.history(self._store))
            for done in changes.edits_of(self._store, change.id)
        }
        assert {key: plain.get(key) for key in recorded} == recorded

    def _stand(self, done: Change, number: int, *, stands: bool) -> None:
        self._made[done.id] = (number, stands)
        (self._standing.add if stands else self._standing.discard)(number)

    def _is_in_the_way(self, target: Change) -> bool:
        later = [one for one in changes.history(self._store) if one.id > target.id]
        return any(
            set(one.touched) & set(target.touched) and self._made[one.id][0] in self._standing
            for one in later
        )


def _comparable(base: Base) -> tuple[Any, ...]:
    """The base with the order of entries, but phrasings in any order."""
    entries = [
        (to_plain(phrased(entry)), frozenset(entry.texts["ru"].phrasings))
        for entry in base.entries.values()
    ]
    for plain, _ in entries:
        plain["ru"]["phrasings"] = []
    return entries, base.checks, base.synonyms, base.topics, base.people


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_store_equals_a_replay_of_the_edits_that_stand(base: Base, data: st.DataObject) -> None:
    def pick(options: Any) -> Any:
        return data.draw(st.sampled_from(list(options)))

    with store_in_memory(base) as store:
        trial = Trial(base, store, pick)
        for step in data.draw(st.lists(st.sampled_from([trial.edit, trial.undo]), max_size=10)):
            step()
            trial.check()
