"""What glibc does with memory that is free again; elsewhere nothing is done.

Without this, it keeps a heap for each thread, as large as it was at its largest: with the
matching, some thirty megabytes that nobody uses.
"""

import ctypes
import sys
from contextlib import suppress
from typing import Final

# M_ARENA_MAX of glibc's malloc.h.
_ARENAS: Final = -8


def share_one_heap() -> None:
    """Let threads share a heap: only one of ours computes."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENAS, 1)


def give_back() -> None:
    """Give memory that is free back to the system; takes some milliseconds."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
