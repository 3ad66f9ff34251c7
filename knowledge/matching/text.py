"""Stage one: what was typed becomes normalised words.

The same folding is applied to phrasings and to questions, so that letters which people exchange
freely (ё and е, Kazakh letters typed as Russian ones) fall together on both sides.
"""

import re
import unicodedata

from knowledge.matching.numbers import join_figures

MAX_WORDS = 60
"""Words read of one question; a question in a chat has under 30, so more is not a question."""

MAX_CHARACTERS = 1000
"""Characters read of one question: as much as ``MAX_WORDS`` long words."""

_FOLD = str.maketrans("ёқәөұүңғіһ", "екаоуунгих")
_DROPPED = re.compile(r"['’‘`ʼʹʻ´\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")

_LATIN_TWINS = "aceopxyktmhb"
_CYRILLIC_TWINS = "асеорхуктмнв"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)


def clean(text: str) -> str:
    """Bring any Unicode text to one lower-case form of the letters that people exchange freely.

    Compatibility forms are composed (NFKC), apostrophes and invisible signs dropped, ё becomes е
    and Kazakh letters the Russian ones that people type for them, and a letter typed three times
    or more in a row is kept once ("whennn"). Never raises; at most ``MAX_CHARACTERS`` are read.
    """
    composed = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])
    folded = composed[:MAX_CHARACTERS].casefold()  # one sign may stand for eighteen
    return _STRETCHED.sub(r"\1", _DROPPED.sub("", folded).translate(_FOLD))


def words(text: str) -> list[str]:
    """The normalised words of a text, figures joined to plain digits, at most ``MAX_WORDS``."""
    found = [_one_script(word) for word in _WORD.findall(clean(text))]
    return join_figures(found)[:MAX_WORDS]


def _one_script(word: str) -> str:
    """Turn look-alike letters of a mixed word to the script that most of its letters have."""
    if word.isascii():
        return word
    latin = sum("a" <= letter <= "z" for letter in word)
    if not latin:
        return word
    cyrillic = sum("а" <= letter <= "я" for letter in word)
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
