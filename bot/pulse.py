"""The pulse: when Telegram was last heard of, for whoever looks after the process.

It is kept in a file beside the inbox, because a supervisor looks from outside.
"""

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

# Seconds between two writes, and after which a bot that wrote nothing hangs or is gone.
EVERY: Final = 10.0
_DEAD: Final = 45.0
# Seconds without a word from Telegram that are too many: a poll takes thirty.
_DEAF: Final = 120.0


class Pulse:
    """When Telegram was last heard of; ``path`` is the file that tells it to others."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._heard = time.monotonic()

    def beat(self) -> None:
        """Telegram was heard of now."""
        self._heard = time.monotonic()

    def is_well(self) -> bool:
        """Whether Telegram was heard of lately."""
        return self._silence() < _DEAF

    def told(self) -> str:
        """A line that says so."""
        return f"heard of Telegram {self._silence():.0f} s ago"

    def keep(self) -> None:
        """Write the file; one that cannot be written makes the bot look ill, and is no error."""
        told = {"at": time.time(), "silence": self._silence(), "pid": os.getpid()}
        new = self._path.with_name(f"{self._path.name}-new")
        try:
            new.write_text(json.dumps(told), encoding="utf-8")
            new.replace(self._path)
        except OSError:
            # A full disk has no room for a new file, and has some where the old one is.
            with suppress(OSError), self._path.open("r+", encoding="utf-8") as old:
                old.write(json.dumps(told))
                old.truncate()

    def close(self) -> None:
        """Take the file away: the bot has stopped in order."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _silence(self) -> float:
        return time.monotonic() - self._heard


def own_file(store: Path, token: str, ending: str) -> Path:
    """A file beside the store that belongs to the bot of this token alone."""
    return store.with_name(f"{store.stem}-bot-{token.partition(':')[0]}{ending}")


def pulse_path(store: Path, token: str) -> Path:
    """Where a bot keeps its pulse."""
    return own_file(store, token, ".pulse")


def look(path: Path) -> tuple[bool, str]:
    """Whether the bot that keeps its pulse here is well, and a line that says so."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        age, silence, pid = time.time() - told["at"], float(told["silence"]), int(told["pid"])
    except FileNotFoundError:
        return False, f"No bot runs: {path} is not there."
    except (OSError, ValueError, TypeError, KeyError) as error:
        return False, f"{path} cannot be read ({error})."
    if not -_DEAD < age < _DEAD:
        return False, f"The bot, process {pid}, hangs or was killed {age:.0f} s ago."
    if silence >= _DEAF:
        return False, f"The bot, process {pid}, has not heard of Telegram for {silence:.0f} s."
    return True, f"The bot, process {pid}, is well; it heard of Telegram {silence:.0f} s ago."
