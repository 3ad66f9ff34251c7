"""What the rules say about an entry in hand, in the maintainer's language.

The rules speak English. What they say of entries is known here by its form; should one say
something new, it is shown as it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.desk.entry_fields import field_name
from bot.desk.entry_problems import FieldProblem
from bot.desk.scene import Scene
from bot.desk.step_buttons import short
from bot.strings.desk.editing import EDITING
from bot.strings.desk.problems import PROBLEMS
from knowledge.item_rules import MAX_ANSWER, MAX_QUESTION
from knowledge.markup import escape
from knowledge.model import Finding
from knowledge.problems import MAX_WORDING, Problem

_MOST: Final = 6
_TEXT: Final = 100
_LIMITS: Final = {"question": MAX_QUESTION, "answer": MAX_ANSWER, "phrasing": MAX_WORDING}
_MEANT: Final = re.compile(r"Did you mean (?P<names>.*)\?", re.DOTALL)
_QUOTED: Final = r"(?P<quote>['\"])(?P<text>.*)(?P=quote)"
_FORMS: Final = tuple(
    (name, re.compile(form, re.DOTALL))
    for name, form in (
        ("empty", r"the .+ is empty"),
        ("several_lines", r"the .+ has several lines"),
        ("too_long", r"the (?P<what>\w+) in \w\w has (?P<length>\d+) characters.*"),
        ("bold", r"the .+: \*\* stands without its partner"),
        ("italic", r"the .+: _ stands without its partner"),
        ("link", r"the .+: a link is not of the form .+"),
        ("html", r"the .+: HTML is not read.+"),
        ("nested", r"the .+: marks inside marks are not read: (?P<text>.+)"),
        ("no_phrasing", r"there is no phrasing in \w\w"),
        ("unwritten", r"the answer in \w\w is not written yet"),
        ("no_words", rf"{_QUOTED} has neither letters nor figures"),
        ("asked_elsewhere", rf"{_QUOTED} asks for (?P<entry>\S+) \(\w\w\) as well"),
        (
            "close",
            rf"{_QUOTED} is very close to (?P<mark>['\"])(?P<other>.*)(?P=mark)"
            r" of (?P<entry>\S+) \((?P<score>\d+) of 100\)",
        ),
        ("twice", rf"{_QUOTED} stands twice in \w\w"),
        ("check", rf"the check {_QUOTED} is a phrasing of (?P<entry>\S+)"),
        ("no_topic", r"the entry has no topic"),
        ("other_language", rf"the text in (?P<meant>\w\w) looks like (?P<seems>\w\w): {_QUOTED}"),
        ("is_question", rf"the answer is a question: {_QUOTED}"),
        ("not_whole", r"the \w+ is not whole: '(?P<text>.*)' is missing or empty"),
        ("not_there", r"there is no (?:topic|person|entry) '(?P<text>.*)'"),
        ("no_paragraph", r"there is no paragraph (?P<text>\d+)"),
        ("not_known", r"'(?P<text>.*)' is not known as (?P<column>\w+)"),
        ("no_id", r"the row has no id"),
        ("orphan", r"no entry names the (?:topic|person) (?P<text>.*)"),
        ("itself", r"the entry is related to itself"),
    )
)


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
    for name, form in _FORMS:
        if matched := form.fullmatch(problem.message):
            told_of: str = getattr(PROBLEMS[scene.language], name)
            said = told_of.format(**_values(matched.groupdict(), scene))
            return f"{said}{_meant(problem.remedy, scene)}"
    return escape(f"{problem.message}. {problem.remedy}")


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
    values |= {one: inside[told_of[one] or ""] for one in ("meant", "seems") if one in told_of}
    return values | {"most": _LIMITS.get(values.get("what", ""), "")}
