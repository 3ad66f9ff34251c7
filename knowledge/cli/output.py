"""How commands print: JSON for programs, aligned text for people."""

import json
import re
from collections.abc import Sequence
from typing import Any

import click

# What acts on a terminal, or turns the text behind it; lines and tabs do neither.
_ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """The text as it may be printed, whoever wrote it: control signs become U+FFFD."""
    return _ACTING.sub("\ufffd", text)


def echo_json(value: Any) -> None:
    """Print a value as indented JSON, in its own letters."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def echo_json_line(value: Any) -> None:
    """Print a value as one line of JSON, in its own letters."""
    click.echo(json.dumps(value, ensure_ascii=False))


def echo_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as their widest cell, under a head."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def indented(text: str, by: int) -> str:
    """The text with every line moved to the right, except empty ones."""
    return "\n".join(" " * by + line if line else "" for line in text.split("\n"))
