"""One message may hold several questions, or a greeting and a question: take apart, put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Base, EntryKind, Outcome

MOST_PARTS = 4
"""Questions answered of one message."""

_END = re.compile(r"(?<=[.!?;…])\s+|\n+")


def parts(message: str) -> list[str]:
    """The sentences of a message where there are several, at most ``MOST_PARTS``; else none."""
    found = [part.strip() for part in _END.split(message[:1000])]
    found = [part for part in found if any(sign.isalnum() for sign in part)]
    return found[:MOST_PARTS] if len(found) > 1 else []


def merged(whole: Outcome, pieces: Sequence[Outcome], base: Base) -> Outcome:
    """What to reply to a message, given the outcome of it as a whole and of its sentences.

    Sentences count where they name different entries; small talk beside a real question does not.
    One named sentence decides for a message that as a whole names nothing.
    """
    named = list({piece.entry: piece for piece in pieces if piece.entry}.values())
    real = [piece for piece in named if not _is_small_talk(piece, base)]
    chosen = real or named
    if len(chosen) > 1 and real:
        return replace(chosen[0], question=whole.question, more=tuple(chosen[1:]))
    if len(chosen) == 1 and (whole.entry is None or _is_small_talk(whole, base)):
        return replace(chosen[0], question=whole.question)
    return whole


def _is_small_talk(outcome: Outcome, base: Base) -> bool:
    return bool(outcome.entry) and base.entries[str(outcome.entry)].kind is EntryKind.SMALLTALK
