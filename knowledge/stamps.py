"""The stamp of an export: after which change of which store a file was written.

It stands in the head of a column of its own, or in a comment: what people do to a file in between
(sort it, take rows out, save it with another program) leaves both alone. The mark is drawn from
the change itself, so that a store knows its own stamps from those of other stores, and from those
of changes that a replaced file took with it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from knowledge.items import Key

_FORM = re.compile(r"exported_at_change_(\d{1,18})_([0-9a-f]{12})", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:#.*\n|\s*\n)*")
_WHY = "an import tells by this what was changed here and what elsewhere"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The number of the last change that an export holds, and the mark of that change."""

    change: int
    mark: str

    def __str__(self) -> str:
        return f"exported_at_change_{self.change}_{self.mark}"


Since: TypeAlias = Mapping[Key, Sequence[Any]]
"""The plain forms that a file may have been made from, of each item that was changed since.

The first is the one at the export. None stands for what was not there.
"""

History: TypeAlias = Mapping[Stamp | None, Since | None]
"""What became of the base since each of some stamps; None where that is not known."""


def stamp_in(text: str) -> Stamp | None:
    """The first stamp that stands in a text, such as the head of a column."""
    found = _FORM.search(text)
    return Stamp(int(found[1]), found[2].lower()) if found else None


def stamp_above(text: str) -> Stamp | None:
    """The stamp in the comments above a YAML text."""
    return stamp_in(_comments(text))


def stamped(text: str, stamp: Stamp | None) -> str:
    """A YAML text with a stamp above it, in place of the one that it has; None takes it off."""
    above = _comments(text)
    others = [line for line in above.splitlines(keepends=True) if not stamp_in(line)]
    told = [f"# {stamp}: {_WHY}\n"] if stamp else []
    return "".join([*told, *others, text[len(above) :]])


def _comments(text: str) -> str:
    found = _COMMENTS.match(text)
    return found[0] if found else ""
