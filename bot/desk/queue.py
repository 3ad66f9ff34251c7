"""The review queue as one maintainer walks through it: which group is shown, and who has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge import claims, proposals, review, searches
from knowledge.model import Candidate, EntryKind
from knowledge.proposals import SEVERAL
from knowledge.review import Group, TakenUp
from knowledge.snapshot import Snapshot
from knowledge.store import Store

END: Final = "end"
"""What stands for the group behind the last one."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A group that a maintainer has open, ``place`` of ``total`` from 1.

    ``near`` are the entries about the forum that it may belong to, ``outside`` the one for what
    is not about it. ``following`` is the id of the group that comes next, or ``END``; ``proposed``
    counts the proposed phrasings that wait as well.
    """

    group: Group
    place: int
    total: int
    following: str
    near: tuple[Candidate, ...]
    outside: str | None
    proposed: int


@dataclass(frozen=True, slots=True)
class Ended:
    """No group is left to show: how many wait still, how many of them others have open."""

    waiting: int
    with_others: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else has a group open; ``following`` comes after it."""

    following: str


def look(store: Store, snapshot: Snapshot, author: str, wanted: str) -> Sight | Ended:
    """Open the group of this id, or the first one behind it that nobody else has.

    What the author had open is let go. Where the group is not in the queue any more, the look
    begins at the first one. Raises StoreError.
    """
    searches.end(store, author)
    claims.release(store, author)
    every = review.groups(store, snapshot)
    start = len(every) if wanted == END else _place(every, wanted) or 0
    for place in range(start, len(every)):
        if claims.claim(store, every[place].id, author):
            return _sight(store, snapshot, every, place)
    others = sum(not claims.is_free(store, group.id, author) for group in every)
    return Ended(len(every), others, _proposed(store, snapshot))


def reopened(
    store: Store, snapshot: Snapshot, author: str, name: str
) -> Sight | Held | TakenUp | None:
    """The group whose button was pressed; what became of it where it is not in the queue.

    None where nothing is known of it. Raises StoreError.
    """
    searches.end(store, author)
    every = review.groups(store, snapshot)
    place = _place(every, name)
    if place is None:
        return review.taken_up(store, name)
    if not claims.claim(store, name, author):
        return Held(_following(every, place))
    return _sight(store, snapshot, every, place)


def question_of(store: Store, snapshot: Snapshot, name: str) -> str:
    """What is asked most in the group of this id; empty where it is not in the queue any more.

    Raises StoreError.
    """
    every = review.groups(store, snapshot)
    place = _place(every, name)
    return "" if place is None else every[place].questions[0].text


def _place(every: Sequence[Group], name: str) -> int | None:
    return next((place for place, group in enumerate(every) if group.id == name), None)


def _sight(store: Store, snapshot: Snapshot, every: Sequence[Group], place: int) -> Sight:
    group = every[place]
    return Sight(
        group,
        place + 1,
        len(every),
        _following(every, place),
        tuple(one for one in review.nearest(snapshot, group) if _is_inside(snapshot, one)),
        review.outside(snapshot, group.questions[0].wording),
        _proposed(store, snapshot),
    )


def _proposed(store: Store, snapshot: Snapshot) -> int:
    return len(proposals.proposals(store, snapshot, SEVERAL))


def _is_inside(snapshot: Snapshot, candidate: Candidate) -> bool:
    return snapshot.base.entries[candidate.entry].kind is not EntryKind.OUTSIDE


def _following(every: Sequence[Group], place: int) -> str:
    return every[place + 1].id if place + 1 < len(every) else END
