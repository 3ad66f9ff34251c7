"""Naming what somebody probably meant, for messages about unknown keys and ids."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(wrong: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known names most like ``wrong``, best first; empty where none is like it."""
    return get_close_matches(wrong, list(known), n=limit, cutoff=0.5)


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """One sentence that names the nearest known names, or ``otherwise`` where none is near."""
    names = nearest(wrong, known)
    return f"Did you mean {', '.join(names)}?" if names else otherwise
