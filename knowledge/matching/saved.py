"""An index and its calibration as bytes and back, so that a start need not build them anew.

First a checksum of all the rest, so that damage is noticed; then the length of a head of JSON,
the head (words, thresholds, and each array's name, type and size), and the arrays one after
another. It holds no code, and reading copies next to nothing.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np

from knowledge.matching.confidence import Calibration
from knowledge.matching.features import Rows
from knowledge.matching.index import Index

VERSION = 22
"""Rises whenever an index built by newer code differs from one built by older code."""

_WORDS = ("entries", "stem_number", "word_number")
_NUMBERS = ("weighed", "edited")
_LENGTH_BYTES = 8
_CHECKSUM_BYTES = 8
_ALIGNED = 8


def dump(index: Index, calibration: Calibration) -> bytes:
    """The index and calibration as bytes."""
    arrays = dict(_arrays(index))
    head = {
        "words": {name: list(getattr(index, name)) for name in _WORDS},
        "numbers": {name: getattr(index, name) for name in _NUMBERS},
        "calibration": [getattr(calibration, field.name) for field in fields(calibration)],
        "arrays": [(name, array.dtype.str, array.shape) for name, array in arrays.items()],
    }
    text = _padded(json.dumps(head, ensure_ascii=False).encode(), b" ")
    length = len(text).to_bytes(_LENGTH_BYTES, "little")
    rest = b"".join([length, text, *(_padded(array.tobytes()) for array in arrays.values())])
    return _checksum(rest) + rest


def load(data: bytes) -> tuple[Index, Calibration]:
    """What ``dump`` saved.

    Raises:
        ValueError: the bytes are damaged.

    """
    begin = _CHECKSUM_BYTES + _LENGTH_BYTES
    if _checksum(memoryview(data)[_CHECKSUM_BYTES:]) != data[:_CHECKSUM_BYTES]:
        raise ValueError("the saved index is damaged")
    place = begin + int.from_bytes(data[_CHECKSUM_BYTES:begin], "little")
    head = json.loads(data[begin:place])
    words = head["words"]
    parts: dict[str, Any] = {
        "entries": tuple(words["entries"]),
        "stem_number": {stem: number for number, stem in enumerate(words["stem_number"], 1)},
        "word_number": {word: number for number, word in enumerate(words["word_number"])},
        **head["numbers"],
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
        elif field.name not in (*_WORDS, *_NUMBERS):
            yield field.name, value


def _checksum(data: bytes | memoryview) -> bytes:
    # Against damage only, and every start reads it: a digest would take some times as long.
    return zlib.crc32(data).to_bytes(_CHECKSUM_BYTES, "little")


def _padded(data: bytes, filling: bytes = b"\0") -> bytes:
    return data + filling * (-len(data) % _ALIGNED)
