"""An index after an edit: one entry's phrasings are replaced or go, and everything else is kept.

Building an index takes a second for each 20,000 phrasings; an edit must be live at once. The
weights of what was there stay as they were made, so that all lengths remain right; a stem that is
new weighs the most. ``Index.edited`` counts what was changed since, so that the index is built
anew before the weights are out of date.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.features import Ints, Rows
from knowledge.matching.index import ENTRY_KEY, Index, Phrase, Written, lengths, numbered


def with_entry(index: Index, entry: str, phrases: Sequence[Phrase], edited: int) -> Index:
    """The index with these phrasings of an entry in place of those that it has of it.

    A new entry comes last. ``edited`` is how many phrasings differ from those before.
    """
    is_new = entry not in index.entries
    place = len(index.entries) if is_new else index.entries.index(entry)
    begin, end = (int(row) for row in np.searchsorted(index.entry_of, [place, place + 1]))
    stem_number, word_number = dict(index.stem_number), dict(index.word_number)
    written = numbered(phrases, stem_number, word_number, index.word_stems)
    new_stems = len(stem_number) + 1 - len(index.stem_weight)
    heaviest = np.full(new_stems, index.highest_weight, dtype=np.float32)
    stem_weight = np.concatenate([index.stem_weight, heaviest])
    weights = (stem_weight, index.bigram_weight, index.gram_weight)
    rows = np.arange(len(phrases))
    norms = lengths(written.stems, written.letters, rows, weights)
    stems = _spliced(index.stems, begin, end, written.stems)
    sizes = np.append(index.entry_sizes, np.int32(0)) if is_new else index.entry_sizes.copy()
    sizes[place] = len(phrases)
    class_weights, scales = index.class_weights, index.class_scales.copy()
    if is_new:
        class_weights = np.pad(class_weights, ((0, 0), (0, 1)))
        scales = np.append(scales, np.float32(0))
    scales[place] = 0
    entry_stems, counts = _entry_stems(index, place, written)
    before, after = index.norms[:, :begin], index.norms[:, end:]
    return replace(
        index,
        entries=(*index.entries, entry) if is_new else index.entries,
        entry_of=_replaced(index.entry_of, begin, end, np.full(len(rows), place)),
        language_of=_replaced(index.language_of, begin, end, written.languages),
        stem_number=stem_number,
        word_number=word_number,
        word_stems=written.word_stems,
        stems=stems,
        letters=_spliced(index.letters, begin, end, written.letters),
        postings=_postings(index, begin, end, written.stems, np.diff(stems.starts)),
        stem_weight=stem_weight,
        norms=np.concatenate([before, norms, after], axis=1),
        entry_stems=entry_stems,
        entry_stem_counts=counts,
        entry_sizes=sizes,
        class_weights=class_weights,
        class_scales=scales,
        edited=index.edited + edited,
    )


def without_entry(index: Index, entry: str) -> Index:
    """The index without the phrasings of an entry, if it has any."""
    if entry not in index.entries:
        return index
    place = index.entries.index(entry)
    empty = with_entry(index, entry, (), int(index.entry_sizes[place]))
    return replace(
        empty,
        entries=(*index.entries[:place], *index.entries[place + 1 :]),
        entry_of=empty.entry_of - (empty.entry_of > place),
        entry_stems=empty.entry_stems - ENTRY_KEY * (empty.entry_stems > place * ENTRY_KEY),
        entry_sizes=np.delete(empty.entry_sizes, place),
        class_weights=np.delete(empty.class_weights, place, axis=1),
        class_scales=np.delete(empty.class_scales, place),
    )


def _replaced(values: NDArray[Any], begin: int, end: int, by: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([values[:begin], by.astype(values.dtype), values[end:]])


def _spliced(rows: Rows, begin: int, end: int, by: Rows) -> Rows:
    first, last = int(rows.starts[begin]), int(rows.starts[end])
    starts = np.concatenate(
        [
            rows.starts[:begin],
            by.starts[:-1] + first,
            rows.starts[end:] + (int(by.starts[-1]) - (last - first)),
        ]
    )
    return Rows(_replaced(rows.flat, first, last, by.flat), starts)


def _postings(index: Index, begin: int, end: int, stems: Rows, row_lengths: Ints) -> Rows:
    """The postings without those of the replaced rows, with the new; short phrasings first."""
    flat, starts = index.postings.flat, index.postings.starts
    kept = (flat < begin) | (flat >= end)
    counted = np.concatenate(([0], np.cumsum(kept)))
    size = len(stems.starts) - 1
    flat = np.where(flat >= end, flat + (size - (end - begin)), flat)[kept]
    starts = counted[starts]
    owners = begin + np.repeat(np.arange(size), np.diff(stems.starts))
    keys = np.unique(stems.flat.astype(np.int64) * ENTRY_KEY + owners)
    numbers, rows = keys // ENTRY_KEY, keys % ENTRY_KEY
    highest = max(int(numbers.max(initial=0)), len(starts) - 2)
    starts = np.append(starts, np.full(highest + 2 - len(starts), starts[-1]))
    places = np.array(
        [
            starts[number]
            + np.searchsorted(
                row_lengths[flat[starts[number] : starts[number + 1]]], row_lengths[row], "right"
            )
            for number, row in zip(numbers, rows, strict=True)
        ],
        dtype=np.int64,
    )
    order = np.lexsort((row_lengths[rows], places, numbers))
    grown = np.bincount(numbers, minlength=len(starts) - 1)
    return Rows(
        np.insert(flat, places[order], rows[order].astype(flat.dtype)),
        starts + np.concatenate(([0], np.cumsum(grown))),
    )


def _entry_stems(index: Index, place: int, written: Written) -> tuple[Ints, NDArray[np.int32]]:
    edges = np.array([place * ENTRY_KEY, (place + 1) * ENTRY_KEY])
    begin, end = (int(edge) for edge in np.searchsorted(index.entry_stems, edges))
    stems, counts = np.unique(written.stems.flat.astype(np.int64), return_counts=True)
    return (
        _replaced(index.entry_stems, begin, end, place * ENTRY_KEY + stems),
        _replaced(index.entry_stem_counts, begin, end, counts),
    )
