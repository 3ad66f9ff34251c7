"""Text typed on the wrong keyboard layout, and what its keys say on the other layouts.

The keys are named by what they give on the English layout. On the Kazakh layout the digit row
gives the Kazakh letters, on the Russian one it gives digits.
"""

import itertools
from collections.abc import Iterator

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_ENGLISH_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN_SHIFTED = "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_DIGIT_ROW = "234567890-="
_KAZAKH_DIGIT_ROW = "әіңғ,.үұқөһ"
_DIGIT_ROW_SHIFTED = "@#$%^&*()_+"
_KAZAKH_DIGIT_ROW_SHIFTED = "ӘІҢҒ;:ҮҰҚӨҺ"

_TO_RUSSIAN = str.maketrans(_ENGLISH + _ENGLISH_SHIFTED, _RUSSIAN + _RUSSIAN_SHIFTED)
_TO_KAZAKH = _TO_RUSSIAN | str.maketrans(
    _DIGIT_ROW + _DIGIT_ROW_SHIFTED, _KAZAKH_DIGIT_ROW + _KAZAKH_DIGIT_ROW_SHIFTED
)
_TO_ENGLISH = str.maketrans(
    _RUSSIAN + _RUSSIAN_SHIFTED + _KAZAKH_DIGIT_ROW + _KAZAKH_DIGIT_ROW_SHIFTED,
    _ENGLISH + _ENGLISH_SHIFTED + _DIGIT_ROW + _DIGIT_ROW_SHIFTED,
)
_RUSSIAN_TO_KAZAKH = str.maketrans(
    _DIGIT_ROW + '"№;%:?*()_+',
    _KAZAKH_DIGIT_ROW + _KAZAKH_DIGIT_ROW_SHIFTED,
)
_KAZAKH_TO_RUSSIAN = str.maketrans(_KAZAKH_DIGIT_ROW, _DIGIT_ROW)


def retyped(text: str) -> Iterator[str]:
    """What the same keys give on other layouts: to Russian, Kazakh, English; different texts only.

    The text is read as typed, before any normalising, since punctuation keys are letters on
    another layout.
    """
    seen = {text}
    for table in (_TO_RUSSIAN, _TO_KAZAKH, _TO_ENGLISH, _RUSSIAN_TO_KAZAKH, _KAZAKH_TO_RUSSIAN):
        other = text.translate(table)
        if other not in seen:
            seen.add(other)
            yield other


def neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of letters on neighbouring keys of one row, Latin and Cyrillic, in both orders."""
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
    pairs = {pair for row in rows for pair in itertools.pairwise(row)}
    return frozenset(pairs | {(right, left) for left, right in pairs})
