"""Long work over the base, in a process of its own: making the database, and its index anew.

To read the base's files, index them and calibrate leaves some fifty megabytes behind in a process
that goes on; so they go with the process that needed them. Meanwhile this one answers.
"""

import logging
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Final

import knowledge
from knowledge.errors import StoreError

log = logging.getLogger(__name__)

# Seconds; it takes four, and on a slow machine with a large base some minutes.
TOO_LONG: Final = 600.0
# The work needs no settings of the bot, and is to know no secret.
_OURS: Final = ("TELEGRAM_", "FORUM_BOT_", "NOTIFY_")


class Workshop:
    """Where the long work over one store is done, one after the other; from any thread.

    The process ends with this one, however that ends. It takes no open file of this one.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._turn = Lock()
        self._changing = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        self._has_failed = False

    def make_store(self) -> None:
        """Make and fill the store, and its index; nothing where that fails.

        Whoever opens it then does what is missing, and tells why it cannot be done.
        """
        with self._turn:
            self._trouble()

    def make_index(self) -> bool:
        """Have the store keep an index made anew; whether it does. Raises StoreError once closed.

        The log tells of a failure, but not again of those that follow it.
        """
        with self._turn:
            trouble = self._trouble()
        if self._is_closed:
            raise StoreError("The bot is stopping: the base is read again after the next start.")
        if trouble and not self._has_failed:
            log.warning(
                "The index could not be made in a process of its own (%s): until it can, the bot"
                " answers by old weights, and takes more memory where all has changed",
                trouble,
            )
        elif self._has_failed and not trouble:
            log.warning("The index can be made in a process of its own again")
        self._has_failed = bool(trouble)
        return not trouble

    def close(self) -> None:
        """End what is under way, without waiting for it, and begin nothing more."""
        with self._changing:
            self._is_closed = True
            if self._process:
                self._process.kill()

    def _trouble(self) -> str:
        """Run the process; what was in its way, or nothing."""
        try:
            process = self._begun()
        except OSError as error:
            return error.strerror or str(error)
        if process is None:
            return "stopping"
        with process:
            try:
                process.wait(TOO_LONG)
            except subprocess.TimeoutExpired:
                process.kill()
                return f"it took more than {TOO_LONG:.0f} seconds"
        if process.returncode == 0:
            return ""
        return f"exit code {process.returncode}; to see why: forum-kb index {self._store}"

    def _begun(self) -> "subprocess.Popen[bytes] | None":
        home = Path(knowledge.__file__).parents[1]
        command = ["index", "--parent", str(os.getpid()), "--", str(self._store)]
        with self._changing:
            if self._is_closed:
                return None
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", "knowledge", *command],
                env={**_environment(), "PYTHONPATH": str(home)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return self._process


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OURS) and not name.lower().endswith("_proxy")
    }
