"""``forum-kb stats``: what people ask, in numbers that name nobody."""

from pathlib import Path

import click

from knowledge.cli.options import PATH, json_option, with_live_store
from knowledge.cli.output import echo_json, echo_table
from knowledge.errors import NotWritten
from knowledge.model import OutcomeKind
from knowledge.stats import Stats, stats
from knowledge.store import Store

_MOST_ASKED = 10


@click.command("stats")
@click.option(
    "--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="Until today, UTC."
)
@click.option("--chart", type=PATH, metavar="FILE", help="Draw questions a day into this PNG file.")
@json_option
@with_live_store
def show_stats(store: Store, days: int, chart: Path | None, as_json: bool) -> None:
    """Count questions by day, language and outcome; the most asked entries and the never asked."""
    counted = stats(store, store.load(), days)
    if chart:
        _draw(counted, chart)
    if as_json:
        echo_json(stats_record(counted))
    else:
        _echo(counted)
    if chart:
        click.echo(f"The chart is in {chart}.", err=True)


def stats_record(counted: Stats) -> dict[str, object]:
    """The counts for programs."""
    share = counted.answered_share
    return {
        "since": counted.since.isoformat(),
        "until": counted.until.isoformat(),
        "questions": counted.questions,
        "answered_share": None if share is None else round(share, 3),
        "outcomes": dict(counted.outcomes),
        "picked": counted.picked,
        "not_told": counted.not_told,
        "languages": dict(counted.languages),
        "votes": {"up": counted.up, "down": counted.down},
        "days": {day.isoformat(): dict(counts) for day, counts in counted.days.items()},
        "entries": dict(counted.entries),
        "never_asked": list(counted.never_asked),
    }


def _draw(counted: Stats, file: Path) -> None:
    from knowledge.chart import draw  # only where a picture is asked for

    picture = draw(counted)
    try:
        file.write_bytes(picture)
    except OSError as error:
        raise NotWritten(f"{file} cannot be written ({error.strerror}): name another.") from error


def _echo(counted: Stats) -> None:
    click.echo(f"{counted.since} to {counted.until}: {counted.questions} questions")
    share = counted.answered_share
    if share is None:
        click.echo("Nothing was asked. Longer ago? Try --days 365.")
        return
    click.echo(f"{share:.0%} answered; of the suggestions {counted.picked} were picked;", nl=False)
    click.echo(f" of the declines {counted.not_told} named what the article does not tell")
    click.echo(f"{counted.up} answers liked, {counted.down} disliked")
    click.echo("  ".join(f"{name} {count}" for name, count in counted.languages.items()))
    click.echo()
    head = ("DAY", *(outcome.upper() for outcome in OutcomeKind))
    asked = {day: counts for day, counts in counted.days.items() if any(counts.values())}
    echo_table(head, [(str(day), *map(str, counts.values())) for day, counts in asked.items()])
    click.echo("\nMost asked:")
    for entry, count in list(counted.entries.items())[:_MOST_ASKED]:
        click.echo(f"{count:>6}x {entry}")
    click.echo(f"\nNever asked ({len(counted.never_asked)}): {', '.join(counted.never_asked)}")
