"""What is written for one language and looks like another: worth a look, and never forbidden."""

from collections.abc import Iterator
from typing import Final

from bot.desk.entry_fields import language_of, part_of, value
from bot.desk.entry_problems import FieldProblem
from bot.desk.step_buttons import short
from bot.desk.work import Work
from knowledge.model import Severity
from knowledge.problems import Problem
from knowledge.snapshot import Snapshot
from knowledge.wrong_language import other_language

_TEXT: Final = 100


def language_problems(work: Work, snapshot: Snapshot) -> Iterator[FieldProblem]:
    """A warning for each text that was written here and looks like another language."""
    for field in work.changes:
        meant = language_of(field)
        for text in _written(work, field) if meant else ():
            other = other_language(snapshot, text, meant) if meant else None
            if other:
                message = f"the text in {meant} looks like {other}: {short(text, _TEXT)!r}"
                place = ("entries", work.draft["id"], str(meant), part_of(field))
                remedy = "Write it in that language."
                yield FieldProblem(field, Problem(place, message, remedy, Severity.WARNING))


def _written(work: Work, field: str) -> list[str]:
    now = value(work.draft, field)
    if part_of(field) != "phrasings":
        return [now]
    known = value(work.before, field) if work.before else []
    return [one for one in now if one not in known]
