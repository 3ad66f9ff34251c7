"""What an import would do to a base, before anything is done: pure.

Three states of an item meet: as the file has it, as it stands live, and as files had it last (its
*ancestor*, known by fingerprint). Who of the two sides has changed it since, tells whether the
file's state is taken, the live one kept, or both stand against each other.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from knowledge.drafts import Content, Draft, overlaid
from knowledge.errors import BaseInvalid
from knowledge.items import Item, Key, Kind, fingerprint, from_plain, items_of, key_of, to_plain
from knowledge.model import LANGUAGES, Base, Finding, Person, Topic

Ancestors = Mapping[Key, str]


class Action(StrEnum):
    """What an import does with one item."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    KEEP = "keep"  # edited live since files had it; the file has nothing new
    CONFLICT = "conflict"  # edited live and in the file


@dataclass(frozen=True, slots=True)
class Step:
    """One item that a file and the store do not agree on; ``before`` is live, ``after`` the file's.

    ``where`` is file and line.
    """

    action: Action
    key: Key
    before: Item | None
    after: Item | None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do, in the order in which it is written.

    ``agreed`` are the items that need nothing, ``left`` those that only the store has.
    """

    steps: tuple[Step, ...]
    agreed: tuple[Item, ...]
    remarks: tuple[str, ...] = ()
    left: tuple[Key, ...] = ()

    def of(self, *actions: Action) -> list[Step]:
        """The steps with one of these actions."""
        return [step for step in self.steps if step.action in actions]

    @property
    def wanted(self) -> list[Step]:
        """The steps that change the base."""
        return self.of(Action.ADD, Action.CHANGE, Action.REMOVE)

    @property
    def without_conflicts(self) -> "Plan":
        """The same, where what was edited on both sides stays as it is live."""
        return replace(self, steps=tuple(s for s in self.steps if s.action is not Action.CONFLICT))

    @property
    def digest(self) -> str:
        """Short text that is another for another plan: what is done, and to what."""
        told = [
            (step.action, str(step.key), *(fingerprint(one) if one else "" for one in both))
            for step in self.steps
            for both in [(step.before, step.after)]
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def plan_import(
    content: Content,
    live: Base,
    ancestors: Ancestors,
    *,
    prune: bool = False,
    overwrite: bool = False,
) -> Plan:
    """Compare what files say with the live base.

    ``prune`` removes live items of the kinds that the files list and do not have; without it they
    are only named (``left``). ``overwrite`` takes the file's state where the live one was edited.
    Raises BaseInvalid where the parts of a file make no whole item.
    """
    there = _by_key(items_of(live))
    wanted = _completed(content, there, prune=prune)
    steps = []
    for key, (item, where) in wanted.items():
        before = there.get(key)
        if item != before:
            action = _action(before, item, ancestors.get(key), overwrite=overwrite)
            steps.append(Step(action, key, before, item, where))
    missing = [key for key in there if key.kind in content.kinds and key not in wanted]
    removable = [key for key in missing if key.kind not in (Kind.SOURCE, Kind.REPLY)]
    agreed = tuple(item for key, (item, _) in wanted.items() if item == there.get(key))
    if prune:
        for key in reversed(removable):
            ancestor = None if overwrite else ancestors.get(key)
            edited = ancestor is not None and ancestor != fingerprint(there[key])
            steps.append(Step(Action.KEEP if edited else Action.REMOVE, key, there[key], None))
    return Plan(tuple(steps), agreed, content.remarks, () if prune else tuple(removable))


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


def completed_items(content: Content) -> list[Item]:
    """The items of files that hold a whole base; raises BaseInvalid where parts are missing."""
    return [item for item, _ in _completed(content, {}, prune=True).values()]


def _by_key(items: Iterable[Item]) -> dict[Key, Item]:
    return {key_of(item): item for item in items}


def _action(before: Item | None, after: Item, ancestor: str | None, *, overwrite: bool) -> Action:
    if before is None:
        return Action.ADD
    if overwrite or ancestor is None or ancestor == fingerprint(before):
        return Action.CHANGE
    return Action.KEEP if ancestor == fingerprint(after) else Action.CONFLICT


def _completed(
    content: Content, there: Mapping[Key, Item], *, prune: bool
) -> dict[Key, tuple[Item, str]]:
    """Each draft as a whole item by its key, with file and line."""
    names = _Names(content, there.values())
    wanted: dict[Key, tuple[Item, str]] = {}
    findings: list[Finding] = []
    for draft in content.drafts:
        try:
            item = _item(draft, there, names, prune=prune)
        except (KeyError, TypeError, ValueError) as error:
            missing = str(error).strip("'\"")
            message = f"the {draft.kind} is not whole: {missing!r} is missing or empty"
            findings.append(draft.finding(message, "Add it; a new one needs every part."))
            continue
        key = key_of(item)
        if key in wanted and wanted[key][0] != item:
            findings.append(draft.finding(f"the {key} stands twice", "Keep one of the two."))
        wanted[key] = item, ":".join(str(part) for part in (draft.file, draft.line) if part)
    if findings:
        raise BaseInvalid(findings)
    return wanted


def _item(draft: Draft, there: Mapping[Key, Item], names: "_Names", *, prune: bool) -> Item:
    before = there.get(_key(draft))
    parts = overlaid(to_plain(before), draft.parts) if before else dict(draft.parts)
    if draft.kind is Kind.ENTRY:
        parts["topic"] = names.topic(parts.get("topic"))
        parts["people"] = [names.person(name) for name in parts.get("people", ())]
        _lay_phrasings(parts, draft, replace=draft.whole or prune)
    elif draft.kind is Kind.SOURCE and "numbered" in parts:
        _lay_paragraphs(parts, draft)
    return from_plain(draft.kind, parts)


def _key(draft: Draft) -> Key:
    """The key of a draft, as far as its parts tell it."""
    parts = draft.parts
    if draft.kind is Kind.SOURCE:
        return Key(Kind.SOURCE, "source")
    if "language" in parts:
        words = parts.get("words") or [parts.get("question", "")]
        return Key(draft.kind, f"{parts['language']}: {words[0]}")
    return Key(draft.kind, parts.get("id") or parts.get("name", ""))


def _lay_phrasings(parts: dict[str, Any], draft: Draft, *, replace: bool) -> None:
    for language in LANGUAGES:
        text, given = parts.get(language), draft.phrasings.get(language)
        if given is None:
            continue
        text = text or {}
        if not replace:
            old = text.get("phrasings", [])
            given = [*old, *(one for one in dict.fromkeys(given) if one not in old)]
        parts[language] = {**text, "phrasings": list(given)}


def _lay_paragraphs(parts: dict[str, Any], draft: Draft) -> None:
    numbered: Mapping[int, Any] = parts.pop("numbered")
    old = {} if draft.whole else dict(enumerate(parts.get("paragraphs", ()), 1))
    new = {number: overlaid(old.get(number, {}), part) for number, part in numbered.items()}
    paragraphs = {**old, **new}
    if set(paragraphs) != set(range(1, len(paragraphs) + 1)):
        raise KeyError(f"paragraph {min(set(range(1, len(paragraphs) + 2)) - set(paragraphs))}")
    parts["paragraphs"] = [paragraphs[number] for number in sorted(paragraphs)]


_TITLES = {Kind.TOPIC: "title", Kind.PERSON: "name"}


class _Names:
    """Topics and people by id, and by the titles and names that people write in place of it."""

    def __init__(self, content: Content, live: Iterable[Item]) -> None:
        self._ids: dict[Kind, dict[str, str]] = {Kind.TOPIC: {}, Kind.PERSON: {}}
        plains = [(draft.kind, draft.parts) for draft in content.drafts]
        known = [(key_of(item).kind, item) for item in live if isinstance(item, Topic | Person)]
        plains += [(kind, to_plain(item)) for kind, item in known]
        for kind, parts in plains:
            for name in parts.get(_TITLES.get(kind, ""), {}).values():
                self._ids[kind][name.casefold()] = parts["id"]
        # What is an id is never taken for the title of another.
        for kind, parts in plains:
            if kind in _TITLES:
                self._ids[kind][parts["id"]] = parts["id"]

    def topic(self, name: str | None) -> str | None:
        """The id of the topic that is named, else what was written."""
        return self._ids[Kind.TOPIC].get(name.casefold(), name) if name else None

    def person(self, name: str) -> str:
        """The id of the person that is named, else what was written."""
        return self._ids[Kind.PERSON].get(name.casefold(), name)
