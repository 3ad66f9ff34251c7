"""A new version of the program brings a new shipped base: it is merged into the store by item.

What nobody has edited since the old one is updated, what was edited live is kept and listed. A
store that was filled from a base about something else is never touched.
"""

from pathlib import Path

from knowledge import changes, file_items
from knowledge.change_log import Author
from knowledge.errors import BaseInvalid
from knowledge.items import Key, Kind, fingerprint
from knowledge.model import Base
from knowledge.plan import Action, Plan, plan_upgrade
from knowledge.store import Store
from knowledge.transfer import edits_of
from knowledge.yaml_files import read_base

_AUTHOR = Author("forum-bot", "upgrade")
_SOURCE = Key(Kind.SOURCE, "source")


def merge(store: Store, folder: Path, mark: str) -> list[str]:
    """Merge the shipped base and remember its mark, in one transaction; gives what to tell.

    Where the shipped base, or what the merge would make of it, breaks rules, nothing is changed.
    """
    try:
        return _told(_merge(store, read_base(folder), mark))
    except BaseInvalid as error:
        first = str(error.findings[0]) if error.findings else str(error)
        return [f"The shipped base was not merged, the stored one stays as it is: {first}"]


def _merge(store: Store, shipped: Base, mark: str) -> Plan:
    with store.writing() as connection:
        old = file_items.shipped(connection)
        if old.get(_SOURCE) != fingerprint(shipped.source) and _is_about_else(store, shipped):
            file_items.set_shipped_mark(connection, file_items.OWN)
            return Plan((), ())
        plan = plan_upgrade(shipped, store.load(), old)
        if edits := edits_of(plan, changes.versions(store)):
            changes.apply(store, edits, _AUTHOR, "upgrade of the shipped base")
        file_items.keep_shipped(connection, shipped)
        file_items.set_shipped_mark(connection, mark)
    return plan


def _is_about_else(store: Store, shipped: Base) -> bool:
    """Whether the store was filled from a base of its own: no title, date or entry is shared."""
    live = store.load()
    shared = live.entries.keys() & shipped.entries.keys()
    return live.source.title != shipped.source.title and len(shared) < len(shipped.entries) / 2


def _told(plan: Plan) -> list[str]:
    done = {Action.ADD: "added", Action.CHANGE: "updated", Action.REMOVE: "removed"}
    counts = ", ".join(f"{len(plan.of(action))} {name}" for action, name in done.items())
    kept = ", ".join(str(step.key) for step in plan.of(Action.KEEP))
    lines = [f"The shipped base was merged: {counts}."] if plan.wanted else []
    return [*lines, f"Edited here and therefore kept as they are: {kept}."] if kept else lines
