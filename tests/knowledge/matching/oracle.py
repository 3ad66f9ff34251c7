"""The same comparison as in knowledge.matching.kernel, feature by feature in plain Python.

It is slow and simple on purpose: the index and the vectorised kernel must agree with it.
"""

import itertools
import math
from collections import Counter

from knowledge.matching.index import Phrase
from knowledge.matching.stems import stem
from knowledge.matching.text import words

SHARES = {"stems": 0.25, "bigrams": 0.1, "pairs": 0.2, "grams": 0.45}


def features_of(phrase: Phrase) -> dict[str, list[str]]:
    stems = [stem(word, phrase.language) for word in words(phrase.text)]
    ends = ["^", *stems, "$"]
    marked = [f"<{word}>" for word in words(phrase.text)]
    return {
        "stems": stems,
        "bigrams": [f"{left} {right}" for left, right in itertools.pairwise(ends)],
        "grams": [
            word[start : start + length]
            for word in marked
            for length in (2, 3, 4)
            for start in range(len(word) - length + 1)
        ],
    }


class Oracle:
    def __init__(self, phrases: list[Phrase]) -> None:
        self.entries = [phrase.entry for phrase in phrases]
        self.found = [features_of(phrase) for phrase in phrases]
        self.frequency = {
            kind: Counter(feature for one in self.found for feature in set(one[kind]))
            for kind in ("stems", "bigrams", "grams")
        }

    def weight(self, kind: str, feature: str) -> float:
        size = len(self.found)
        return math.log((1 + size) / (1 + self.frequency[kind][feature])) + 1

    def mass(self, kind: str, features: list[str]) -> float:
        return sum(self.weight(kind, feature) ** 2 for feature in features)

    def pairs(self, features: list[str]) -> float:
        squares = [self.weight("stems", feature) ** 2 for feature in features]
        return (sum(squares) ** 2 - sum(square**2 for square in squares)) / 2

    def likeness(self, asked: dict[str, list[str]], row: int) -> float:
        """For questions of words that the base knows, each of them once."""
        other = self.found[row]
        total = 0.0
        for kind in ("stems", "bigrams", "grams"):
            wanted = set(asked[kind])
            shared = sum(self.weight(kind, f) ** 2 for f in other[kind] if f in wanted)
            own = sum(
                self.weight(kind, f) ** 2 * (0.5 if not self.frequency[kind][f] else 1)
                for f in wanted
            )
            total += SHARES[kind] * shared / math.sqrt(own * self.mass(kind, other[kind]))
        shared_stems = [f for f in other["stems"] if f in set(asked["stems"])]
        lengths = math.sqrt(self.pairs(list(set(asked["stems"]))) * self.pairs(other["stems"]))
        return total + (SHARES["pairs"] * self.pairs(shared_stems) / lengths if lengths else 0)

    def log_odds(self, kind: str, asked: dict[str, list[str]], entry: str, prior: float) -> float:
        """How much more often features of a question stand in an entry than in all others, as ln.

        Features that no phrasing has say nothing.
        """
        own = self.entries.count(entry)
        total = 0.0
        for feature in {f for f in asked[kind] if self.frequency[kind][f]}:
            having = [
                other
                for other, one in zip(self.entries, self.found, strict=True)
                if feature in one[kind]
            ]
            here = having.count(entry)
            total += math.log((here + prior) / (own + 2 * prior))
            rest = len(self.entries) - own
            total -= math.log((len(having) - here + prior) / (rest + 2 * prior))
        return total
