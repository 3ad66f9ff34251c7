"""The language of a question, told by its words rather than by its letters alone."""

from collections.abc import Container, Mapping, Sequence

from knowledge.matching.stems import is_cyrillic
from knowledge.matching.text import MAX_CHARACTERS
from knowledge.matching.tokens import SURE, Token
from knowledge.matching.vocabulary import Vocabulary
from knowledge.model import LANGUAGES, Language

Votes = Mapping[Language, float]

_KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
_KAZAKH_LETTER_VOTE = 4.0
_LONG_FOR_KAZAKH = 35
_LEAST_LEAD = 1.5
"""By how many times the votes for a language must outweigh those for another to be clear."""


def votes(
    question: str, tokens: Sequence[Token], names: Container[str], vocabulary: Vocabulary
) -> Votes:
    """How much the words of a question speak for each language, in letters.

    A word votes with its letters for the language whose phrasings alone have it, and with a part
    of them for each of several; a word that is not surely known votes by its script. Figures and
    names (``names``, folded) do not vote; Kazakh letters vote for themselves.
    """
    counted: dict[Language, float] = dict.fromkeys(LANGUAGES, 0.0)
    for token in tokens:
        word = token.known.word if token.known else token.word
        if word in names or word.isdecimal():
            continue
        is_sure = token.known is not None and token.known.weight >= SURE
        voted = vocabulary.languages(word) if is_sure else _by_script(token.word)
        for language in voted:
            counted[language] += len(word) / len(voted) ** 2
    kazakh = sum(letter in _KAZAKH_LETTERS for letter in question[:MAX_CHARACTERS].casefold())
    counted["kk"] += _KAZAKH_LETTER_VOTE * kazakh
    return counted


def elected(counted: Votes, preferred: Language) -> Language:
    """The language with a clear lead; else the preferred one, if it has any vote or none has any.

    So a name alone keeps the language of the conversation, and a Cyrillic question whose words
    are both Russian and Kazakh does not fall back to English.
    """
    first, second, *_ = sorted(counted, key=lambda language: -counted[language])
    if counted[first] > _LEAST_LEAD * counted[second]:
        return first
    return preferred if counted[preferred] or not counted[first] else first


def is_unlike_kazakh(counted: Votes, text: str) -> bool:
    """Whether a text of Cyrillic words is long for having no Kazakh letter, and no words tell.

    Of 2,000 Kazakh texts with so many letters two have none, typed on a Russian keyboard, and their
    words tell.
    """
    letters = [letter for letter in text.casefold() if letter.isalpha() and is_cyrillic(letter)]
    is_long = len(letters) >= _LONG_FOR_KAZAKH and not _KAZAKH_LETTERS & set(letters)
    return is_long and counted["kk"] <= _LEAST_LEAD * counted["ru"]


def _by_script(word: str) -> tuple[Language, ...]:
    return ("ru", "kk") if is_cyrillic(word) else ("en",)
