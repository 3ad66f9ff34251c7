"""The command line ``forum-kb``: one file a group of commands."""

import click

from knowledge.cli.apart import index
from knowledge.cli.asking import ask
from knowledge.cli.care import backup, completion, create, examine, restore
from knowledge.cli.counting import show_stats
from knowledge.cli.editing import add, note, phrase, publish, remove, unphrase, unpublish
from knowledge.cli.editor import edit
from knowledge.cli.history import history, undo
from knowledge.cli.listing import list_entries, show
from knowledge.cli.parts import check_shelf, person_shelf, synonym_shelf, topic_shelf
from knowledge.cli.reviewing import proposals, review
from knowledge.cli.transfer import diff, export, import_files


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def forum_kb() -> None:
    """Ask and look after the base that the bot answers from.

    Exit codes: 0 done, 1 findings or a database that cannot be used, 2 wrong usage.
    """


_ASKING = (ask, list_entries, show, topic_shelf, person_shelf, check_shelf)
_EDITING = (add, edit, remove, publish, unpublish, phrase, unphrase, note, synonym_shelf)
_HISTORY = (history, undo)
_LEARNING = (review, proposals, show_stats)
_FILES = (import_files, export, diff)
_CARE = (create, backup, restore, examine, completion, index)

for command in (*_ASKING, *_EDITING, *_HISTORY, *_LEARNING, *_FILES, *_CARE):
    forum_kb.add_command(command)
