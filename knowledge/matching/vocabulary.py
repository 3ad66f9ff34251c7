"""The words of a base, and which of them a mistyped or transliterated word stands for.

A word that the base has is taken as it is; else its stem may be known; else the nearest word by
edit distance (optimal string alignment, so that two swapped letters count once) or by its phonetic
skeleton may stand for it, with a weight below 1 that says how near it is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from knowledge.matching.index import Index
from knowledge.matching.layouts import neighbours
from knowledge.matching.skeletons import skeletons
from knowledge.matching.stems import is_cyrillic, stem
from knowledge.matching.word_lists import Sounds, WordList, sounds, word_list
from knowledge.model import LANGUAGES, Language

SHORTEST_MISTYPED = 3
"""A word of fewer letters has too many neighbours to be corrected."""

LEAST_SIMILARITY = 0.4
"""Normalised similarity from which a word may stand for another; its weight grows from 0 there."""

SHORTEST_SOUNDED = 5
"""A shorter word of the other alphabet must have exactly the skeleton of a known one."""

LEAST_SOUND_WEIGHT = 0.75
"""How near skeletons must be: words of two alphabets resemble each other by chance more often."""

SCANNED_WHOLE = 8_000
"""Up to so many words all are compared; above, only those that share most letter n-grams."""

_LEAST_SOUND_SIMILARITY = 0.7
"""Below it no substitution by neighbouring keys brings a skeleton near enough."""

_NEAREST_BY_DISTANCE = 12
_KEY_SLIP = 0.35  # taken off the distance for a substitution by a neighbouring key
_FREQUENCY_BONUS = 0.06
_FIRST_LETTER_BONUS = 0.1
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Known:
    """What a typed word stands for: a word of the base, its stem's number, and a weight to 1."""

    word: str
    stem: int
    weight: float = 1.0


class Vocabulary:
    """The words of one index; look-ups of unknown words are remembered."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.nearest = lru_cache(_REMEMBERED)(self._nearest)
        self.transliterated = lru_cache(_REMEMBERED)(self._transliterated)

    def known(self, word: str) -> Known | None:
        """The word itself where a phrasing has it, or has its stem."""
        number = self._index.word_number.get(word)
        if number is not None:
            stems = [int(found) for found in self._index.word_stems[number] if found]
            best = max(stems, key=self._frequency)
            if self._frequency(best):
                return Known(word, best)
        for language in self._languages_of_script(word):
            found = self._index.stem_number.get(stem(word, language))
            if found and self._frequency(found):
                return Known(word, found)
        return None

    def of(self, index: Index) -> "Vocabulary":
        """The words of an index that was edited: all of these, and perhaps some more."""
        more = list(islice(index.word_number, len(self._index.word_number), None))
        other = Vocabulary(index)
        written = [word for word in more if not word.isdecimal()]
        other._words = [*self._words, *written]
        other._listed = self._listed.with_more(written)
        other._cyrillic = self._cyrillic.with_more(word for word in written if is_cyrillic(word))
        other._latin = self._latin.with_more(word for word in written if not is_cyrillic(word))
        return other

    def languages(self, word: str) -> tuple[Language, ...]:
        """The languages in whose phrasings the word stands."""
        number = self._index.word_number.get(word)
        if number is None:
            return ()
        return tuple(
            language
            for language, found in zip(LANGUAGES, self._index.word_stems[number], strict=True)
            if found
        )

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words of three letters or more that were written without a space."""
        for place in range(SHORTEST_MISTYPED, len(word) - SHORTEST_MISTYPED + 1):
            left, right = word[:place], word[place:]
            if left in self._index.word_number and right in self._index.word_number:
                return left, right
        return None

    def _nearest(self, word: str) -> Known | None:
        """The word that a mistyped one most likely stands for.

        With d the distance, less ``_KEY_SLIP`` for each substitution by a neighbouring key, and
        n the longer length, the weight is (1 - d / n - ``LEAST_SIMILARITY``) scaled to at most 1.
        Words are ranked by weight, a little for frequency and for the same first letter.
        """
        if len(word) < SHORTEST_MISTYPED or any(letter.isdecimal() for letter in word):
            return None
        ranked = [
            (weight + self._bonus(word, other), weight, other)
            for other, weight in self._similar(word, self._words_near(word))
        ]
        if not ranked:
            return None
        _, weight, other = max(ranked)
        return self._weighted(other, weight)

    def _transliterated(self, word: str) -> Known | None:
        """The word of the other alphabet that sounds like this one: same skeleton, or nearly."""
        if len(word) < SHORTEST_MISTYPED - 1:
            return None
        keys = skeletons(word)
        others = self._latin if is_cyrillic(word) else self._cyrillic
        exact = [other for key in keys for other in others.by_skeleton.get(key, ())]
        if exact:
            return self._weighted(max(exact, key=self._word_frequency), 1.0)
        if len(word) < SHORTEST_SOUNDED or any(letter.isdecimal() for letter in word):
            return None
        near = [
            (weight, other)
            for key in keys
            for found, weight in self._similar(key, others.keys.near(key), _LEAST_SOUND_SIMILARITY)
            for other in others.by_skeleton[found]
            if weight >= LEAST_SOUND_WEIGHT
        ]
        return self._weighted(*max(near)[::-1]) if near else None

    def _weighted(self, word: str, weight: float) -> Known | None:
        known = self.known(word)
        return Known(word, known.stem, weight) if known and weight > 0 else None

    def _similar(
        self, word: str, others: Sequence[str], least: float = LEAST_SIMILARITY
    ) -> list[tuple[str, float]]:
        from rapidfuzz import process  # costs 30 ms to load and most questions need none of it
        from rapidfuzz.distance import OSA

        found = process.extract(
            word,
            others,
            scorer=OSA.normalized_similarity,
            score_cutoff=least,
            limit=_NEAREST_BY_DISTANCE,
        )
        return [(other, self._weight(word, other, similarity)) for other, similarity, _ in found]

    def _weight(self, word: str, other: str, similarity: float) -> float:
        longer = max(len(word), len(other))
        distance = (1 - similarity) * longer
        if len(word) == len(other):
            slips = sum(pair in self._key_pairs for pair in zip(word, other, strict=True))
            distance -= _KEY_SLIP * slips
        return (1 - distance / longer - LEAST_SIMILARITY) / (1 - LEAST_SIMILARITY)

    def _bonus(self, word: str, other: str) -> float:
        same_start = _FIRST_LETTER_BONUS if word[0] == other[0] else 0.0
        return same_start + _FREQUENCY_BONUS * math.log(1 + self._word_frequency(other))

    def _word_frequency(self, word: str) -> int:
        known = self.known(word)
        return self._frequency(known.stem) if known else 0

    def _frequency(self, number: int) -> int:
        starts = self._index.postings.starts
        return int(starts[number + 1] - starts[number])

    def _words_near(self, word: str) -> Sequence[str]:
        return self._words if len(self._words) <= SCANNED_WHOLE else self._listed.near(word)

    @cached_property
    def _words(self) -> list[str]:
        return [word for word in self._index.word_number if not word.isdecimal()]

    @cached_property
    def _listed(self) -> WordList:
        return word_list(self._words)

    @cached_property
    def _cyrillic(self) -> Sounds:
        return sounds(word for word in self._words if is_cyrillic(word))

    @cached_property
    def _latin(self) -> Sounds:
        return sounds(word for word in self._words if not is_cyrillic(word))

    @cached_property
    def _key_pairs(self) -> frozenset[tuple[str, str]]:
        return neighbours()

    @staticmethod
    def _languages_of_script(word: str) -> tuple[Language, ...]:
        return ("ru", "kk") if is_cyrillic(word) else ("en",)
