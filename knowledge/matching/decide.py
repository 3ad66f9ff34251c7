"""Stage four: from a match to an outcome: answer, suggest, or decline with a reason.

An answer needs the confidence that the calibration asks for. An entry of kind ``unknown`` never
answers: it names what the article does not tell, which is a decline and has a threshold of its
own, since "the article does not say" misleads less than a wrong fact.
"""

from knowledge.matching.language import elected
from knowledge.matching.matcher import Match, Matcher
from knowledge.model import (
    Candidate,
    DeclineReason,
    EntryKind,
    Language,
    Outcome,
    OutcomeKind,
)

SUGGESTIONS = 3
"""Candidates offered as buttons: the right one is among three in nearly all cases."""

_LEAST_OF_FIRST = 0.35
"""A candidate is offered from this share of the first candidate's score."""


def decide(matcher: Matcher, match: Match, question: str, preferred: Language) -> Outcome:
    """Decide what to do with a question; the reply's language is its own where that is clear."""
    found = _candidates(matcher, match)
    kind, reason = _kind(matcher, match)
    suggestions = _suggestions(matcher, match, found, kind)
    if kind is OutcomeKind.SUGGEST and not suggestions:
        kind, reason = OutcomeKind.DECLINE, DeclineReason.OUT_OF_SCOPE
    is_named = kind is OutcomeKind.ANSWER or reason is DeclineReason.NOT_TOLD
    scores = [candidate.score for candidate in found[:2]] + [0.0, 0.0]
    return Outcome(
        kind=kind,
        question=question,
        language=elected(match.votes, preferred),
        entry=found[0].entry if is_named else None,
        confidence=match.confidence,
        margin=scores[0] - scores[1],
        reason=reason,
        suggestions=suggestions,
        reading=match.reading.text,
        candidates=found,
    )


def _kind(matcher: Matcher, match: Match) -> tuple[OutcomeKind, DeclineReason | None]:
    if not any(token.known for token in match.reading.tokens):
        return OutcomeKind.DECLINE, DeclineReason.NOT_UNDERSTOOD
    calibration = matcher.calibration
    first = matcher.first_kind(match)
    if first in (None, EntryKind.OUTSIDE) or match.confidence < calibration.suggest_from:
        return OutcomeKind.DECLINE, DeclineReason.OUT_OF_SCOPE
    if first is EntryKind.UNKNOWN:
        if match.confidence >= calibration.not_told_from:
            return OutcomeKind.DECLINE, DeclineReason.NOT_TOLD
        return OutcomeKind.SUGGEST, None
    names_agree = matcher.names_agree(match)
    if first is EntryKind.FACT and (
        matcher.is_elsewhere(match) or (not names_agree and matcher.is_namesake(match))
    ):
        return OutcomeKind.DECLINE, DeclineReason.OUT_OF_SCOPE
    if match.confidence >= calibration.answer_from and names_agree:
        return OutcomeKind.ANSWER, None
    return OutcomeKind.SUGGEST, None


def _candidates(matcher: Matcher, match: Match) -> tuple[Candidate, ...]:
    """The ranked entries; what confidence the first leaves is shared among the rest by score."""
    ranking = match.ranking
    scores = [max(float(score), 0.0) for score in ranking.scores]
    rest = sum(scores[1:])
    left = 1 - match.confidence
    sure = [match.confidence, *(left * score / rest if rest else 0.0 for score in scores[1:])]
    return tuple(
        Candidate(
            matcher.index.entries[entry],
            matcher.text(int(phrasing)),
            round(100 * min(score, 1.0), 1),
            min(confidence, match.confidence),
        )
        for entry, phrasing, score, confidence in zip(
            ranking.entries, ranking.phrasings, scores, sure, strict=False
        )
    )


def _suggestions(
    matcher: Matcher, match: Match, found: tuple[Candidate, ...], kind: OutcomeKind
) -> tuple[str, ...]:
    """What to offer: the best candidates, never small talk; facts only where the reply declines."""
    if kind is OutcomeKind.ANSWER or not found:
        return ()
    unwanted = {EntryKind.SMALLTALK, EntryKind.OUTSIDE}
    if kind is OutcomeKind.DECLINE:
        unwanted.add(EntryKind.UNKNOWN)
    offered = [
        candidate.entry
        for place, candidate in zip(match.ranking.entries, found, strict=True)
        if matcher.kinds[place] not in unwanted
        and candidate.score >= _LEAST_OF_FIRST * found[0].score
    ]
    return tuple(offered[:SUGGESTIONS])
