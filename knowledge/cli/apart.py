"""What the bot has done in a process of its own: ``index``, which nobody needs to type."""

import os
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


@click.command(hidden=True)
@click.argument("path", metavar="FILE", type=PATH)
def index(path: Path) -> None:
    """Make the index of the database FILE anew and keep it there; ends when its input does.

    A database that is not there is made, and filled with the base that comes with the program.
    """
    Thread(target=_end_with_input, daemon=True).start()
    _stand_back()
    with open_store(path) if is_there(path) else open_current(path, click.echo) as store:
        keep_new_index(store)


def _end_with_input() -> None:
    """The other end of the input is with whoever began this, and closed with it, however it ends.

    Read past Python's own buffer, which must not be in use when the program is done.
    """
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(1)


def _stand_back() -> None:
    """Where memory is short, the system ends this process before any that answers people."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_KILLED_FIRST, encoding="ascii")
