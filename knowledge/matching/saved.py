"""An index and its calibration as bytes and back, so that a start need not build them anew.

The format is numpy's own archive with the words as one text; it holds no code (no pickles). Bytes
of another version or another base are refused by the key under which they were saved.
"""

import io
import json
from dataclasses import fields
from typing import Any

import numpy as np

from knowledge.matching.confidence import Calibration
from knowledge.matching.features import Rows
from knowledge.matching.index import Index

VERSION = 1
"""Rises whenever an index built by newer code differs from one built by older code."""

_PLAIN = ("entry_of", "language_of", "word_stems", "stem_weight", "bigram_weight", "gram_weight")
_ARRAYS = (*_PLAIN, "norms", "entry_stems", "entry_stem_counts")
_ROWS = ("stems", "letters", "postings")


def dump(index: Index, calibration: Calibration) -> bytes:
    """The index and calibration as bytes."""
    words = json.dumps(
        {
            "entries": index.entries,
            "stem_number": index.stem_number,
            "word_number": index.word_number,
            "calibration": [getattr(calibration, field.name) for field in fields(calibration)],
        },
        ensure_ascii=False,
    )
    arrays = {name: getattr(index, name) for name in _ARRAYS}
    for name in _ROWS:
        rows: Rows = getattr(index, name)
        arrays |= {f"{name}.flat": rows.flat, f"{name}.starts": rows.starts}
    buffer = io.BytesIO()
    np.savez(buffer, words=np.frombuffer(words.encode(), dtype=np.uint8), **arrays)
    return buffer.getvalue()


def load(data: bytes) -> tuple[Index, Calibration]:
    """What ``dump`` saved.

    Raises:
        ValueError, KeyError, OSError: the bytes are damaged.

    """
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        words = json.loads(archive["words"].tobytes().decode())
        parts: dict[str, Any] = {name: archive[name] for name in _ARRAYS}
        for name in _ROWS:
            parts[name] = Rows(archive[f"{name}.flat"], archive[f"{name}.starts"])
    coefficients, *thresholds = words["calibration"]
    index = Index(
        entries=tuple(words["entries"]),
        stem_number=words["stem_number"],
        word_number=words["word_number"],
        **parts,
    )
    return index, Calibration(tuple(coefficients), *thresholds)
