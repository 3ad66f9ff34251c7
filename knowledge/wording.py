"""When two ways to ask are the same, or nearly so, to a reader."""

import re
import unicodedata
from functools import lru_cache

_WORD_BEGINNING = re.compile(r"\b[^\W_]")
_NO_LETTERS = re.compile(r"[\W_]+")
# Letters that people exchange freely, as the matcher folds them.
_FOLD = tuple(zip("ёқәөұүңғіһ", "екаоуунгих", strict=True))


@lru_cache(maxsize=1 << 17)  # the rules ask for what is stored a moment later
def same_words(text: str) -> str:
    """What two phrasings share when they are the same to a reader: letters and figures only.

    Case, blanks and punctuation do not count, ё is е, and Kazakh letters are the Russian ones that
    people type for them.
    """
    letters = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not letters.isascii():
        for letter, typed in _FOLD:  # ten times as quick as str.translate
            letters = letters.replace(letter, typed)
    return letters if letters.isalnum() else _NO_LETTERS.sub("", letters)


def initials(text: str) -> str:
    """The first letters of the words, sorted: nearly the same for phrasings nearly the same."""
    words = text.casefold().split()
    if "".join(words).isalnum():  # as nearly all are; three times as quick
        return "".join(sorted([word[0] for word in words]))
    return "".join(sorted(_WORD_BEGINNING.findall(text.casefold())))
