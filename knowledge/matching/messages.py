"""One message may hold several questions, or a greeting and one: take apart, put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.matching.text import MAX_CHARACTERS
from knowledge.model import Base, EntryKind, Outcome, OutcomeKind

MOST_PARTS = 4
"""Questions answered of one message."""

_SENTENCE_END = re.compile(r"(?<!\b\w\.)(?<=[.!?;…])\s+|\n+")
_CLAUSE_END = re.compile(
    r"\s*(?:[,?;\n]|\s(?:and|и|а также|және|әрі|жане|ещё|еще|also|сондай-ақ)\s)\s*", re.IGNORECASE
)
_TAGS = frozenset(
    (
        *("right", "correct", "yes", "no", "isn't it", "wasn't it", "didn't it", "didn't they"),
        *("да", "нет", "так", "верно", "правда", "правильно", "не так ли", "ведь так"),
        *("иә", "ия", "жоқ", "солай ма", "солай ғой", "рас па", "дұрыс па", "шын ба"),
    )
)
"""What may stand at the end of a guess and asks nothing by itself ("in Almaty, right?")."""


def sentences(message: str) -> list[str]:
    """The first ``MOST_PARTS`` sentences of a message where there are several; else none."""
    lines = (" ".join(line.split()) for line in message[:MAX_CHARACTERS].splitlines())
    return _several(_SENTENCE_END.split("\n".join(lines)))[:MOST_PARTS]


def clauses(message: str) -> list[str]:
    """The clauses of a message where there are several, but not over ``MOST_PARTS``; else none."""
    parts = _CLAUSE_END.split(" ".join(message[:MAX_CHARACTERS].split()))
    found = _several([part for part in parts if part.strip(" .!?").casefold() not in _TAGS])
    return found if len(found) <= MOST_PARTS else []


def _several(found: Sequence[str]) -> list[str]:
    parts = [part.strip() for part in found if any(sign.isalnum() for sign in part)]
    return parts if len(parts) > 1 else []


def of_sentences(whole: Outcome, parts: Sequence[Outcome], base: Base) -> Outcome:
    """What to reply to a message of several sentences, given its outcome as a whole and theirs.

    Sentences that name different entries are all answered; small talk beside a question does not
    count, nor what the article does not tell where the sentence only leads up to a question. One
    named sentence decides where the whole names nothing, or only small talk, or less surely what
    the article does not tell.
    """
    all_named = _named(parts, base)
    named = _asked(all_named)
    if len(named) > 1:
        return _together(named, whole)
    left_out = {part.entry for part in all_named} - {part.entry for part in named}
    if whole.entry and whole.entry not in left_out and not _is_small_talk(whole, base):
        surer = named and whole.kind is not OutcomeKind.ANSWER and _is_surer(named[0], whole)
        return replace(named[0], question=whole.question) if surer else whole
    if named:
        return replace(named[0], question=whole.question)
    offered = [part for part in parts if part.kind is OutcomeKind.SUGGEST]
    if offered:
        return replace(offered[0], question=whole.question)
    greetings = [part for part in parts if part.entry and _is_small_talk(part, base)]
    is_only_greeting = greetings and len(greetings) == len(parts)
    return replace(greetings[0], question=whole.question) if is_only_greeting else whole


def of_clauses(whole: Outcome, parts: Sequence[Outcome], base: Base) -> Outcome:
    """What to reply to one sentence, given its outcome as a whole and those of its clauses.

    Only where every clause names another entry, and, if the whole names one, a clause names the
    same at least as surely: half of a question is easily misread.
    """
    named = _named(parts, base)
    if len(named) < 2 or len(named) < len(parts):
        return whole
    same = [part for part in named if part.entry == whole.entry]
    is_clause = any(part.confidence >= whole.confidence for part in same)
    return _together(named, whole) if whole.entry is None or is_clause else whole


def _named(parts: Sequence[Outcome], base: Base) -> list[Outcome]:
    by_entry = {part.entry: part for part in parts if part.entry}
    return [part for part in by_entry.values() if not _is_small_talk(part, base)]


def _asked(named: Sequence[Outcome]) -> Sequence[Outcome]:
    """Without what is not told of sentences that only lead up to a question mark."""
    if not any(_is_question(part) for part in named):
        return named
    return [part for part in named if part.kind is OutcomeKind.ANSWER or _is_question(part)]


def _is_question(part: Outcome) -> bool:
    return "?" in part.question


def _is_surer(part: Outcome, whole: Outcome) -> bool:
    return part.kind is OutcomeKind.ANSWER and part.confidence > whole.confidence


def _together(named: Sequence[Outcome], whole: Outcome) -> Outcome:
    """All of them in one, those that answer before those that tell what is not known."""
    ordered = sorted(named, key=lambda part: part.kind is not OutcomeKind.ANSWER)
    return replace(ordered[0], question=whole.question, more=tuple(ordered[1:]))


def _is_small_talk(outcome: Outcome, base: Base) -> bool:
    return bool(outcome.entry) and base.entries[str(outcome.entry)].kind is EntryKind.SMALLTALK
