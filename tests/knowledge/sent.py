"""Files as people send them, and as they should not."""

import io
import warnings
import zipfile
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


YAML_BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % (n, n, *[n - 1] * 7) for n in range(98, 122)
)
