"""Anonymous counts of what was asked: by day, language and how it ended, by entry, and votes.

Questions that were purged from the log are still counted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from knowledge.model import LANGUAGES, Base, EntryKind, OutcomeKind, Status
from knowledge.questions_log import day_of
from knowledge.store import Store

_COUNTS = """
SELECT day, language, outcome, entry, sum(questions), sum(up), sum(down) FROM (
    SELECT day, language, outcome, entry, questions, up, down FROM question_counts
    UNION ALL
    SELECT day_of(asked_at), language, outcome, coalesce(entry, picked, ''),
        1, vote IS 'up', vote IS 'down' FROM questions_log WHERE asked_at >= :before
) WHERE day BETWEEN :since AND :until GROUP BY day, language, outcome, entry
"""


class Ending(StrEnum):
    """What came of a question; what the article does not tell is said, which is no answer."""

    ANSWER = "answer"
    NOT_TOLD = "not-told"
    SUGGEST = "suggest"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts from the day ``since`` to the day ``until``, both included.

    ``days`` has every day of them, also those without a question, with its questions by ending.
    ``small_talk`` counts greetings, thanks and the like, which are no questions: nothing else has
    them. ``entries`` are those that were answered with, named in a decline or picked among
    suggestions, most often first; ``never_asked`` are the published facts and gaps that none of
    this led to. ``picked`` counts suggestions of which one was picked.
    """

    since: date
    until: date
    days: Mapping[date, Mapping[Ending, int]]
    endings: Mapping[Ending, int]
    small_talk: int
    languages: Mapping[str, int]
    entries: Mapping[str, int]
    never_asked: tuple[str, ...]
    picked: int
    up: int
    down: int

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return sum(self.endings.values())

    @property
    def answered_share(self) -> float | None:
        """The share of questions that were answered at once, 0 to 1; None where none was asked."""
        return self.endings[Ending.ANSWER] / self.questions if self.questions else None


def stats(store: Store, base: Base, days: int, now: datetime | None = None) -> Stats:
    """The counts of the last ``days`` days, at least 1, today included.

    Days are those of the time zone of ``now``; what was purged keeps the day that it had then.
    """
    now = now or datetime.now(UTC)
    until, zone = now.date(), now.tzinfo or UTC
    since = until - timedelta(days=days - 1)
    # No zone is a day away from UTC.
    before = (since - timedelta(days=1)).isoformat()
    with store.reading() as connection:
        connection.create_function("day_of", 1, day_of(zone), deterministic=True)
        period = {"before": before, "since": since.isoformat(), "until": until.isoformat()}
        rows = connection.execute(_COUNTS, period).fetchall()
    by_day = {since + timedelta(days=number): dict.fromkeys(Ending, 0) for number in range(days)}
    endings: dict[Ending, int] = dict.fromkeys(Ending, 0)
    languages: dict[str, int] = dict.fromkeys(LANGUAGES, 0)
    entries = Counter[str]()
    up = down = small_talk = picked = 0
    for day, language, outcome, entry, count, liked, disliked in rows:
        up, down = up + liked, down + disliked
        if _is_small_talk(base, entry):
            small_talk += count
            continue
        ending = _ending(OutcomeKind(outcome), entry)
        by_day[date.fromisoformat(day)][ending] += count
        endings[ending] += count
        languages[language] += count
        if entry:
            entries[entry] += count
            picked += count if ending is Ending.SUGGEST else 0
    return Stats(
        since=since,
        until=until,
        days=by_day,
        endings=endings,
        small_talk=small_talk,
        languages=languages,
        entries=dict(entries.most_common()),
        never_asked=tuple(_never_asked(base, entries)),
        picked=picked,
        up=up,
        down=down,
    )


def _ending(outcome: OutcomeKind, entry: str) -> Ending:
    """A decline that names an entry says that the article does not tell it."""
    if outcome is OutcomeKind.DECLINE:
        return Ending.NOT_TOLD if entry else Ending.DECLINE
    return Ending.ANSWER if outcome is OutcomeKind.ANSWER else Ending.SUGGEST


def _is_small_talk(base: Base, entry: str) -> bool:
    found = base.entries.get(entry)
    return found is not None and found.kind is EntryKind.SMALLTALK


def _never_asked(base: Base, asked: Mapping[str, int]) -> list[str]:
    return [
        entry.id
        for entry in base.entries.values()
        if entry.id not in asked
        and entry.kind in (EntryKind.FACT, EntryKind.UNKNOWN)
        and entry.status is Status.PUBLISHED
    ]
