"""Words to stems: Snowball for English and Russian, a light suffix stripper for Kazakh.

Kazakh has no Snowball stemmer. Its endings come in a fixed order (plural, possessive, case,
person), so a few passes over the folded case and plural endings reach the stem of most nouns.
A stripped Kazakh word then goes through the Russian stemmer: loan words that both languages share
(комиссия, форум, партия) thereby get one stem.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import Stemmer

from knowledge.model import Language

_SHORTEST_STEM = 4
_KAZAKH_ENDINGS = re.compile(
    "(?:лар|лер|дар|дер|тар|тер"  # plural
    "|нын|нин|дын|дин|тын|тин"  # genitive
    "|нан|нен|дан|ден|тан|тен"  # ablative
    "|мен|бен|пен"  # instrumental
    "|ына|ине|ындагы|индеги|дагы|деги|тагы|теги"
    "|сына|сине|сында|синде|ында|инде|ынан|инен"
    "|га|ге|ка|ке|да|де|та|те|ды|ди|ты|ти|ны|ни|сы|си|ын|ин|ым|им|ы|и)$"
)
_PASSES = 3


@lru_cache(maxsize=4)
def _snowball(language: str) -> Callable[[str], str]:
    stemmer = Stemmer.Stemmer(language, 0)  # it keeps no words of its own: stem() does
    return lambda word: str(stemmer.stemWord(word))


def is_cyrillic(word: str) -> bool:
    """Whether a folded word is written in Cyrillic letters."""
    return any("а" <= letter <= "я" for letter in word)


# For what people type alike; an index asks for each of its words once.
@lru_cache(maxsize=1024)
def stem(word: str, language: Language) -> str:
    """The stem of a folded word that stands in a text of this language."""
    if not is_cyrillic(word):
        return _snowball("english")(word)
    return _snowball("russian")(strip_kazakh(word) if language == "kk" else word)


def strip_kazakh(word: str) -> str:
    """Take up to three Kazakh endings off a folded word, never below four letters."""
    for _ in range(_PASSES):
        ending = _KAZAKH_ENDINGS.search(word)
        if not ending or ending.start() < _SHORTEST_STEM:
            return word
        word = word[: ending.start()]
    return word
