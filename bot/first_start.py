"""Making the database at the first start, in a process of its own.

To read the base's files, index them and calibrate leaves some fifty megabytes behind in a process
that goes on; so they go with the process that needed them.
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import knowledge


def make_store(path: Path) -> None:
    """Make and fill the store, and build its index; nothing where that fails.

    Whoever opens it then does what is missing, and tells why it cannot be done.
    """
    home = Path(knowledge.__file__).parents[1]
    with suppress(OSError):
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", "knowledge", "create", str(path)],
            env={**os.environ, "PYTHONPATH": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
