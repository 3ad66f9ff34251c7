"""Stage two: all phrasings in one compact index, and the candidates among them for a question.

A phrasing is kept as the numbers of its stems and the codes of its letters; postings stand over
stems only. That is some 100 bytes a phrasing, so a million fit in memory; what is needed of
letter n-grams and neighbouring stems is computed for a hundred candidates on the fly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import (
    TABLE_SIZE,
    Ints,
    Rows,
    bigrams,
    distinct,
    grams,
    rows_of_letters,
    rows_of_numbers,
)
from knowledge.matching.stems import stem
from knowledge.matching.text import words
from knowledge.model import LANGUAGES, Language

Floats = NDArray[np.float32]

CANDIDATES = 100
"""Phrasings that get the full comparison: 100 and 400 are equally right on CLINC150."""

POSTINGS_READ = 60_000
"""Postings read for one question, so that a million phrasings take no longer than they must."""

ENTRY_KEY = 1 << 32
"""What an entry's place is multiplied by where it and a stem's number make one key."""

_CHUNK = 2_048
"""Phrasings that are counted at once; more take much memory, and are no quicker."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrasing as it enters the index."""

    entry: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The phrasings of a base, ready to be compared with questions.

    ``entry_of`` gives each phrasing's place in ``entries``, in rising order; ``language_of`` its
    place in ``LANGUAGES``.
    Stems are numbered from 1. ``word_stems`` has a row a word: its stem in texts of each language,
    0 where no phrasing of that language has the word. Weights are inverse document frequencies,
    ln((1 + N) / (1 + df)) + 1 (smoothed, as in scikit-learn), by stem number and by hashed slot.
    ``norms`` are each phrasing's lengths as a vector of stems, of bigrams, of pairs, of n-grams.
    ``entry_stems`` are the stems of each entry, sorted, as entry * ``ENTRY_KEY`` + stem, and
    ``entry_stem_counts`` in how many places of its phrasings each stands; ``entry_sizes`` counts
    each entry's phrasings. ``weighed`` is how many phrasings the weights were made from, and
    ``edited`` how many were changed since. ``class_weights`` (columns by entries) times
    ``class_scales`` are what ``classifier`` learned of each entry; a scale of 0 says nothing.
    """

    entries: tuple[str, ...]
    entry_of: Ints
    language_of: NDArray[np.uint8]
    stem_number: dict[str, int]
    word_number: dict[str, int]
    word_stems: NDArray[np.int32]
    stems: Rows
    letters: Rows
    postings: Rows
    stem_weight: Floats
    bigram_weight: Floats
    gram_weight: Floats
    norms: Floats
    entry_stems: Ints
    entry_stem_counts: NDArray[np.int32]
    entry_sizes: NDArray[np.int32]
    class_weights: NDArray[np.int8]
    class_scales: Floats
    weighed: int
    edited: int = 0

    @property
    def size(self) -> int:
        """How many phrasings the index holds."""
        return len(self.entry_of)

    @property
    def highest_weight(self) -> float:
        """The weight of a feature that no phrasing had when the weights were made."""
        return float(np.log(1 + self.weighed) + 1)


def stem_counts(index: Index, entries: Ints, stems: Ints) -> Ints:
    """In how many places of its phrasings each entry has each stem: a table, entries by stems."""
    keys = entries[:, None] * ENTRY_KEY + stems[None, :]
    places = np.minimum(np.searchsorted(index.entry_stems, keys), len(index.entry_stems) - 1)
    found = index.entry_stems[places] == keys
    return np.where(found, index.entry_stem_counts[places], 0).astype(np.int64)


def build(phrases: Sequence[Phrase]) -> Index:
    """Index phrasings; takes time in proportion to their letters.

    The phrasings of an entry stand together.
    """
    stem_number, word_number = dict[str, int](), dict[str, int]()
    words_known = np.zeros((0, len(LANGUAGES)), dtype=np.int32)
    written = numbered(phrases, stem_number, word_number, words_known)
    entries = tuple(dict.fromkeys(phrase.entry for phrase in phrases))
    place_of = {entry: place for place, entry in enumerate(entries)}
    return _with_weights(
        entries,
        np.array([place_of[phrase.entry] for phrase in phrases], dtype=np.int64),
        (stem_number, word_number),
        written,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Phrasings as numbers: their languages, stems and letters; and all words' stems so far."""

    languages: NDArray[np.uint8]
    stems: Rows
    letters: Rows
    word_stems: NDArray[np.int32]


def numbered(
    phrases: Sequence[Phrase],
    stem_number: dict[str, int],
    word_number: dict[str, int],
    known: NDArray[np.int32],
) -> Written:
    """Write phrasings as numbers; both dictionaries grow by what is new. ``known`` as in Index."""
    texts = [words(phrase.text) for phrase in phrases]
    word_stems: dict[int, list[int]] = {}
    stem_rows = []
    for phrase, found in zip(phrases, texts, strict=True):
        place = LANGUAGES.index(phrase.language)
        row = []
        for word in found:
            number = word_number.setdefault(word, len(word_number))
            stems = word_stems.get(number)
            if stems is None:
                stems = known[number].tolist() if number < len(known) else [0] * len(LANGUAGES)
                word_stems[number] = stems
            if not stems[place]:
                key = stem(word, phrase.language)
                stems[place] = stem_number.setdefault(key, len(stem_number) + 1)
            row.append(stems[place])
        stem_rows.append(row)
    grown = np.zeros((len(word_number), len(LANGUAGES)), dtype=np.int32)
    grown[: len(known)] = known
    if word_stems:
        grown[list(word_stems)] = list(word_stems.values())
    languages = np.array([LANGUAGES.index(p.language) for p in phrases], dtype=np.uint8)
    return Written(languages, rows_of_numbers(stem_rows), rows_of_letters(texts), grown)


def _with_weights(
    entries: tuple[str, ...],
    entry_of: Ints,
    numbers: tuple[dict[str, int], dict[str, int]],
    written: Written,
) -> Index:
    stems, letters = written.stems, written.letters
    size = len(entry_of)
    postings = _postings(stems, len(numbers[0]) + 1)
    stem_weight = _weights(np.diff(postings.starts), size)
    bigram_weight = _weights(_counts(bigrams(stems, rows) for rows in chunks(size)), size)
    gram_weight = _weights(_counts(grams(letters, rows) for rows in chunks(size)), size)
    norms = [
        lengths(stems, letters, rows, (stem_weight, bigram_weight, gram_weight))
        for rows in chunks(size)
    ]
    owners = np.repeat(entry_of, np.diff(stems.starts))
    entry_stems, counts = np.unique(owners * ENTRY_KEY + stems.flat, return_counts=True)
    return Index(
        entries,
        entry_of,
        written.languages,
        *numbers,
        written.word_stems,
        stems,
        letters,
        postings,
        stem_weight,
        bigram_weight,
        gram_weight,
        np.concatenate(norms, axis=1) if norms else np.zeros((4, 0), dtype=np.float32),
        entry_stems,
        counts.astype(np.int32),
        np.bincount(entry_of, minlength=len(entries)).astype(np.int32),
        np.zeros((0, len(entries)), dtype=np.int8),
        np.zeros(len(entries), dtype=np.float32),
        size,
    )


def chunks(size: int) -> Iterable[Ints]:
    """The numbers of this many phrasings, a few thousand at a time."""
    return (np.arange(start, min(start + _CHUNK, size)) for start in range(0, size, _CHUNK))


def _weights(frequency: Ints, size: int) -> Floats:
    known = np.minimum(frequency, size)
    return (np.log((1 + size) / (1 + known)) + 1).astype(np.float32)


def _counts(chunks: Iterable[tuple[Ints, Ints]]) -> Ints:
    """In how many phrasings each slot occurs."""
    counts = np.zeros(TABLE_SIZE, dtype=np.int64)
    for slots, owners in chunks:
        once = distinct(owners * TABLE_SIZE + slots)
        counts += np.bincount(once % TABLE_SIZE, minlength=TABLE_SIZE)
    return counts


def _postings(stems: Rows, vocabulary: int) -> Rows:
    """For each stem the phrasings that have it, short phrasings first."""
    size = len(stems.starts) - 1
    lengths = np.diff(stems.starts)
    by_length = np.argsort(lengths, kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[by_length] = np.arange(size)
    owners = np.repeat(rank, lengths)
    once = distinct(stems.flat.astype(np.int64) * max(size, 1) + owners)
    counts = np.bincount(once // max(size, 1), minlength=vocabulary)
    flat = by_length[once % max(size, 1)].astype(np.int32)
    return Rows(flat, np.concatenate(([0], np.cumsum(counts))))


def lengths(
    stems: Rows, letters: Rows, rows: Ints, weights: tuple[Floats, Floats, Floats]
) -> Floats:
    """The lengths of some phrasings as vectors, by weights of stems, of bigrams, of n-grams."""
    count = len(rows)
    positions, owners = stems.take(rows)
    squares = weights[0][stems.flat[positions]].astype(np.float64) ** 2
    mass = np.bincount(owners, squares, count)
    pairs = (mass**2 - np.bincount(owners, squares**2, count)) / 2
    found, owners = bigrams(stems, rows)
    neighbours = np.bincount(owners, weights[1][found].astype(np.float64) ** 2, count)
    found, owners = grams(letters, rows)
    spelling = np.bincount(owners, weights[2][found].astype(np.float64) ** 2, count)
    table = np.stack([mass, neighbours, np.maximum(pairs, 0), spelling])
    norms: Floats = np.sqrt(np.maximum(table, 1e-9)).astype(np.float32)
    return norms


def candidates(index: Index, stems: Ints, weights: Floats) -> Ints:
    """The phrasings nearest to a question by the cosine of their stems, at most ``CANDIDATES``.

    ``stems`` are different known stem numbers of the question, ``weights`` theirs. Gives the
    phrasings' numbers in rising order. Reads the rarest stems first and at most ``POSTINGS_READ``
    postings; a stem that no longer fits gives its head, an eighth of the budget at least.
    """
    if not len(stems):
        return np.zeros(0, dtype=np.int64)
    sizes = index.postings.starts[stems + 1] - index.postings.starts[stems]
    dots = np.zeros(index.size, dtype=np.float32)
    touched, left = [], POSTINGS_READ
    for place in np.argsort(sizes, kind="stable"):
        begin = index.postings.starts[stems[place]]
        taken = min(int(sizes[place]), max(left, POSTINGS_READ // 8))
        posting = index.postings.flat[begin : begin + taken]
        dots[posting] += weights[place] * index.stem_weight[stems[place]]
        touched.append(posting)
        left -= taken
    seen = np.concatenate(touched)
    closeness = dots[seen] / index.norms[0][seen]
    wanted = CANDIDATES * len(stems)
    if len(seen) > wanted:
        seen = seen[np.argpartition(-closeness, wanted - 1)[:wanted]]
    rows = distinct(seen.astype(np.int64))
    if len(rows) > CANDIDATES:
        closeness = dots[rows] / index.norms[0][rows]
        rows = np.sort(rows[np.argpartition(-closeness, CANDIDATES - 1)[:CANDIDATES]])
    return rows
