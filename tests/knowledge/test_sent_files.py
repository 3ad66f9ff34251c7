"""A file that was sent: whatever it is called and holds, it is read whole or refused in words."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from openpyxl import load_workbook

from knowledge import sent_files
from knowledge.errors import BaseInvalid, FileRefused
from knowledge.items import Kind
from knowledge.model import Base
from knowledge.sent_files import has_known_kind, read_sent
from knowledge.sheets.csv_file import csv_of
from knowledge.sheets.xlsx_file import xlsx_of
from tests.knowledge.sent import (
    LAUGHS,
    YAML_BOMB,
    defining,
    of_folder,
    with_formula,
    with_sheet,
    zipped,
)

LEADING_OUT = ("../topics.yaml", "./topics.yaml", "/topics.yaml", "..\\topics.yaml", "a/b/x.yaml")
OTHERS = {
    b"%PDF-1.4": "is a PDF",
    b"\x1f\x8b": "Pack it as a zip",
    b"Rar!": "Pack it as a zip",
    b"\x89PNG": "is a picture",
    b"{\\rtf1": "CSV UTF-8",
    b"<html><table>": "is a web page",
    b"\xef\xbb\xbf <?xml version": "is a web page",
}
TOPIC = b"- {id: x, title: {en: A, ru: B, kk: C}}\n"


def with_more(cells: bytes) -> bytes:
    """A workbook with more in its first sheet than a spreadsheet program put there."""
    return with_sheet(lambda sheet: sheet.replace(b"<row", cells + b"<row", 1))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *(("a.yaml", True), ("A.YML", True), ("b.csv", True), ("b.XLSX", True), ("c.zip", True)),
        *(("b.xls", False), ("b.xlsm", False), ("b.pdf", False), ("b", False), ("", False)),
        *((".xlsx", False), ("b.xlsx.exe", False), ("forum.sqlite", False), ("b.csv.gz", False)),
    ],
)
def test_known_kinds(name: str, known: bool) -> None:
    assert has_known_kind(name) is known


def test_every_kind_of_export_is_read(folder: Path, base: Base) -> None:
    forms = {
        "b.csv": csv_of(base),
        "b.xlsx": xlsx_of(base),
        "b.zip": zipped(*of_folder(folder)),
        "forum.yaml": (folder / "entries/forum.yaml").read_bytes(),
    }
    found = {name: read_sent(name, content, base.topics) for name, content in forms.items()}
    entries = {
        name: [draft.parts["id"] for draft in one.drafts if draft.kind is Kind.ENTRY]
        for name, one in found.items()
    }
    assert entries["b.csv"] == entries["b.xlsx"] == entries["b.zip"] == list(base.entries)
    assert entries["forum.yaml"] == ["forum-date", "unknown-venue"]


@pytest.mark.parametrize(
    "name",
    ["../../x.csv", "/etc/x.csv", "a\\b.csv", "c:\0x.csv", "\u202ex.csv", "?.csv", "x" * 900],
)
def test_no_name_leads_out_of_its_folder(name: str, base: Base) -> None:
    with pytest.raises(FileRefused, match=r"^[^/]*$"):
        read_sent(name, b"\x98", base.topics)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("topics.yaml", YAML_BOMB, "anchor"),
        ("topics.yaml", b"[" * 1_000_000, "nesting"),
        ("topics.yaml", "- id: тема".encode("cp1251"), "not UTF-8"),
        ("topics.yaml", b"", "empty"),
        ("topics.yaml", b"a: b: c", "no YAML"),
        ("topics.yaml", b"- !!python/object:os.system {}", "tag"),
        ("b.csv", "id,answer_en\nқазақ,".encode("utf-16-le"), "NUL"),
        ("b.csv", b"id,answer_en\nhello,\xff\xd0\xb0\xd0\xb0\xd0\xb0", "UTF-8"),
        ("b.csv", b'id,answer_en\nhello,"open', "never closed"),
        ("b.csv", b"id,answer_en\nhello,a,b,c,d", "more cells than the head"),
        ("b.csv", b"id,answer_en\nhello,a\nhello,b", "An earlier row says 'a'"),
        ("b.csv", b"x,y\n1,2", "no head with known columns"),
        ("b.csv", b"id,answer_en\n", "holds nothing"),
        ("b.csv", b"Hello", "no head with known columns"),
        ("b.xlsx", b"PK\x03\x04 broken", "no XLSX file"),
        ("b.xlsx", b"id,answer_en", "no XLSX inside"),
        ("b.xlsx", b"\xd0\xcf\x11\xe0x", "old or encrypted"),
        ("b.xlsx", with_formula("=1+1"), r"formula in it \(cell B2\)"),
        ("b.xlsx", with_sheet(defining(LAUGHS, b"&l9;")), "no spreadsheet program writes"),
        (
            "b.xlsx",
            with_sheet(defining(b'<!ENTITY a "%s">' % (b"x" * 300), b"&a;" * 9_000)),
            "no spreadsheet program writes",
        ),
        (
            "b.xlsx",
            with_sheet(defining(b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;")),
            "no spreadsheet program writes",
        ),
        (
            "b.xlsx",
            with_sheet(lambda sheet: b" " * 1_048_570 + defining(LAUGHS, b"&l9;")(sheet)),
            "no spreadsheet program writes",
        ),
        (
            "b.xlsx",
            with_sheet(lambda sheet: defining(LAUGHS, b"&l9;")(sheet).decode().encode("utf-16")),
            "no spreadsheet program writes",
        ),
        (
            "b.xlsx",
            with_sheet(lambda sheet: defining(LAUGHS, b"&l9;")(sheet).decode().encode("utf-16-be")),
            "no spreadsheet program writes",
        ),
        ("b.zip", b"id,answer_en", "no zip inside"),
        ("b.zip", zipped(("b.xlsx", "x")), "no file of the base"),
        ("b.zip", zipped(("topics.yaml", "- id: x")), "source.yaml: the file is missing"),
        *[("b.zip", zipped((place, "- id: x")), "no file of the base") for place in LEADING_OUT],
        *[(f"b.{kind}", b"", f"b.{kind} is empty") for kind in ("csv", "txt", "xlsx", "zip")],
        *[("b.csv", mark, "is empty") for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\n \t\n")],
        *[("b.csv", start + b"\0\1", told) for start, told in OTHERS.items()],
        *[(f"b.{kind}", b"SQLite format 3\0", "restore") for kind in ("txt", "zip", "xlsx")],
        ("b.csv", b"id\n" + b"a\n" * 200_001, "more than 200000 rows"),
        ("b.csv", b"id" + b",notes" * 200 + b",x\n", "more than 200 columns"),
        ("topics.yaml", b"[" + b"a," * 500_000 + b"]", "more than 500000 values"),
        ("topics.yaml", b"- a\n" * 5_000, "topics.yaml:1000: topics is text"),
        ("topics.yaml", TOPIC.replace(b"x", b'""'), "topics.yaml:1: the id is empty"),
        ("b.xlsx", with_more(b"<c/>" * 500_000), "more cells"),
        ("b.xlsx", with_more(b"<row/>" * 300_000), "more cells"),
        ("b.xlsx", with_more(b'<row><c r="C1" t="e"/></row>'), r"failed in it \(cell C1\)"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    name: str, content: bytes, told: str, base: Base
) -> None:
    with pytest.raises((FileRefused, BaseInvalid), match=told) as refused:
        read_sent(name, content, base.topics)
    assert "/tmp" not in str(refused.value)
    assert "Traceback" not in str(refused.value)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *((encoding, "Меня зовут Ерлан") for encoding in ("cp866", "koi8-r", "mac_cyrillic")),
        ("kz1048", "Қазақстан, сәлем"),
    ],
)
def test_cyrillic_of_other_systems_is_not_taken_for_that_of_windows(
    base: Base, encoding: str, text: str
) -> None:
    with pytest.raises(FileRefused, match="Save it as CSV UTF-8"):
        read_sent("b.csv", f"id;answer_ru\nhello;{text}".encode(encoding), base.topics)


@pytest.mark.parametrize(
    "content",
    [
        f"id;answer_ru\nhello;{'a' * 200_000}я".encode("cp1251"),
        f"id;answer_ru\nhello;{'?' * 200_000}я".encode("cp1251"),
        f"{'ﷺ' * 100_000};id;answer_ru\nx;hello;да".encode(),
        f"id;language;phrasing\nhello;{'ﷺ' * 100_000};да".encode(),
    ],
    ids=["a long word", "many question marks", "a long head", "a long language"],
)
def test_a_long_text_takes_no_time_to_look_through(base: Base, content: bytes) -> None:
    begun = process_time()
    with suppress(BaseInvalid, FileRefused):
        read_sent("b.csv", content, base.topics)
    assert process_time() - begun < 1


@pytest.mark.parametrize("name", ["b.xlsx", "b.csv", "b.txt", "b.zip", "topics.yaml"])
def test_a_workbook_is_read_under_any_name(base: Base, name: str) -> None:
    (draft,) = read_sent(name, with_formula("a text"), base.topics).drafts
    assert draft.parts["id"] == "hello"


@pytest.mark.parametrize("name", ["topics (1).yaml", "Topics.YAML", "topics_(12).yml"])
def test_a_copy_of_a_file_is_read_as_the_file(base: Base, name: str) -> None:
    (draft,) = read_sent(name, TOPIC, base.topics).drafts
    assert draft.parts["id"] == "x"


def test_a_file_of_another_name_is_one_finding(base: Base) -> None:
    with pytest.raises(BaseInvalid) as refused:
        read_sent("answers.yaml", b"- {id: x, en: y}\n", base.topics)
    assert len(refused.value.findings) == 1


def test_more_items_than_fit_are_refused_with_their_number(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.file_reading.MAX_ITEMS", 2)
    with pytest.raises(FileRefused, match="3 items; at most 2"):
        read_sent("b.csv", b"id\na\nb\nc", base.topics)


def test_a_hidden_sheet_is_read_and_told(base: Base) -> None:
    book = load_workbook(io.BytesIO(with_formula("a text")))
    book.create_sheet("shown")
    book["entries"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = read_sent("b.xlsx", out.getvalue(), base.topics)
    assert "the sheet 'entries' is hidden, and was read as well" in found.remarks
    assert found.drafts


def test_pictures_and_settings_of_a_printer_are_no_harm(base: Base) -> None:
    out = io.BytesIO(xlsx_of(base))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", "HP".encode("utf-16-le"))
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n\0<!DOCTYPE")
        archive.writestr("xl/media/image2.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF")
    assert read_sent("b.xlsx", out.getvalue(), base.topics).drafts


def test_a_bomb_of_a_workbook_is_refused_unread(base: Base) -> None:
    content = zipped(
        ("[Content_Types].xml", ""), ("xl/worksheets/sheet1.xml", "0" * (65 * 1024**2))
    )
    assert len(content) < 200_000
    with pytest.raises(FileRefused, match="more than 64 MB"):
        read_sent("b.xlsx", content, base.topics)


def test_a_file_that_is_too_large_is_refused_unread(base: Base) -> None:
    with pytest.raises(FileRefused, match="more than 10 MB"):
        read_sent("b.csv", bytes(sent_files.MAX_BYTES + 1), base.topics)
