"""How groups of the review queue, and what became of them, are shown."""

import sys
from collections.abc import Iterable, Sequence

import click

from knowledge import review as queue
from knowledge.change_log import Change
from knowledge.cli.output import echo_json
from knowledge.masking import unmarked
from knowledge.review import Group
from knowledge.snapshot import Snapshot
from knowledge.teaching import Proof, Wording

_SHOWN = 5  # questions, or phrasings, of which the others are only counted


def echo_group(snapshot: Snapshot, group: Group) -> None:
    """Print a group: how often, why, in which languages, the questions, and what is nearest."""
    why, spoken = _counts(group.problems.items()), _counts(group.languages.items())
    click.echo(f"{group.id}  {group.count}x  {why}  {spoken}")
    for asked in group.questions[:_SHOWN]:
        read_as = f"  ({asked.natural})" if asked.natural != unmarked(asked.text) else ""
        click.echo(f"  {len(asked.rows):>5}x {asked.text}{read_as}")
    if group.questions[_SHOWN:]:
        click.echo(f"         and {len(group.questions) - _SHOWN} more")
    for label, values in (("answered", group.entries), ("people say", group.reasons)):
        if values:
            click.echo(f"         {label}: {', '.join(values)}")
    for number, candidate in enumerate(queue.nearest(snapshot, group), 1):
        title = snapshot.base.entries[candidate.entry].title(group.language)
        click.echo(f"      {number}. {candidate.entry} ({candidate.confidence:.2f})  {title}")
    click.echo()


def group_record(snapshot: Snapshot, group: Group) -> dict[str, object]:
    """A group for programs."""
    return {
        "id": group.id,
        "count": group.count,
        "problems": dict(group.problems),
        "languages": dict(group.languages),
        "questions": [
            {
                "question": asked.text,
                "count": len(asked.rows),
                "language": asked.wording.language,
                "read_as": asked.natural,
            }
            for asked in group.questions
        ],
        "answered": list(group.entries),
        "reasons": list(group.reasons),
        "nearest": [
            {"entry": one.entry, "confidence": round(one.confidence, 3)}
            for one in queue.nearest(snapshot, group)
        ],
        "first_asked": group.rows[0].asked_at,
        "last_asked": group.rows[-1].asked_at,
    }


def say_wait() -> None:
    """Tell a person at a terminal what takes seconds now."""
    if sys.stderr.isatty():
        click.echo("Asking the checks and the phrasings that are like the new ones ...", err=True)


def echo_proof(entry_id: str, change: Change | None, proof: Proof, *, as_json: bool) -> None:
    """Print what teaching an entry did."""
    if as_json:
        echo_json(
            {
                "entry": entry_id,
                "change": change.id if change else None,
                "added": wording_records(proof.added),
                "answered": wording_records(proof.answered),
                "missed": wording_records(proof.missed),
                "checks": proof.checks,
            }
        )
        return
    if change is None:
        click.echo(f"{entry_id} has all of these phrasings already.")
    else:
        click.echo(f"{entry_id} was taught in change {change.id}:")
        echo_wordings(proof.added)
    total = len(proof.answered) + len(proof.missed)
    click.echo(f"Questions that lead to it now: {len(proof.answered)} of {total}.")
    if proof.missed:
        click.echo("Not yet:")
        echo_wordings(proof.missed)
    click.echo(f"Checks asked: {proof.checks}, none is answered worse.")


def echo_draft(change: Change, *, as_json: bool) -> None:
    """Print which draft was made, and how to go on."""
    entry_id = change.touched[0].id
    if as_json:
        echo_json({"entry": entry_id, "change": change.id})
        return
    click.echo(f"{entry_id} is a draft now (change {change.id}).")
    click.echo(f"Write it: forum-kb edit {entry_id}. Show it: forum-kb publish {entry_id}.")


def echo_wordings(wordings: Sequence[Wording]) -> None:
    """Print ways to ask with their languages, the first ones."""
    for one in wordings[:_SHOWN]:
        click.echo(f"    {one.language}  {one.text}")
    if wordings[_SHOWN:]:
        click.echo(f"    and {len(wordings) - _SHOWN} more")


def wording_records(wordings: Sequence[Wording]) -> list[dict[str, str]]:
    """Ways to ask for programs."""
    return [{"question": one.text, "language": one.language} for one in wordings]


def _counts(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)
