"""``forum-kb review`` and ``proposals``: teach the base from what people asked."""

from dataclasses import replace

import click

from knowledge import proposals as proposed
from knowledge import review as queue
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.cli.options import json_option, with_author, with_live_store
from knowledge.cli.output import echo_json
from knowledge.cli.shelf import Shelf
from knowledge.cli.showing import (
    echo_draft,
    echo_group,
    echo_proof,
    echo_wordings,
    group_record,
    say_wait,
    wording_records,
)
from knowledge.cli.walking import walk_through
from knowledge.plural import counted
from knowledge.review import Problem
from knowledge.store import Store

_NEXT = "Next: forum-kb review attach GROUP ENTRY, new GROUP, drop GROUP, or walk."
_BACK = "Back into the queue: forum-kb review keep GROUP."


@click.command("review")
@click.option("--only", type=click.Choice([one.value for one in Problem]), help="Only these.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Groups.")
@click.option("--dropped", is_flag=True, help="Those that were dropped, in place of the queue.")
@json_option
@with_live_store
def list_groups(store: Store, only: str | None, limit: int, dropped: bool, as_json: bool) -> None:
    """List the questions that were not answered well, in groups of like ones.

    Unanswered ones, ambiguous ones (suggestions were offered and none was picked) and disliked
    ones; each group has an id, of which the first letters are enough, and its nearest entries.
    """
    snapshot = Answerer(store).snapshot
    found = queue.groups(store, snapshot, dropped=dropped)
    found = [group for group in found if only is None or Problem(only) in group.problems]
    if as_json:
        echo_json([group_record(snapshot, group) for group in found[:limit]])
        return
    for group in found[:limit]:
        echo_group(snapshot, group)
    questions = sum(group.count for group in found)
    more = f", {limit} of them shown: --limit" if len(found) > limit else ""
    state = "Dropped" if dropped else "Awaiting review"
    asked, of = counted(questions, "question"), counted(len(found), "group")
    click.echo(f"{state}: {asked} in {of}{more}.")
    if found:
        click.echo(_BACK if dropped else _NEXT)


review = Shelf(list_groups)


@review.command()
@click.argument("group")
@click.argument("entry")
@json_option
@with_author
@with_live_store
def attach(store: Store, author: Author, group: str, entry: str, as_json: bool) -> None:
    """Teach ENTRY the questions of GROUP; they are answered with it at once.

    Before that all checks are asked, and the phrasings of other entries that are like the new
    ones. Where one of them would no longer be answered rightly, nothing is stored.
    """
    snapshot = Answerer(store).snapshot
    chosen = queue.find(queue.groups(store, snapshot), group)
    say_wait()
    done = queue.attach(store, snapshot, chosen, entry, reviewer(author))
    echo_proof(entry, done.change, done.proof, as_json=as_json)


@review.command("new")
@click.argument("group")
@click.option("--id", "entry_id", default="", help="The id of the new entry.")
@json_option
@with_author
@with_live_store
def new_entry(store: Store, author: Author, group: str, entry_id: str, as_json: bool) -> None:
    """Make the draft of a new entry from GROUP; people see it once it is published."""
    snapshot = Answerer(store).snapshot
    chosen = queue.find(queue.groups(store, snapshot), group)
    change = queue.draft(store, snapshot, chosen, reviewer(author), entry_id)
    echo_draft(change, as_json=as_json)


@review.command()
@click.argument("group")
@with_live_store
def drop(store: Store, group: str) -> None:
    """Take GROUP out of the queue; the same questions stay out from then on."""
    chosen = queue.find(queue.groups(store, Answerer(store).snapshot), group)
    queue.drop(store, chosen)
    click.echo(
        f"Dropped {counted(chosen.count, 'question')}. Back with: forum-kb review keep {chosen.id}"
    )


@review.command()
@click.argument("group")
@with_live_store
def keep(store: Store, group: str) -> None:
    """Put GROUP, which was dropped, back into the queue."""
    chosen = queue.find(queue.groups(store, Answerer(store).snapshot, dropped=True), group)
    queue.keep(store, chosen)
    click.echo(f"Back in the review: {counted(chosen.count, 'question')}.")


@review.command()
@with_author
@with_live_store
def walk(store: Store, author: Author) -> None:
    """Go through the groups with single keys."""
    walk_through(store, Answerer(store).snapshot, reviewer(author))


@click.command("proposals")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=proposed.SEVERAL,
    show_default=True,
    help="Picks.",
)
@json_option
@with_live_store
def list_proposals(store: Store, least: int, as_json: bool) -> None:
    """List the phrasings that people proposed by picking the same suggestion for a question.

    None is taken up unless it is accepted.
    """
    snapshot = Answerer(store).snapshot
    every = proposed.proposals(store, snapshot)
    found = [one for one in every if one.count >= least]
    if as_json:
        echo_json(
            [
                {
                    "id": one.id,
                    "entry": one.entry,
                    "count": one.count,
                    "phrasings": wording_records(one.wordings),
                }
                for one in found
            ]
        )
        return
    for one in found:
        click.echo(f"{one.id}  {one.count}x  {one.entry}")
        echo_wordings(one.wordings)
    rare = f" {len(every) - len(found)} more picked less often." if every[len(found) :] else ""
    click.echo(f"{counted(len(found), 'proposal')}.{rare}")
    if found:
        click.echo("Next: forum-kb proposals accept PROPOSAL, or drop PROPOSAL.")


proposals = Shelf(list_proposals)


@proposals.command()
@click.argument("proposal")
@json_option
@with_author
@with_live_store
def accept(store: Store, author: Author, proposal: str, as_json: bool) -> None:
    """Teach the entry the phrasings of PROPOSAL, with the same proof as in the review."""
    snapshot = Answerer(store).snapshot
    chosen = proposed.find(proposed.proposals(store, snapshot), proposal)
    say_wait()
    change, proof = proposed.accept(store, snapshot, chosen, reviewer(author))
    echo_proof(chosen.entry, change, proof, as_json=as_json)


@proposals.command("drop")
@click.argument("proposal")
@with_live_store
def drop_proposal(store: Store, proposal: str) -> None:
    """Take PROPOSAL away, also for those who pick the same later."""
    snapshot = Answerer(store).snapshot
    chosen = proposed.find(proposed.proposals(store, snapshot), proposal)
    proposed.drop(store, chosen)
    click.echo(f"Dropped what was picked {counted(chosen.count, 'time')}.")


def reviewer(author: Author) -> Author:
    """The author, as one who works in the review."""
    return replace(author, surface="review")
