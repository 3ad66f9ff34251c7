"""Numbers in a file that is mapped into memory: noted in a moment, and kept if the process dies.

Between the note that an answer is sent and its sending, nothing must come: a transaction would
leave the process time to die there, and the answer would be lost, or given twice.
"""

import mmap
import os
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import Final

SLOTS: Final = 1024
_NUMBER: Final = Struct("<q")


class Slots:
    """Up to ``SLOTS`` numbers, none of them 0. Raises OSError where the file cannot be made."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        size = SLOTS * _NUMBER.size
        with path.open("r+b") as file:
            file.truncate(size)
            # A page that the disk has no room for would end the process when it is written.
            if allocate := getattr(os, "posix_fallocate", None):
                allocate(file.fileno(), 0, size)
            self._memory = mmap.mmap(file.fileno(), size)
        self._free: list[int] = []
        self._used: dict[int, int] = {}
        for place in range(0, size, _NUMBER.size):
            (number,) = _NUMBER.unpack_from(self._memory, place)
            if number:
                self._used[number] = place
            else:
                self._free.append(place)

    def is_full(self) -> bool:
        """Whether no more numbers can be noted."""
        return not self._free

    def put(self, number: int) -> None:
        """Note a number; where there is no room, it is not noted."""
        if number not in self._used and self._free:
            place = self._used[number] = self._free.pop()
            _NUMBER.pack_into(self._memory, place, number)

    def take(self, number: int) -> None:
        """Forget a number, if it is noted."""
        place = self._used.pop(number, None)
        if place is not None:
            _NUMBER.pack_into(self._memory, place, 0)
            self._free.append(place)

    def left(self) -> list[int]:
        """The numbers that are noted."""
        return list(self._used)

    def clear(self) -> None:
        """Forget them all."""
        for number in self.left():
            self.take(number)

    def close(self) -> None:
        """Let go of the file."""
        with suppress(ValueError):
            self._memory.close()
