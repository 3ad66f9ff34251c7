"""What glibc does with memory that is free again; elsewhere nothing is done.

Without this, it keeps a heap for each thread, as large as it was at its largest: with the
matching, some thirty megabytes that nobody uses. And it takes what is large from the heap as well,
once something as large was freed: after each new index, some five megabytes more lie between.
"""

import ctypes
import sys
from contextlib import suppress
from typing import Final

# M_ARENA_MAX and M_MMAP_THRESHOLD of glibc's malloc.h.
_ARENAS: Final = -8
_APART: Final = -3
# Bytes; the arrays of an index are larger, those that a question takes are not.
_LARGE: Final = 256 * 1024


def share_one_heap() -> None:
    """Let threads share a heap, as only one of ours computes; what is large stays out of it."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENAS, 1)
            ctypes.CDLL(None).mallopt(_APART, _LARGE)


def give_back() -> None:
    """Give memory that is free back to the system; takes some milliseconds."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
