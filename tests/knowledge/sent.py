"""Files as people send them, and as they should not."""

import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

MADE = (2024, 3, 6, 10, 0, 0)


def zipped(*files: tuple[str, str], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files, in this order, whatever their names are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, text in files:
            part = zipfile.ZipInfo("x", MADE)
            part.filename = name
            archive.writestr(part, text, kind)
    return out.getvalue()


def of_folder(folder: Path, inside: str = "") -> list[tuple[str, str]]:
    files = sorted(folder.rglob("*.yaml"))
    return [(f"{inside}{path.relative_to(folder).as_posix()}", path.read_text()) for path in files]


def with_formula(formula: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "entries"
    sheet.append(["id", "answer_en"])
    sheet.append(["hello", formula])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose sheet was changed by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(with_formula("a text"))) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            changed.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return out.getvalue()


def defining(entities: bytes, use: bytes) -> Callable[[bytes], bytes]:
    """A change that defines words of XML, and uses one."""
    head = b'<?xml version="1.0"?><!DOCTYPE worksheet [' + entities + b"]>"
    return lambda sheet: head + sheet[sheet.index(b"<worksheet") :].replace(b"a text", use)


LAUGHS = b'<!ENTITY l0 "lol">' + b"".join(
    b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
)


YAML_BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % (n, n, *[n - 1] * 7) for n in range(98, 122)
)
