"""Commands that look after the database file: ``create``, ``backup``, ``restore``, ``doctor``."""

from collections.abc import Sequence
from pathlib import Path

import click

from knowledge import backups, doctor, restoring
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.cli.options import COMPLETION_VARIABLE, PATH, json_option, with_author, with_path
from knowledge.cli.output import echo_json
from knowledge.errors import StoreExists
from knowledge.model import Severity
from knowledge.opening import keep_own, open_current
from knowledge.plural import counted
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
        Answerer(store)  # it keeps its index in the store, so that the first start is quick
        click.echo(
            f"{path} is new and holds {counted(len(store.load().entries), 'entry', 'entries')}."
        )


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
        items = counted(count, "item")
        click.echo(f"Change {done.change.id} gave {items} of the base what {source} holds.")
        click.echo(f"To take it back: forum-kb undo {done.change.id}")
    else:
        click.echo(f"The base is already as {source} holds it. Nothing was changed.")
    if done.kept:
        click.echo(f"What was there before is kept in {done.kept}.")


@click.command("doctor")
@json_option
@with_path
@click.pass_context
def examine(context: click.Context, path: Path, as_json: bool) -> None:
    """Look for what is wrong with the database and its file, and say what to do about it.

    Damage, spoilt rows, rules that the base breaks, a history that does not lead to the base, too
    little room, wrong permissions. Nothing is changed. Exit code 1 where there is an error.
    """
    findings = doctor.examine(path)
    if as_json:
        told = [
            {
                "severity": one.severity.value,
                "entry": one.entry or None,
                "message": one.message,
                "remedy": one.remedy,
            }
            for one in findings
        ]
        echo_json({"database": str(path), "findings": told})
    else:
        for one in findings:
            click.echo(f"{one.severity}: {one}")
        click.echo(f"{path}: {_health([one.severity for one in findings])}")
    if any(one.severity is Severity.ERROR for one in findings):
        context.exit(1)


def _health(severities: Sequence[Severity]) -> str:
    errors = severities.count(Severity.ERROR)
    if not severities:
        return "in good health"
    return f"{counted(errors, 'error')}, {counted(len(severities) - errors, 'warning')}"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands, options and ids with the Tab key.

    \b
    bash: add to ~/.bashrc:  eval "$(forum-kb completion bash)"
    zsh:  add to ~/.zshrc:   eval "$(forum-kb completion zsh)"
    fish: forum-kb completion fish > ~/.config/fish/completions/forum-kb.fish
    """  # noqa: D301 - \b keeps click from wrapping the lines
    from click.shell_completion import get_completion_class  # needed nowhere else

    script = get_completion_class(shell)
    if script is not None:
        root = click.get_current_context().find_root().command
        click.echo(script(root, {}, "forum-kb", COMPLETION_VARIABLE).source())
