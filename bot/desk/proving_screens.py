"""Before and after an entry is stored: the proof, what stands in the way, and what was done."""

from collections.abc import Iterator
from typing import Final

from bot.desk.entry_fields import (
    FIELDS,
    blank,
    changed,
    field_name,
    language_of,
    merged,
    title_of,
    value,
)
from bot.desk.history import undo_button
from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.problem_text import told
from bot.desk.scene import Scene
from bot.desk.step_buttons import cancel, short, step, store
from bot.desk.taught import led_to
from bot.desk.work import REMOVAL, REMOVED, Work
from bot.reply import DeskButton, Reply, Rows
from bot.strings.desk.common import COMMON
from bot.strings.desk.editing import EDITING
from bot.strings.desk.proving import PROVING
from bot.strings.desk.review import REVIEW
from bot.telegram_html import to_html
from knowledge.errors import KnowledgeError
from knowledge.lessons import is_lesson
from knowledge.markup import escape
from knowledge.model import Language, Status
from knowledge.trial import Shift, Trial

_MOST: Final = 8
_QUESTION: Final = 80
_ERROR: Final = 1500
_VALUE: Final = 400
_SHORT_VALUE: Final = 90
_FEW: Final = 4


def waiting(work: Work, told_of: str, language: Language) -> Reply:
    """What is seen while something takes seconds; the way back is there, should it never end."""
    back = step(work, EDITING[language].card_button, "go", "card")
    return Reply(to_html(f"⏳ {told_of}"), ((back,),))


def cannot_save(work: Work, scene: Scene) -> Reply:
    """What the rules forbid, with the ways to the texts that must be mended."""
    words = PROVING[scene.language]
    wrong = [one for one in scene.problems if one.is_error]
    blocks = (words.cannot_save, *told(wrong, scene))
    fields = dict.fromkeys(one.field for one in wrong if language_of(one.field))
    ways = [(step(work, f"✏ {field_name(one, scene.language)}", "go", one),) for one in fields]
    back = step(work, EDITING[scene.language].card_button, "go", "card")
    return Reply(to_html("\n\n".join(blocks)), (*ways, (back,)))


def refused(work: Work, error: KnowledgeError, language: Language) -> Reply:
    """What the rules forbid elsewhere, in their own words."""
    text = COMMON[language].failed.format(error=escape(short(str(error), _ERROR)))
    back = step(work, EDITING[language].card_button, "go", "card")
    return Reply(to_html(text), ((back,),))


def proof(work: Work, trial: Trial, scene: Scene) -> Reply:
    """What saving or removing would do, and the choice."""
    language, is_removal = scene.language, work.at == REMOVAL
    words = PROVING[language]
    fields = ", ".join(field_name(one, language) for one in work.changes)
    blocks = [
        _asked(work, language),
        "" if is_removal else words.changed.format(fields=escape(fields)),
        *_shifts(work, trial, scene),
        _checks(trial, language),
        words.broken.format(count=len(trial.broken)) if trial.broken else "",
        *told([one for one in scene.problems if not one.is_error and not is_removal], scene),
    ]
    return Reply(to_html("\n\n".join(filter(None, blocks))), _choice(work, language))


def again(work: Work, language: Language) -> Reply:
    """The choice once more, of what was tried before."""
    return Reply(to_html(_asked(work, language)), _choice(work, language))


def _asked(work: Work, language: Language) -> str:
    words, title = PROVING[language], escape(short(title_of(work.draft, language), _QUESTION))
    return (words.removal if work.at == REMOVAL else words.proof).format(title=title)


def _choice(work: Work, language: Language) -> Rows:
    """To save or remove, all the same where something breaks by it; or back."""
    verb, label = _SAVES[work.at == REMOVAL, bool(work.broken)]
    save = store(work, getattr(PROVING[language], label), verb)
    back = step(work, EDITING[language].card_button, "go", "card")
    return ((save,), (back,))


def conflict(work: Work, language: Language) -> Reply:
    """What somebody else stored meanwhile beside what is in hand, field by field."""
    words = PROVING[language]
    (name, change), theirs, before = work.remark, work.theirs, work.before or blank()
    told_of = words.conflict if theirs else words.conflict_removed
    blocks = [told_of.format(name=escape(name), change=change)]
    clashes = merged(before, work.draft, theirs)[1] if theirs else []
    if theirs:
        fields = {*changed(before, theirs), *clashes}
        most = _VALUE if len(fields) <= _FEW else _SHORT_VALUE
        blocks += [_beside(work, one, language, most) for one in FIELDS if one in fields]
        blocks += [] if clashes else [words.apart]
    mine = words.mine_button if clashes else words.both_button
    mine = mine if theirs else words.mine_anew_button
    rows = [(step(work, mine, "mine"),)]
    rows += [(step(work, words.theirs_button, "theirs"),)] if theirs else []
    return Reply(to_html("\n\n".join(blocks)), (*rows, (cancel(work, language),)))


def saved(work: Work, language: Language) -> Reply:
    """What was done, with the way to take it back."""
    words = PROVING[language]
    status = "" if work.remark[0] == REMOVED else work.draft["status"]
    title = escape(short(title_of(work.draft, language), _QUESTION))
    told_of = {"": words.removed, Status.DRAFT: words.saved_draft}.get(status, words.saved)
    undo = undo_button(work.change, language)
    again = DeskButton(words.edit_button, DeskPayload(DeskAction.EDIT, work.draft["id"]))
    row = (undo, again) if status else (undo,)
    way = DeskButton(REVIEW[language].review_button, DeskPayload(DeskAction.REVIEW))
    on = ((way,),) if work.of and not is_lesson(work.of) else ()
    return Reply(to_html(told_of.format(title=title, change=work.change)), (row, *on))


def busy(work: Work, wanted: str, language: Language) -> Reply:
    """Something else is wanted, such as an entry by its id, while this is not saved."""
    words = EDITING[language]
    title = escape(short(title_of(work.draft, language), _QUESTION)) or "…"
    rows = (
        (step(work, words.go_on_button, "resume"),),
        (step(work, words.leave_button, "leave", wanted),),
    )
    return Reply(to_html(words.busy.format(title=title)), rows)


def cancelled(work: Work, language: Language) -> Reply:
    """It is left; what was typed is still there, should that have been a slip."""
    back = step(work, EDITING[language].go_on_button, "resume")
    return Reply(to_html(COMMON[language].cancelled), ((back,),))


_SAVES: Final = {
    (False, False): ("save", "save_button"),
    (False, True): ("anyway", "save_anyway_button"),
    (True, False): ("erase", "erase_button"),
    (True, True): ("eraseanyway", "erase_anyway_button"),
}


def _shifts(work: Work, trial: Trial, scene: Scene) -> Iterator[str]:
    words = PROVING[scene.language]
    was = work.before["status"] if work.before else Status.DRAFT
    shifts = [one for one in trial.shifts if one.is_broken or _reads_otherwise(one, scene)]
    if not shifts:
        unseen = was == work.draft["status"] == Status.DRAFT
        yield words.not_seen if unseen else words.no_shifts
        return
    lines = [_shift(one, scene) for one in shifts[:_MOST]]
    if len(shifts) > _MOST:
        lines.append(words.more.format(count=len(shifts) - _MOST))
    yield "\n".join((words.shifts.format(count=len(shifts)), *lines))


def _reads_otherwise(shift: Shift, scene: Scene) -> bool:
    """Whether before and after are told in other words: "no answer → no answer" tells nothing."""
    before, after = (led_to(one, scene.base, scene.language) for one in (shift.before, shift.after))
    return before != after


def _checks(trial: Trial, language: Language) -> str:
    if not trial.checks:
        return ""
    words = PROVING[language]
    told = words.checks.format(passed=trial.passed, checks=trial.checks, before=trial.held)
    return f"{told} {words.checks_gone.format(count=trial.gone)}" if trial.gone else told


def _shift(shift: Shift, scene: Scene) -> str:
    line = PROVING[scene.language].shift.format(
        question=escape(short(shift.wording.text, _QUESTION)),
        before=led_to(shift.before, scene.base, scene.language),
        after=led_to(shift.after, scene.base, scene.language),
    )
    return f"❗{line}" if shift.is_broken else line


def _beside(work: Work, field: str, language: Language, most: int) -> str:
    words = PROVING[language]
    was = value(work.before, field) if work.before else None
    values = (value(plain, field) for plain in (work.theirs or {}, work.draft))
    theirs, mine = (escape(short(_told(was, one), most)) or words.nothing for one in values)
    name = escape(field_name(field, language))
    return f"**{name}**\n{words.theirs} {theirs}\n{words.mine} {mine}"


def _told(was: object, now: object) -> str:
    """A value; of a list what came and what went."""
    if not isinstance(now, list):
        return str(now or "")
    before = was if isinstance(was, list) else []
    came = [f"+ {one}" for one in now if one not in before]
    gone = [f"− {one}" for one in before if one not in now]
    return "; ".join((*came, *gone))
