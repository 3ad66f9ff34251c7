"""The command line ``forum-kb``: one file a group of commands."""

import click

from knowledge.cli.asking import ask
from knowledge.cli.care import backup, create, restore
from knowledge.cli.checking import check
from knowledge.cli.counting import show_stats
from knowledge.cli.listing import list_entries, people, show, topics
from knowledge.cli.reviewing import proposals, review


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def forum_kb() -> None:
    """Ask and look after the base that the bot answers from.

    Exit codes: 0 done, 1 findings or a database that cannot be used, 2 wrong usage.
    """


for command in (
    ask,
    topics,
    people,
    list_entries,
    show,
    check,
    review,
    proposals,
    show_stats,
    create,
    backup,
    restore,
):
    forum_kb.add_command(command)
