"""The only writer of the base: every edit is one transaction with a recorded change.

A *version* of an item is the number of the change that touched it last. Who edits an item names
the version that he saw, so that two editors never overwrite each other in silence::

    seen = changes.current(store, [Key(Kind.ENTRY, "hello")])[0]
    edit = Edit(Kind.ENTRY, "hello", changed, expects=seen.version)
    changes.apply(store, [edit], Author("asel", "command line"), "warmer greeting")
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from knowledge import change_log, edit_rules
from knowledge.change_log import Author, Change, Recorded, plain_of
from knowledge.edit_wording import Step
from knowledge.errors import BaseInvalid, EditConflict, NotFound
from knowledge.item_store import (
    BY_POSITION,
    Placed,
    find,
    next_position,
    put,
    take_out,
    taken,
)
from knowledge.items import Item, Key, Kind, from_plain, key_of
from knowledge.model import Finding, Severity
from knowledge.reverting import reverted, same_place
from knowledge.rules import Lines
from knowledge.store import Store

# SQLite counts no further.
MAX_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one item.

    ``after`` is the item as it shall be, None to remove it. ``expects`` is the version that the
    editor saw, None where there was no such item. ``position`` is its place among its kind; None
    leaves it where it is, and puts a new one behind all others.
    """

    kind: Kind
    id: str
    after: Item | None
    expects: int | None
    position: int | None = None

    @property
    def key(self) -> Key:
        """The key of the item."""
        return Key(self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Current:
    """An item as it stands (None where there is none), and its version to name in an edit."""

    key: Key
    item: Item | None
    version: int | None
    position: int | None


Plan: TypeAlias = Callable[[sqlite3.Connection], Sequence[Edit]]


def apply(
    store: Store,
    edits: Sequence[Edit],
    author: Author,
    summary: str,
    lines: Lines | None = None,
) -> Change | None:
    """Make edits, all or none, and record them as one change; None where nothing changes.

    The change carries the warnings of the rules; ``lines`` gives findings the file and line of
    places that came from files. Raises EditConflict where another change came
    between, BaseInvalid with the findings where the base would break rules, StoreError.
    """
    return apply_planned(store, lambda _: edits, author, summary, lines)


def apply_planned(
    store: Store, plan: Plan, author: Author, summary: str, lines: Lines | None = None
) -> Change | None:
    """Like ``apply``, with edits made up inside of the transaction: nobody can come between.

    ``plan`` gets the connection, for ``current_in``, and may raise to stop.
    """
    with store.writing() as connection:
        return _write(connection, plan(connection), author, summary, lines=lines)


def preview(store: Store, edits: Sequence[Edit], lines: Lines | None = None) -> list[Finding]:
    """What the rules say about edits, errors and warnings, without making them.

    Raises EditConflict where another change came between.
    """
    with store.reading() as connection:
        return edit_rules.findings(connection, _steps(_befores(connection, edits)), lines)


def current(store: Store, keys: Iterable[Key]) -> list[Current]:
    """The items with these keys as they stand at one moment, in the order of the keys."""
    with store.reading() as connection:
        return [current_in(connection, key) for key in keys]


def current_in(connection: sqlite3.Connection, key: Key) -> Current:
    """The item with this key as it stands."""
    placed = find(connection, key)
    if placed is None:
        return Current(key, None, None, None)
    return Current(key, placed.item, change_log.version(connection, key), placed.position)


def history(
    store: Store,
    item: Key | str | None = None,
    limit: int = -1,
    surface: str | None = None,
    author: str | None = None,
) -> list[Change]:
    """The changes, newest first, at most ``limit`` where that is not negative.

    ``item`` limits them to those that touched an item: by key, or by id whatever its kind;
    ``surface`` to those made there, and ``author`` to those of one name, see ``Author``.
    """
    where: list[str] = []
    values: list[str] = []
    if item is not None:
        name, kind = (item.id, item.kind) if isinstance(item, Key) else (item, None)
        of_kind = " AND kind = ?" if kind else ""
        where.append(f"id IN (SELECT change_id FROM change_edits WHERE item = ?{of_kind})")  # noqa: S608
        values += [name, kind.value] if kind else [name]
    for column, value in (("surface", surface), ("author", author)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    with store.reading() as connection:
        return change_log.read(connection, " AND ".join(where) or "1", values, limit)


def change(store: Store, change_id: int) -> Change:
    """One recorded change; raises NotFound."""
    with store.reading() as connection:
        return _change(connection, change_id)


def edits_of(store: Store, change_id: int, limit: int = -1) -> list[Recorded]:
    """What a change did, item by item, with the plain forms before and after.

    Where ``limit`` is not negative, of so many items at most.
    """
    with store.reading() as connection:
        return change_log.recorded(connection, change_id, limit)


def versions(store: Store) -> tuple[int, dict[Key, int]]:
    """The version of all items that were never edited, and the versions of those that were."""
    with store.reading() as connection:
        return change_log.versions(connection)


def undo(store: Store, change_id: int, author: Author) -> Change:
    """Take back a change, as a change of its own that can be undone in turn.

    What later changes did elsewhere stays, also in the same item: a phrasing that was taught
    goes, those that came after it remain. Raises NotFound, EditConflict that names the later
    changes where they stand in the way, BaseInvalid where the base would break rules.
    """
    with store.writing() as connection:
        wanted = _change(connection, change_id)
        if not wanted.touched:
            raise EditConflict(
                f"Change {change_id} replaced the whole base and cannot be undone. "
                "Restore a backup that was made before it."
            )
        if wanted.undone_by is not None:
            raise EditConflict(
                f"Change {change_id} was undone by {wanted.undone_by} already. "
                f"To bring it back: forum-kb undo {wanted.undone_by}"
            )
        edits = [
            _reverse(connection, edit, change_id)
            for edit in change_log.recorded(connection, change_id)
        ]
        summary = f"undo of {change_id}: {wanted.summary}"
        done = _write(connection, edits, author, summary, undoes=change_id)
        if done is None:
            raise EditConflict(
                f"Change {change_id} has nothing left to undo: everything it did is gone already."
            )
        return done


def _change(connection: sqlite3.Connection, change_id: int) -> Change:
    known = abs(change_id) <= MAX_NUMBER
    found = change_log.read(connection, "id = ?", [change_id]) if known else []
    if not found:
        raise NotFound(f"There is no change {change_id}. See them with: forum-kb history.")
    return found[0]


def _write(
    connection: sqlite3.Connection,
    edits: Sequence[Edit],
    author: Author,
    summary: str,
    undoes: int | None = None,
    lines: Lines | None = None,
) -> Change | None:
    made = [pair for pair in _befores(connection, edits) if _changes(*pair)]
    if not made:
        return None
    findings = edit_rules.findings(connection, _steps(made), lines)
    if errors := [one for one in findings if one.severity is Severity.ERROR]:
        raise BaseInvalid(errors)
    # References between new items may point both ways; they are checked at the end.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    done = _carry_out(connection, made)
    recorded = change_log.record(connection, author, summary, done, undoes)
    return replace(recorded, warnings=tuple(findings))


def _befores(connection: sqlite3.Connection, edits: Sequence[Edit]) -> list[tuple[Edit, Current]]:
    """Each edit with the item that it meets, of the version that it expects."""
    if len({edit.key for edit in edits}) < len(edits):
        raise ValueError("two edits of one item")
    met = [(edit, current_in(connection, edit.key)) for edit in edits]
    for edit, before in met:
        if edit.after is not None and key_of(edit.after) != edit.key:
            raise ValueError(f"the edit of {edit.key} puts {key_of(edit.after)} in its place")
        if edit.expects != before.version:
            raise _conflict(connection, edit, before)
    return met


def _steps(met: Sequence[tuple[Edit, Current]]) -> list[Step]:
    return [Step(edit.key, before.item, edit.after) for edit, before in met]


def _conflict(connection: sqlite3.Connection, edit: Edit, before: Current) -> EditConflict:
    last = change_log.read(connection, "id = ?", [change_log.version(connection, edit.key)])
    by = f" by {last[0].author.name} at {last[0].at} (change {last[0].id})" if last else ""
    if edit.expects is None:
        return EditConflict(f"There is {_a(edit.key)} already, written{by}. Edit that one.")
    done = "removed" if before.item is None else "changed"
    return EditConflict(f"The {edit.key} was {done}{by} after you read it. Read it again.")


def _a(key: Key) -> str:
    return f"an {key}" if key.kind is Kind.ENTRY else f"a {key}"


def _changes(edit: Edit, before: Current) -> bool:
    moved = edit.after and edit.position not in (None, before.position)
    return edit.after != before.item or bool(moved)


def _carry_out(
    connection: sqlite3.Connection, made: Sequence[tuple[Edit, Current]]
) -> list[Recorded]:
    """Write the items; what leaves its place does so before another comes there."""
    for edit, before in made:
        if before.item is not None and before.position is not None and _leaves(edit, before):
            take_out(connection, Placed(before.item, before.position))
    return [_settle(connection, edit, before) for edit, before in made]


def _leaves(edit: Edit, before: Current) -> bool:
    moves = edit.position not in (None, before.position)
    return edit.after is None or (moves and edit.kind in BY_POSITION)


def _settle(connection: sqlite3.Connection, edit: Edit, before: Current) -> Recorded:
    position = None
    if edit.after is not None:
        position = _place(connection, edit, before)
        put(connection, edit.after, position)
    return Recorded(
        edit.key,
        plain_of(before.item),
        plain_of(edit.after),
        before.version or change_log.UNKNOWN_VERSION,
        before.position,
        position,
    )


def _place(connection: sqlite3.Connection, edit: Edit, before: Current) -> int:
    """Where an item goes: as the edit says, else where it was, else behind all others."""
    position = before.position if edit.position is None else edit.position
    moves = position != before.position
    if position is None or (moves and taken(connection, edit.key, position)):
        return next_position(connection, edit.key)
    return position


def _reverse(connection: sqlite3.Connection, done: Recorded, change_id: int) -> Edit:
    """The edit that takes one recorded edit back and leaves what came later."""
    if later := _in_the_way(connection, done, change_id):
        named = "; ".join(f"{one.id} by {one.author.name}: {one.summary}" for one in later)
        raise EditConflict(
            f"Change {change_id} cannot be undone: the {done.key} was changed at the same place "
            f"by {named}. Undo these first, the newest first, or edit it.",
            [one.id for one in later],
        )
    now = current_in(connection, done.key)
    try:
        plain = reverted(done.before, done.after, plain_of(now.item))
    except ValueError:
        raise EditConflict(
            f"Change {change_id} cannot be undone: the {done.key} is no longer as it left it. "
            f"See forum-kb history, or edit it."
        ) from None
    after = None if plain is None else from_plain(done.key.kind, plain)
    position = now.position
    if after is not None and now.position in (None, done.position_after):
        position = done.position_before
    return Edit(done.key.kind, done.key.id, after, now.version, position)


def _in_the_way(connection: sqlite3.Connection, done: Recorded, change_id: int) -> list[Change]:
    """The later edits that stand and changed what this one changed, the newest first."""
    touching = (
        "id > ? AND undoes IS NULL"
        " AND id IN (SELECT change_id FROM change_edits WHERE kind = ? AND item = ?)"
    )
    values = [change_id, done.key.kind.value, done.key.id]
    found = []
    for later in change_log.read(connection, touching, values):
        steps = (one for one in change_log.recorded(connection, later.id) if one.key == done.key)
        for step in steps:
            same = same_place((done.before, done.after), (step.before, step.after))
            if same and later.undone_by is None:
                found.append(later)
    return found
