"""Commands that look after the database file: ``forum-kb create``, ``backup`` and ``restore``."""

from pathlib import Path

import click

from knowledge import backups, restoring
from knowledge.change_log import Author
from knowledge.cli.options import PATH, json_option, with_author, with_path
from knowledge.cli.output import echo_json
from knowledge.errors import StoreExists
from knowledge.opening import keep_own, open_current
from knowledge.store import Store, open_store
from knowledge.store_file import is_there


@click.command()
@click.argument("path", metavar="FILE", type=PATH)
@click.option(
    "--base", type=PATH, help="What to fill it with: a folder of YAML files, CSV or XLSX."
)
def create(path: Path, base: Path | None) -> None:
    """Make the new database FILE, and fill it with the base that comes with the program.

    A file that is there already is left alone.
    """
    if is_there(path):
        raise StoreExists(f"{path} is there already. Name a file that is not there yet.")
    with _created(path, base) as store:
        click.echo(f"{path} is new and holds {len(store.load().entries)} entries.")


def _created(path: Path, base: Path | None) -> Store:
    if base is None:
        return open_current(path, click.echo)
    from knowledge.transfer import read_whole  # only where files are read

    content = read_whole(base)
    store = open_store(path)
    store.fill_if_empty(content)
    keep_own(store)
    return store


@click.command()
@click.argument("target", metavar="[FILE]", type=PATH, required=False)
@json_option
@with_path
def backup(path: Path, target: Path | None, as_json: bool) -> None:
    """Copy the whole database into the new file FILE, also while the bot runs.

    Without FILE it goes into the folder backups beside the database, named by date and time (UTC).
    The copy is checked, and holds all: the base, its history, the questions log.
    """
    if target is None:
        target = backups.usual_place(path)
    elif target.is_dir():
        target = target / backups.usual_place(path).name
    backups.back_up(path, target)
    size = target.stat().st_size
    if as_json:
        echo_json({"file": str(target), "bytes": size})
    else:
        click.echo(f"{target} holds a checked copy of {path} ({size / 1_000_000:.1f} MB).")


@click.command()
@click.argument("source", metavar="BACKUP", type=PATH)
@json_option
@with_author
@with_path
def restore(path: Path, source: Path, author: Author, as_json: bool) -> None:
    """Give the database what the file BACKUP holds; safe while the bot runs.

    The base becomes that of the backup by one change, which undo takes back; history, questions
    log and people's languages stay. Where the database is damaged or not there, all of it comes
    from the backup. What was there before is kept in the folder backups beside it.
    """
    done = restoring.restore(path, source, author)
    if as_json:
        change = done.change.id if done.change else None
        kept = str(done.kept) if done.kept else None
        echo_json({"change": change, "replaced_file": done.replaced_file, "kept": kept})
        return
    if done.replaced_file:
        click.echo(f"{path} is now a copy of {source}.")
    elif done.change:
        count = len(done.change.touched)
        click.echo(f"Change {done.change.id} gave {count} items of the base what {source} holds.")
        click.echo(f"To take it back: forum-kb undo {done.change.id}")
    else:
        click.echo(f"The base is already as {source} holds it. Nothing was changed.")
    if done.kept:
        click.echo(f"What was there before is kept in {done.kept}.")
