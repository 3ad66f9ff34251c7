"""``forum-kb history`` and ``undo``: who changed what, and taking it back."""

from collections.abc import Iterator

import click

from knowledge import changes
from knowledge.change_log import SURFACES, Change, Recorded
from knowledge.cli.options import json_option, with_live_store
from knowledge.cli.output import echo_json
from knowledge.cli.writing import Desk, at_desk, change_record
from knowledge.plain_diff import differences
from knowledge.store import Store

LIMIT = click.IntRange(0, changes.MAX_NUMBER)


@click.command()
@click.argument("item_id", metavar="[ID]", required=False)
@click.option(
    "--limit", type=LIMIT, default=20, show_default=True, help="How many at most; 0 for all."
)
@click.option("--surface", type=click.Choice(SURFACES), help="Only those made from there.")
@click.option("--diff", "with_diff", is_flag=True, help="Also show what was changed to what.")
@json_option
@with_live_store
def history(
    store: Store,
    item_id: str | None,
    limit: int,
    surface: str | None,
    with_diff: bool,
    as_json: bool,
) -> None:
    """List the changes, newest first: all, or those of the entry, topic or person ID."""
    found = changes.history(store, item_id, limit or -1, surface)
    if as_json:
        echo_json([_record(store, change, with_diff) for change in found])
        return
    for change in found:
        click.echo(_line(change))
        if with_diff:
            for done in changes.edits_of(store, change.id):
                click.echo("".join(f"    {line}\n" for line in _diff_lines(done)), nl=False)
    if not found:
        click.echo(_nothing(item_id, surface))


@click.command()
@click.argument("change_id", metavar="CHANGE", type=int)
@at_desk
def undo(desk: Desk, change_id: int) -> None:
    """Take back the change with the number CHANGE, whether or not it is the last.

    What later changes did elsewhere stays. Undoing is a change of its own and can be undone.
    """
    desk.undo(change_id)


def _nothing(item_id: str | None, surface: str | None) -> str:
    if surface:
        return f"No change was made from there ({surface})."
    return "No change has touched it." if item_id else "Nothing was changed yet."


def _line(change: Change) -> str:
    when = f"{change.at[:16].replace('T', ' ')} UTC"
    undone = f", undone by {change.undone_by}" if change.undone_by else ""
    who = f"{change.author.name} ({change.author.surface})"
    return f"{change.id:>5}  {when}  {who}  {change.summary}{undone}"


def _record(store: Store, change: Change, with_diff: bool) -> dict[str, object]:
    record = change_record(change)
    del record["warnings"]
    if with_diff:
        record["edits"] = [
            {
                "kind": done.key.kind.value,
                "id": done.key.id,
                "before": done.before,
                "after": done.after,
            }
            for done in changes.edits_of(store, change.id)
        ]
    return record


def _diff_lines(done: Recorded) -> Iterator[str]:
    yield str(done.key)
    for line in differences(done.before, done.after):
        yield f"  {line}"
