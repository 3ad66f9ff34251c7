"""The language of a question, told by its words rather than by its letters alone."""

from collections.abc import Sequence

from knowledge.matching.readings import Token
from knowledge.matching.stems import is_cyrillic
from knowledge.matching.vocabulary import Vocabulary
from knowledge.model import LANGUAGES, Language

_KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
_LEAST_LEAD = 1.5
"""By how many times the votes for a language must outweigh those for another to be clear."""


def language_of(
    question: str, tokens: Sequence[Token], names: frozenset[str], vocabulary: Vocabulary
) -> Language | None:
    """The language that the words of a question vote for; None where it is not clear.

    A word votes with its letters for the language whose phrasings alone have it, and by half a
    vote each for two. Figures and names (``names``, folded) do not vote; Kazakh letters do.
    """
    votes = dict.fromkeys(LANGUAGES, 0.0)
    for token in tokens:
        word = token.known.word if token.known else token.word
        if word in names or token.word in names or word.isdecimal():
            continue
        voted = vocabulary.languages(word) if token.known else _by_script(word)
        for language in voted:
            votes[language] += len(word) / len(voted) ** 2
    votes["kk"] += 4 * sum(letter in _KAZAKH_LETTERS for letter in question[:1000].casefold())
    first, second = sorted(votes, key=lambda language: -votes[language])[:2]
    return first if votes[first] > _LEAST_LEAD * votes[second] else None


def _by_script(word: str) -> tuple[Language, ...]:
    return ("ru", "kk") if is_cyrillic(word) else ("en",)
