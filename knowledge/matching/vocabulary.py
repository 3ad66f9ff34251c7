"""The words of a base, and which of them a mistyped or transliterated word stands for.

A word that the base has is taken as it is; else its stem may be known; else the nearest word by
edit distance (optimal string alignment, so that two swapped letters count once) or by its phonetic
skeleton may stand for it, with a weight below 1 that says how near it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from weakref import proxy

import numpy as np

from knowledge.matching.index import Index
from knowledge.matching.layouts import neighbours
from knowledge.matching.likelihood import Likelihood
from knowledge.matching.skeletons import skeletons
from knowledge.matching.stems import is_cyrillic, stem
from knowledge.matching.word_lists import Sounds, WordList, sounds, word_list
from knowledge.model import LANGUAGES, Language

SHORTEST_MISTYPED = 2
"""A single letter may stand for any word."""

SHORTEST_PART = 3
"""The same for a part of a word that was written with another as one."""

LEAST_PART_SIMILARITY = 0.6
"""From which similarity a word may stand for such a part."""

LEAST_SIMILARITY = 0.4
"""Normalised similarity from which a word may stand for another; its weight grows from 0 there."""

SHORTEST_SOUNDED = 5
"""A shorter word of the other alphabet must have exactly the skeleton of a known one."""

LEAST_SOUND_WEIGHT = 0.75
"""How near skeletons must be: words of two alphabets resemble each other by chance more often."""

SCANNED_WHOLE = 1_000
"""Up to so many words all are compared; above, only those that share most letter n-grams."""

_LEAST_SOUND_SIMILARITY = 0.7
"""Below it no substitution by neighbouring keys brings a skeleton near enough."""

_NEAREST_BY_DISTANCE = 12
_KEY_SLIP = 0.35  # taken off the distance for a substitution by a neighbouring key
_GUESSES_OF_PART = 2
_REMEMBERED = 512
_REMEMBERED_NEAR = 64  # long lists; what is asked of one word is asked soon after


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
        self.likelihood = Likelihood(index)
        # Held fast by what it remembers, it would go with its index only when garbage is collected.
        mine: Vocabulary = proxy(self)
        self.transliterated = lru_cache(_REMEMBERED)(lambda word: mine._transliterated(word))
        self._near = lru_cache(_REMEMBERED_NEAR)(lambda word: mine._listed.near(word))
        self.guesses = lru_cache(_REMEMBERED)(lambda word: mine._guesses(word))
        self.guesses_of_parts = lru_cache(_REMEMBERED_NEAR)(
            lambda word: mine._guesses_of_parts(word)
        )

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

    def written(self, word: str) -> Known | None:
        """The word itself where a phrasing has it as it is."""
        return self.known(word) if word in self._index.word_number else None

    def _guesses(self, word: str) -> tuple[Known, ...]:
        """The words that an unknown one may stand for, of its own alphabet and of the other.

        With d the distance, less ``_KEY_SLIP`` for each substitution by a neighbouring key, and
        n the longer length, the weight is (1 - d / n - ``LEAST_SIMILARITY``) scaled to at most 1.
        """
        found = [self.transliterated(word)]
        if len(word) >= SHORTEST_MISTYPED and not any(letter.isdecimal() for letter in word):
            near = self._similar(word, self._words_near(word))
            found += [self._weighted(other, weight) for other, weight in near]
        return tuple(known for known in found if known)

    def _guesses_of_parts(self, whole: str) -> Mapping[str, tuple[Known, ...]]:
        """For each part that a word has before or after some place: the words it may stand for.

        They are searched among those that share letter n-grams with the whole word only.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        ends = range(SHORTEST_PART, len(whole) - 1)
        parts = list(dict.fromkeys(part for end in ends for part in (whole[:end], whole[-end:])))
        others = self._near(whole)
        if not parts or not others or any(letter.isdecimal() for letter in whole):
            return {}
        alike = process.cdist(
            parts, others, scorer=OSA.normalized_similarity, score_cutoff=LEAST_PART_SIMILARITY
        )
        found = {}
        for place in np.flatnonzero(alike.any(axis=1)).tolist():
            best = np.argsort(-alike[place], kind="stable")[:_GUESSES_OF_PART]
            weighted = [
                (others[other], self._weight(parts[place], others[other], alike[place, other]))
                for other in best.tolist()
                if alike[place, other]
            ]
            known = [self._weighted(other, weight) for other, weight in weighted]
            found[parts[place]] = tuple(one for one in known if one)
        return found

    def _transliterated(self, word: str) -> Known | None:
        """The word of the other alphabet that sounds like this one: same skeleton, or nearly."""
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

    def _word_frequency(self, word: str) -> int:
        known = self.known(word)
        return self._frequency(known.stem) if known else 0

    def _frequency(self, number: int) -> int:
        return self.likelihood.frequency(number)

    def _words_near(self, word: str) -> Sequence[str]:
        return self._words if len(self._words) <= SCANNED_WHOLE else self._near(word)

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
