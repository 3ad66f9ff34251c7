"""``forum-kb stats``: what people ask, in numbers that name nobody."""

from pathlib import Path

import click

from knowledge.cli.options import PATH, json_option, with_live_store
from knowledge.cli.output import echo_json, echo_table
from knowledge.errors import NotWritten
from knowledge.plural import counted as plural
from knowledge.stats import Ending, Stats, stats
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
    """Count questions by day, language and ending; the most asked entries and the never asked."""
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
        "outcomes": dict(counted.endings),
        "picked": counted.picked,
        "small_talk": counted.small_talk,
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
    click.echo(f"{counted.since} to {counted.until}: {plural(counted.questions, 'question')}")
    if counted.small_talk:
        click.echo(f"Greetings, thanks and small talk, not counted: {counted.small_talk}")
    share = counted.answered_share
    if share is None:
        click.echo("Nothing was asked. Longer ago? Try --days 365.")
        return
    not_told = counted.endings[Ending.NOT_TOLD] / counted.questions
    click.echo(f"{share:.0%} answered; {not_told:.0%} told that the article does not say it")
    click.echo(f"Suggestions: {counted.endings[Ending.SUGGEST]}, picked: {counted.picked}")
    click.echo(f"{plural(counted.up, 'answer')} liked, {counted.down} disliked")
    click.echo("  ".join(f"{name} {count}" for name, count in counted.languages.items()))
    click.echo()
    head = ("DAY", *(ending.upper() for ending in Ending))
    asked = {day: counts for day, counts in counted.days.items() if any(counts.values())}
    echo_table(head, [(str(day), *map(str, counts.values())) for day, counts in asked.items()])
    click.echo("\nMost asked:")
    for entry, count in list(counted.entries.items())[:_MOST_ASKED]:
        click.echo(f"{count:>6}x {entry}")
    click.echo(f"\nNever asked ({len(counted.never_asked)}): {', '.join(counted.never_asked)}")
