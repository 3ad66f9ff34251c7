"""What the rules say about edits before they are made."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from knowledge.base_load import load_base
from knowledge.items import Item, Key, ReplyText, SynonymGroup, items_of, key_of
from knowledge.model import LANGUAGES, Base, Check, Entry, Finding, Person, Source, Topic
from knowledge.rules import check_base


class _Edit(Protocol):
    @property
    def key(self) -> Key: ...
    @property
    def after(self) -> Item | None: ...


def findings(
    connection: sqlite3.Connection, edits: Iterable[tuple[_Edit, object]]
) -> list[Finding]:
    """Errors and warnings that the base would have after the edits."""
    return check_base(_with(load_base(connection), edits))


def _with(base: Base, edits: Iterable[tuple[_Edit, object]]) -> Base:
    """The base after the edits; new items stand last among their kind."""
    items = {key_of(item): item for item in items_of(base)}
    for edit, _ in edits:
        if edit.after is None:
            items.pop(edit.key, None)
        else:
            items[edit.key] = edit.after
    left = list(items.values())
    groups = [item for item in left if isinstance(item, SynonymGroup)]
    return Base(
        source=next(item for item in left if isinstance(item, Source)),
        topics={item.id: item for item in left if isinstance(item, Topic)},
        people={item.id: item for item in left if isinstance(item, Person)},
        entries={item.id: item for item in left if isinstance(item, Entry)},
        replies=replace(
            base.replies, **{item.name: item.text for item in left if isinstance(item, ReplyText)}
        ),
        checks=tuple(item for item in left if isinstance(item, Check)),
        synonyms={
            language: tuple(group.words for group in groups if group.language == language)
            for language in LANGUAGES
        },
    )
