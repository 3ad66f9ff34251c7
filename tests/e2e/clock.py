"""The bot with a clock that can be set: ``python -m tests.e2e.clock FILE``.

FILE holds the seconds that its clock is off; the clock of the machine is nobody's to set.
"""

import datetime
import sys
import time
from pathlib import Path

_real = time.time


def _off() -> float:
    return float(Path(sys.argv[1]).read_text(encoding="utf-8"))


class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "_Datetime":
        return cls.fromtimestamp(time.time(), tz)


if __name__ == "__main__":
    time.time = lambda: _real() + _off()
    datetime.datetime = _Datetime  # type: ignore[misc]
    from bot.__main__ import main

    sys.exit(main([]))
