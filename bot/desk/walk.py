"""The order in which a new entry is asked for: one thing at a time."""

from collections.abc import Sequence

from bot.desk.entry_fields import PARTS, language_of, named
from bot.desk.work import CARD
from knowledge.model import LANGUAGES, Language


def walk(main: Language) -> Sequence[str]:
    """All steps: the maintainer's own language first, then what it is about, then the others."""
    others = [named(part, one) for one in LANGUAGES if one != main for part in PARTS]
    return (*(named(part, main) for part in PARTS), "topic", "paragraphs", *others)


def first(main: Language) -> str:
    """Where it begins."""
    return walk(main)[0]


def following(main: Language, at: str) -> str:
    """The step behind another; the card behind the last."""
    steps = (*walk(main), CARD)
    return steps[steps.index(at) + 1]


def skipping(main: Language, at: str) -> str:
    """The step behind all that is asked in the language of this one."""
    steps, language = (*walk(main), CARD), language_of(at)
    return next(step for step in steps[steps.index(at) :] if language_of(step) != language)


def preceding(main: Language, at: str) -> str | None:
    """The step before another; None before the first."""
    steps = walk(main)
    return steps[steps.index(at) - 1] if steps.index(at) else None


def progress(main: Language, at: str) -> tuple[int, int]:
    """The number of a step, from 1, and how many there are."""
    steps = walk(main)
    return steps.index(at) + 1, len(steps)
