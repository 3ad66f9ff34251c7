"""``forum-kb import``, ``export`` and ``diff``: the base in and out of files."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from knowledge.change_log import Author, Change
from knowledge.cli.options import PATH, json_option, with_author, with_live_store, with_store
from knowledge.cli.output import echo_json
from knowledge.model import Finding
from knowledge.plan import Action, Plan, Side, Step
from knowledge.plan_text import plan_lines, step_lines
from knowledge.plural import counted
from knowledge.rules import errors
from knowledge.store import Store

_UNDECIDED = (
    "Nothing was changed: where both were edited, say --conflicts file or --conflicts base, "
    "or settle it in the file."
)
_DECIDED = {
    Side.FILE: "Where both were edited, the file's text is taken.",
    Side.BASE: "Where both were edited, the base's text stays.",
}


@click.command("import")
@click.argument("path", metavar="PATH", type=PATH)
@click.option("--dry-run", is_flag=True, help="Only show what would be done.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--prune", is_flag=True, help="Also remove what the files do not have.")
@click.option(
    "--conflicts",
    type=click.Choice([side.value for side in Side]),
    help="Whose text to take where both were edited.",
)
@click.option("--overwrite", is_flag=True, help="Take the files wherever the base was edited.")
@json_option
@with_author
@with_live_store
@click.pass_context
def import_files(
    context: click.Context,
    store: Store,
    author: Author,
    path: Path,
    dry_run: bool,
    yes: bool,
    prune: bool,
    conflicts: str | None,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Take over what PATH says: a folder of YAML files (or its zip), one such file, CSV or XLSX.

    Shows what would be added, changed and removed, and what the rules say of it; asks, and does it
    whole or not at all. Undo takes it back. What was edited live since the export is kept; what was
    edited in the file as well is a conflict, which --conflicts decides.
    """
    from knowledge import transfer  # only where files are read
    from knowledge.file_reading import read_content

    with transfer.without_collector():
        _tell(f"reading {path}")
        content = read_content(path, store.load().topics)
        _tell(f"comparing {counted(len(content.drafts), 'item')}")
        options = {"prune": prune, "overwrite": overwrite}
        prepared = transfer.prepare(store, content, author.name, **options)
        plan = prepared.plan
        if not as_json:
            click.echo("".join(f"{line}\n" for line in plan_lines(plan)), nl=False)
        if conflicts and plan.of(Action.CONFLICT):
            prepared = replace(prepared, plan=plan.decided(Side(conflicts)))
            if not as_json:
                click.echo(_DECIDED[Side(conflicts)])
        findings = transfer.findings_of(store, prepared)
        if not as_json:
            click.echo("".join(f"{one.severity}: {one}\n" for one in findings), nl=False)
        change, refused = None, ""
        if prepared.plan.of(Action.CONFLICT):
            refused = _UNDECIDED
        elif errors(findings):
            refused = "Nothing was changed: mend the errors in the file."
        elif prepared.plan.wanted and not dry_run and not _agreed(yes):
            refused = "Nothing was changed: without a terminal say --yes."
        elif not dry_run:
            _tell(f"writing {counted(len(prepared.plan.wanted), 'item')}")
            change = transfer.carry_out(store, prepared, author.name, f"import of {path.name}")
    _report(plan, findings, change, refused, as_json=as_json)
    if refused:
        context.exit(1)


def _agreed(yes: bool) -> bool:
    """Whether to go on; somebody who says no at the terminal ends the command."""
    if yes or not sys.stdin.isatty():
        return yes
    return click.confirm("Do it?", abort=True)


def _report(
    plan: Plan, findings: Sequence[Finding], change: Change | None, refused: str, *, as_json: bool
) -> None:
    if as_json:
        told = {"findings": [f"{one.severity}: {one}" for one in findings]}
        echo_json(plan_record(plan) | told | {"done": change.id if change else None})
    if refused:
        click.echo(refused, err=True)
    elif change and not as_json:
        click.echo(f"Done as change {change.id}. To take it back: forum-kb undo {change.id}")


@click.command()
@click.argument("path", metavar="PATH", type=PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "csv", "xlsx"]),
    help="Where the name does not tell it.",
)
@click.option("--overwrite", is_flag=True, help="Write over edits that were never imported.")
@json_option
@with_store
def export(store: Store, path: Path, form: str | None, overwrite: bool, as_json: bool) -> None:
    """Write the whole base to PATH: NAME.csv, NAME.xlsx, NAME.zip or a folder of YAML files.

    In a folder that holds the base's files only what differs is written, and comments survive.
    Files with edits that were never imported are left alone.
    """
    from knowledge import transfer  # only where files are written

    _tell("writing")
    chosen = transfer.Format(form) if form else transfer.format_of(path)
    written = transfer.export(store, path, chosen, overwrite=overwrite)
    if as_json:
        echo_json({"path": str(path), "format": chosen.value, "written": written})
    else:
        names = ", ".join(written) if written else "no file, all are up to date"
        click.echo(str(path) if written == [path.name] else f"{path}: {names}")


@click.command()
@click.argument("path", metavar="[PATH]", type=PATH, required=False)
@json_option
@with_store
@click.pass_context
def diff(context: click.Context, store: Store, path: Path | None, as_json: bool) -> None:
    """Show how the base differs from PATH: files, or a backup; the shipped base without PATH.

    Lines with - are in the base, lines with + in PATH. Exit code 1 where they differ.
    """
    from knowledge import transfer  # only where files are read

    plan = transfer.compare(store, path)
    if as_json:
        echo_json(plan_record(plan))
    else:
        lines = (line for step in plan.steps for line in step_lines(step))
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
    if plan.steps:
        context.exit(1)


def plan_record(plan: Plan) -> dict[str, object]:
    """A plan for programs."""
    return {
        **{action.value: [_step_record(step) for step in plan.of(action)] for action in Action},
        "left": [{"kind": key.kind.value, "id": key.id} for key in plan.left],
        "empty": [
            {"kind": key.kind.value, "id": key.id, "column": column} for key, column in plan.emptied
        ],
        "origin": plan.origin.value,
        "same": len(plan.agreed),
        "remarks": list(plan.remarks),
    }


def _step_record(step: Step) -> dict[str, object]:
    head, *lines = step_lines(step)
    del head
    return {
        "kind": step.key.kind.value,
        "id": step.key.id,
        "where": step.where,
        "diff": [line.removeprefix("    ") for line in lines],
    }


def _tell(stage: str) -> None:
    """Say what is being done, where somebody looks on."""
    if sys.stderr.isatty():
        click.echo(f"{stage} ...", err=True)
