"""A workbook as the zip of XML that it is: what would harm or mislead is refused before it is read.

A small file may unpack to a huge one, or define words of XML that grow to one. What a formula comes
to is not in the file, or was so when somebody saved it last.
"""

import io
import re
import zipfile
from typing import IO

from knowledge.errors import FileRefused

MAX_UNPACKED = 256 * 1024 * 1024
MAX_TAGS = 3_000_000
# A unit is read at once: a row, a text that cells share, or a part that has neither.
MAX_TAGS_AT_ONCE = 500_000
MAX_UNITS = 300_000
_CHUNK = 1024 * 1024
_LOOK_BACK = 500
# No spreadsheet program defines anything, or writes XML in another encoding than UTF-8.
_DEFINES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|\0|.\0", re.DOTALL)
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"
# The formula of a cell, in whatever namespace, and before it the name of the cell.
_FORMULA = re.compile(rb"<(?:\w{1,16}:)?f[\s/>]")
_CELL = re.compile(rb"\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
_UNIT = re.compile(rb"<(?:\w{1,16}:)?(?:row|si)[\s/>]")
# A cell that says that its formula failed, which somebody pasted as a value.
_FAILED = re.compile(rb"<(?:\w{1,16}:)?c\s[^<>]*\bt=[\"']e[\"']")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def refuse_harmful(content: bytes, name: str) -> None:
    """Look through all parts of a workbook; raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive, name)
            for part in archive.infolist():
                with archive.open(part) as file:
                    _refuse_part(file, part.filename, name)
    except FileRefused:
        raise
    except Exception as error:  # a damaged part fails in whatever way its packing fails
        raise FileRefused(f"{name} is no XLSX file. Save it as XLSX anew.") from error


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    """The parts are held to what is declared of them."""
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > MAX_UNPACKED:
        size, most = unpacked // 1024**2, MAX_UNPACKED // 1024**2
        raise FileRefused(f"{name} unpacks to {size} MB; at most {most} MB are read. Split it.")


def _refuse_part(file: IO[bytes], part: str, name: str) -> None:
    is_sheet, seen = _SHEET.fullmatch(part), b""
    tags = at_once = units = 0
    while chunk := file.read(_CHUNK):
        is_first, seen = not seen, seen[-_LOOK_BACK:] + chunk
        if is_first and not _may_be_xml(chunk):
            return
        if _DEFINES.search(seen) or (is_first and _UTF16.match(chunk)):
            raise FileRefused(
                f"{name} has something in it ({part}) that no spreadsheet program writes. Save it"
                " as XLSX anew."
            )
        counts = [piece.count(b"<") for piece in _UNIT.split(chunk)]
        counts[0] += at_once
        tags, at_once, units = tags + sum(counts) - at_once, counts[-1], units + len(counts) - 1
        if tags > MAX_TAGS or max(counts) > MAX_TAGS_AT_ONCE or units > MAX_UNITS:
            raise FileRefused(f"{name} has more cells than can be read ({part}). Split it.")
        if is_sheet:
            _refuse_formula(seen, name)


def _refuse_formula(seen: bytes, name: str) -> None:
    if found := _FORMULA.search(seen):
        cells = _CELL.findall(seen, max(found.start() - _LOOK_BACK, 0), found.start())
        raise FileRefused(
            f"{name} has a formula in it (cell {_last(cells)}). Put its value there: copy the"
            " cells, and paste them as values."
        )
    if found := _FAILED.search(seen):
        raise FileRefused(
            f"{name} has a formula that failed in it (cell {_last(_CELL.findall(found[0]))})."
            " Type there what it should say."
        )


def _last(cells: list[bytes]) -> str:
    return cells[-1].decode() if cells else "?"


def _may_be_xml(start: bytes) -> bool:
    """Whether a part can be read as XML, whatever it is called; pictures and the like cannot."""
    text = start.replace(b"\0", b"").lstrip(_BEFORE_XML)
    return not text or text.startswith(b"<")
