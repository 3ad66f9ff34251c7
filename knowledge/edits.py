"""The everyday edits of a base, made up for ``changes.apply_planned``.

Each function takes the connection of the transaction and gives the edits; none where everything is
as wanted already. Each raises NotFound where there is no such item.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from knowledge.base_load import load_synonyms
from knowledge.changes import Current, Edit, current_in
from knowledge.edit_rules import referring
from knowledge.errors import NotFound
from knowledge.item_store import ids_of
from knowledge.items import Item, Key, Kind, SynonymGroup, check_key, key_of, synonyms_key
from knowledge.model import Check, Entry, EntryKind, Language, OutcomeKind, Status
from knowledge.nearest import did_you_mean
from knowledge.wording import same_words


def put(connection: sqlite3.Connection, item: Item) -> list[Edit]:
    """An item in place of the one with its key, or as a new one."""
    key = key_of(item)
    return [Edit(key.kind, key.id, item, current_in(connection, key).version)]


def new(item: Item) -> Edit:
    """An item that must not be there yet."""
    key = key_of(item)
    return Edit(key.kind, key.id, item, None)


def changed(connection: sqlite3.Connection, key: Key, how: Callable[[Item], Item]) -> list[Edit]:
    """What ``how`` makes of the item with this key."""
    seen = known(connection, key)
    assert seen.item is not None  # noqa: S101 or it is not known
    return [_put(seen, how(seen.item))]


def add_phrasings(
    connection: sqlite3.Connection, entry_id: str, language: Language, texts: Iterable[str]
) -> list[Edit]:
    """Further ways to ask an entry; those that it has already in these words are left out."""
    entry, seen = _entry(connection, entry_id)
    text = entry.texts[language]
    known = {same_words(one) for one in (text.question, *text.phrasings)}
    new = {same_words(one): one for one in reversed(list(texts)) if same_words(one) not in known}
    return [_with_phrasings(seen, entry, language, (*text.phrasings, *reversed(new.values())))]


def drop_phrasings(
    connection: sqlite3.Connection, entry_id: str, language: Language, texts: Iterable[str]
) -> list[Edit]:
    """An entry without some of its phrasings; case and punctuation do not count."""
    entry, seen = _entry(connection, entry_id)
    left = list(entry.texts[language].phrasings)
    for text in texts:
        alike = [one for one in left if same_words(one) == same_words(text)]
        if not alike:
            remedy = did_you_mean(text, left, f"See them with: forum-kb show {entry_id}.")
            message = f"The entry {entry_id} has no phrasing {text!r} in {language}."
            raise NotFound(f"{message} {remedy}")
        left = [one for one in left if one not in alike]
    return [_with_phrasings(seen, entry, language, tuple(left))]


def set_status(
    connection: sqlite3.Connection, entry_ids: Iterable[str], status: Status
) -> list[Edit]:
    """Entries that people can see, or not."""
    found = [_entry(connection, entry_id) for entry_id in dict.fromkeys(entry_ids)]
    return [_put(seen, replace(entry, status=status)) for entry, seen in found]


def set_note(connection: sqlite3.Connection, entry_id: str, note: str) -> list[Edit]:
    """An entry with another private note; an empty one removes it."""
    entry, seen = _entry(connection, entry_id)
    return [_put(seen, replace(entry, notes=note))]


def removal(connection: sqlite3.Connection, key: Key) -> list[Edit]:
    """Take out an entry, topic or person, and everywhere its name.

    Checks that name no other entry go with it. A topic that has entries is left for the rules to
    refuse.
    """
    gone = known(connection, key)
    edits = [Edit(key.kind, key.id, None, gone.version)]
    for other in dict.fromkeys(other for other, _ in referring(connection, key)):
        seen = known(connection, other)
        match seen.item:
            case Entry() if key.kind is not Kind.TOPIC:
                edits.append(_put(seen, _without(seen.item, key.id)))
            case Check() as check:
                left = tuple(entry for entry in check.entries if entry != key.id)
                after = replace(check, entries=left) if left else None
                edits.append(Edit(other.kind, other.id, after, seen.version))
    return edits


def join_synonyms(
    connection: sqlite3.Connection, language: Language, words: Sequence[str]
) -> list[Edit]:
    """Words that mean the same, with all that stand in a group with one of them already."""
    touched = [
        group for group in _groups(connection, language) if {*map(_fold, words)} & _folded(group)
    ]
    all_words = {_fold(word): word for group in touched for word in group.words}
    all_words |= {_fold(word): word for word in words if _fold(word) not in all_words}
    joined = SynonymGroup(language, tuple(all_words.values()))
    gone = [key_of(group) for group in touched[1:]]
    return [
        *put(connection, joined),
        *(Edit(key.kind, key.id, None, current_in(connection, key).version) for key in gone),
    ]


def drop_synonyms(
    connection: sqlite3.Connection, language: Language, words: Iterable[str]
) -> list[Edit]:
    """The groups without some words; a group that is left with one word goes."""
    groups = list(_groups(connection, language))
    unwanted = {_fold(word): word for word in words}
    everything = {word for group in groups for word in _folded(group)}
    for word in unwanted.keys() - everything:
        remedy = did_you_mean(word, everything, "See them with: forum-kb synonym.")
        raise NotFound(f"{unwanted[word]!r} is no synonym in {language}. {remedy}")
    edits = []
    for group in groups:
        left = tuple(word for word in group.words if _fold(word) not in unwanted)
        if left != group.words:
            edits += _regrouped(current_in(connection, key_of(group)), language, left)
    return edits


def add_check(
    connection: sqlite3.Connection,
    language: Language,
    question: str,
    entry_ids: Sequence[str] = (),
    outcome: OutcomeKind | None = None,
) -> list[Edit]:
    """A check; without an outcome it is what its entries say, and a decline without entries."""
    kinds = [_entry(connection, entry_id)[0].kind for entry_id in entry_ids]
    told = any(kind is not EntryKind.UNKNOWN for kind in kinds)
    usual = OutcomeKind.ANSWER if told else OutcomeKind.DECLINE
    return put(connection, Check(question, language, outcome or usual, tuple(entry_ids)))


def drop_check(connection: sqlite3.Connection, language: Language, question: str) -> list[Edit]:
    """Take out a check."""
    key = check_key(language, question)
    return [Edit(key.kind, key.id, None, known(connection, key).version)]


def known(connection: sqlite3.Connection, key: Key) -> Current:
    """The item with this key; raises NotFound that names the nearest ids."""
    seen = current_in(connection, key)
    if seen.item is None:
        commands = {Kind.TOPIC: "topics", Kind.PERSON: "people", Kind.CHECK: "check list"}
        see = f"See them with: forum-kb {commands.get(key.kind, 'list')}."
        remedy = did_you_mean(key.id, ids_of(connection, key.kind), see)
        raise NotFound(f"There is no {key.kind} {key.id!r}. {remedy}")
    return seen


def _entry(connection: sqlite3.Connection, entry_id: str) -> tuple[Entry, Current]:
    seen = known(connection, Key(Kind.ENTRY, entry_id))
    assert isinstance(seen.item, Entry)  # noqa: S101 what the key says
    return seen.item, seen


def _put(seen: Current, item: Item) -> Edit:
    return Edit(seen.key.kind, seen.key.id, item, seen.version)


def _with_phrasings(
    seen: Current, entry: Entry, language: Language, phrasings: tuple[str, ...]
) -> Edit:
    text = replace(entry.texts[language], phrasings=phrasings)
    return _put(seen, replace(entry, texts={**entry.texts, language: text}))


def _without(entry: Entry, name: str) -> Entry:
    return replace(
        entry,
        people=tuple(one for one in entry.people if one != name),
        related=tuple(one for one in entry.related if one != name),
    )


def _groups(connection: sqlite3.Connection, language: Language) -> list[SynonymGroup]:
    groups = load_synonyms(connection)[language].values()
    return [SynonymGroup(language, words) for words in groups]


def _regrouped(seen: Current, language: Language, words: tuple[str, ...]) -> list[Edit]:
    """A group with fewer words, at its place, also where it has another name now."""
    if len(words) < 2:
        return [Edit(seen.key.kind, seen.key.id, None, seen.version)]
    group = SynonymGroup(language, words)
    if key_of(group) == seen.key:
        return [_put(seen, group)]
    key = synonyms_key(language, words[0])
    return [
        Edit(seen.key.kind, seen.key.id, None, seen.version),
        Edit(key.kind, key.id, group, None, seen.position),
    ]


def _fold(word: str) -> str:
    return " ".join(word.casefold().split())


def _folded(group: SynonymGroup) -> set[str]:
    return {_fold(word) for word in group.words}
