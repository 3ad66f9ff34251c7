"""Going through the review queue with single keys."""

import sys

import click

from knowledge import review as queue
from knowledge.change_log import Author
from knowledge.cli.showing import echo_draft, echo_group, echo_proof, say_wait
from knowledge.errors import KnowledgeError
from knowledge.plural import counted
from knowledge.review import Group
from knowledge.snapshot import Snapshot
from knowledge.store import Store

_KEYS = "1-3 attach to that entry, e to another, n new draft, d drop, s skip, q quit"


def walk_through(store: Store, snapshot: Snapshot, author: Author) -> None:
    """Show one group after the other and do what a key says, until the end or q."""
    if not sys.stdin.isatty():
        raise click.UsageError("This needs a terminal. Without one: forum-kb review --json.")
    left = queue.groups(store, snapshot)
    while left:
        click.echo(f"{counted(len(left), 'group')} left.")
        echo_group(snapshot, left[0])
        if not _handled(store, snapshot, left[0], author):
            return
        left = left[1:]
        if store.revision() != snapshot.revision:
            snapshot = snapshot.tried(store.load())
    click.echo("The queue is at its end.")


def _handled(store: Store, snapshot: Snapshot, group: Group, author: Author) -> bool:
    """Ask for keys until one is carried out; False for q."""
    while True:
        click.echo(f"{_KEYS}: ", nl=False)
        key = _key()
        click.echo(key)
        if key == "q":
            return False
        try:
            if _done(store, snapshot, group, author, key):
                return True
        except KnowledgeError as error:
            click.echo(str(error))


def _key() -> str:
    """The key that is pressed; the end of the input counts as q."""
    try:
        key = click.getchar()
    except EOFError:
        return "q"
    return key if key.isprintable() else ""


def _done(store: Store, snapshot: Snapshot, group: Group, author: Author, key: str) -> bool:
    """Do what a key says; False where it says nothing."""
    near = queue.nearest(snapshot, group)
    if key.isdecimal() and 1 <= int(key) <= len(near):
        return _attached(store, snapshot, group, author, near[int(key) - 1].entry)
    if key == "e":
        entry_id = click.prompt("Entry", default="", show_default=False)
        return bool(entry_id) and _attached(store, snapshot, group, author, entry_id)
    if key == "n":
        echo_draft(queue.draft(store, snapshot, group, author), as_json=False)
    elif key == "d":
        queue.drop(store, group)
        click.echo("Dropped.")
    return key in ("n", "d", "s")


def _attached(
    store: Store, snapshot: Snapshot, group: Group, author: Author, entry_id: str
) -> bool:
    say_wait()
    done = queue.attach(store, snapshot, group, entry_id, author)
    echo_proof(entry_id, done.change, done.proof, as_json=False)
    return True
