"""What the screens of an entry in hand show beside that entry itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.entry_problems import FieldProblem
from knowledge.model import Base, Language


@dataclass(frozen=True, slots=True)
class Scene:
    """``language`` is the maintainer's; ``found`` are the ids of a search.

    ``problems`` are what the rules say of the entry, ``also_open`` who else has it open.
    """

    base: Base
    language: Language
    problems: Sequence[FieldProblem] = ()
    also_open: Sequence[str] = ()
    found: Sequence[str] = ()
