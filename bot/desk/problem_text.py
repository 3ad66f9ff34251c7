"""What the rules say about an entry in hand, in the maintainer's language.

The rules speak English. What they say is known by its form, see ``problem_forms``; should one say
something new, it is shown as it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.desk.entry_fields import field_name
from bot.desk.entry_problems import FieldProblem
from bot.desk.problem_forms import FORMS
from bot.desk.scene import Scene
from bot.desk.step_buttons import short
from bot.strings.desk.base_problems import BASE_PROBLEMS, FILE_PROBLEMS
from bot.strings.desk.editing import EDITING
from bot.strings.desk.problems import PROBLEMS
from knowledge.item_rules import MAX_ANSWER, MAX_QUESTION
from knowledge.markup import escape
from knowledge.model import Finding, Language
from knowledge.problems import MAX_ID, MAX_WORDING, Problem

_MOST: Final = 6
_TEXT: Final = 100
_LIMITS: Final = {"question": MAX_QUESTION, "answer": MAX_ANSWER, "phrasing": MAX_WORDING}
_MEANT: Final = re.compile(r"Did you mean (?P<names>.*)\?", re.DOTALL)


def told(found: Sequence[FieldProblem], scene: Scene) -> Iterator[str]:
    """A block of what must be mended and one of what deserves a look, in base markup."""
    words = EDITING[scene.language]
    for mark, intro, wanted in (("❗", words.wrong, True), ("⚠", words.look, False)):
        lines = [f"• {line(one, scene)}" for one in found if one.is_error is wanted]
        if lines:
            more = [f"• … {len(lines) - _MOST}"] if len(lines) > _MOST else []
            yield "\n".join((f"{mark} {intro}", *lines[:_MOST], *more))


def line(found: FieldProblem, scene: Scene) -> str:
    """One problem, with the field that it is about."""
    said = sentence(found.problem, scene)
    name = escape(field_name(found.field, scene.language)) if found.field else ""
    return f"{name}: {said}" if name else said


def sentence(problem: Problem | Finding, scene: Scene) -> str:
    """What is wrong, in base markup."""
    for name, form in FORMS:
        if matched := form.fullmatch(problem.message):
            said = _told_of(name, scene.language).format(**_values(matched.groupdict(), scene))
            return f"{said}{_meant(problem.remedy, scene)}"
    return escape(f"{problem.message}. {problem.remedy}")


def _told_of(name: str, language: Language) -> str:
    tables = (PROBLEMS[language], BASE_PROBLEMS[language], FILE_PROBLEMS[language])
    return next(str(getattr(one, name)) for one in tables if hasattr(one, name))


def _meant(remedy: str, scene: Scene) -> str:
    """What somebody probably meant to write, where a rule has found that."""
    found = _MEANT.fullmatch(remedy)
    names = escape(short(found["names"], _TEXT)) if found else ""
    return f". {PROBLEMS[scene.language].did_you_mean.format(names=names)}" if names else ""


def _values(told_of: dict[str, str | None], scene: Scene) -> dict[str, object]:
    values = {name: escape(short(text or "", _TEXT)) for name, text in told_of.items()}
    entry = scene.base.entries.get(told_of.get("entry") or "")
    if entry:
        values["entry"] = escape(short(entry.title(scene.language), _TEXT))
    inside = EDITING[scene.language].inside._asdict()
    spoken = (one for one in ("meant", "seems", "spoken") if one in told_of)
    values |= {one: inside[told_of[one] or ""] for one in spoken}
    of_other = MAX_WORDING if "length" in values else MAX_ID
    return values | {"most": _LIMITS.get(values.get("what", ""), of_other)}
