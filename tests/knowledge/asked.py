"""Questions in the log of a store, as the bot would leave them there."""

from datetime import UTC, datetime, timedelta

from knowledge.model import DeclineReason, Language, Outcome, OutcomeKind
from knowledge.questions_log import Vote, logged, picked, record, vote
from knowledge.store import Store

NOW = datetime(2024, 3, 6, 10, 0, tzinfo=UTC)


def unanswered(
    store: Store, text: str, language: Language = "ru", times: int = 1, now: datetime = NOW
) -> list[str]:
    """Ask something that is declined; gives the ids in the log."""
    reason = DeclineReason.NOT_UNDERSTOOD
    outcome = Outcome(OutcomeKind.DECLINE, text, language, reason=reason)
    return [_put(store, outcome, now + timedelta(minutes=number)) for number in range(times)]


def offered(
    store: Store,
    text: str,
    pick: str | None = None,
    language: Language = "ru",
    times: int = 1,
    none_of_these: bool = False,
) -> list[str]:
    """Ask something that gets suggestions, and perhaps pick one."""
    outcome = Outcome(OutcomeKind.SUGGEST, text, language, suggestions=("sme-count", "hello"))
    ids = [_put(store, outcome, NOW) for _ in range(times)]
    for one in ids:
        if pick or none_of_these:
            picked(store, one, pick, NOW)
    return ids


def answered(
    store: Store,
    text: str,
    entry: str,
    given: Vote | None = None,
    reason: str = "",
    language: Language = "ru",
    now: datetime = NOW,
) -> str:
    """Ask something that is answered, and perhaps vote."""
    question_id = _put(store, Outcome(OutcomeKind.ANSWER, text, language, entry, 0.9), now)
    if given:
        vote(store, question_id, given, reason, NOW)
    return question_id


def _put(store: Store, outcome: Outcome, now: datetime) -> str:
    question = logged(outcome, now)
    record(store, question)
    return question.id
