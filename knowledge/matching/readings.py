"""A question as the words of the base that it stands for: its reading.

The plain reading takes the text as typed. Where the base knows too little of it, the text is read
as typed on another keyboard layout, or word by word as spelled in the other alphabet; such a
reading is kept only where it knows clearly more. Words that are still unknown are then corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matching.corrections import corrected
from knowledge.matching.layouts import retyped
from knowledge.matching.stems import is_cyrillic
from knowledge.matching.synonyms import Synonyms, replaced
from knowledge.matching.text import words
from knowledge.matching.tokens import Token
from knowledge.matching.vocabulary import Known, Vocabulary

FAILED_SHARE = 0.5
"""A reading that knows less of its letters than this is worth replacing by another."""

CLEAR_GAIN = 0.3
"""By how much more of the letters another reading must know to be taken."""

LEAST_LETTERS = 4
"""A shorter text makes a word on some layout too easily."""

MOST_SPELLED = 15
"""Words of a question that is read as spelled in the other alphabet; a longer one is rare."""

MOST_CORRECTED = 20
"""Unknown words of one question that are corrected; with more it is not a mistyped question."""

_SAME = 0.05  # weights that differ by less are the same


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read. ``text`` is set where that is not as it was typed."""

    tokens: tuple[Token, ...]
    text: str | None = None


def read(question: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Reading:
    """Read a question by the words of a base; any text gives a reading, perhaps an empty one."""
    plain = _plain(replaced(words(question), synonyms), vocabulary)
    plain_share = _share(plain)
    best, best_share, text = plain, plain_share, None
    letters = sum(sign.isalpha() for token in plain for sign in token.word)
    if best_share < FAILED_SHARE and letters >= LEAST_LETTERS:
        for other, tokens in _other_readings(question, plain, vocabulary):
            share = _share(tokens)
            if share > best_share and share >= plain_share + CLEAR_GAIN:
                best, best_share, text = tokens, share, other
    return Reading(tuple(corrected(best, vocabulary)), text)


def _other_readings(
    question: str, plain: Sequence[Token], vocabulary: Vocabulary
) -> list[tuple[str, list[Token]]]:
    readings = [(text, _plain(words(text), vocabulary)) for text in retyped(question)]
    if len(plain) > MOST_SPELLED:
        return readings
    spelled = _transliterated(plain, vocabulary)
    return [*readings, (" ".join(token.letters for token in spelled), spelled)]


def _plain(found: Sequence[str], vocabulary: Vocabulary) -> list[Token]:
    return [Token(word, vocabulary.known(word)) for word in found]


def _transliterated(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Token]:
    return [Token(token.word, _sounding(token.word, vocabulary) or token.known) for token in tokens]


def _sounding(word: str, vocabulary: Vocabulary) -> Known | None:
    """The word of the other alphabet; to Latin letters exactly: who mistypes stays in his own."""
    found = vocabulary.transliterated(word)
    return found if found and (found.weight == 1.0 or not is_cyrillic(word)) else None


def _share(tokens: Sequence[Token]) -> float:
    """The share of a text's letters that stand in known words, each by its weight."""
    letters = sum(len(token.word) for token in tokens)
    known = sum(len(token.word) * token.known.weight for token in tokens if token.known)
    return known / letters if letters else 0.0
