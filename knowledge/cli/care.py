"""Commands that look after the database file: ``forum-kb create``."""

from pathlib import Path

import click

from knowledge.cli.options import PATH
from knowledge.errors import StoreExists
from knowledge.store import open_filled
from knowledge.store_file import is_there


@click.command()
@click.argument("path", metavar="FILE", type=PATH)
@click.option("--base", type=PATH, help="A folder of YAML files to fill it with.")
def create(path: Path, base: Path | None) -> None:
    """Make the new database FILE, and fill it with the base that comes with the program.

    A file that is there already is left alone.
    """
    if is_there(path):
        raise StoreExists(f"{path} is there already. Name a file that is not there yet.")
    with open_filled(path, base) as store:
        click.echo(f"{path} is new and holds {len(store.load().entries)} entries.")
