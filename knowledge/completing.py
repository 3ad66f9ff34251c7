"""What files say of items, completed to whole items: pure.

What a file does not give, an item has from its state when the file was made, as far as that is
known, else from the state it is in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.drafts import Content, Draft, overlaid, value_at
from knowledge.errors import BaseInvalid
from knowledge.items import TITLES, Item, Key, Kind, from_plain, key_of, to_plain
from knowledge.model import LANGUAGES, Finding, Person, Status, Topic
from knowledge.stamps import Stamp

# What a draft has where nothing is written yet: the cells of a sheet are empty there.
_GAPS: Mapping[str, Any] = {
    language: {"question": "", "answer": "", "phrasings": []} for language in LANGUAGES
}

Then = Mapping[Stamp | None, Mapping[Key, Item | None]]
"""By the stamp of a file, the items that were another when it was made; None: not there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item as a file has it.

    ``where`` is file and line; ``emptied`` are the columns whose cells are empty, while the item
    has something there, which stays.
    """

    item: Item
    where: str = ""
    stamp: Stamp | None = None
    emptied: tuple[str, ...] = ()


def completed_items(content: Content) -> list[Item]:
    """The items of files that hold a whole base; raises BaseInvalid where parts are missing."""
    return [wanted.item for wanted in completed(content, {}, {}, prune=True).values()]


def completed(
    content: Content, there: Mapping[Key, Item], then: Then, *, prune: bool
) -> dict[Key, Wanted]:
    """Each draft as a whole item by its key; raises BaseInvalid where parts are missing."""
    names = _Names(content, there.values())
    wanted: dict[Key, Wanted] = {}
    findings: list[Finding] = []
    for draft in content.drafts:
        try:
            before = then.get(draft.stamp, {}).get(_key(draft), there.get(_key(draft)))
            item = _item(draft, before, names, prune=prune)
        except (KeyError, TypeError, ValueError) as error:
            missing = str(error).strip("'\"")
            message = f"the {draft.kind} is not whole: {missing!r} is missing or empty"
            findings.append(draft.finding(message, "Add it; a new one needs every part."))
            continue
        key = key_of(item)
        if key in wanted and wanted[key].item != item:
            findings.append(draft.finding(f"the {key} stands twice", "Keep one of the two."))
        where = ":".join(str(part) for part in (draft.file, draft.line) if part)
        wanted[key] = Wanted(item, where, draft.stamp, _emptied(draft, there.get(key)))
    if findings:
        raise BaseInvalid(findings)
    return wanted


def _emptied(draft: Draft, there: Item | None) -> tuple[str, ...]:
    """The columns of empty cells that leave something as it is."""
    if there is None or not draft.empty:
        return ()
    plain = to_plain(there)
    return tuple(
        column
        for path, column in draft.empty.items()
        if not value_at(draft.parts, path) and value_at(plain, path)
    )


def _item(draft: Draft, before: Item | None, names: "_Names", *, prune: bool) -> Item:
    parts = overlaid(to_plain(before), draft.parts) if before else dict(draft.parts)
    if draft.kind is Kind.ENTRY:
        if parts.get("status") == Status.DRAFT:
            parts = overlaid(_GAPS, parts)
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


class _Names:
    """Topics and people by id, and by the titles and names that people write in place of it."""

    def __init__(self, content: Content, live: Iterable[Item]) -> None:
        self._ids: dict[Kind, dict[str, str]] = {Kind.TOPIC: {}, Kind.PERSON: {}}
        plains = [(draft.kind, draft.parts) for draft in content.drafts]
        known = [(key_of(item).kind, item) for item in live if isinstance(item, Topic | Person)]
        plains += [(kind, to_plain(item)) for kind, item in known]
        for kind, parts in plains:
            for name in parts.get(TITLES.get(kind, ""), {}).values():
                self._ids[kind][name.casefold()] = parts["id"]
        # What is an id is never taken for the title of another.
        for kind, parts in plains:
            if kind in TITLES:
                self._ids[kind][parts["id"]] = parts["id"]

    def topic(self, name: str | None) -> str | None:
        """The id of the topic that is named, else what was written."""
        return self._ids[Kind.TOPIC].get(name.casefold(), name) if name else None

    def person(self, name: str) -> str:
        """The id of the person that is named, else what was written."""
        return self._ids[Kind.PERSON].get(name.casefold(), name)
