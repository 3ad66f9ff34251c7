"""The stamps of YAML files: each has its own, since an export leaves alone what is as it was."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from knowledge.items import Item
from knowledge.stamps import Stamp, stamp_above
from knowledge.yaml_write import file_of

# The stamp stands on top; somebody may have put a comment above it.
_LOOK_AT = 2_000


def stamps_of(folder: Path) -> Callable[[Item], Stamp | None]:
    """What tells the stamp of the file that an item of a folder stands in."""

    @cache
    def of_file(name: str) -> Stamp | None:
        return stamp_of_file(folder / name)

    return lambda item: of_file(file_of(item))


def stamp_of_file(path: Path) -> Stamp | None:
    """The stamp above a YAML file, if it bears one."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return stamp_above(file.read(_LOOK_AT))
    except OSError:
        return None
