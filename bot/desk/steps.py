"""What a text does to an entry in hand: pure functions from how far it is to how far.

Whether what was typed is right is for the rules to say; it is kept either way, to be mended.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from bot.desk import walk
from bot.desk.entry_fields import blank, is_written, language_of, part_of, value, with_value
from bot.desk.work import ADD, CARD, CHOOSE, EDIT, Work, new_mark
from bot.telegram_html import units
from knowledge.drafting import new_id
from knowledge.item_rules import MAX_ANSWER, MAX_QUESTION
from knowledge.items import Plain, to_plain
from knowledge.model import LANGUAGES, Entry, Language, Status
from knowledge.problems import control_problems
from knowledge.teaching import Wording
from knowledge.wording import same_words

ONE_TEXT: Final = ("question", "answer", "notes")
BY_TEXT: Final = (*ONE_TEXT, "phrasings", "related", CHOOSE)


def begun(main: Language, by: str) -> Work:
    """A new entry, at the first thing that is asked."""
    return Work(ADD, new_mark(), main, walk.first(main), by, blank(), walks=True)


def begun_asked(
    main: Language,
    by: str,
    of: str,
    asked: Sequence[str],
    wordings: Sequence[Wording],
    answer: Wording | None = None,
    topic: str | None = None,
) -> Work:
    """A new entry for what people asked: that is how it is asked for, and each its first title.

    ``of`` is the group or lesson, ``asked`` its questions as they are kept there, ``wordings`` the
    same as they can be taught.
    """
    draft = blank() | {"topic": topic}
    for language in LANGUAGES:
        own = list(dict.fromkeys(one.text for one in wordings if one.language == language))
        written = answer.text if answer and answer.language == language else ""
        title = own[0][:MAX_QUESTION] if own else ""
        draft |= {language: {"question": title, "answer": written, "phrasings": own}}
    return replace(begun(main, by), draft=draft, of=of, asked=tuple(asked))


def choosing(main: Language, by: str, words: str = "") -> Work:
    """An entry is to be chosen, out of what has these words where there are some."""
    return Work(EDIT, new_mark(), main, CHOOSE, by, words=_searchable(words))


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
        return replace(work, words=_searchable(text), page=0, remark=("", ""))
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
        return walked(work, walk.following(work.main, work.at), told)
    language = language_of(work.at)
    return work.moved(f"texts-{language}" if language else CARD, **told)


def _searchable(text: str) -> str:
    """Words to look for; what cannot be shown finds nothing."""
    return text if _can_be_shown(text) else ""


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
    phrasings = [*had, *new.values()]
    draft = with_value(work.draft, field, phrasings)
    # The last page has what is new.
    return replace(work, draft=draft, gave=gave, last=field, remark=remark, page=len(phrasings))


def walked(work: Work, to: str, told: Mapping[str, Any]) -> Work:
    """On the walk at another step; behind the last it is an entry like others."""
    if to != CARD:
        return work.moved(to, **told)
    complete = all(is_written(work.draft, language) for language in LANGUAGES)
    status = Status.PUBLISHED if complete else Status.DRAFT
    draft = with_value(_said_once(work.draft), "status", status.value)
    return replace(work.moved(CARD, **told), draft=draft, walks=False)


def _said_once(draft: Plain) -> Plain:
    """The entry without the phrasing that is its title, where it has others.

    What people asked is at first both.
    """
    for language in LANGUAGES:
        text = draft[language]
        title = same_words(text["question"])
        if left := [one for one in text["phrasings"] if same_words(one) != title]:
            draft |= {language: text | {"phrasings": left}}
    return draft
