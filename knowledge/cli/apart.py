"""What the bot has done in a process of its own: ``index``, which hardly anybody needs to type."""

import os
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import click

from knowledge.cli.options import PATH
from knowledge.opening import open_current
from knowledge.snapshot import keep_new_index
from knowledge.store import open_store
from knowledge.store_file import is_there

_KILLED_FIRST = "1000"
_LOOK = 0.2  # seconds between two looks for the parent


@click.command(hidden=True)
@click.argument("path", metavar="FILE", type=PATH)
@click.option("--parent", type=int, metavar="PID", help="End when this is our parent no longer.")
def index(path: Path, parent: int | None) -> None:
    """Make the index of the database FILE anew and keep it there, unless it is up to date.

    A database that is not there is made, and filled with the base that comes with the program.
    """
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()
        _stand_back()
    with open_store(path) if is_there(path) else open_current(path, click.echo) as store:
        keep_new_index(store)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _stand_back() -> None:
    """Where memory is short, the system ends this process before any that answers people."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_KILLED_FIRST, encoding="ascii")
