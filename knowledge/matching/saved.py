"""An index and its calibration as bytes and back, so that a start need not build them anew.

First the length of a head of JSON, then the head (words, thresholds, and each array's name, type
and size), then the arrays one after another. It holds no code, and reading copies nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np

from knowledge.matching.confidence import Calibration
from knowledge.matching.features import Rows
from knowledge.matching.index import Index

VERSION = 10
"""Rises whenever an index built by newer code differs from one built by older code."""

_WORDS = ("entries", "stem_number", "word_number")
_LENGTH_BYTES = 8
_ALIGNED = 8


def dump(index: Index, calibration: Calibration) -> bytes:
    """The index and calibration as bytes."""
    arrays = dict(_arrays(index))
    head = {
        "words": {name: list(getattr(index, name)) for name in _WORDS},
        "calibration": [getattr(calibration, field.name) for field in fields(calibration)],
        "arrays": [(name, array.dtype.str, array.shape) for name, array in arrays.items()],
    }
    text = _padded(json.dumps(head, ensure_ascii=False).encode(), b" ")
    length = len(text).to_bytes(_LENGTH_BYTES, "little")
    return b"".join([length, text, *(_padded(array.tobytes()) for array in arrays.values())])


def load(data: bytes) -> tuple[Index, Calibration]:
    """What ``dump`` saved.

    Raises:
        ValueError, KeyError, TypeError: the bytes are damaged.

    """
    place = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES], "little")
    head = json.loads(data[_LENGTH_BYTES:place])
    words = head["words"]
    parts: dict[str, Any] = {
        "entries": tuple(words["entries"]),
        "stem_number": {stem: number for number, stem in enumerate(words["stem_number"], 1)},
        "word_number": {word: number for number, word in enumerate(words["word_number"])},
    }
    for name, kind, shape in head["arrays"]:
        count = int(np.prod(shape))
        parts[name] = np.frombuffer(data, kind, count, place).reshape(shape)
        place += -(-parts[name].nbytes // _ALIGNED) * _ALIGNED
    for field in fields(Index):
        if field.type is Rows:
            flat, starts = parts.pop(f"{field.name}.flat"), parts.pop(f"{field.name}.starts")
            parts[field.name] = Rows(flat, starts)
    coefficients, *thresholds = head["calibration"]
    return Index(**parts), Calibration(tuple(coefficients), *thresholds)


def _arrays(index: Index) -> Iterator[tuple[str, "np.ndarray[Any, Any]"]]:
    for field in fields(Index):
        value = getattr(index, field.name)
        if isinstance(value, Rows):
            yield f"{field.name}.flat", value.flat
            yield f"{field.name}.starts", value.starts
        elif field.name not in _WORDS:
            yield field.name, value


def _padded(data: bytes, filling: bytes = b"\0") -> bytes:
    return data + filling * (-len(data) % _ALIGNED)
