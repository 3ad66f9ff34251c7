"""Lists of words in which those near to a given word are searched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import TABLE_SIZE, distinct, grams, rows_of_letters
from knowledge.matching.skeletons import skeletons

NEAREST_BY_GRAMS = 200


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """Words that can be asked for those most alike a given one by the letter n-grams they share.

    Likeness is 2 shared / (all of one + all of the other), after Dice, 1945. ``owners`` are places
    in ``words`` by the slot of the n-gram that they have; those of a slot begin at its ``starts``;
    ``sizes`` count the n-grams of each word. ``added`` are few, and always among the near ones.
    """

    words: Sequence[str]
    owners: NDArray[np.int32]
    starts: NDArray[np.int32]
    sizes: NDArray[np.int32]
    added: tuple[str, ...] = ()

    def near(self, word: str) -> list[str]:
        """The words most alike a word by their letter n-grams, at most some hundreds."""
        slots, _ = grams(rows_of_letters([[word]]), np.zeros(1, dtype=np.int64))
        asked = distinct(slots)
        hits = [self._having(slot) for slot in asked]
        found = np.concatenate(hits) if hits else np.zeros(0, np.int32)
        shared = np.bincount(found, minlength=len(self.words))
        alike = shared / (self.sizes + np.float32(len(asked)))
        best = min(NEAREST_BY_GRAMS, len(alike))
        nearest = np.argpartition(-alike, best - 1)[:best].tolist() if best else []
        return [*(self.words[place] for place in nearest if shared[place]), *self.added]

    def with_more(self, words: Iterable[str]) -> "WordList":
        """The same list and some words more."""
        return replace(self, added=tuple(dict.fromkeys((*self.added, *words))))

    def _having(self, slot: int) -> NDArray[np.int32]:
        return self.owners[self.starts[slot] : self.starts[slot + 1]]


def word_list(words: Sequence[str]) -> WordList:
    """List words by their letter n-grams."""
    slots, owners = grams(rows_of_letters([[word] for word in words]), np.arange(len(words)))
    order = np.argsort(slots, kind="stable")
    counts = np.bincount(slots, minlength=TABLE_SIZE)
    # Half the size of what numpy counts in; three such lists stay in memory for good.
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    sizes = np.bincount(owners, minlength=len(words)).astype(np.int32)
    return WordList(words, owners[order].astype(np.int32), starts, sizes)


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """Words by their phonetic skeletons, and the skeletons as a list to search."""

    by_skeleton: Mapping[str, Sequence[str]]
    keys: WordList

    def with_more(self, words: Iterable[str]) -> "Sounds":
        """The same and some words more."""
        added = by_skeleton(words)
        merged = {**self.by_skeleton}
        for key, found in added.items():
            merged[key] = (*merged.get(key, ()), *found)
        return Sounds(merged, self.keys.with_more(added))


def sounds(words: Iterable[str]) -> Sounds:
    """Sort words by how they sound."""
    found = by_skeleton(words)
    return Sounds(found, word_list(list(found)))


def by_skeleton(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their skeletons; a word may have two."""
    found: dict[str, list[str]] = {}
    for word in words:
        for key in skeletons(word):
            found.setdefault(key, []).append(word)
    return found
