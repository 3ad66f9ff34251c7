"""Storing an entry in hand, as one recorded change together with how far the work is then."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from bot.desk.entry_fields import changed, language_of, part_of, with_value
from bot.desk.entry_problems import as_entry
from bot.desk.work import CHOOSE, CONFLICT, REMOVED, SAVED, Work, kept
from knowledge import changes, edits, lessons, review, unfinished
from knowledge.change_log import Author, Change
from knowledge.changes import Edit
from knowledge.drafting import new_id
from knowledge.errors import EditConflict
from knowledge.item_store import ids_of
from knowledge.items import Key, Kind, to_plain
from knowledge.model import Language
from knowledge.store import Store

_MOST_TOLD = 3


def saved(store: Store, work: Work, author: Author, update: int) -> Work:
    """Store the draft; the work as it is then.

    Raises EditConflict where somebody else changed the entry meanwhile, BaseInvalid where it
    breaks rules, StoreError; then nothing is stored, and what is kept stays as it was.
    """
    with store.writing() as connection:
        work = _named(connection, work)
        edit = Edit(Kind.ENTRY, work.draft["id"], as_entry(work.draft), work.version)
        change = changes.apply(store, [edit], author, _told(work))
        if change:
            _take_up(connection, work, author, change)
        return _kept(connection, work, change, author, update)


def erased(store: Store, work: Work, author: Author, update: int) -> Work:
    """Remove the entry, as it was opened; raises as ``saved`` does."""
    key = _key(work)
    with store.writing() as connection:
        if changes.current_in(connection, key).version != work.version:
            raise EditConflict(f"The {key} was changed after you read it. Read it again.")
        summary = f"removed {key}{_broken(work)}"
        change = changes.apply(store, edits.removal(connection, key), author, summary)
        return _kept(connection, work, change, author, update, REMOVED)


def met(store: Store, work: Work, update: int) -> Work:
    """The work where somebody else's change stands in its way, with what they stored.

    ``remark`` holds who it was, and the number of their change.
    """
    (now,) = changes.current(store, [_key(work)])
    last = next(iter(changes.history(store, _key(work), limit=1)), None)
    by = (last.author.name, str(last.id)) if last else ("", "")
    theirs = to_plain(now.item) if now.item else None
    met_at = work.moved(CONFLICT, remark=by, taken=update)
    return replace(met_at, theirs=theirs, their_version=now.version)


def is_behind(store: Store, work: Work) -> bool:
    """Whether the entry in hand was changed or removed by somebody else since it was opened.

    Raises StoreError when the store cannot be read.
    """
    if work.before is None or not work.is_open or work.at in (CHOOSE, CONFLICT):
        return False
    (now,) = changes.current(store, [_key(work)])
    return now.version != work.version


def on_theirs(work: Work, met_at: Work) -> Work:
    """The same step with the entry as somebody else stored it; nothing was changed here."""
    theirs = met_at.theirs or work.draft
    return replace(work, draft=theirs, before=theirs, version=met_at.their_version, gave={})


def edited_in(store: Store, done: Work) -> list[Language]:
    """The languages in which a stored change edited texts. Raises StoreError."""
    edited = [
        changed(one.before, one.after)
        for one in changes.edits_of(store, done.change)
        if one.key == _key(done) and one.after
    ]
    found = (language_of(field) for fields in edited for field in fields)
    return list(dict.fromkeys(filter(None, found)))


def _key(work: Work) -> Key:
    return Key(Kind.ENTRY, work.draft["id"])


def _named(connection: sqlite3.Connection, work: Work) -> Work:
    """A new entry has an id that nobody took meanwhile."""
    taken = set(ids_of(connection, Kind.ENTRY))
    if work.version is not None or work.draft["id"] not in taken:
        return work
    return replace(work, draft=with_value(work.draft, "id", new_id(work.draft["id"], taken)))


def _kept(
    connection: sqlite3.Connection,
    work: Work,
    change: Change | None,
    author: Author,
    update: int,
    how: str = "",
) -> Work:
    done = work.moved(SAVED, remark=(how, ""), taken=update)
    done = replace(done, change=change.id if change else 0, before=None, gave={})
    unfinished.keep_in(connection, author.name, kept(done))
    return done


def _take_up(connection: sqlite3.Connection, work: Work, author: Author, change: Change) -> None:
    """What the entry was made for awaits nobody any more."""
    for question in work.asked:
        review.take_up_same(connection, question, change.id)
    if lessons.is_lesson(work.of):
        lessons.note_change(connection, work.of, author.name, change.id)


def _told(work: Work) -> str:
    """What was done, for the history: ``edited forum-date: answer in ru, topic``."""
    name = work.draft["id"]
    if work.before is None:
        return f"added {name}{_broken(work)}"
    parts = (_field(one) for one in work.changes)
    return f"edited {name}: {', '.join(parts)}{_broken(work)}"


def _field(field: str) -> str:
    language = language_of(field)
    return f"{part_of(field)} in {language}" if language else field


def _broken(work: Work) -> str:
    """What breaks by it, which somebody was told of and wanted all the same."""
    if not work.broken:
        return ""
    named: Sequence[str] = [repr(one) for one in work.broken[:_MOST_TOLD]]
    more = len(work.broken) - len(named)
    return f" (though it breaks {', '.join(named)}{f' and {more} more' if more else ''})"
