"""What the rules say about an entry in hand, in the maintainer's language."""

from collections.abc import Iterator, Sequence

from bot.desk.entry_problems import FieldProblem
from bot.strings.desk.editing import EDITING
from knowledge.markup import escape
from knowledge.model import Language

_MOST = 6


def told(found: Sequence[FieldProblem], language: Language) -> Iterator[str]:
    """A block of what must be mended and one of what deserves a look, in base markup."""
    words = EDITING[language]
    for mark, intro, wanted in (("❗", words.wrong, True), ("⚠", words.look, False)):
        lines = [f"• {_line(one)}" for one in found if one.is_error is wanted]
        if lines:
            more = [f"• … {len(lines) - _MOST}"] if len(lines) > _MOST else []
            yield "\n".join((f"{mark} {intro}", *lines[:_MOST], *more))


def _line(found: FieldProblem) -> str:
    problem = found.problem
    return escape(f"{problem.message}. {problem.remedy}")
