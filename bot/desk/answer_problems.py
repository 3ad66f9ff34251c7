"""A question where an answer is written: typed by mistake, as a rule; never forbidden."""

from collections.abc import Iterator

from bot.desk.entry_fields import language_of, part_of, value
from bot.desk.entry_problems import FieldProblem
from bot.desk.step_buttons import short
from bot.desk.work import Work
from knowledge.model import Severity
from knowledge.problems import Problem


def answer_problems(work: Work) -> Iterator[FieldProblem]:
    """A warning for each answer that was written here and ends as a question does."""
    for field in work.changes:
        text = value(work.draft, field) if part_of(field) == "answer" else ""
        if text.rstrip("*_ ").endswith("?"):
            message = f"the answer is a question: {short(text)!r}"
            place = ("entries", work.draft["id"], str(language_of(field)), "answer")
            yield FieldProblem(
                field, Problem(place, message, "Write the answer.", Severity.WARNING)
            )
