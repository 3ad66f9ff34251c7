"""How far the import of a sent file is: the file is not kept, and fetched again when it is wanted.

What is carried out is what was shown: the digest of the plan tells whether it is still the same.
"""

from dataclasses import asdict, dataclass, fields, replace

from knowledge import unfinished
from knowledge.store import Store
from knowledge.unfinished import Unfinished

KIND = "import"
SHOWN = "shown"
SAVED = "saved"


@dataclass(frozen=True, slots=True)
class ImportWork:
    """One file in hand: ``file_id`` is Telegram's, ``mark`` what the buttons carry.

    ``plan`` is the digest of the plan that was shown last, ``can_be_done`` and ``can_overwrite``
    what could be done of it, ``overwrite`` whether it takes the file's where the base was edited.
    ``conflicts`` are items that were edited on both sides, each by a short name and its title,
    and ``files`` the names of those of which the file's is taken.
    ``taken`` is the number of the update that was taken last, ``change`` what was made of it.
    """

    file_id: str
    name: str
    mark: str
    step: str = SHOWN
    overwrite: bool = False
    plan: str = ""
    can_be_done: bool = False
    can_overwrite: bool = False
    conflicts: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    taken: int = 0
    change: int = 0


def in_hand(store: Store, author: str) -> ImportWork | None:
    """The file that an author sent last; None where something else is begun, or nothing.

    Raises StoreError when the store cannot be read.
    """
    return work_of(unfinished.begun(store, author))


def work_of(begun: Unfinished | None) -> ImportWork | None:
    """What was kept; None where that is nothing, or something else."""
    known = {one.name for one in fields(ImportWork)}
    if begun is None or begun.kind != KIND or begun.state.keys() != known:
        return None
    conflicts = tuple((name, title) for name, title in begun.state["conflicts"])
    told = {**begun.state, "conflicts": conflicts, "files": tuple(begun.state["files"])}
    return ImportWork(**told)


def kept(work: ImportWork) -> Unfinished:
    """The form in which it is kept."""
    return Unfinished(KIND, asdict(work))


def chosen(work: ImportWork, name: str) -> ImportWork:
    """The file's is taken in the conflict of this name; the base's again where it was."""
    left = tuple(one for one in work.files if one != name)
    return replace(work, files=(*work.files, name) if left == work.files else left)
