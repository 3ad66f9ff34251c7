"""CSV: one file that holds all tables, told apart by its first column.

Written as UTF-8 with the mark that spreadsheet programs look for; read in whatever encoding and
with whatever separator people save it.
"""

import codecs
import csv
import io
import re

from knowledge.errors import FileRefused
from knowledge.model import Base
from knowledge.sheets.cells import neutralised
from knowledge.sheets.headers import known_in
from knowledge.sheets.rows import rows_of
from knowledge.sheets.tables import COLUMNS, MAX_COLUMNS, MAX_ROWS, Sheet, all_columns
from knowledge.stamps import Stamp

_SEPARATORS = ",;\t|"
_LOST = re.compile(r"[\w\s]\?+\w")
_AROUND = 20
# What other Cyrillic encodings look like when they are read as cp1251: letters of Serbian, capitals
# in the middle of words, and signs in them.
_FOREIGN = re.compile(r"[ЂЃѓЉЊЌЋЏђљњќћџ]")
_TURNED = re.compile(r"[а-яё][А-ЯЁ]|[А-Яа-яЁё][ЎўЈҐЁЄЇІєјЅѕї¤¦§©«¬®][а-яё]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
_LOOK_AT = 20_000
_LINE_END = re.compile(rb"\r\n|\r|\n")
# Three Cyrillic letters in a row, a dash or a quotation mark in UTF-8. In cp1251 they would be
# such as "Р°С‚Рѕ" and "вЂ“", which nobody writes; two alone may be: "СССР»" ends in one.
_UTF8_WORD = re.compile(rb"(?:[\xd0-\xd3][\x80-\xbf]){3}|\xe2\x80[\x80-\xbf]")


def csv_of(base: Base, stamp: Stamp | None = None) -> bytes:
    """The whole base as one CSV file; the stamp is the head of an empty column."""
    columns = all_columns()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    more = [str(stamp)] if stamp else []
    writer.writerow([*map(str, columns), *more])
    for table, rows in rows_of(base).items():
        places = [columns.index(column) for column in COLUMNS[table]]
        for row in rows:
            cells = [table.value, *[""] * (len(columns) - 1)]
            for place, cell in zip(places, row, strict=True):
                cells[place] = neutralised(cell)
            writer.writerow([*cells, *[""] * len(more)])
    return out.getvalue().encode("utf-8-sig")


def read_csv(content: bytes, name: str) -> tuple[Sheet, list[str]]:
    """The rows of a CSV file, and remarks about how it was read; raises FileRefused."""
    text, remarks = _decoded(content, name)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower() in {f"sep={sign}" for sign in _SEPARATORS}:
        separator, text, skipped = first.strip()[-1], rest, 1
    else:
        separator = _separator(text)
    rows = [(line + skipped, row) for line, row in _rows(text, separator, name)]
    return Sheet("", rows), remarks


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(content, name), []
    if b"\0" in content:
        raise FileRefused(
            f"{name} has NUL bytes in it: it is UTF-16 without its mark, or no text at all. "
            "Save it as CSV UTF-8."
        )
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if content.startswith(codecs.BOM_UTF8) or _UTF8_WORD.search(content):
            line = len(_LINE_END.findall(error.object[: error.start])) + 1
            raise FileRefused(
                f"{name}:{line}: the byte {error.object[error.start]:#04x} is no UTF-8, as the "
                "rest of the file is. Type the line again, and save the file as CSV UTF-8."
            ) from None
    return _cp1251(content, name)


def _utf16(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise FileRefused(f"{name} is marked as UTF-16 and is damaged. Save it as CSV UTF-8.")
    return text


def _cp1251(content: bytes, name: str) -> tuple[str, list[str]]:
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError:
        raise FileRefused(f"{name} is no text. Save it as CSV UTF-8.") from None
    if lost := _LOST.search(text):
        around = text[max(lost.start() - _AROUND, 0) : lost.end() + _AROUND].split()
        word = next(word for word in around if "?" in word)
        raise FileRefused(
            f"{name} lost letters when it was saved ({word[:_AROUND]!r}): its encoding has no "
            "Kazakh letters. Save it as CSV UTF-8, or as XLSX."
        )
    if _FOREIGN.search(text) or 10 * len(_TURNED.findall(text)) > len(_CYRILLIC.findall(text)):
        raise FileRefused(
            f"{name} is in an encoding that cannot be told, such as that of a Mac or of MS-DOS. "
            "Save it as CSV UTF-8, or as XLSX."
        )
    return text, [f"{name} is not UTF-8; read as Windows Cyrillic (cp1251)"]


def _separator(text: str) -> str:
    """The sign between cells that makes the most heads of ours."""

    def heads(sign: str) -> int:
        reader = csv.reader(io.StringIO(text[:_LOOK_AT], newline=""), delimiter=sign)
        try:
            return max(
                (known_in(row) for row, _ in zip(reader, range(20), strict=False)), default=0
            )
        except csv.Error:
            return 0

    return max(_SEPARATORS, key=heads)


def _rows(text: str, separator: str, name: str) -> list[tuple[int, list[str]]]:
    usual = csv.field_size_limit(max(len(text), 1))
    try:
        return _parsed(text, separator, name, strict=True)
    finally:
        csv.field_size_limit(usual)


def _refuse_too_large(row: list[str], before: int, name: str) -> None:
    if before >= MAX_ROWS:
        raise FileRefused(f"{name} has more than {MAX_ROWS} rows. Split it.")
    if len(row) > MAX_COLUMNS and any(row[MAX_COLUMNS:]):
        raise FileRefused(f"{name} has more than {MAX_COLUMNS} columns. Remove some.")


def _parsed(text: str, separator: str, name: str, *, strict: bool) -> list[tuple[int, list[str]]]:
    """The rows with their first lines; quotes are read leniently where they must be."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(row):
                _refuse_too_large(row, len(rows), name)
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        # A quote that nobody closes would take in the rest of the file in silence.
        if "unexpected end of data" in str(error):
            message = f'{name}:{line}: a quote (") is opened here and never closed. Close it.'
            raise FileRefused(message) from None
        return _parsed(text, separator, name, strict=False)
    return rows
