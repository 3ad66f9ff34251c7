"""What the commands share that change the base: how they run, and what they say afterwards."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from knowledge import changes
from knowledge.change_log import Author, Change
from knowledge.changes import Plan
from knowledge.cli.options import json_option, with_author, with_live_store
from knowledge.cli.output import echo_json
from knowledge.errors import Untold
from knowledge.model import LANGUAGES
from knowledge.rules import Lines
from knowledge.store import Store

language_argument = click.argument("language", type=click.Choice(LANGUAGES))


class Desk:
    """Where a command makes its change: the store, the author, and how the outcome is told."""

    def __init__(self, store: Store, author: Author, as_json: bool) -> None:
        self.store = store
        self._author = author
        self._as_json = as_json

    def change(self, plan: Plan, summary: str, lines: Lines | None = None) -> None:
        """Make a change and tell it; raises what ``changes.apply_planned`` raises."""
        self.tell(changes.apply_planned(self.store, plan, self._author, summary, lines))

    def undo(self, change_id: int) -> None:
        """Undo a change and tell it; raises what ``changes.undo`` raises."""
        self.tell(changes.undo(self.store, change_id, self._author))

    def tell(self, change: Change | None) -> None:
        """Say what was done, and how to take it back."""
        try:
            self._tell(change)
        except BrokenPipeError:
            raise
        except OSError as error:
            if change is None:
                raise
            raise Untold(
                f"Change {change.id} is made, but its outcome could not be written: "
                f"{error.strerror}. See it with: forum-kb history"
            ) from None

    def _tell(self, change: Change | None) -> None:
        if self._as_json:
            echo_json(change_record(change) if change else {"change": None})
            return
        if change is None:
            click.echo("Nothing to change: it is so already.")
            return
        for warning in change.warnings:
            click.echo(f"warning: {warning}", err=True)
        click.echo(f"Change {change.id}: {change.summary}.")
        click.echo(f"Take it back with: forum-kb undo {change.id}")


def at_desk(command: Callable[..., None]) -> Callable[..., None]:
    """``--as``, ``--db`` and ``--json``: the command gets ``desk``."""

    @json_option
    @with_author
    @with_live_store
    @wraps(command)
    def with_desk(*args: Any, store: Store, author: Author, as_json: bool, **kwargs: Any) -> None:
        command(*args, desk=Desk(store, author, as_json), **kwargs)

    return with_desk


def change_record(change: Change) -> dict[str, object]:
    """A change for programs."""
    return {
        "change": change.id,
        "at": change.at,
        "author": change.author.name,
        "surface": change.author.surface,
        "summary": change.summary,
        "revision": change.revision,
        "items": [{"kind": key.kind.value, "id": key.id} for key in change.touched],
        "undoes": change.undoes,
        "undone_by": change.undone_by,
        "warnings": [str(warning) for warning in change.warnings],
    }


def one_line(text: str) -> str:
    """Words as they were typed, with single blanks between them."""
    return " ".join(text.split())
