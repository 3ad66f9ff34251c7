"""XLSX: a workbook with one sheet a table. openpyxl is imported where it is used: it is slow."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time
from typing import Any

from knowledge.errors import FileRefused, NotWritten
from knowledge.model import Base
from knowledge.sheets.cells import neutralised
from knowledge.sheets.rows import Cells, rows_of
from knowledge.sheets.tables import COLUMNS, MAX_COLUMNS, MAX_ROWS, Sheet, Table
from knowledge.sheets.xlsx_parts import refuse_harmful
from knowledge.stamps import Stamp

MAX_CELL = 32_767
# No spreadsheet program has more; a file may name any number.
_LAST_ROW = 1_048_576
_WIDTHS = {"question": 40, "answer": 60, "phrasing": 60, "title": 40, "report": 60, "notes": 30}
# Spreadsheet programs read _x0041_ as A; its first sign is written so in turn.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_CARRIAGE_RETURN = re.compile(r"(?<!_x005F)_x000D_(?=\n)")


def xlsx_of(base: Base, stamp: Stamp | None = None) -> bytes:
    """The whole base as a workbook; the stamp is the head of an empty column of every sheet.

    Raises NotWritten where a cell cannot hold a text.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    tables = rows_of(base)
    _refuse_unwritable(tables)
    book = Workbook(write_only=True)
    for table, rows in tables.items():
        sheet = book.create_sheet(table.value)
        sheet.freeze_panes = "B2"
        for number, column in enumerate(COLUMNS[table], 1):
            width = _WIDTHS.get(column.field, 16)
            sheet.column_dimensions[get_column_letter(number)].width = width
        cells = [_text_cell(sheet) for _ in COLUMNS[table]]
        names = [*map(str, COLUMNS[table]), *([str(stamp)] if stamp else [])]
        heads = [_text_cell(sheet, Font(bold=True)) for _ in names]
        sheet.append(_filled(heads, names))
        for row in rows:
            sheet.append(_filled(cells, row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _refuse_unwritable(tables: Mapping[Table, Sequence[Cells]]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for table, rows in tables.items():
        for row in rows:
            for cell, column in zip(row, COLUMNS[table], strict=True):
                if len(cell) >= MAX_CELL:
                    raise NotWritten(
                        f"The {column} of {row[0]} has {len(cell)} characters; a cell of XLSX "
                        f"holds {MAX_CELL}. Export to YAML or CSV."
                    )
                # The rules forbid it, but a store that is older than they are may have one.
                if not cell.isprintable() and ILLEGAL_CHARACTERS_RE.search(cell):
                    raise NotWritten(
                        f"The {column} of {row[0]} has a control character in it, which XLSX "
                        "cannot hold. Type it again without it."
                    )


def _text_cell(sheet: Any, font: Any = None) -> Any:
    """An empty cell that stays text, also after somebody types a date into it."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    if font:
        cell.font = font
    return cell


def _filled(cells: Sequence[Any], texts: Sequence[str]) -> Sequence[Any]:
    """The cells with these texts; a row is written at once, so that the next one reuses them."""
    for cell, text in zip(cells, texts, strict=True):
        cell.value = _ESCAPE.sub("_x005F_", neutralised(text)) or None
        if text:
            cell.data_type = "s"
    return cells


def read_xlsx(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook; raises FileRefused."""
    refuse_harmful(content, name)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        with closing(book):
            return [
                Sheet(sheet.title, list(_rows(sheet, name)), sheet.sheet_state != "visible")
                for sheet in book.worksheets
            ]
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads to
        told = str(error).split("\n")[0] or type(error).__name__
        raise FileRefused(f"{name} is no workbook that can be read ({told}).") from error


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    # What a file says about its size need not be true.
    sheet.reset_dimensions()
    filled = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        filled += bool(row)
        if filled > MAX_ROWS or number > _LAST_ROW:
            raise FileRefused(f"{name} has more than {MAX_ROWS} rows. Split it.")
        if any(value is not None for value in row[MAX_COLUMNS:]):
            raise FileRefused(f"{name} has more than {MAX_COLUMNS} columns. Remove some.")
        if row:
            yield number, [_text(value) for value in row[:MAX_COLUMNS]]


def _text(value: Any) -> str:
    """A cell as a person sees it."""
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub("_", _CARRIAGE_RETURN.sub("", value)) if "_x00" in value else value
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        case time():
            return value.isoformat("minutes").removeprefix("0")
        case _:
            return str(value)
