"""What an import would do to a base, before anything is done: pure.

Three states of an item meet: as the file has it, as it stands live, and as it was when the file was
made. Who of the two sides has changed it since, tells whether the file's state is taken, the live
one kept, or both stand against each other. A file that bears the stamp of its export is compared
value by value; for others all that is known is how files had the item last (its *ancestor*, by
fingerprint).
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from knowledge.completing import Then, Wanted, completed
from knowledge.drafts import Content
from knowledge.items import Item, Key, Kind, fingerprint, from_plain, items_of, key_of, to_plain
from knowledge.merging import Path, merged
from knowledge.model import Base
from knowledge.stamps import History, Since

Ancestors = Mapping[Key, str]


class Action(StrEnum):
    """What an import does with one item."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    KEEP = "keep"  # edited live since files had it; the file has nothing new
    CONFLICT = "conflict"  # edited live and in the file


class Side(StrEnum):
    """Whose state an item gets where it was edited on both sides."""

    BASE = "base"
    FILE = "file"


class Origin(StrEnum):
    """Whether files tell which state of the base they were made from."""

    KNOWN = "known"
    UNTOLD = "untold"
    FOREIGN = "foreign"  # one that this store does not know


@dataclass(frozen=True, slots=True)
class Step:
    """One item that a file and the store do not agree on.

    ``before`` is live, ``after`` what the file makes of it; None in a step that keeps what the file
    did not touch. Of a conflict, ``kept`` is what comes of it where the base's state stands, and
    ``clashes`` are the places that both changed; none where that is not known. ``where`` is file
    and line, ``edited_by`` the change that edited it live last, of what was kept or conflicts.
    """

    action: Action
    key: Key
    before: Item | None
    after: Item | None
    where: str = ""
    kept: Item | None = None
    clashes: tuple[Path, ...] = ()
    edited_by: int | None = None

    @property
    def is_untouched(self) -> bool:
        """Whether the file has nothing new of it."""
        return self.action is Action.KEEP and self.after is None

    def decided(self, side: Side) -> "Step | None":
        """A conflict where one side's state is taken; None where nothing is left to do."""
        if self.action is not Action.CONFLICT:
            return self
        after = self.after if side is Side.FILE else self.kept
        return _change(self.key, self.before, after, self.where) if after != self.before else None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do, in the order in which it is written.

    ``agreed`` are the items that need nothing, ``left`` those that only the store has. ``emptied``
    are empty cells, as item and column, that leave what is there.
    """

    steps: tuple[Step, ...]
    agreed: tuple[Item, ...]
    remarks: tuple[str, ...] = ()
    left: tuple[Key, ...] = ()
    emptied: tuple[tuple[Key, str], ...] = ()
    origin: Origin = Origin.KNOWN

    def of(self, *actions: Action) -> list[Step]:
        """The steps with one of these actions."""
        return [step for step in self.steps if step.action in actions]

    @property
    def wanted(self) -> list[Step]:
        """The steps that change the base."""
        return self.of(Action.ADD, Action.CHANGE, Action.REMOVE)

    @property
    def can_take_more(self) -> bool:
        """Whether the file has something else where the base was edited."""
        return any(step.after for step in self.of(Action.CONFLICT, Action.KEEP))

    def decided(self, side: Side, only: Collection[Key] | None = None) -> "Plan":
        """The same, where one side's state is taken of what was edited on both.

        ``only`` limits that to some items.
        """
        steps = (
            step.decided(side) if only is None or step.key in only else step for step in self.steps
        )
        return replace(self, steps=tuple(step for step in steps if step is not None))

    @property
    def digest(self) -> str:
        """Short text that is another for another plan: what is done, and to what."""
        told = [
            (step.action, str(step.key), *(fingerprint(one) if one else "" for one in items))
            for step in self.steps
            for items in [(step.before, step.after, step.kept)]
            if step.action is not Action.KEEP
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def plan_import(
    content: Content,
    live: Base,
    ancestors: Ancestors,
    history: History = MappingProxyType({}),
    versions: Mapping[Key, int] = MappingProxyType({}),
    *,
    prune: bool = False,
    overwrite: bool = False,
) -> Plan:
    """Compare what files say with the live base.

    ``history`` is what became of the base since the exports that the files come from, by stamp;
    with it the comparison is one of single values; ``versions`` are the changes that touched items
    last. ``prune`` removes live items of the kinds that the files list and do not have; without it
    they are only named (``left``). ``overwrite`` takes the file's state where the live one was
    edited. Raises BaseInvalid where the parts of a file make no whole item.
    """
    ancestors, history = ({}, {}) if overwrite else (ancestors, history)
    there = _by_key(items_of(live))
    wanted = completed(content, there, _then(history), prune=prune)
    steps = [
        _step(key, there.get(key), one, ancestors.get(key), history.get(one.stamp))
        for key, one in wanted.items()
        if one.item != there.get(key)
    ]
    missing = [key for key in there if key.kind in content.kinds and key not in wanted]
    removable = [key for key in missing if key.kind not in (Kind.SOURCE, Kind.REPLY)]
    if prune:
        known = [since for since in history.values() if since is not None]
        steps += [
            Step(_removal(there[key], known, ancestors.get(key)), key, there[key], None)
            for key in reversed(removable)
        ]
    steps = [
        replace(one, edited_by=versions.get(one.key))
        if one.action in (Action.KEEP, Action.CONFLICT)
        else one
        for one in steps
    ]
    return Plan(
        steps=tuple(steps),
        agreed=tuple(one.item for key, one in wanted.items() if one.item == there.get(key)),
        remarks=content.remarks,
        left=() if prune else tuple(removable),
        emptied=tuple((key, column) for key, one in wanted.items() for column in one.emptied),
        origin=Origin.KNOWN if overwrite else _origin(steps, wanted, history),
    )


def plan_upgrade(shipped: Base, live: Base, ancestors: Ancestors) -> Plan:
    """What a new shipped base changes: items untouched since the old one, and nothing else.

    Items that were removed live stay away; those that the new base has no more go if untouched.
    """
    there, new = _by_key(items_of(live)), _by_key(items_of(shipped))
    steps, agreed = [], []
    for key, item in new.items():
        before, ancestor = there.get(key), ancestors.get(key)
        if item == before:
            agreed.append(item)
        elif before is None:
            # Removed live: it stays away, unless it never was there.
            steps.append(Step(Action.ADD if ancestor is None else Action.KEEP, key, None, item))
        elif ancestor == fingerprint(item):
            continue  # edited live, and the shipped one is as before
        else:
            untouched = ancestor == fingerprint(before)
            action = Action.CHANGE if untouched else Action.KEEP
            steps.append(Step(action, key, before, item))
    for key, item in reversed(there.items()):
        if key not in new and ancestors.get(key) == fingerprint(item):
            steps.append(Step(Action.REMOVE, key, item, None))
    return Plan(tuple(steps), tuple(agreed))


def _by_key(items: Iterable[Item]) -> dict[Key, Item]:
    return {key_of(item): item for item in items}


def _then(history: History) -> Then:
    return {
        stamp: {
            key: None if bases[0] is None else from_plain(key.kind, bases[0])
            for key, bases in since.items()
        }
        for stamp, since in history.items()
        if since is not None
    }


def _step(
    key: Key, before: Item | None, wanted: Wanted, ancestor: str | None, since: Since | None
) -> Step:
    """What becomes of an item that is another in the file."""
    after, where = wanted.item, wanted.where
    if since is not None and key in since:
        return _merging(key, before, wanted, since[key])
    is_unedited = since is not None or ancestor is None
    if is_unedited or before is None or ancestor == fingerprint(before):
        return _change(key, before, after, where)
    kept = ancestor == fingerprint(after)
    return Step(Action.KEEP if kept else Action.CONFLICT, key, before, after, where, before)


def _merging(key: Key, before: Item | None, wanted: Wanted, bases: Sequence[Any]) -> Step:
    """What becomes of an item that was edited live since the file was made."""
    now = to_plain(before) if before else None
    both = merged(bases, to_plain(wanted.item), now)
    taken, kept = (from_plain(key.kind, one) if one else None for one in (both.taken, both.kept))
    if both.clashes:
        return Step(Action.CONFLICT, key, before, taken, wanted.where, kept, both.clashes)
    if taken == before:
        return Step(Action.KEEP, key, before, None, wanted.where)
    return _change(key, before, taken, wanted.where)


def _change(key: Key, before: Item | None, after: Item | None, where: str) -> Step:
    return Step(Action.ADD if before is None else Action.CHANGE, key, before, after, where)


def _removal(before: Item, known: Sequence[Since], ancestor: str | None) -> Action:
    """Whether an item goes that files do not have; what was edited since they were made stays."""
    key = key_of(before)
    if known:
        now = to_plain(before)
        edited = any(key in since and now not in since[key] for since in known)
    else:
        edited = ancestor is not None and ancestor != fingerprint(before)
    return Action.KEEP if edited else Action.REMOVE


def _origin(steps: Iterable[Step], wanted: Mapping[Key, Wanted], history: History) -> Origin:
    """What is known of where the items come from that files and the base do not agree on."""
    stamps = {wanted[step.key].stamp for step in steps if step.key in wanted}
    if None in stamps:
        return Origin.UNTOLD
    return Origin.FOREIGN if any(history.get(one) is None for one in stamps) else Origin.KNOWN
