"""What a sent file would change, as messages: short enough for one, the rest as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from bot.desk.history import undo_button
from bot.desk.import_plan import Looked
from bot.desk.import_work import ImportWork
from bot.desk.item_words import ItemWords
from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.problem_text import sentence
from bot.desk.scene import Scene
from bot.desk.step_buttons import short
from bot.reply import DeskButton, Reply, Row
from bot.strings.desk.common import COMMON
from bot.strings.desk.history import HISTORY
from bot.strings.desk.importing import IMPORTING
from bot.telegram_html import to_html, units
from knowledge.errors import BaseInvalid, KnowledgeError
from knowledge.items import Key, Kind, Plain, to_plain
from knowledge.markup import escape, plain
from knowledge.model import Finding, Language
from knowledge.plan import Action, Origin, Plan, Step
from knowledge.plan_text import body_lines

# UTF-16 units of a list, so that the whole stays in one message.
_ROOM: Final = 2_600
_LONGEST_LINE: Final = 600
_NAME: Final = 60
_SOME: Final = 5
_MOST_CONFLICTS: Final = 8
_TAKEN: Final = "☑"
_LEFT: Final = "☐"
_MOST_OF_FILE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Screen:
    """A message, and the list that it has no room for, as a text file; empty where it has room."""

    reply: Reply
    rest: str = ""


def planned(looked: Looked, work: ImportWork, told: ItemWords, *, again: bool = False) -> Screen:
    """What would be done, and the buttons to do it; ``again`` where another plan was shown."""
    language, plan = told.language, looked.plan
    words = IMPORTING[language]
    lines = list(_plan_lines(plan, told))
    listed, rest = _fitting(lines, language)
    found = [finding_line(one, told) for one in looked.findings]
    findings, more = _fitting([f"⚠ {one}" for one in found], language, _ROOM // 3)
    blocks = [
        *([words.changed_meanwhile] if again else []),
        f"**{escape(_shortened(work.name))}**\n{_counts(plan, language)}",
        *(listed, findings),
        *([words.overwriting] if work.overwrite else _origin(plan, language)),
        _question(looked, language),
    ]
    text = "\n\n".join(filter(None, blocks))
    whole = _whole([*lines, *found], language) if rest or more else ""
    return Screen(Reply(to_html(text), tuple(_rows(work, language))), whole)


def conflicts(looked: Looked, told: ItemWords) -> tuple[tuple[str, str], ...]:
    """What can be decided one by one: as many as there are buttons for."""
    shown = list(looked.conflicts.items())[:_MOST_CONFLICTS]
    return tuple((name, _title(step, told)) for name, step in shown)


def again(work: ImportWork, language: Language) -> Reply:
    """The choice once more, of the plan that was shown."""
    text = f"**{escape(_shortened(work.name))}**\n{IMPORTING[language].ask}"
    return Reply(to_html(text), tuple(_rows(work, language)))


def refused(name: str, why: KnowledgeError, told: ItemWords) -> Screen:
    """That a file cannot be imported, with all that is wrong with it."""
    language = told.language
    findings = why.findings if isinstance(why, BaseInvalid) else ()
    lines = [finding_line(one, told) for one in findings] or [str(why)]
    listed, rest = _fitting(lines, language)
    text = IMPORTING[language].refused.format(name=escape(_shortened(name)))
    return Screen(Reply(to_html(f"{text}\n\n{listed}")), _whole(lines, language) if rest else "")


def saved(work: ImportWork, language: Language) -> Reply:
    """That it is done, and the way back."""
    text = IMPORTING[language].done.format(change=work.change)
    return Reply(to_html(text), ((undo_button(work.change, language),),))


def finding_line(finding: Finding, told: ItemWords) -> str:
    """What is wrong, with where: file and line, and the item by its title."""
    place = ":".join(str(part) for part in (finding.file, finding.line) if part)
    title = told.title(Key(Kind.ENTRY, finding.entry)) if finding.entry else ""
    said = plain(sentence(finding, Scene(told.base, told.language)))
    return ": ".join(filter(None, (place, title, said)))


def _plan_lines(plan: Plan, told: ItemWords) -> Iterator[str]:
    words = IMPORTING[told.language]
    heads = dict(zip(Action, words.heads, strict=True))
    for step in plan.steps:
        if step.is_untouched:
            continue
        where = f" ({step.where})" if step.where else ""
        named = told.item(step.key, _plain(step))
        change = HISTORY[told.language].change_button.format(number=step.edited_by)
        by = f" · {change}" if step.edited_by else ""
        yield f"{heads[step.action]}: {named}{where}{by}"
        yield from body_lines(step, told.of_import)
    if plan.emptied:
        columns = ", ".join(f"{told.title(key)}: {column}" for key, column in plan.emptied[:_SOME])
        more = ", …" if len(plan.emptied) > _SOME else ""
        yield words.empty_cells.format(number=len(plan.emptied), columns=f"{columns}{more}")
    yield from plan.remarks


def _title(step: Step, told: ItemWords) -> str:
    return short(told.title(step.key, _plain(step)))


def _plain(step: Step) -> Plain | None:
    item = step.after or step.before
    return to_plain(item) if item else None


def _origin(plan: Plan, language: Language) -> list[str]:
    """That old text cannot be told from new, where that is so."""
    words = IMPORTING[language]
    told = {Origin.UNTOLD: words.untold, Origin.FOREIGN: words.foreign}
    changes = plan.of(Action.CHANGE, Action.REMOVE)
    return [f"⚠ {told[plan.origin]}"] if changes and plan.origin in told else []


def _counts(plan: Plan, language: Language) -> str:
    words = IMPORTING[language]
    counts = zip(words.counts, (len(plan.of(action)) for action in Action), strict=True)
    told = [form.format(number=number) for form, number in counts if number]
    told += [words.same.format(number=len(plan.agreed))] if plan.agreed else []
    told += [words.left.format(number=len(plan.left))] if plan.left else []
    return ", ".join(told)


def _question(looked: Looked, language: Language) -> str:
    words = IMPORTING[language]
    if looked.can_be_done:
        told = [words.conflicts] if looked.can_overwrite else []
        told += [words.one_by_one] if looked.conflicts else []
        return "\n\n".join((*told, f"**{words.ask}**"))
    if looked.errors:
        return ""
    if looked.can_overwrite:
        one = f" {words.one_by_one}" if looked.conflicts else ""
        return f"{words.only_conflicts}{one}"
    return words.nothing_new if looked.plan.steps else words.nothing


def _rows(work: ImportWork, language: Language) -> Iterator[Row]:
    words = IMPORTING[language]
    for name, title in () if work.overwrite else work.conflicts:
        mark = _TAKEN if name in work.files else _LEFT
        payload = DeskPayload(DeskAction.OVERWRITE, name, work.mark)
        yield (DeskButton(f"{mark} {title}", payload),)
    if work.can_be_done:
        label = words.rest_button if work.can_overwrite else words.yes_button
        yield (_button(label, DeskAction.IMPORT, work),)
    if work.can_overwrite:
        yield (_button(words.overwrite_button, DeskAction.OVERWRITE, work),)
    if work.can_be_done or work.can_overwrite or work.conflicts:
        yield (_button(COMMON[language].cancel_button, DeskAction.CANCEL, work),)


def _button(label: str, action: DeskAction, work: ImportWork) -> DeskButton:
    return DeskButton(label, DeskPayload(action, mark=work.mark))


def _fitting(lines: Sequence[str], language: Language, room: int = _ROOM) -> tuple[str, int]:
    """The first lines, as many as there is room for, in base markup; and how many are left."""
    shown: list[str] = []
    for line in lines:
        short = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
        room -= units(short) + 1
        if room < 0:
            break
        shown.append(escape(short))
    left = len(lines) - len(shown)
    if left:
        shown.append(IMPORTING[language].more_lines.format(number=left))
    cut = any(len(line) > _LONGEST_LINE for line in lines)
    return "\n".join(shown), left or int(cut)


def _whole(lines: Sequence[str], language: Language) -> str:
    """All lines as a text file, as far as somebody may want to read it on a phone."""
    ends = accumulate(len(line) + 1 for line in lines)
    shown = sum(end <= _MOST_OF_FILE for end in ends)
    left = len(lines) - shown
    more = [IMPORTING[language].more_lines.format(number=left)] if left else []
    return "\n".join([*lines[:shown], *more])


def _shortened(name: str) -> str:
    return name if len(name) <= _NAME else f"…{name[-_NAME:]}"
