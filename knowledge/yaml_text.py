"""Plain values as YAML text in one fixed style: the same value always gives the same text.

Texts that any reader of YAML takes for text stand as they are, all others in double quotes;
answers and texts of several lines are literal blocks, short lists stand in brackets.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Scalar: TypeAlias = str | int

_BLOCK_KEYS = {"answer"}
_BRACKET_KEYS = {"people", "paragraphs", "related", "spellings", "entries"}
# What YAML cannot show, or readers take for an end of line or a byte order mark.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]")
_PLAIN = re.compile(r"(?:[^\W_]|[«„“(])(?:[^\n\t:#]|:(?! |$)|(?<! )#)*(?<! )")
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_](?:[\w .'()/+-]*[\w.')(/+-])?")
# Words and figures that some reader takes for true, nothing, a number, a date or a time.
_NO_TEXT = re.compile(
    r"(?:y|n|yes|no|on|off|true|false|null)|[\d.][\d_.,:xobeE+\-a-fA-FTZ ]*|\.?(?:inf|nan)",
    re.IGNORECASE,
)


def document(value: Any) -> str:
    """A whole file: a list of mappings, or a mapping."""
    if not value:
        return "[]\n" if isinstance(value, list) else "{}\n"
    if isinstance(value, list):
        return "".join(item_text(item) for item in value)
    return "".join(f"{line}\n" for line in _mapping(value, ""))


def item_text(item: Mapping[str, Any]) -> str:
    """One item of a file's list, from its ``- `` on."""
    return "".join(f"{line}\n" for line in _listed(list(_mapping(item, "  ")), ""))


def scalar(value: Scalar, *, in_brackets: bool = False) -> str:
    """A number or a text in one line."""
    if isinstance(value, int):
        return str(value)
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if plain.fullmatch(value) and not _NO_TEXT.fullmatch(value) and not _HIDDEN.search(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _HIDDEN.sub(lambda hidden: f"\\u{ord(hidden[0]):04x}", quoted)


def brackets(values: Sequence[Scalar]) -> str:
    """A list in one line."""
    return f"[{', '.join(scalar(value, in_brackets=True) for value in values)}]"


def is_block(key: str, text: str) -> bool:
    """Whether a text stands as a literal block under its key."""
    wanted = "\n" in text or (key in _BLOCK_KEYS and text != "")
    return wanted and text == text.strip() and not _HIDDEN.search(text)


def is_bracketed(key: str, values: Sequence[Any]) -> bool:
    """Whether a list stands in one line under its key."""
    return not values or (key in _BRACKET_KEYS and not isinstance(values[0], Mapping))


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _mapping(value, f"{indent}  ")
        elif isinstance(value, str) and is_block(key, value):
            yield f"{indent}{key}: |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        elif isinstance(value, str | int):
            yield f"{indent}{key}: {scalar(value)}"
        elif is_bracketed(key, value):
            yield f"{indent}{key}: {brackets(value)}"
        else:
            yield f"{indent}{key}:"
            yield from _sequence(value, f"{indent}  ")


def _sequence(values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            yield from _listed(list(_mapping(value, f"{indent}  ")), indent)
        elif isinstance(value, str | int):
            yield f"{indent}- {scalar(value)}"
        else:
            yield f"{indent}- {brackets(value)}"


def _listed(lines: Sequence[str], indent: str) -> Iterator[str]:
    """The lines of a mapping as an item of a list: the first indent becomes a hyphen."""
    first, *others = lines
    yield f"{indent}- {first.removeprefix(indent + '  ')}"
    yield from others
