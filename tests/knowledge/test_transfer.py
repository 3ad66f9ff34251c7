import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from knowledge import changes, transfer
from knowledge.__main__ import main
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.errors import BaseInvalid, EditConflict, FileRefused, NotFound
from knowledge.file_reading import MAX_BYTES, read_content
from knowledge.items import Item, Key, Kind, items_of, key_of
from knowledge.model import Base, Entry, EntryText
from knowledge.plan import Action, Side
from knowledge.rules import check_base
from knowledge.sheets.csv_file import csv_of
from knowledge.sheets.xlsx_file import read_xlsx
from knowledge.since import stamp_now
from knowledge.store import Store, open_store, store_in_memory
from knowledge.transfer import Format
from tests.knowledge.hostile import bases
from tests.knowledge.sample import mend

FORUM = "entries/forum.yaml"
LIVE = Author("aigul", "telegram")


@pytest.fixture
def path(tmp_path: Path, base: Base) -> Path:
    """The file of a store that holds the sample base."""
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
    return tmp_path / "forum.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """The store that holds the sample base."""
    with open_store(path) as opened:
        yield opened


def edit_live(store: Store, item: Item) -> None:
    """Somebody edits an item elsewhere."""
    key = key_of(item)
    seen = changes.current(store, [key])[0]
    changes.apply(store, [Edit(key.kind, key.id, item, seen.version)], LIVE, "live")


def hello(store: Store, **values: object) -> Entry:
    """The entry hello as it stands, with some values changed."""
    return replace(store.load().entries["hello"], **values)  # type: ignore[arg-type]


def do_import(
    store: Store, path: Path, author: str = "berik", *, side: Side | None = None, **options: bool
) -> dict[str, list[str]]:
    """Import files and give the ids by what was done with them."""
    content = read_content(path, store.load().topics)
    prepared = transfer.prepare(store, content, author, **options)
    if side:
        prepared = replace(prepared, plan=prepared.plan.decided(side))
    transfer.carry_out(store, prepared, author, "import")
    return {
        action.value: [step.key.id for step in prepared.plan.of(action)]
        for action in Action
        if prepared.plan.of(action)
    }


def written(base: Base, folder: Path, form: Format) -> object:
    """What an export of a base consists of: bytes, or the cells of a workbook; its stamp aside."""
    with store_in_memory(base) as store:
        with store.reading() as connection:
            stamp = str(stamp_now(connection))
        path = folder / {Format.YAML: "out", Format.CSV: "out.csv", Format.XLSX: "out.xlsx"}[form]
        transfer.export(store, path, form)
        if form is Format.YAML:
            files = {file.name: file.read_text("utf-8") for file in sorted(path.rglob("*.yaml"))}
            return {name: text.replace(stamp, "", 1) for name, text in files.items()}
        content = path.read_bytes()
        if form is Format.CSV:
            return content.replace(stamp.encode(), b"", 1)
        return repr(read_xlsx(content, path.name)).replace(stamp, "")


# Round trips


@pytest.mark.parametrize("form", list(Format))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(base=bases())
def test_export_import_into_an_empty_store_and_export_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, form: Format, base: Base
) -> None:
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    expected = written(base, first, form)
    (path,) = first.iterdir()
    again = transfer.read_whole(path)
    assert again == base
    assert written(again, second, form) == expected


@pytest.mark.parametrize("form", list(Format))
def test_the_gaps_of_a_draft_stay_gaps(tmp_path: Path, base: Base, form: Format) -> None:
    draft = base.entries["forum-date"]
    half, nothing = replace(draft.texts["ru"], answer=""), EntryText("", "", ())
    texts = {**draft.texts, "ru": half, "kk": nothing}
    gaps = replace(base, entries={**base.entries, draft.id: replace(draft, texts=texts)})
    assert check_base(gaps) == []
    (tmp_path / "first").mkdir()
    expected = written(gaps, tmp_path / "first", form)
    (path,) = (tmp_path / "first").iterdir()
    again = transfer.read_whole(path)
    assert again == gaps
    (tmp_path / "second").mkdir()
    assert written(again, tmp_path / "second", form) == expected


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(old=bases(), new=bases())
def test_an_import_with_prune_makes_any_base_of_any_other(
    tmp_path_factory: pytest.TempPathFactory, old: Base, new: Base
) -> None:
    path = tmp_path_factory.mktemp("any") / "new.csv"
    path.write_bytes(csv_of(new))
    with store_in_memory(old) as store:
        do_import(store, path, prune=True, overwrite=True)
        got = store.load()
        assert sorted(map(repr, items_of(got))) == sorted(map(repr, items_of(new)))
        assert do_import(store, path, prune=True, overwrite=True) == {}


# Plans


def test_an_import_of_what_is_there_changes_nothing(store: Store, folder: Path) -> None:
    assert do_import(store, folder) == {}
    assert store.revision() == 1


def test_what_a_file_adds_and_changes_is_one_change_that_can_be_undone(
    store: Store, folder: Path, base: Base
) -> None:
    mend(folder, FORUM, "notes: look again", "notes: done")
    mend(folder, "smalltalk.yaml", "id: hello\n", "id: hello\n  notes: short\n")
    assert do_import(store, folder) == {"change": ["forum-date", "hello"]}
    (change, _) = changes.history(store)
    assert (change.author.name, change.author.surface) == ("berik", "file")
    assert store.load().entries["forum-date"].notes == "done"
    changes.undo(store, change.id, LIVE)
    assert store.load() == base


def test_what_a_file_does_not_have_stays_without_prune(store: Store, folder: Path) -> None:
    (folder / "smalltalk.yaml").unlink()
    plan = transfer.prepare(store, read_content(folder)).plan
    assert (plan.wanted, plan.left) == ([], (Key(Kind.ENTRY, "hello"),))
    assert do_import(store, folder, prune=True) == {"remove": ["hello"]}
    assert "hello" not in store.load().entries


def test_prune_removes_only_kinds_that_the_file_lists(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('language,words\nen,"SME\nsmall business"\n')
    assert do_import(store, tmp_path / "x.csv", prune=True) == {"remove": ["kk: форум", "kk: ШОБ"]}


def test_an_edit_made_live_is_not_taken_back_by_a_file_that_knows_nothing_of_it(
    store: Store, folder: Path
) -> None:
    edit_live(store, hello(store, notes="live"))
    mend(folder, FORUM, "notes: look again", "notes: done")
    assert do_import(store, folder) == {"change": ["forum-date"], "keep": ["hello"]}
    assert store.load().entries["hello"].notes == "live"
    assert do_import(store, folder, overwrite=True) == {"change": ["hello"]}
    assert store.load().entries["hello"].notes == ""


def test_an_item_edited_live_and_in_the_file_is_a_conflict_and_nothing_is_done(
    store: Store, folder: Path
) -> None:
    edit_live(store, hello(store, notes="live"))
    mend(folder, "smalltalk.yaml", "id: hello\n", "id: hello\n  notes: file\n")
    mend(folder, FORUM, "notes: look again", "notes: done")
    revision = store.revision()
    with pytest.raises(EditConflict, match="Edited both live and in the file: entry hello"):
        do_import(store, folder)
    assert store.revision() == revision
    assert do_import(store, folder, overwrite=True) == {"change": ["forum-date", "hello"]}


@pytest.mark.parametrize("form", list(Format))
def test_a_file_that_was_exported_after_a_live_edit_knows_it(
    store: Store, tmp_path: Path, form: Format
) -> None:
    edit_live(store, hello(store, notes="live"))
    path = tmp_path / {Format.YAML: "out", Format.CSV: "o.csv", Format.XLSX: "o.xlsx"}[form]
    transfer.export(store, path, form)
    assert do_import(store, path) == {}
    edit_live(store, hello(store, notes="later"))
    assert do_import(store, path) == {"keep": ["hello"]}


def test_an_edit_between_plan_and_import_is_not_overwritten(store: Store, folder: Path) -> None:
    mend(folder, "smalltalk.yaml", "id: hello\n", "id: hello\n  notes: file\n")
    prepared = transfer.prepare(store, read_content(folder))
    edit_live(store, hello(store, notes="live"))
    with pytest.raises(EditConflict, match="aigul"):
        transfer.carry_out(store, prepared, "berik", "import")
    assert store.load().entries["hello"].notes == "live"


def test_a_plan_is_known_again_until_what_it_touches_is_edited(store: Store, folder: Path) -> None:
    mend(folder, FORUM, "notes: look again", "notes: done")
    content = read_content(folder / FORUM, ["forum"])
    plan = transfer.prepare(store, content).plan
    edit_live(store, hello(store, notes="live"))
    assert transfer.prepare(store, content).plan.digest == plan.digest
    assert transfer.prepare(store, content, overwrite=True).plan.digest == plan.digest
    edit_live(store, replace(store.load().entries["forum-date"], notes="live"))
    conflict = transfer.prepare(store, content).plan
    assert conflict.digest != plan.digest
    assert (conflict.wanted, conflict.decided(Side.BASE).steps) == ([], ())


def test_an_import_that_breaks_a_rule_is_refused_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id,answer_en,topic\nhello,**a,\nsme-count,Fine.,business\n")
    with pytest.raises(BaseInvalid, match="hello"):
        do_import(store, path)
    assert store.revision() == 1


def test_one_yaml_file_of_a_folder_can_be_imported_by_itself(store: Store, folder: Path) -> None:
    mend(folder, FORUM, "notes: look again", "notes: done")
    assert do_import(store, folder / FORUM, prune=True) == {"change": ["forum-date"]}
    (folder / "other.yaml").write_bytes((folder / FORUM).read_bytes())
    with pytest.raises(BaseInvalid, match="the file's name 'other' tells no topic"):
        do_import(store, folder / "other.yaml")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.xls", b"\xd0\xcf\x11\xe0x", "old or encrypted workbook"),
        ("x.pdf", b"%PDF", "is a PDF"),
        ("x.doc", b"id,answer_en", "none of YAML, CSV, XLSX and zip"),
        ("x.csv", b"PK\x03\x04", "no XLSX file"),
        ("x.csv", b"\x98", "no text"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused, match=told):
        read_content(tmp_path / name)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "x.csv").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(FileRefused, match="more than 64 MB"):
        read_content(tmp_path / "x.csv")


def test_an_export_into_a_pipe_leaves_the_pipe(store: Store, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    transfer.export(store, pipe, Format.CSV)
    reader.join(10)
    assert pipe.is_fifo()
    assert read[0].startswith(b"\xef\xbb\xbftable,")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no file or folder .*x\.csv"):
        read_content(tmp_path / "x.csv")


def test_a_part_of_a_base_fills_no_empty_store(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,title_en,title_ru,title_kk\na,b,c,d\n")
    with pytest.raises(FileRefused, match=r"x\.csv holds only a part of a base"):
        transfer.read_whole(tmp_path / "x.csv")


# The command line


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(list(map(str, words)))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_an_import_shows_its_plan_and_does_it_after_yes(
    capsys: pytest.CaptureFixture[str], path: Path, folder: Path
) -> None:
    mend(folder, FORUM, "      - no\n", "      - on which day\n")
    command = ("import", folder, "--db", path)
    plan = (
        "changed: entry forum-date\n"
        "    en.phrasings:\n"
        "      - no\n"
        "      + on which day\n"
        "note: the files do not say after which change they were exported: what is old in them"
        " cannot be told from what is new\n"
        "0 added, 1 changed, 0 removed, 0 kept, 0 conflict, 21 as they are\n"
    )
    refused = "Nothing was changed: without a terminal say --yes.\n"
    assert run(capsys, *command) == (1, plan, refused)
    assert run(capsys, *command, "--dry-run") == (0, plan, "")
    code, out, err = run(capsys, *command, "--yes", "--as", "berik")
    assert (code, err) == (0, "")
    assert out == f"{plan}Done as change 2. To take it back: forum-kb undo 2\n"
    code, out, err = run(capsys, *command, "--json", "--yes")
    record = json.loads(out)
    assert (code, record["change"], record["same"], record["done"]) == (0, [], 22, None)


@pytest.mark.parametrize("options", [["--dry-run"], [], ["--yes"], ["--dry-run", "--json"]])
@pytest.mark.parametrize(
    ("text", "extra", "told"),
    [
        ("id,answer_en\nhello,**a\n", [], "error: x.csv:2 [hello]"),
        ("id,topic\nsme-count,nowhere\n", [], "error: x.csv:2 [sme-count]"),
        ("id,title_en,title_ru,title_kk\nbusiness,a,b,c\n", ["--prune"], "error: [forum]"),
    ],
)
def test_what_breaks_a_rule_is_shown_with_the_plan_and_nobody_is_asked(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    tmp_path: Path,
    options: list[str],
    text: str,
    extra: list[str],
    told: str,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    (tmp_path / "x.csv").write_text(text)
    code, out, err = run(capsys, "import", tmp_path / "x.csv", "--db", path, *extra, *options)
    assert (code, err) == (1, "Nothing was changed: mend the errors in the file.\n")
    assert told in out
    assert "Do it?" not in out
    with open_store(path) as store:
        assert store.revision() == 1


def test_a_warning_is_shown_before_anything_is_done(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text("id,title_en,title_ru,title_kk\nlonely,Al,Би,Ғы\n")
    command = ("import", tmp_path / "x.csv", "--db", path)
    code, out, _ = run(capsys, *command, "--dry-run")
    assert (code, "warning: x.csv:2 [lonely]" in out) == (0, True)
    code, again, _ = run(capsys, *command, "--yes")
    assert (code, again.count("warning: ")) == (0, out.count("warning: "))


def test_what_a_file_does_not_have_is_one_line(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text("id,status\nhello,draft\n")
    _, out, _ = run(capsys, "import", tmp_path / "x.csv", "--db", path)
    named = "entry forum-date, entry unknown-venue, entry sme-count"
    assert f"left: 3 that the files do not have ({named}); --prune removes\n" in out


def test_a_conflict_is_shown_and_refused(
    capsys: pytest.CaptureFixture[str], path: Path, folder: Path
) -> None:
    with open_store(path) as store:
        edit_live(store, hello(store, notes="live"))
    mend(folder, "smalltalk.yaml", "id: hello\n", "id: hello\n  notes: file\n")
    code, out, err = run(capsys, "import", folder, "--db", path, "--yes")
    assert (code, "conflict, edited both live and in the file: entry hello" in out) == (1, True)
    assert "--conflicts" in err
    assert run(capsys, "import", folder, "--db", path, "--yes", "--conflicts", "file")[0] == 0


@pytest.mark.parametrize(("side", "notes"), [("file", "in the file"), ("base", "live")])
def test_a_value_edited_on_both_sides_is_shown_with_both_and_decided_by_an_option(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path, side: str, notes: str
) -> None:
    sheet = tmp_path / "base.csv"
    with open_store(path) as store:
        edit_live(store, hello(store, notes="as exported"))
        transfer.export(store, sheet, Format.CSV)
        edit_live(store, hello(store, notes="live"))
    sheet.write_text(sheet.read_text("utf-8-sig").replace("as exported", "in the file"))
    command = ("import", sheet, "--db", path, "--yes")
    code, out, err = run(capsys, *command)
    told = "    notes (edited in both):\n      - live\n      + in the file\n"
    assert (code, told in out, "note:" in out) == (1, True, False)
    assert "conflict, edited both live and in the file: entry hello  (by change 3)" in out
    assert "--conflicts file or --conflicts base" in err
    code, out, _ = run(capsys, *command, "--conflicts", side)
    taken = {"file": "the file's text is taken.", "base": "the base's text stays."}
    assert (code, f"Where both were edited, {taken[side]}\n" in out) == (0, True)
    with open_store(path) as store:
        assert hello(store).notes == notes


def test_empty_cells_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text("id,answer_en,answer_ru\nhello,,Привет.\n")
    _, out, _ = run(capsys, "import", tmp_path / "x.csv", "--db", path)
    assert "empty cells: 1 that leave what is there (answer_en of entry hello)\n" in out


def test_a_conflict_is_settled_before_the_errors_that_may_come_of_it(
    capsys: pytest.CaptureFixture[str], path: Path, folder: Path, tmp_path: Path
) -> None:
    with open_store(path) as store:
        do_import(store, folder)
        edit_live(store, hello(store, notes="live"))
    (tmp_path / "x.csv").write_text("id,topic,notes\nhello,,file\nsme-count,nowhere,\n")
    code, out, err = run(capsys, "import", tmp_path / "x.csv", "--db", path, "--dry-run")
    assert (code, "error: x.csv:3 [sme-count]" in out, "--conflicts" in err) == (1, True, True)


@pytest.mark.parametrize("name", ["out", "out.csv", "out.xlsx"])
def test_an_export_says_what_it_wrote_and_reads_back(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path, name: str, base: Base
) -> None:
    code, out, _ = run(capsys, "export", tmp_path / name, "--db", path)
    files = ": " if name == "out" else "\n"
    assert (code, out.startswith(f"{tmp_path / name}{files}")) == (0, True)
    assert transfer.read_whole(tmp_path / name) == base


def edit_file(path: Path) -> None:
    """Write another note into the file, or the folder, as a person would."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book["entries"]
        heads = {cell.value: cell.column or 0 for cell in sheet[1]}
        sheet.cell(2, heads["notes"]).value = "from the file"
        book.save(path)
        return
    file = path / "smalltalk.yaml" if path.is_dir() else path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Hello", "Good day"), encoding="utf-8")
    assert text != file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["out", "out.csv", "out.xlsx"])
def test_an_export_writes_over_no_edits_that_were_never_imported(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path, name: str
) -> None:
    written = tmp_path / name
    export = ("export", written, "--db", path)
    assert run(capsys, *export)[0] == 0
    with open_store(path) as store:
        edit_live(store, hello(store, notes="live"))
    assert run(capsys, *export)[0] == 0, "old text is no edit"
    edit_file(written)
    edited = bytes_of(written)
    code, _, err = run(capsys, *export)
    assert (code, "import it first" in err, "--overwrite" in err) == (1, True, True)
    assert bytes_of(written) == edited
    copy = tmp_path / f"copy-{name}"
    shutil.copytree(written, copy) if written.is_dir() else shutil.copy(written, copy)
    assert run(capsys, "export", copy, "--db", path, "--overwrite")[0] == 0
    assert bytes_of(copy) != edited
    assert run(capsys, "import", written, "--db", path, "--yes")[0] == 0
    assert run(capsys, *export)[0] == 0


def test_an_export_writes_over_no_file_of_another_kind(
    capsys: pytest.CaptureFixture[str], path: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.csv"
    letter.write_text("Dear all, this is no base.")
    code, _, err = run(capsys, "export", letter, "--db", path)
    assert (code, "cannot be read as a base" in err) == (1, True)
    assert letter.read_text() == "Dear all, this is no base."


def bytes_of(path: Path) -> bytes:
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return b"".join(file.read_bytes() for file in files)


def test_diff_tells_the_base_from_files_and_from_a_backup(
    capsys: pytest.CaptureFixture[str], path: Path, folder: Path, tmp_path: Path
) -> None:
    assert run(capsys, "diff", folder, "--db", path) == (0, "", "")
    assert run(capsys, "backup", tmp_path / "copy.sqlite", "--db", path)[0] == 0
    with open_store(path) as store:
        edit_live(store, hello(store, notes="live"))
    expected = "changed: entry hello\n    notes:\n      - live\n"
    assert run(capsys, "diff", folder, "--db", path) == (1, expected, "")
    assert run(capsys, "diff", tmp_path / "copy.sqlite", "--db", path) == (1, expected, "")
    code, out, _ = run(capsys, "diff", folder, "--db", path, "--json")
    assert (code, json.loads(out)["change"][0]["id"]) == (1, "hello")
