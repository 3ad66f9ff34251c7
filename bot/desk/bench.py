"""The entry that a maintainer has in hand: taking it up, and what is seen around it."""

from collections.abc import Sequence

from bot.desk import steps
from bot.desk.answer_problems import answer_problems
from bot.desk.entry_problems import FieldProblem, problems
from bot.desk.language_problems import language_problems
from bot.desk.scene import Scene
from bot.desk.step_screens import screen
from bot.desk.work import CARD, CHOOSE, EDIT, SAVED, Work, kept, work_of
from bot.reply import Reply
from knowledge import changes, lessons, review, unfinished
from knowledge.entry_search import search_entries
from knowledge.items import Key, Kind
from knowledge.model import Candidate, Entry, Language
from knowledge.snapshot import Snapshot
from knowledge.store import Store


def in_hand(store: Store, author: str) -> Work | None:
    """What an author works on; None where that is no entry.

    Raises StoreError when the store cannot be read.
    """
    return work_of(unfinished.begun(store, author))


def keep(store: Store, author: str, work: Work) -> Work:
    """Keep how far it is; raises StoreError when the store cannot be written."""
    unfinished.keep(store, author, kept(work))
    return work


def opened(store: Store, name: str, language: Language, by: str) -> Work:
    """The entry of this id as it stands, at its card; a choice of others where there is none."""
    (now,) = changes.current(store, [Key(Kind.ENTRY, name)])
    if isinstance(now.item, Entry):
        return steps.opened(now.item, now.version, language, by)
    return steps.choosing(language, by).moved(CHOOSE, remark=("gone", name))


def asked_for(
    store: Store, snapshot: Snapshot, name: str, language: Language, author: str, by: str
) -> Work | None:
    """A new entry for a group of the review or a lesson; None where that is gone.

    Raises StoreError when the store cannot be read.
    """
    if lessons.is_lesson(name):
        work = _of_lesson(store, snapshot, name, language, author, by)
    else:
        work = _of_group(store, snapshot, name, language, by)
    return work and steps.named(work, snapshot.base.entries)


def _of_lesson(
    store: Store, snapshot: Snapshot, name: str, language: Language, author: str, by: str
) -> Work | None:
    lesson = lessons.find(store, name, author)
    if lesson is None or lesson.change:
        return None
    wording = lessons.wording(snapshot, lesson)
    near = review.meant(snapshot.answer(wording.text, wording.language).candidates)
    answer = lessons.answer(snapshot, lesson)
    topic = _topic(snapshot, near)
    return steps.begun_asked(language, by, name, [lesson.question], [wording], answer, topic)


def _of_group(
    store: Store, snapshot: Snapshot, name: str, language: Language, by: str
) -> Work | None:
    every = review.groups(store, snapshot)
    group = next((one for one in every if one.id == name), None)
    if group is None:
        return None
    asked = [one.text for one in group.questions]
    wordings = [one.wording for one in group.questions]
    topic = _topic(snapshot, review.nearest(snapshot, group))
    return steps.begun_asked(language, by, name, asked, wordings, topic=topic)


def _topic(snapshot: Snapshot, near: Sequence[Candidate]) -> str | None:
    """The topic of what is nearest, which is the likeliest."""
    return snapshot.base.entries[near[0].entry].topic if near else None


def shown(store: Store, snapshot: Snapshot, work: Work, language: Language, author: str) -> Reply:
    """What is seen at the step that the work is at; raises StoreError."""
    return screen(work, scene(store, snapshot, work, language, author))


def scene(store: Store, snapshot: Snapshot, work: Work, language: Language, author: str) -> Scene:
    """What is shown beside the entry; raises StoreError when the store cannot be read."""
    is_written = bool(work.draft) and work.at != SAVED
    found = search_entries(snapshot, work.words, language) if work.words else ()
    return Scene(
        base=snapshot.base,
        language=language,
        problems=_problems(store, snapshot, work) if is_written else (),
        also_open=_also_open(store, work, author) if work.at == CARD else (),
        found=found,
    )


def _problems(store: Store, snapshot: Snapshot, work: Work) -> list[FieldProblem]:
    own = problems(store, work.draft)
    return [*own, *language_problems(work, snapshot), *answer_problems(work)]


def _also_open(store: Store, work: Work, author: str) -> list[str]:
    """The names of those who have the same entry open."""
    others = (work_of(one) for one in unfinished.others(store, author))
    return [
        one.by
        for one in others
        if one and one.kind == EDIT and one.is_open and one.draft.get("id") == work.draft["id"]
    ]
