"""How far a maintainer is in making or changing an entry: kept as JSON, so nothing typed is lost.

The entry is held in plain form. ``gave`` tells which message gave what, so that a message that its
writer mends later mends its field.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final

from bot.desk.entry_fields import changed
from knowledge.items import Plain
from knowledge.model import Language
from knowledge.unfinished import Unfinished

ADD: Final = "add"
EDIT: Final = "edit"
CARD: Final = "card"
CHOOSE: Final = "choose"
PROOF: Final = "proof"
REMOVAL: Final = "removal"
CONFLICT: Final = "conflict"
SAVED: Final = "saved"
# What may be wanted beside an entry of some id, which no id can be.
NEW: Final = "-new"
SOME: Final = "-some"
ASKED: Final = "-asked-"  # and the name of a group or lesson
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class Work:
    """One entry in hand.

    ``kind`` is ADD or EDIT, ``at`` the step, ``mark`` what the buttons carry. ``before`` is the
    entry as it was opened and ``version`` its version, both None where it is new; ``draft`` is the
    entry as it shall be, empty while none is chosen. ``taken`` is the number of the update that was
    taken last, ``last`` the field that it gave, ``remark`` something to be said of it. ``proved``
    is the digest of what a proof was shown for, ``broken`` the questions that it would break.
    ``theirs`` and ``their_version`` are what somebody else stored meanwhile. What was cancelled is
    kept until something else is begun, and ``left`` then. A new entry may be ``of`` a group of the
    review or a lesson, and is there to answer what was ``asked`` then.
    """

    kind: str
    mark: str
    main: Language
    at: str
    by: str = ""
    draft: Plain = field(default_factory=dict)
    before: Plain | None = None
    version: int | None = None
    walks: bool = False
    page: int = 0
    topic: str = ""
    words: str = ""
    last: str = ""
    remark: tuple[str, str] = ("", "")
    gave: Mapping[str, list[str]] = field(default_factory=dict)
    taken: int = 0
    proved: str = ""
    broken: tuple[str, ...] = ()
    theirs: Plain | None = None
    their_version: int | None = None
    change: int = 0
    left: bool = False
    of: str = ""
    asked: tuple[str, ...] = ()

    @property
    def is_unsaved(self) -> bool:
        """Whether something would be lost if this were forgotten."""
        return self.is_open and bool(self.draft) and bool(self.changes)

    @property
    def is_open(self) -> bool:
        """Whether it goes on: it is neither saved nor cancelled."""
        return self.at != SAVED and not self.left

    @property
    def changes(self) -> list[str]:
        """The fields that are other than they were."""
        return changed(self.before, self.draft)

    @property
    def digest(self) -> str:
        """Short text that is another for another draft, or one that rests on another state."""
        told = json.dumps([self.draft, self.version], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def moved(self, at: str, **other: Any) -> "Work":
        """The same at another step, where nothing has been said yet."""
        rest = {"page": 0, "words": "", "last": "", "remark": ("", ""), **other}
        return replace(self, at=at, **rest)


def new_mark() -> str:
    """What tells the buttons of one conversation from those of another."""
    return secrets.token_hex(3)


def kept(work: Work) -> Unfinished:
    """The form in which it is kept."""
    return Unfinished(work.kind, asdict(work))


def work_of(begun: Unfinished | None) -> Work | None:
    """What was kept; None where that is nothing, or something else than an entry in hand."""
    if begun is None or begun.kind not in (ADD, EDIT):
        return None

    def told(name: str, value: Any) -> Any:
        return tuple(value) if name in ("remark", "broken", "asked") else value

    known = {one.name for one in fields(Work)}
    if not {"kind", "mark", "main", "at"} <= begun.state.keys() or begun.state.keys() - known:
        return None
    pairs: dict[str, Any] = {name: told(name, one) for name, one in begun.state.items()}
    return Work(**pairs)
