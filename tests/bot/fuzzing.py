"""What must hold for every update: nothing fails, no limit is broken, and it takes no time."""

import json
import logging
from time import process_time
from typing import Final

from tests.bot.direct import Handle, cpu_of, refused
from tests.telegram.any_update import MAINTAINER, Json
from tests.telegram.world import Call

MOST: Final = 50.0
"""Milliseconds of CPU for one update."""

AT_THE_DESK: Final = 3000.0
"""The same where it comes from a maintainer."""


class Faults(logging.Handler):
    """The errors that are logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is told, with the trace; that an update cannot be read is no fault."""
        if record.name == "bot.reading":
            return
        self.found.append(logging.Formatter().format(record))


def hold(handle: Handle, told: Json) -> list[Call]:
    """Handle an update and see that all holds; its calls. Raises AssertionError."""
    faults = Faults()
    root = logging.getLogger()
    root.addHandler(faults)
    try:
        calls = handle(told)
    finally:
        root.removeHandler(faults)
    assert not faults.found, "\n".join(faults.found)
    assert not refused(calls)
    return calls


def hold_in_time(handle: Handle, told: Json) -> float:
    """The same; gives the milliseconds of CPU that it took, at most ``MOST``.

    Maintainers may wait for a file or a chart.
    """
    most = AT_THE_DESK if f'"id": {MAINTAINER}' in json.dumps(told) else MOST
    begun = process_time()
    hold(handle, told)
    taken = 1000 * (process_time() - begun)
    if taken > most:  # the garbage of others is collected within, too
        taken = cpu_of(handle, told)
    assert taken <= most, f"{taken:.0f} ms of CPU"
    return taken
