import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from knowledge.drafts import Content
from knowledge.errors import BaseInvalid, FileRefused, NotWritten
from knowledge.item_rules import item_problems, known_of
from knowledge.items import Item, Kind, items_of
from knowledge.model import LANGUAGES, Base, Entry
from knowledge.plan import Action, plan_import
from knowledge.sheets.cells import neutralised, restored
from knowledge.sheets.csv_file import csv_of, read_csv
from knowledge.sheets.reading import drafts_of
from knowledge.sheets.tables import Sheet
from knowledge.sheets.xlsx_file import read_xlsx, xlsx_of
from tests.knowledge.hostile import PIECES, bases


def from_csv(content: bytes | str) -> Content:
    data = content.encode() if isinstance(content, str) else content
    sheet, remarks = read_csv(data, "x.csv")
    found = drafts_of([sheet], "x.csv")
    return replace(found, remarks=(*remarks, *found.remarks))


def from_xlsx(content: bytes) -> Content:
    return drafts_of(read_xlsx(content, "x.xlsx"), "x.xlsx")


def nothing(base: Base) -> Base:
    """A base of the same shape without any items but source and replies."""
    return replace(base, topics={}, people={}, entries={}, checks=(), synonyms={})


def rebuilt(content: Content, base: Base) -> list[Item | None]:
    """The items that an import into an empty base gives, in their order."""
    plan = plan_import(content, nothing(base), {})
    added = [step.after for step in plan.of(Action.ADD)]
    assert plan.of(Action.CHANGE, Action.REMOVE, Action.KEEP, Action.CONFLICT) == []
    return added


def cells_of(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


# Out and in again


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(base=bases())
def test_every_item_comes_back_from_csv_and_from_xlsx(base: Base) -> None:
    expected = [item for item in items_of(base) if item not in list(items_of(nothing(base)))]
    assert rebuilt(from_csv(csv_of(base)), base) == expected
    assert rebuilt(from_xlsx(xlsx_of(base)), base) == expected


@pytest.mark.parametrize("piece", PIECES)
def test_a_cell_never_begins_as_a_formula_and_comes_back(piece: str) -> None:
    for text in (piece, f"'{piece}", f"''{piece}", f"={piece}"):
        assert not neutralised(text).startswith(("=", "+", "-", "@", "\t", "＝"))
        assert restored(neutralised(text)) == text


def test_no_cell_of_a_workbook_is_a_formula(base: Base) -> None:
    entry = replace(base.entries["hello"], notes='=HYPERLINK("http://x")')
    book = load_workbook(
        io.BytesIO(xlsx_of(replace(base, entries={**base.entries, "hello": entry})))
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


def test_the_same_base_gives_the_same_file(base: Base) -> None:
    assert csv_of(base) == csv_of(base)
    assert cells_of(xlsx_of(base)) == cells_of(xlsx_of(base))


def test_a_csv_file_opens_in_a_spreadsheet_program_with_one_phrasing_a_row(base: Base) -> None:
    content = csv_of(base)
    assert content.startswith(b"\xef\xbb\xbftable,id,topic,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    asked = [row["phrasing"] for row in rows if row["table"] == "phrasings"]
    assert asked[:3] == ["date of the forum", "no", "1:30"]


def test_a_control_sign_that_an_older_store_may_hold_is_told(base: Base) -> None:
    entry = replace(base.entries["hello"], notes="a\x07")
    with pytest.raises(NotWritten, match="The notes of hello has a control character"):
        xlsx_of(replace(base, entries={**base.entries, "hello": entry}))


def test_what_no_workbook_holds_is_refused_by_the_rules(base: Base) -> None:
    signs = [sign for sign in map(chr, range(0x100)) if ILLEGAL_CHARACTERS_RE.search(sign)]
    known = known_of(base)
    for sign in signs:
        entry = replace(base.entries["hello"], notes=f"a{sign}b")
        source = replace(base.source, date=f"2024{sign}")
        assert [*item_problems(entry, (), known)], f"notes with {sign!r}"
        assert [*item_problems(source, (), known)], f"date with {sign!r}"
    assert len(signs) == 29


def test_a_text_that_no_cell_of_a_workbook_holds_is_told(base: Base) -> None:
    entry = replace(base.entries["hello"], notes="x" * 40_000)
    long = replace(base, entries={**base.entries, "hello": entry})
    with pytest.raises(NotWritten, match="notes of hello has 40000 characters"):
        xlsx_of(long)
    assert rebuilt(from_csv(csv_of(long)), base)[-1] is not None


# As people make them

HEAD = "id,topic,question_en,answer_en,phrasings_en"
ROW = 'sme-count,business,How many firms?,"Nearly 90 thousand.",number of firms'


def changed(content: Content, base: Base) -> dict[str, Entry]:
    """What an import changes in the sample base: the entries after it, by id."""
    plan = plan_import(content, base, {})
    assert not plan.of(Action.REMOVE)
    return {step.key.id: step.after for step in plan.wanted if isinstance(step.after, Entry)}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{ROW}\n",
        f"\ufeff{HEAD}\r\n{ROW}\r\n",
        f"{HEAD}\r{ROW}\r",
        f"\n\n{HEAD}\n,,,,\n\n{ROW}\n , , ,,\n",
        f"sep=;\n{HEAD};x\n{ROW};\n".replace(",", ";"),
        f"{HEAD}\n{ROW}".replace(",", "\t"),
        f"{HEAD}\n{ROW}".replace(",", ";"),
        "Our questions,,,,\nID,Topic,Question (EN),Answer - EN,Phrasings [english]\n" + ROW,
        ' Id ,ТЕМА, Вопрос  англ ,"Ответ\n(английский)",Варианты EN\n' + ROW,
        'phrasings en,answer en,color,id,question en\nnumber of firms,"Nearly 90 thousand. ",red,'
        " SME-Count ,How many firms?\u00a0",
        "id,language,question,answer,phrasing 1,phrasing 2\n"
        "sme-count,English,How many firms?,Nearly 90 thousand.,number of firms,",
        'Код;Тема;Язык;Вопрос;Ответ;Варианты\n"sme-count";Business;англ;How many firms?;'
        "Nearly 90 thousand.;number of firms",
        f"{HEAD}\n{ROW}".replace("sme-count", "“sme-count”"),
    ],
)
def test_a_table_in_any_shape_says_the_same(base: Base, text: str) -> None:
    assert changed(from_csv(text), base) == {}
    more = from_csv(text.replace("90 thousand", "100 thousand"))
    (entry,) = changed(more, base).values()
    texts = entry.texts
    assert texts["en"].answer == "Nearly 100 thousand."
    assert texts["ru"] == base.entries["sme-count"].texts["ru"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_any_usual_encoding_is_read(base: Base, encoding: str) -> None:
    content = from_csv("id;answer_ru\nsme-count;Почти “сто” тысяч – 100.\n".encode(encoding))
    (entry,) = changed(content, base).values()
    assert entry.texts["ru"].answer == "Почти “сто” тысяч – 100."
    assert any("cp1251" in remark for remark in content.remarks) is (encoding == "cp1251")


def test_kazakh_letters_lost_in_cp1251_are_told() -> None:
    text = "id;answer_kk\nsme-count;Қазақша жауап\n".encode("cp1251", "replace")
    with pytest.raises(FileRefused, match="lost letters"):
        from_csv(text)


DAMAGED = [
    (f"id,answer_ru{end}hello,{text}{end}sme-count,{before}".encode() + bad + b"x\n")
    for end in ("\n", "\r\n", "\r")
    for text, before in (("Почти сто тысяч.", ""), ("Қазақша жауап", "да"), ("So – “yes”", ""))
    for bad in (b"\xd0", b"\xff", b"\x98", b"\xe0")
]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("content", DAMAGED)
def test_a_bad_byte_in_utf8_is_told_with_its_line_and_never_read_as_cp1251(
    content: bytes, mark: bytes
) -> None:
    with pytest.raises(FileRefused, match=r"x\.csv:3: the byte 0x(d0|ff|98|e0) is no UTF-8"):
        from_csv(mark + content)


@pytest.mark.parametrize("text", ["СССР»", "Сёла РФ «СССР»", "№ 1 – “да”…", "НЕТ", "Сёмин"])
def test_short_texts_of_windows_are_not_taken_for_damaged_utf8(base: Base, text: str) -> None:
    content = f"id;notes\nsme-count;{text}, это Россия\n".encode("cp1251")
    (entry,) = changed(from_csv(content), base).values()
    assert entry.notes == f"{text}, это Россия"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id,notes\nhello,да\n".encode("utf-16-le"), "UTF-16 without its mark"),
        ("id,notes\nhello,да\n".encode("utf-16-be"), "UTF-16 without its mark"),
        (b"id,notes\nhello,a\0b\n", "no text at all"),
        ("\ufeffid,notes\nhello,a\0b\n".encode(), "no text at all"),
        ("id,notes\nhello,да\n".encode("utf-16")[:-1], "marked as UTF-16 and is damaged"),
        ("id,notes\nhello,да\n".encode("utf-32"), "marked as UTF-16 and is damaged"),
    ],
)
def test_nul_bytes_are_never_read_over(content: bytes, told: str) -> None:
    with pytest.raises(FileRefused, match=told):
        from_csv(content)


@pytest.mark.parametrize(
    "head",
    [
        "id,answer_en,answer_en",
        "id,Answer (EN),Ответ англ",
        "id,answer_en 1,answer_en 2",
        "id,notes,Заметки",
        "id,code,answer_en",
        "table,id,table",
    ],
)
def test_a_column_that_stands_twice_is_refused(head: str) -> None:
    with pytest.raises(BaseInvalid, match=r"x\.csv:1: the column \w+ stands twice, as '") as caught:
        from_csv(f"{head}\nhello,a,a\n")
    assert len(caught.value.findings) == 1


def test_columns_that_are_passed_over_may_stand_twice() -> None:
    content = from_csv("id,answer_en,colour,colour,date,Дата\nhello,a,red,red,1,2\n")
    assert len(content.remarks) == 4


def test_an_export_without_its_column_of_tables_is_told_in_one_line(base: Base) -> None:
    rows = list(csv.reader(io.StringIO(csv_of(base).decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(row[1:] for row in rows)
    with pytest.raises(BaseInvalid, match=r"^x\.csv:1: the column table is missing\.") as caught:
        from_csv(out.getvalue())
    assert len(caught.value.findings) == 1


def test_what_is_passed_over_is_told() -> None:
    content = from_csv(f"{HEAD},Colour,\n{ROW},red,\n")
    assert content.remarks == ("the column 'Colour' is not known: passed over",)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a way\nanother way", ("a way", "another way")),
        ("a way; another way", ("a way", "another way")),
        ("a way | another; way", ("a way", "another; way")),
        (" a way ", ("a way",)),
    ],
)
def test_several_phrasings_may_stand_in_one_cell(
    base: Base, cell: str, expected: tuple[str, ...]
) -> None:
    (entry,) = changed(from_csv(f'id,phrasings_en\nsme-count,"{cell}"\n'), base).values()
    old = base.entries["sme-count"].texts["en"].phrasings
    assert entry.texts["en"].phrasings == (*old, *expected)


def test_phrasings_beside_an_answer_are_added(base: Base) -> None:
    (entry,) = changed(from_csv(f"{HEAD}\n{ROW.replace('number of', 'total of')}\n"), base).values()
    old = base.entries["sme-count"].texts["en"].phrasings
    assert entry.texts["en"].phrasings == (*old, "total of firms")


def test_phrasings_in_rows_of_an_export_are_all_that_there_are(base: Base) -> None:
    lines = csv_of(base).decode("utf-8-sig").splitlines(keepends=True)
    (left,) = [line for line in lines if "date of the forum" in line]
    (entry,) = changed(from_csv("".join(line for line in lines if line != left)), base).values()
    assert entry.texts["en"].phrasings == base.entries["forum-date"].texts["en"].phrasings[1:]


def test_a_table_of_phrasings_alone_only_adds(base: Base) -> None:
    text = "id,language,phrasing\nhello,en,hey\nhello,kk,сәлем саған\nhello,en,hi there\n"
    (entry,) = changed(from_csv(text), base).values()
    assert entry.texts["en"].phrasings == ("hi there", "hey")
    assert entry.texts["ru"] == base.entries["hello"].texts["ru"]


def test_a_new_entry_needs_no_other_table(base: Base) -> None:
    heads = [
        f"{field}_{language}" for language in LANGUAGES for field in ("q", "answer", "phrasing")
    ]
    row = [f"{head} text" for head in heads]
    text = f"id,topic,people,{','.join(heads)}\nnew-one,Бизнес,Аида Балаева,{','.join(row)}\n"
    (entry,) = changed(from_csv(text), base).values()
    assert (entry.topic, entry.people) == ("business", ("balayeva",))


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("id,answer_en\nhello,a\n,b\n", 3, "the row has no id"),
        ("id,status,answer_en\nhello,gone,b\n", 2, "'gone' is not known as status"),
        ("id,language,answer\nhello,german,b\n", 2, "'german' is no language"),
        ("id,answer_en\nhello,a, b\n", 2, "more cells than the head"),
        ("id,answer_en\nhello,a\nhello,b\n", 3, "the column answer_en says 'b'"),
        ("id,answer_en,paragraphs\nhello,a,first\n", 2, "'first' is no whole number"),
        ("table,id\nentry,hello\npeoples,x\n", 3, "'peoples' is no table"),
        ("one,two\n1,2\n", 0, "no head with known columns"),
        ("", 0, "no head with known columns"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(text: str, line: int, told: str) -> None:
    with pytest.raises(BaseInvalid) as caught:
        from_csv(text)
    (finding,) = caught.value.findings
    assert (finding.file, finding.line) == ("x.csv", line)
    assert told in finding.message
    assert finding.remedy


def test_a_row_without_id_is_told_what_it_could_be_named() -> None:
    with pytest.raises(BaseInvalid, match=r"such as how-many-firms-there\."):
        from_csv("id,question_en,answer_en\n,How many firms are there?,b\n".replace("are ", ""))


def test_an_item_that_is_not_whole_is_told(base: Base) -> None:
    with pytest.raises(BaseInvalid, match=r"x\.csv:2 \[new\]: the entry is not whole: 'question'"):
        changed(from_csv("id,topic,answer_en\nnew,forum,b\n"), base)


def test_a_quote_that_is_never_closed_is_told() -> None:
    with pytest.raises(FileRefused, match=r"x\.csv:3: a quote"):
        from_csv('id,answer_en\nhello,a\nsme-count,"b\nforum-date,c\n')


# Workbooks


def workbook(*rows: Sequence[Any], title: str = "Sheet1") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_numbers_and_dates_are_read_as_they_look(base: Base) -> None:
    from datetime import datetime, time

    rows: list[list[Any]] = [["id", "language", "phrasing"]]
    rows += [["hello", "en", value] for value in (90000.0, 1.5, time(1, 30), datetime(2024, 3, 6))]
    (entry,) = changed(from_xlsx(workbook(*rows)), base).values()
    assert entry.texts["en"].phrasings[1:] == (*("90000", "1.5", "1:30", "2024-03-06"),)


def test_a_workbook_made_by_hand_is_read(base: Base) -> None:
    rows: list[list[Any]] = [
        ["Вопросы и ответы"],
        [],
        ["Код", None, "Ответ (рус)"],
        ["sme-count", 1, "Сто тысяч. "],
    ]
    content = from_xlsx(workbook(*rows, title="Лист1"))
    (entry,) = changed(content, base).values()
    assert entry.texts["ru"].answer == "Сто тысяч."
    assert content.kinds == {Kind.ENTRY}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"id,answer\n", workbook(["a"])[:-200]])
def test_what_is_no_workbook_is_told(content: bytes) -> None:
    with pytest.raises(FileRefused, match=r"x\.xlsx is no"):
        read_xlsx(content, "x.xlsx")


def test_a_file_that_unpacks_to_a_huge_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.sheets.xlsx_parts.MAX_UNPACKED", 10 * 1024**2)
    out = io.BytesIO(workbook(["id"]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (30 * 1024**2))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(FileRefused, match="unpacks to 30 MB"):
        read_xlsx(out.getvalue(), "x.xlsx")


def with_sheet(sheet: str, before: str = "") -> bytes:
    """A workbook whose one sheet has these rows, as XML; ``before`` stands above all of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["id"]))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                head, _, rest = content.decode().partition("<worksheet")
                attributes = rest.partition(">")[0]
                rows = f"<sheetData>{sheet}</sheetData></worksheet>"
                content = f"{head}{before}<worksheet{attributes}>{rows}".encode()
            new.writestr(part, content)
    return out.getvalue()


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


LAYERS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
GROWN = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{LAYERS}]>'
FILE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("before", [GROWN, FILE], ids=["grown", "from a file"])
def test_entities_are_refused(before: str) -> None:
    plain = f"<row>{cell('id')}</row>"
    assert read_xlsx(with_sheet(plain), "x.xlsx")[0].rows == [(1, ["id"])]
    with pytest.raises(FileRefused):
        read_xlsx(with_sheet(f"<row>{cell('&a9;')}</row>", before), "x.xlsx")


@pytest.mark.parametrize(
    "rows",
    [f"<row>{cell('id')}</row>" * 101, '<row r="99999999999"><c r="A99999999999"/></row>'],
    ids=["too many", "far away"],
)
def test_rows_without_end_are_refused(monkeypatch: pytest.MonkeyPatch, rows: str) -> None:
    monkeypatch.setattr("knowledge.sheets.xlsx_file.MAX_ROWS", 100)
    with pytest.raises(FileRefused, match="more than 100 rows"):
        read_xlsx(with_sheet(rows), "x.xlsx")


def test_a_cell_in_the_last_corner_takes_no_time_and_is_told() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "id", "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileRefused, match="more than 200 columns"):
        read_xlsx(out.getvalue(), "x.xlsx")


def test_no_rows_at_all_are_no_content() -> None:
    with pytest.raises(BaseInvalid, match="no head"):
        drafts_of([Sheet("", [])], "x.csv")
