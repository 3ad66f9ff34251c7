"""The entry that a maintainer has in hand: taking it up, and what is seen around it."""

from bot.desk import steps
from bot.desk.entry_problems import FieldProblem, problems
from bot.desk.language_problems import language_problems
from bot.desk.scene import Scene
from bot.desk.work import CARD, CHOOSE, EDIT, SAVED, Work, kept, work_of
from knowledge import changes, unfinished
from knowledge.entry_search import search_entries
from knowledge.items import Key, Kind
from knowledge.model import Entry, Language
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
    return [*problems(store, work.draft), *language_problems(work, snapshot)]


def _also_open(store: Store, work: Work, author: str) -> list[str]:
    """The names of those who have the same entry open."""
    others = (work_of(one) for one in unfinished.others(store, author))
    return [
        one.by
        for one in others
        if one and one.kind == EDIT and one.is_open and one.draft.get("id") == work.draft["id"]
    ]
