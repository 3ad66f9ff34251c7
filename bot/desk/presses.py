"""What a press does to an entry in hand: pure functions from how far it is to how far."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.desk import walk
from bot.desk.entry_fields import FIELDS, language_of, merged, part_of, value, with_value
from bot.desk.steps import walked
from bot.desk.work import CARD, CHOOSE, CONFLICT, Work
from knowledge.items import Plain
from knowledge.model import LANGUAGES, EntryKind, Status

LISTS: Final = ("people", "paragraphs", "related")
PAGES: Final = ("texts", "preview")
PLACES: Final = (*FIELDS, CARD, CHOOSE, *(f"{page}-{one}" for page in PAGES for one in LANGUAGES))


def pressed(work: Work, verb: str, about: str) -> Work | None:
    """What a button does; None for one that does not belong here."""
    act = _VERBS.get(verb)
    return act(work, about) if act else None


def tag(text: str) -> str:
    """Short text for a button that is about a phrasing."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _go(work: Work, at: str) -> Work | None:
    """To a step; an entry that is asked for step by step has no other way than on and back."""
    if at not in PLACES or (at != CHOOSE and not work.draft) or work.walks:
        return None
    return work.moved(at, topic="")


def _next(work: Work, at: str) -> Work | None:
    """On from a step; whoever taps twice goes on once."""
    if not work.walks or work.at != at:
        return _as_it_is(work)
    return walked(work, walk.following(work.main, work.at), {})


def _skip(work: Work, at: str) -> Work | None:
    if not work.walks or work.at != at or language_of(at) in (None, work.main):
        return _as_it_is(work)
    return walked(work, walk.skipping(work.main, work.at), {})


def _back(work: Work, at: str) -> Work | None:
    before = walk.preceding(work.main, at) if work.walks and work.at == at else None
    return work.moved(before) if before else _as_it_is(work)


def _as_it_is(work: Work) -> Work | None:
    """A button of a step that is behind shows the one that the walk is at."""
    return work if work.walks else None


def _page(work: Work, number: str) -> Work | None:
    return replace(work, page=int(number), remark=("", "")) if number.isdecimal() else None


def _topic(work: Work, topic: str) -> Work | None:
    """A topic is opened while an entry is chosen, or is that of the entry."""
    if work.at == CHOOSE:
        return replace(work, topic=topic, words="", page=0)
    if work.at != "topic":
        return _as_it_is(work)
    work = replace(work, draft=with_value(work.draft, "topic", topic))
    if work.walks:
        return walked(work, walk.following(work.main, work.at), {})
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
        return work
    left = [one for one in had if one != gone]
    draft = with_value(work.draft, work.at, left)
    return replace(work, draft=draft, remark=("dropped", gone))


def _restore(work: Work, _: str) -> Work | None:
    if part_of(work.at) != "phrasings":
        return None
    if work.remark[0] != "dropped":
        return work
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
