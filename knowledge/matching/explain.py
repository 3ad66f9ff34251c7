"""Why a question got its outcome, in lines that a maintainer can read."""

from collections.abc import Iterator

from knowledge.matching.matcher import Match, Matcher
from knowledge.matching.tokens import Token
from knowledge.model import EntryKind, Outcome, OutcomeKind

_SHOWN = 5


def explain(matcher: Matcher, match: Match, outcome: Outcome) -> list[str]:
    """How a question was read, what ranked and why, and which threshold decided."""
    return [
        f"read as: {outcome.reading or 'typed'}",
        f"words: {'  '.join(_word(token) for token in match.reading.tokens) or 'none'}",
        f"language: {outcome.language} (votes: {_votes(match)})",
        *_ranked(matcher, match, outcome),
        _verdict(matcher, match, outcome),
    ]


def _votes(match: Match) -> str:
    return ", ".join(f"{language} {count:.1f}" for language, count in match.votes.items())


def _word(token: Token) -> str:
    if token.known is None:
        return f"{token.word}?"
    if token.known.word == token.word:
        return token.word
    return f"{token.word}>{token.known.word}({token.known.weight:.2f})"


def _ranked(matcher: Matcher, match: Match, outcome: Outcome) -> Iterator[str]:
    for place, candidate in enumerate(outcome.candidates[:_SHOWN]):
        kind = matcher.kinds[match.ranking.entries[place]]
        yield (
            f"{place + 1}. {candidate.entry} ({kind}): score {candidate.score:.1f}, "
            f"coverage {match.ranking.coverage[place]:.2f}, "
            f'confidence {candidate.confidence:.2f}, like "{candidate.phrasing}"'
        )


def _verdict(matcher: Matcher, match: Match, outcome: Outcome) -> str:
    calibration = matcher.calibration
    sure = f"confidence {match.confidence:.2f}"
    needed = (
        f"an answer needs {calibration.answer_from:.2f}, "
        f'"the article does not say" {calibration.not_told_from:.2f}, '
        f"a suggestion {calibration.suggest_from:.2f}"
    )
    if outcome.kind is OutcomeKind.ANSWER:
        return f"answer: {sure}; {needed}"
    first = matcher.first_kind(match)
    if first is EntryKind.OUTSIDE:
        return "decline (out-of-scope): it is most like questions that are not about the forum"
    reason = f" ({outcome.reason})" if outcome.reason else ""
    return f"{outcome.kind}{reason}: {sure}; {needed}"
