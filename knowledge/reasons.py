"""Why a question gets its outcome, for people: which words are known, and what was considered."""

from dataclasses import dataclass

from knowledge.matching.tokens import SURE, Token
from knowledge.model import Candidate, Language, Outcome
from knowledge.review import meant, outside
from knowledge.snapshot import Snapshot
from knowledge.teaching import Wording


@dataclass(frozen=True, slots=True)
class Reasons:
    """The outcome, the words of the question, and the entry for it if it is from outside.

    ``near`` are the candidates that may be what was asked for.
    ``met`` are words of the base, ``corrected`` typed ones with those that they are taken for,
    ``unknown`` the others.
    """

    outcome: Outcome
    near: tuple[Candidate, ...]
    met: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    outside: str | None


def reasons(snapshot: Snapshot, question: str, language: Language) -> Reasons:
    """Why a question gets its outcome."""
    tokens = dict.fromkeys(snapshot.matcher.match(question).reading.tokens)
    outcome = snapshot.answer(question, language)
    return Reasons(
        outcome,
        tuple(meant(outcome.candidates)),
        tuple(token.word for token in tokens if _is_met(token)),
        tuple(
            (token.word, token.known.word)
            for token in tokens
            if token.known and not _is_met(token) and token.known.weight >= SURE
        ),
        tuple(token.word for token in tokens if token.known is None or token.known.weight < SURE),
        outside(snapshot, Wording(question, language)),
    )


def _is_met(token: Token) -> bool:
    return token.known is not None and token.known.word == token.word
