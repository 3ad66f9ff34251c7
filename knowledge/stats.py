"""Anonymous counts of what was asked: by day, language and outcome, by entry, and votes.

Days are those of UTC. Questions that were purged from the log are still counted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from knowledge.model import LANGUAGES, Base, EntryKind, OutcomeKind, Status
from knowledge.store import Store

_COUNTS = """
SELECT day, language, outcome, entry, sum(questions), sum(up), sum(down) FROM (
    SELECT day, language, outcome, entry, questions, up, down FROM question_counts
    UNION ALL
    SELECT substr(asked_at, 1, 10), language, outcome, coalesce(entry, picked, ''),
        1, vote IS 'up', vote IS 'down' FROM questions_log
) WHERE day BETWEEN ? AND ? GROUP BY day, language, outcome, entry
"""


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts from the day ``since`` to the day ``until``, both included.

    ``days`` has every day of them, also those without a question, with its questions by outcome.
    ``entries`` are those that were answered with, named in a decline or picked among suggestions,
    most often first; ``never_asked`` are the published facts and gaps that none of this led to.
    ``picked`` counts suggestions of which one was picked, ``not_told`` declines that named an entry
    of what the article does not tell.
    """

    since: date
    until: date
    days: Mapping[date, Mapping[OutcomeKind, int]]
    outcomes: Mapping[OutcomeKind, int]
    languages: Mapping[str, int]
    entries: Mapping[str, int]
    never_asked: tuple[str, ...]
    picked: int
    not_told: int
    up: int
    down: int

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return sum(self.outcomes.values())

    @property
    def answered_share(self) -> float | None:
        """The share of questions that were answered at once, 0 to 1; None where none was asked."""
        return self.outcomes[OutcomeKind.ANSWER] / self.questions if self.questions else None


def stats(store: Store, base: Base, days: int, today: date | None = None) -> Stats:
    """The counts of the last ``days`` days, at least 1, today included."""
    until = today or datetime.now(UTC).date()
    since = until - timedelta(days=days - 1)
    with store.reading() as connection:
        rows = connection.execute(_COUNTS, (since.isoformat(), until.isoformat())).fetchall()
    by_day = {
        since + timedelta(days=number): dict.fromkeys(OutcomeKind, 0) for number in range(days)
    }
    outcomes: dict[OutcomeKind, int] = dict.fromkeys(OutcomeKind, 0)
    languages: dict[str, int] = dict.fromkeys(LANGUAGES, 0)
    entries = Counter[str]()
    named = Counter[OutcomeKind]()
    up = down = 0
    for day, language, outcome, entry, count, liked, disliked in rows:
        kind = OutcomeKind(outcome)
        by_day[date.fromisoformat(day)][kind] += count
        outcomes[kind] += count
        languages[language] += count
        if entry:
            entries[entry] += count
            named[kind] += count
        up, down = up + liked, down + disliked
    return Stats(
        since=since,
        until=until,
        days=by_day,
        outcomes=outcomes,
        languages=languages,
        entries=dict(entries.most_common()),
        never_asked=tuple(_never_asked(base, entries)),
        picked=named[OutcomeKind.SUGGEST],
        not_told=named[OutcomeKind.DECLINE],
        up=up,
        down=down,
    )


def _never_asked(base: Base, asked: Mapping[str, int]) -> list[str]:
    return [
        entry.id
        for entry in base.entries.values()
        if entry.id not in asked
        and entry.kind in (EntryKind.FACT, EntryKind.UNKNOWN)
        and entry.status is Status.PUBLISHED
    ]
