"""Which questions are like each other, across typing variants, so that they are handled together.

A question is read as the matcher reads it, so that a mistyped word, another keyboard layout or
another alphabet falls together with the plain form. A word that the base knows counts by its stem;
of a word that it does not know, the letters of its phonetic skeleton count in twos and threes.
Words are weighed by how rare they are in the base alone, so that the likeness of two questions
does not change with what else is asked.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from knowledge.matching.confidence import Doubles
from knowledge.matching.features import Ints
from knowledge.matching.layouts import retyped
from knowledge.matching.matcher import Matcher
from knowledge.matching.readings import FAILED_SHARE, read
from knowledge.matching.skeletons import skeletons
from knowledge.matching.text import words
from knowledge.matching.tokens import Token

ALIKE = 0.5
"""Cosine from which a question joins a group."""

SURE = 0.8
"""From this weight on a corrected word counts as the word that it stands for."""

CLEARLY_MORE_NATURAL = 0.3
"""By how much more of its pairs of letters must be usual for a text to be read as retyped."""

_SHORT = 8

Features: TypeAlias = Mapping[str, float]


class Reader:
    """Reads questions by the words of one base."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._grams, self._read = cache(_grams), cache(self._read_anew)

    @cached_property
    def _usual(self) -> Set[tuple[str, str]]:
        return {pair for word in self._matcher.index.word_number for pair in pairwise(f" {word} ")}

    def natural(self, question: str) -> str:
        """The question as it was meant to be typed: retyped where it makes words only then."""
        return self._read(question)[0]

    def features(self, question: str) -> Features:
        """The features of a question with their weights; the vector has length 1, or is empty."""
        summed: dict[str, float] = {}
        for token in self._read(question)[1]:
            for feature, weight in self._of_token(token):
                summed[feature] = max(summed.get(feature, 0.0), weight)
        length = sum(weight**2 for weight in summed.values()) ** 0.5
        return {feature: weight / length for feature, weight in summed.items()}

    def _read_anew(self, question: str) -> tuple[str, Sequence[Token]]:
        found = read(question, self._matcher.vocabulary, self._matcher.synonyms)
        surely = sum(len(token.word) for token in found.tokens if _is_sure(token))
        if found.text or surely >= FAILED_SHARE * sum(len(token.word) for token in found.tokens):
            return found.text or question, found.tokens
        best = max((question, *retyped(question)), key=self._usualness)
        if self._usualness(best) < self._usualness(question) + CLEARLY_MORE_NATURAL:
            return question, found.tokens
        return best, read(best, self._matcher.vocabulary, self._matcher.synonyms).tokens

    def _of_token(self, token: Token) -> Iterator[tuple[str, float]]:
        index = self._matcher.index
        rarity = 1.0
        if token.known and _is_sure(token):
            rarity = float(index.stem_weight[token.known.stem]) / index.highest_weight
        if token.word.isdecimal():
            yield token.word, rarity**2
        else:
            grams = self._grams(token.known.word if token.known and _is_sure(token) else token.word)
            for gram in grams:
                yield gram, rarity**2 / len(grams) ** 0.5

    def _usualness(self, text: str) -> float:
        """The share of the pairs of neighbouring letters that words of the base have as well."""
        pairs = [pair for word in words(text) for pair in pairwise(f" {word} ")]
        return sum(pair in self._usual for pair in pairs) / len(pairs) if pairs else 0.0


def _is_sure(token: Token) -> bool:
    return token.known is not None and token.known.weight >= SURE


def _grams(word: str) -> frozenset[str]:
    """Neighbouring letters of a word as it sounds, its ends marked: threes, of a short word twos.

    One typing error spoils three threes, which is all that a short word has.
    """
    sounds = f"^{skeletons(word)[0]}$"
    sizes = (2, 3) if len(sounds) <= _SHORT else (3,)
    return frozenset(sounds[i : i + n] for n in sizes for i in range(len(sounds) - n + 1))


def led(questions: Sequence[Features], leaders: int = 0) -> list[int]:
    """For each question the place of the one that leads its group, which may be itself.

    A question joins the group whose leader it is most like, or else leads one. So what comes later
    changes no group that is there. The first ``leaders`` of them lead one already, and are compared
    with nothing.
    """
    places = list(range(len(questions)))
    if leaders == len(places):
        return places
    table = _Table(questions)
    for place in places:
        leader = table.most_like(place) if place >= leaders else None
        if leader is None:
            table.lead(place)
        else:
            places[place] = leader
    return places


class _Table:
    """Questions by feature, to compare one with all that lead a group."""

    def __init__(self, questions: Sequence[Features]) -> None:
        numbers: dict[str, int] = {}
        self._rows = [_row(features, numbers) for features in questions]
        self._leads = np.zeros(len(questions), dtype=np.bool_)
        every = np.concatenate([names for names, _ in self._rows])
        order = np.argsort(every, kind="stable")
        self._owners = np.repeat(np.arange(len(self._rows)), [len(n) for n, _ in self._rows])[order]
        self._weights = np.concatenate([weights for _, weights in self._rows])[order]
        self._starts = np.searchsorted(every[order], np.arange(len(numbers) + 1))

    def lead(self, place: int) -> None:
        """From now on others are compared with this question."""
        self._leads[place] = True

    def most_like(self, place: int) -> int | None:
        """The leading question that a question is most like, if it is alike."""
        names, weights = self._rows[place]
        if not len(names):
            return None
        spans = [slice(self._starts[name], self._starts[name + 1]) for name in names]
        owners = np.concatenate([self._owners[span] for span in spans])
        products = [self._weights[s] * weight for s, weight in zip(spans, weights, strict=True)]
        cosines = np.bincount(owners, np.concatenate(products), len(self._rows)) * self._leads
        best = int(np.argmax(cosines))
        return best if cosines[best] >= ALIKE else None


def _row(features: Features, numbers: dict[str, int]) -> tuple[Ints, Doubles]:
    """The numbers of the features and their weights."""
    names = [numbers.setdefault(name, len(numbers)) for name in features]
    return np.array(names, np.int64), np.array(list(features.values()), np.float64)
