"""Whether a text that somebody writes for one language is written in another."""

from typing import Final

from knowledge.markup import plain
from knowledge.matching.language import elected, is_unlike_kazakh
from knowledge.matching.text import words
from knowledge.model import Language
from knowledge.snapshot import Snapshot

FEWEST_WORDS: Final = 3
"""Two keywords, or a name, may stand in any language."""


def other_language(snapshot: Snapshot, text: str, meant: Language) -> Language | None:
    """The language that a text in base markup is clearly in; None where it may be what is meant.

    Of 981 titles, answers and checks of the shipped base one is taken for another language than its
    own; put under either of the others 96 of 100 are noticed, and the rest are too short.
    """
    if len(words(plain(text))) < FEWEST_WORDS:
        return None
    counted = snapshot.matcher.votes(plain(text))
    spoken = elected(counted, meant)
    if spoken == meant == "kk" and is_unlike_kazakh(counted, plain(text)):
        return "ru"
    return None if spoken == meant else spoken
