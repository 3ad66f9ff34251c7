"""What of a text is compared: stems, neighbouring stems, pairs of stems and letter n-grams.

Stems are numbered by a vocabulary; neighbours (bigrams) and letter n-grams are hashed into tables
of a fixed size, so that a phrasing costs a few bytes a letter and nothing has to be looked up in
Python when a hundred phrasings are compared at once. With 2^18 slots and some ten thousand
different features a collision is rare and only blurs one weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

TABLE_BITS = 18
TABLE_SIZE = 1 << TABLE_BITS
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio
_SHIFT = np.uint64(64 - TABLE_BITS)

GAP = 1
"""The code that stands between words, and before and after a text."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя0123456789"
_OTHER = GAP + 1 + len(_ALPHABET)


class _Codes(dict[int, int]):
    """Letters by number to codes by number; letters outside the alphabet share 128 codes."""

    def __missing__(self, letter: int) -> int:
        return _OTHER + letter % 128


_CODE_OF = _Codes({ord(letter): GAP + 1 + place for place, letter in enumerate(_ALPHABET)})

GRAM_LENGTHS = (2, 3, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows of different lengths in one flat array: row i is ``flat[starts[i]:starts[i + 1]]``."""

    flat: NDArray[Any]
    starts: Ints

    def take(self, rows: Ints) -> tuple[Ints, Ints]:
        """Flat positions of some rows one after another, and for each which of them it is in."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        owners = np.repeat(np.arange(len(rows)), lengths)
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        return np.repeat(self.starts[rows] - ends + lengths, lengths) + np.arange(total), owners


def distinct(values: Ints) -> Ints:
    """The different values in rising order (numpy's own ``unique`` loads 20 ms of modules)."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def rows_of_numbers(rows: Sequence[Sequence[int]]) -> Rows:
    """Lay rows of stem numbers into one flat array."""
    starts = _starts(rows)
    flat = np.fromiter(chain.from_iterable(rows), np.int32, count=int(starts[-1]))
    return Rows(flat, starts)


def rows_of_letters(texts: Sequence[Sequence[str]]) -> Rows:
    """Encode the words of texts and lay them into one flat array."""
    rows = [encode(words) for words in texts]
    return Rows(np.frombuffer(b"".join(rows), dtype=np.uint8), _starts(rows))


def _starts(rows: Sequence[Sequence[int]]) -> Ints:
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return starts


def encode(words: Sequence[str]) -> bytes:
    """Letters of words as codes below 256, a ``GAP`` before, between and after the words."""
    gap = chr(GAP)
    coded = (word.translate(_CODE_OF) for word in words)
    return f"{gap}{gap.join(coded)}{gap}".encode("latin-1") if words else gap.encode()


def decode(codes: NDArray[np.uint8]) -> list[str]:
    """The words that were encoded; letters outside the alphabet come back as one same sign."""
    letters = " " + _ALPHABET
    text = "".join(letters[code - GAP] if code < _OTHER else "_" for code in codes)
    return text.split()


def bigrams(stems: Rows, rows: Ints) -> tuple[Ints, Ints]:
    """Slots of the neighbouring stems of some rows, the ends included, and whose each one is."""
    positions, owners = stems.take(rows)
    owners_of_bigrams = np.repeat(
        np.arange(len(rows)), stems.starts[rows + 1] - stems.starts[rows] + 1
    )
    left = np.zeros(len(owners_of_bigrams), dtype=np.int64)
    right = left.copy()
    places = np.arange(len(positions)) + owners
    left[places + 1] = stems.flat[positions]
    right[places] = stems.flat[positions]
    return bigram_slots(left, right), owners_of_bigrams


def bigram_slots(left: Ints, right: Ints) -> Ints:
    """Slots of neighbouring stems by their numbers; number 0 stands for the end of a text."""
    return _slots(left.astype(np.uint64) * np.uint64(1 << 32) + right.astype(np.uint64))


def bigram_slot(left: int, right: int) -> int:
    """The slot of two neighbouring stems, as in ``bigram_slots``."""
    key = ((left << 32) + right) * int(_MULTIPLIER) & 0xFFFFFFFFFFFFFFFF
    return key >> int(_SHIFT)


def grams(letters: Rows, rows: Ints) -> tuple[Ints, Ints]:
    """Slots of the letter n-grams of some rows, lengths two to four, and whose each one is.

    An n-gram lies inside one word and its two gaps.
    """
    positions, owners = letters.take(rows)
    codes = letters.flat[positions].astype(np.uint64)
    gaps = codes == GAP
    found, whose = [], []
    key = codes
    inside = np.ones(len(codes), dtype=np.bool_)
    for length in range(2, max(GRAM_LENGTHS) + 1):
        count = max(len(codes) - length + 1, 0)
        key = key[:count] * np.uint64(256) + codes[length - 1 :]
        inside = inside[:count] if length == 2 else inside[:count] & ~gaps[length - 2 : -1]
        valid = inside if length > 2 else ~(gaps[:count] & gaps[1:])
        found.append(_slots(key[valid]))
        whose.append(owners[:count][valid])
    return np.concatenate(found), np.concatenate(whose)


def _slots(keys: NDArray[np.uint64]) -> Ints:
    """Spread keys over the table by multiplicative hashing (Knuth, volume 3, section 6.4)."""
    return ((keys * _MULTIPLIER) >> _SHIFT).astype(np.int64)
