"""Putting a backup back, while the bot runs or where nothing is left.

A store that works is restored by one recorded change that gives it the base of the backup: running
processes see it as any other edit, and it can be undone. Only where there is no store, or it is
damaged, the file itself is replaced; running processes follow it.
"""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from knowledge import changes
from knowledge.backups import back_up, copy_store, opened_backup, refuse_damage, usual_place
from knowledge.base_load import load_base
from knowledge.change_log import Author, Change
from knowledge.changes import Edit
from knowledge.errors import NotFound, StoreCorrupt
from knowledge.item_store import IN_ORDER, Placed, positions
from knowledge.items import Key, Kind, SynonymGroup, items_of, key_of
from knowledge.schema import APPLICATION_ID
from knowledge.store import Store, open_store
from knowledge.store_errors import unreachable
from knowledge.store_file import COMPANIONS, companion, is_there, refuse_write_protection

Content: TypeAlias = dict[Key, Placed]
Slot: TypeAlias = tuple[Kind, str, int]

_APPLICATION_PLACE = slice(68, 72)  # in the head of every SQLite file


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    ``change`` is the recorded change; None where the file itself was replaced, or nothing differed.
    ``kept`` holds what was there before, None where there was nothing to keep.
    """

    change: Change | None
    kept: Path | None
    replaced_file: bool = False


def restore(path: Path, backup: Path, author: Author) -> Restored:
    """Give the store at ``path`` what a backup holds; a running bot takes it up within a second.

    What is replaced is kept in a file of its own. Where the store works, its base becomes that of
    the backup by one change, and all else (history, log, people's languages) stays as it is.
    Raises what ``opened_backup`` and ``changes.apply`` raise, and changes nothing then.
    """
    if is_there(path) and backup.exists() and path.samefile(backup):
        raise NotFound(f"{backup} is the database itself. Name a backup of it.")
    with opened_backup(backup) as source:
        if _needs_file(path):
            return Restored(None, _replace_file(path, source), replaced_file=True)
        with open_store(path) as live:
            return _restore_base(path, live, source, author, f"restored from {backup.name}")


def _restore_base(path: Path, live: Store, source: Store, author: Author, summary: str) -> Restored:
    with source.reading() as connection:
        wanted = _content(connection)
    with live.reading() as connection:
        if not _edits(connection, wanted):
            return Restored(None, None)
    kept = usual_place(path, "-before-restore")
    back_up(path, kept)
    change = changes.apply_planned(live, lambda now: _edits(now, wanted), author, summary)
    return Restored(change, kept)


def _edits(connection: sqlite3.Connection, wanted: Content) -> Sequence[Edit]:
    """What turns the base as it stands into the wanted one."""
    now = _content(connection)
    taken = {_slot(key, placed) for key, placed in now.items()}
    after: dict[Key, Placed | None] = {key: wanted.get(key) for key in now} | dict(wanted)
    return [
        Edit(
            key.kind,
            key.id,
            placed.item if placed else None,
            changes.current_in(connection, key).version,
            _position(key, placed, now.get(key), taken),
        )
        for key, placed in after.items()
        if _differs(key, placed, now.get(key))
    ]


def _differs(key: Key, placed: Placed | None, there: Placed | None) -> bool:
    if placed is None or there is None:
        return placed is not there
    moved = key.kind in IN_ORDER and placed.position != there.position
    return moved or placed.item != there.item


def _position(
    key: Key, placed: Placed | None, there: Placed | None, taken: set[Slot]
) -> int | None:
    """Where an item goes; None leaves that to the writer.

    Checks and synonyms are stored by position, and a slot that is taken belongs to another.
    """
    if placed is None:
        return None
    is_free = there is None and _slot(key, placed) not in taken
    return placed.position if key.kind in IN_ORDER or is_free else None


def _slot(key: Key, placed: Placed) -> Slot:
    language = placed.item.language if isinstance(placed.item, SynonymGroup) else ""
    return key.kind, language, placed.position


def _content(connection: sqlite3.Connection) -> Content:
    places = positions(connection)
    items = {key_of(item): item for item in items_of(load_base(connection))}
    return {key: Placed(item, places.get(key, 0)) for key, item in items.items()}


def _needs_file(path: Path) -> bool:
    """Whether there is no store at the path that a change could be made in.

    Raises StoreCorrupt where the file is none of ours, and StoreError where it works but not now.
    """
    if not is_there(path) or not path.stat().st_size:
        return True
    try:
        with open_store(path) as store:
            if store.is_empty():
                return True
            refuse_damage(store, path)
    except StoreCorrupt:
        if not _is_ours(path):
            raise StoreCorrupt(
                f"{path} is no database of this program. Move it away, or name another file."
            ) from None
        return True
    return False


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return int.from_bytes(file.read(100)[_APPLICATION_PLACE]) == APPLICATION_ID


def _replace_file(path: Path, source: Store) -> Path | None:
    """Put the content of a store into the place of a file in one step; gives the file set aside."""
    partial = companion(path, ".restoring")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_write_protection(path)
        with source.reading() as connection:
            copy_store(connection, partial)
        kept = _set_aside(path)
        os.replace(partial, path)
    except OSError as error:
        raise unreachable(str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink()
    return kept


def _set_aside(path: Path) -> Path | None:
    """Keep a damaged file under another name, with what SQLite keeps beside it.

    The file also stays in its place, so that there is one at every moment.
    """
    kept = usual_place(path, "-damaged") if is_there(path) else None
    wal, shared_memory = (companion(path, suffix) for suffix in COMPANIONS)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, kept)
        if wal.exists():
            shutil.copy2(wal, companion(kept, COMPANIONS[0]))
    for left in (wal, shared_memory):
        left.unlink(missing_ok=True)
    return kept
