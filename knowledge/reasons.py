"""Why a question gets its outcome, for people: which words are known, and what was considered."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from knowledge.matching.text import words
from knowledge.matching.tokens import SURE, Token
from knowledge.model import Candidate, Language, Outcome
from knowledge.review import meant, outside
from knowledge.snapshot import Snapshot
from knowledge.teaching import Wording

_WORD: Final = re.compile(r"[^\W_]+(?:['’‘`ʼ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The outcome, the words of the question, and the entry for it if it is from outside.

    ``near`` are the candidates that may be what was asked for.
    ``met`` are words of the base, ``corrected`` typed ones with those that they are taken for,
    ``unknown`` the others; all as they are written, not as they are compared.
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
    typed = _as_written([question])
    known = _as_written(way.lower() for way in _ways_to(snapshot, outcome))
    return Reasons(
        outcome,
        tuple(meant(outcome.candidates)),
        tuple(typed.get(token.word, token.word) for token in tokens if _is_met(token)),
        tuple(
            (
                typed.get(token.word, token.word),
                known.get(token.known.word, token.known.word),
            )
            for token in tokens
            if token.known and not _is_met(token) and token.known.weight >= SURE
        ),
        tuple(
            typed.get(token.word, token.word)
            for token in tokens
            if token.known is None or token.known.weight < SURE
        ),
        outside(snapshot, Wording(question, language)),
    )


def _is_met(token: Token) -> bool:
    return token.known is not None and token.known.word == token.word


def _as_written(texts: Iterable[str]) -> Mapping[str, str]:
    """By each word as it is compared, how it is written first."""
    written: dict[str, str] = {}
    for word in (word for text in texts for word in _WORD.findall(text)):
        for compared in words(word):
            written.setdefault(compared, word)
    return written


def _ways_to(snapshot: Snapshot, outcome: Outcome) -> Iterator[str]:
    """The titles and phrasings of what was considered."""
    for candidate in outcome.candidates:
        for text in snapshot.base.entries[candidate.entry].texts.values():
            yield from (text.question, *text.phrasings)
