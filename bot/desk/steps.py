"""What a text or a press does to an entry in hand: pure functions from how far it is to how far.

Whether what was typed is right is for the rules to say; it is kept either way, to be mended.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from bot.desk import walk
from bot.desk.entry_fields import (
    FIELDS,
    blank,
    is_written,
    language_of,
    merged,
    part_of,
    value,
    with_value,
)
from bot.desk.work import ADD, CARD, CHOOSE, CONFLICT, EDIT, Work, new_mark
from bot.telegram_html import units
from knowledge.drafting import new_id
from knowledge.item_rules import MAX_ANSWER
from knowledge.items import Plain, to_plain
from knowledge.model import LANGUAGES, Entry, EntryKind, Language, Status
from knowledge.problems import control_problems
from knowledge.wording import same_words

ONE_TEXT: Final = ("question", "answer", "notes")
BY_BUTTONS: Final = ("topic", "people", "paragraphs")
LISTS: Final = ("people", "paragraphs", "related")
PAGES: Final = ("texts", "preview")
PLACES: Final = (*FIELDS, CARD, CHOOSE, *(f"{page}-{one}" for page in PAGES for one in LANGUAGES))


def begun(main: Language, by: str) -> Work:
    """A new entry, at the first thing that is asked."""
    return Work(ADD, new_mark(), main, walk.first(main), by, blank(), walks=True)


def choosing(main: Language, by: str, words: str = "") -> Work:
    """An entry is to be chosen, out of what has these words where there are some."""
    return Work(EDIT, new_mark(), main, CHOOSE, by, words=words)


def opened(entry: Entry, version: int | None, main: Language, by: str) -> Work:
    """An entry that was chosen, at its card."""
    plain = to_plain(entry)
    return Work(EDIT, new_mark(), main, CARD, by, plain, plain, version)


def named(work: Work, taken: Collection[str]) -> Work:
    """A new entry with an id that comes of its first question and that no other has."""
    asked = work.draft[work.main]["question"]
    name = new_id(asked, taken) if asked else ""
    return replace(work, draft=with_value(work.draft, "id", name))


class Said(NamedTuple):
    """A text that was sent as this message; ``markup`` is the same with marks for its styles."""

    text: str
    message: int
    markup: str


def typed(work: Work, said: Said) -> Work | None:
    """What a text does; None where no text is waited for."""
    part, text, message = part_of(work.at), said.text.strip(), said.message
    if work.at == CHOOSE or part == "related":
        return replace(work, words=text, page=0, remark=("", ""))
    if part in BY_BUTTONS:
        return replace(work, remark=("buttons", ""))
    if part == "phrasings":
        return _phrased(work, work.at, text.splitlines(), str(message))
    if part not in ONE_TEXT:
        return None
    gave = {**work.gave, str(message): [work.at]}
    after = replace(work, gave=gave, last=work.at, remark=("", ""))
    if not _can_be_shown(text):
        return replace(after, last="", remark=("refused", ""))
    return replace(after, draft=with_value(work.draft, work.at, _whole(work, said)))


def mended(work: Work, said: Said) -> Work | None:
    """The same after a message was changed by its writer; None where it gave nothing."""
    field, *lines = work.gave.get(str(said.message), [""])
    if not field:
        return None
    text = said.text.strip()
    if not _can_be_shown(text):
        return replace(work, last="", remark=("refused", ""))
    if part_of(field) == "phrasings":
        left = [one for one in value(work.draft, field) if one not in lines]
        work = replace(work, draft=with_value(work.draft, field, left))
        work = _phrased(work, field, text.splitlines(), str(said.message))
    else:
        draft = with_value(work.draft, field, _given(field, said))
        work = replace(work, draft=draft, last=field)
    return replace(work, remark=("mended", ""))


def went_on(work: Work, *, is_wrong: bool) -> Work:
    """Where it goes on after a text was taken: nowhere where it must be mended first."""
    is_refused = work.remark[0] == "refused"
    if is_wrong or is_refused or part_of(work.at) not in ONE_TEXT:
        return work
    told = {"last": work.last, "remark": work.remark}
    if work.walks:
        return _walked(work, walk.following(work.main, work.at), told)
    language = language_of(work.at)
    return work.moved(f"texts-{language}" if language else CARD, **told)


def pressed(work: Work, verb: str, about: str) -> Work | None:
    """What a button does; None for one that does not belong here."""
    act = _VERBS.get(verb)
    return act(work, about) if act else None


def tag(text: str) -> str:
    """Short text for a button that is about a phrasing."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _given(field: str, said: Said) -> str:
    """What a message gives to a field: only answers have styles."""
    return (said.markup if part_of(field) == "answer" else said.text).strip()


def _whole(work: Work, said: Said) -> str:
    """What was sent, behind what it goes on: an app cuts what is too long into messages."""
    given, before = _given(work.at, said), str(value(work.draft, work.at))
    goes_on = work.gave.get(str(said.message - 1)) == [work.at]
    return f"{before}\n{given}" if goes_on and units(before) > MAX_ANSWER else given


def _can_be_shown(text: str) -> bool:
    """Whether a text has no control signs; what has some can neither be shown nor stored."""
    return not list(control_problems((), text, ""))


def _phrased(work: Work, field: str, lines: Iterable[str], message: str) -> Work:
    """Further phrasings; those that are there already are left out, and the first of them told."""
    had = list(value(work.draft, field))
    known = {same_words(one) for one in had}
    new: dict[str, str] = {}
    remark = ("", "")
    for line in filter(None, map(str.strip, lines)):
        if not _can_be_shown(line):
            remark = ("refused", "")
            continue
        words = same_words(line) or line
        if words in known:
            remark = ("known", line)
        else:
            new.setdefault(words, line)
    gave = {**work.gave, message: [field, *new.values()]}
    draft = with_value(work.draft, field, [*had, *new.values()])
    return replace(work, draft=draft, gave=gave, last=field, remark=remark)


def _walked(work: Work, to: str, told: Mapping[str, Any]) -> Work:
    if to != CARD:
        return work.moved(to, **told)
    complete = all(is_written(work.draft, language) for language in LANGUAGES)
    status = Status.PUBLISHED if complete else Status.DRAFT
    draft = with_value(work.draft, "status", status.value)
    return replace(work.moved(CARD, **told), draft=draft, walks=False)


def _go(work: Work, at: str) -> Work | None:
    """To a step; an entry that is asked for step by step has no other way than on and back."""
    if at not in PLACES or (at != CHOOSE and not work.draft) or work.walks:
        return None
    return work.moved(at, topic="")


def _next(work: Work, _: str) -> Work | None:
    if not work.walks:
        return None
    return _walked(work, walk.following(work.main, work.at), {})


def _skip(work: Work, _: str) -> Work | None:
    if not work.walks or language_of(work.at) in (None, work.main):
        return None
    return _walked(work, walk.skipping(work.main, work.at), {})


def _back(work: Work, _: str) -> Work | None:
    before = walk.preceding(work.main, work.at) if work.walks else None
    return work.moved(before) if before else None


def _page(work: Work, number: str) -> Work | None:
    return replace(work, page=int(number), remark=("", "")) if number.isdecimal() else None


def _topic(work: Work, topic: str) -> Work | None:
    """A topic is opened while an entry is chosen, or is that of the entry."""
    if work.at == CHOOSE:
        return replace(work, topic=topic, words="", page=0)
    if work.at != "topic":
        return None
    work = replace(work, draft=with_value(work.draft, "topic", topic))
    if work.walks:
        return _walked(work, walk.following(work.main, work.at), {})
    return work.moved(CARD)


def _on(work: Work, about: str) -> Work | None:
    return _listed(work, about, lambda had, one: [*had, one] if one not in had else had)


def _off(work: Work, about: str) -> Work | None:
    return _listed(work, about, lambda had, one: [other for other in had if other != one])


def _listed(work: Work, about: str, how: Callable[[list[Any], Any], list[Any]]) -> Work | None:
    if work.at not in LISTS or (work.at == "paragraphs" and not about.isdecimal()):
        return None
    had = value(work.draft, work.at)
    after = how(had, int(about) if work.at == "paragraphs" else about)
    after = sorted(after) if work.at == "paragraphs" else after
    return replace(work, draft=with_value(work.draft, work.at, after), remark=("", ""))


def _drop(work: Work, about: str) -> Work | None:
    """Take out a phrasing, or put back the one that was taken out last."""
    if part_of(work.at) != "phrasings":
        return None
    had = value(work.draft, work.at)
    gone = next((one for one in had if tag(one) == about), None)
    if gone is None:
        return replace(work, remark=("", ""))
    left = [one for one in had if one != gone]
    draft = with_value(work.draft, work.at, left)
    return replace(work, draft=draft, remark=("dropped", gone))


def _restore(work: Work, _: str) -> Work | None:
    if part_of(work.at) != "phrasings" or work.remark[0] != "dropped":
        return None
    after = [*value(work.draft, work.at), work.remark[1]]
    was = value(work.before, work.at) if work.before else []
    after = was if sorted(was) == sorted(after) else after
    return replace(work, draft=with_value(work.draft, work.at, after), remark=("", ""))


def _status(work: Work, status: str) -> Work | None:
    if work.at != CARD or status not in tuple(Status):
        return None
    return replace(work, draft=with_value(work.draft, "status", status), remark=("", ""))


def _clear(work: Work, _: str) -> Work | None:
    """Take the note away."""
    if work.at != "notes":
        return None
    return replace(work, draft=with_value(work.draft, "notes", "")).moved(CARD)


def _kind(work: Work, kind: str) -> Work | None:
    """Whether the article tells it."""
    if work.at != "paragraphs" or kind not in (EntryKind.FACT, EntryKind.UNKNOWN):
        return None
    return replace(work, draft=with_value(work.draft, "kind", kind))


def _mine(work: Work, _: str) -> Work | None:
    """Put my changes onto what somebody else stored, or onto nothing where they removed it."""
    before, theirs = work.before, work.theirs
    if work.at != CONFLICT or before is None:
        return None
    draft = merged(before, work.draft, theirs)[0] if theirs else work.draft
    return _resting_on_theirs(work, draft)


def _drop_mine(work: Work, _: str) -> Work | None:
    """Let my changes be and go on from what somebody else stored."""
    if work.at != CONFLICT or work.theirs is None:
        return None
    return _resting_on_theirs(work, work.theirs)


def _resting_on_theirs(work: Work, draft: Plain) -> Work:
    """Messages of before no longer mend what was merged."""
    return replace(
        work.moved(CARD),
        draft=draft,
        before=work.theirs,
        version=work.their_version,
        theirs=None,
        their_version=None,
        gave={},
    )


_VERBS: Final[Mapping[str, Callable[[Work, str], Work | None]]] = {
    "go": _go,
    "next": _next,
    "skip": _skip,
    "back": _back,
    "page": _page,
    "topic": _topic,
    "on": _on,
    "off": _off,
    "drop": _drop,
    "restore": _restore,
    "status": _status,
    "clear": _clear,
    "kind": _kind,
    "mine": _mine,
    "theirs": _drop_mine,
}
