"""A file that was exported before somebody else's change: it brings its own edits and no old text.

Every export bears a stamp, by which the store knows what was changed since.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from knowledge import changes, edits, transfer
from knowledge.backups import back_up
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.file_reading import read_content
from knowledge.items import Key, Kind, key_of
from knowledge.model import Base, Entry
from knowledge.plan import Action, Origin, Plan, Side
from knowledge.plan_text import plan_lines
from knowledge.restoring import restore
from knowledge.sheets.csv_file import csv_of
from knowledge.store import Store, open_store, store_in_memory
from knowledge.transfer import Format
from tests.knowledge.hostile import bases

COLLEAGUE = Author("aigul", "telegram")
HELLO = Key(Kind.ENTRY, "hello")
FORMS = ["csv", "xlsx", "zip", "folder"]


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


@pytest.fixture
def sheet(store: Store, tmp_path: Path) -> Path:
    """The base as CSV, as it is before anybody does anything."""
    transfer.export(store, tmp_path / "base.csv", Format.CSV)
    return tmp_path / "base.csv"


def exported(store: Store, folder: Path, form: str) -> Path:
    path = folder / ("out" if form == "folder" else f"out.{form}")
    transfer.export(store, path, transfer.format_of(path))
    return path


def plan_of(store: Store, path: Path, author: str = "berik", **options: bool) -> Plan:
    content = read_content(path, store.load().topics)
    return transfer.prepare(store, content, author, **options).plan


def imported(
    store: Store, path: Path, author: str = "berik", side: Side | None = None
) -> list[tuple[Action, str]]:
    """Import a file, and give what was done with which item."""
    content = read_content(path, store.load().topics)
    prepared = transfer.prepare(store, content, author)
    if side:
        prepared = replace(prepared, plan=prepared.plan.decided(side))
    transfer.carry_out(store, prepared, author, "import")
    return [(step.action, step.key.id) for step in prepared.plan.steps]


def written(path: Path, key: str, **cells: str) -> None:
    """Somebody writes into the row of an entry."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    head = rows[0]
    (row,) = [row for row in rows if row[:2] == ["entries", key]]
    for column, text in cells.items():
        row[head.index(column)] = text
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), "utf-8")


def by_colleague(store: Store, **values: Any) -> None:
    now = store.load().entries["hello"]
    edit(store, replace(now, **values))


def edit(store: Store, entry: Entry) -> None:
    seen = changes.current(store, [key_of(entry)])[0]
    edited = Edit(Kind.ENTRY, entry.id, entry, seen.version)
    changes.apply(store, [edited], COLLEAGUE, "edit")


def answered(entry: Entry, text: str) -> dict[str, Any]:
    return {"texts": {**entry.texts, "en": replace(entry.texts["en"], answer=text)}}


def hello(store: Store) -> Entry:
    return store.load().entries["hello"]


def test_one_conflict_is_not_lost_among_what_is_kept(store: Store, sheet: Path) -> None:
    for number in range(7):
        name = f"newcomer-{number}"
        edit(store, replace(hello(store), id=name, texts=other_words(hello(store), name)))
    by_colleague(store, notes="by a colleague")
    written(sheet, "hello", notes="by me")
    edit(store, replace(store.load().entries["sme-count"], notes="looked at"))
    lines = list(plan_lines(plan_of(store, sheet, prune=True)))
    assert [line for line in lines if line.startswith("conflict")] == [lines[0]]
    (kept,) = [line for line in lines if line.startswith("kept")]
    assert kept.startswith("kept: 8 edited live, with nothing new in the files (entry ")
    assert "--overwrite" not in kept


# What was changed live only


@pytest.mark.parametrize("form", FORMS)
def test_text_that_only_a_colleague_changed_is_not_brought_back(
    store: Store, tmp_path: Path, form: str
) -> None:
    path = exported(store, tmp_path, form)
    by_colleague(store, notes="by a colleague")
    # Another export in between, which would make the store think that files know the new text.
    transfer.export(store, tmp_path / "another.csv", Format.CSV)
    plan = plan_of(store, path)
    assert [(step.action, step.key) for step in plan.steps] == [(Action.KEEP, HELLO)]
    assert (plan.wanted, plan.can_take_more, plan.origin) == ([], False, Origin.KNOWN)


def test_neither_is_what_a_colleague_imported_or_taught(store: Store, sheet: Path) -> None:
    other = sheet.with_name("other.csv")
    other.write_bytes(sheet.read_bytes())
    written(other, "hello", answer_en="Welcome.")
    imported(store, other, "aigul")
    changes.apply_planned(
        store, lambda now: edits.add_phrasings(now, "hello", "en", ["hiya"]), COLLEAGUE, "taught"
    )
    assert imported(store, sheet) == [(Action.KEEP, "hello")]
    text = hello(store).texts["en"]
    assert (text.answer, "hiya" in text.phrasings) == ("Welcome.", True)


def test_what_was_removed_stays_away_and_what_was_added_stays(store: Store, sheet: Path) -> None:
    edit(store, replace(hello(store), id="newcomer", texts=other_words(hello(store))))
    changes.apply_planned(store, lambda now: edits.removal(now, HELLO), COLLEAGUE, "removed")
    assert imported(store, sheet) == [(Action.KEEP, "hello")]
    pruned = plan_of(store, sheet, prune=True)
    assert [(step.action, step.key.id) for step in pruned.steps] == [
        (Action.KEEP, "hello"),
        (Action.KEEP, "newcomer"),
    ]


def other_words(entry: Entry, name: str = "") -> dict[Any, Any]:
    return {
        language: replace(
            text, question=f"Newcomer {name} {language}", phrasings=(f"novice {name} {language}",)
        )
        for language, text in entry.texts.items()
    }


@pytest.mark.parametrize("form", [Format.CSV, Format.YAML])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(old=bases(), new=bases())
def test_whatever_was_done_since_an_export_the_file_takes_nothing_of_it_back(
    tmp_path_factory: pytest.TempPathFactory, form: Format, old: Base, new: Base
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with store_in_memory(old) as store:
        transfer.export(store, folder / "old", form)
        (folder / "new.csv").write_bytes(csv_of(new))
        content = read_content(folder / "new.csv")
        prepared = transfer.prepare(store, content, "aigul", prune=True, overwrite=True)
        transfer.carry_out(store, prepared, "aigul", "all anew")
        path = (folder / "old").rename(folder / f"old{'.csv' if form is Format.CSV else ''}")
        for prune in (False, True):
            plan = plan_of(store, path, prune=prune)
            assert (plan.wanted, plan.of(Action.CONFLICT)) == ([], [])


# What was changed on both sides


def test_different_values_of_one_entry_come_together(store: Store, sheet: Path) -> None:
    by_colleague(store, notes="by a colleague")
    written(sheet, "hello", answer_en="From the file.")
    assert imported(store, sheet) == [(Action.CHANGE, "hello")]
    assert (hello(store).notes, hello(store).texts["en"].answer) == (
        "by a colleague",
        "From the file.",
    )


def test_two_files_of_one_export_come_together(store: Store, sheet: Path) -> None:
    other = sheet.with_name("other.csv")
    other.write_bytes(sheet.read_bytes())
    written(sheet, "hello", answer_en="In English.")
    written(other, "hello", answer_ru="По-русски.")
    imported(store, sheet, "berik")
    imported(store, other, "aigul")
    texts = hello(store).texts
    assert (texts["en"].answer, texts["ru"].answer) == ("In English.", "По-русски.")


@pytest.mark.parametrize(
    ("side", "answer"),
    [(Side.FILE, "From the file."), (Side.BASE, "By a colleague.")],
)
def test_one_value_changed_on_both_sides_is_a_conflict_that_is_decided(
    store: Store, sheet: Path, side: Side, answer: str
) -> None:
    by_colleague(store, **answered(hello(store), "By a colleague."))
    written(sheet, "hello", answer_en="From the file.", notes="from the file")
    (step,) = plan_of(store, sheet).steps
    assert (step.action, step.clashes) == (Action.CONFLICT, (("en", "answer"),))
    assert step.edited_by == changes.history(store)[0].id
    imported(store, sheet, side=side)
    # What only the file changed comes either way.
    assert (hello(store).texts["en"].answer, hello(store).notes) == (answer, "from the file")


@pytest.mark.parametrize("side", list(Side))
def test_removed_live_and_edited_in_the_file_is_a_conflict(
    store: Store, sheet: Path, side: Side
) -> None:
    changes.apply_planned(store, lambda now: edits.removal(now, HELLO), COLLEAGUE, "removed")
    written(sheet, "hello", notes="from the file")
    assert [step.action for step in plan_of(store, sheet).steps] == [Action.CONFLICT]
    imported(store, sheet, side=side)
    assert ("hello" in store.load().entries) == (side is Side.FILE)


# One file, imported more than once


def test_a_file_that_is_edited_on_after_its_import_has_no_conflict_with_itself(
    store: Store, sheet: Path
) -> None:
    written(sheet, "hello", answer_en="First.")
    imported(store, sheet)
    written(sheet, "hello", answer_en="Second.")
    assert imported(store, sheet) == [(Action.CHANGE, "hello")]
    assert hello(store).texts["en"].answer == "Second."


def test_what_a_colleague_changed_after_that_is_kept_and_conflicts(
    store: Store, sheet: Path
) -> None:
    written(sheet, "hello", answer_en="First.")
    imported(store, sheet)
    by_colleague(store, **answered(hello(store), "By a colleague."))
    assert imported(store, sheet) == [(Action.KEEP, "hello")]
    written(sheet, "hello", answer_en="Second.")
    assert [step.action for step in plan_of(store, sheet).steps] == [Action.CONFLICT]


def test_an_import_that_a_colleague_took_back_does_not_come_by_itself(
    store: Store, sheet: Path
) -> None:
    written(sheet, "hello", answer_en="First.")
    imported(store, sheet)
    changes.undo(store, changes.history(store)[0].id, COLLEAGUE)
    assert imported(store, sheet) == [(Action.KEEP, "hello")]


def test_who_takes_an_import_back_can_mend_the_file_and_import_it_anew(
    store: Store, sheet: Path
) -> None:
    written(sheet, "hello", answer_en="First.", notes="wrong")
    imported(store, sheet)
    changes.undo(store, changes.history(store)[0].id, Author("berik", "command line"))
    written(sheet, "hello", notes="right")
    assert imported(store, sheet) == [(Action.CHANGE, "hello")]
    assert (hello(store).texts["en"].answer, hello(store).notes) == ("First.", "right")


def test_an_export_into_a_folder_stamps_only_what_it_writes(store: Store, tmp_path: Path) -> None:
    folder = exported(store, tmp_path, "folder")
    before = {path: path.read_text() for path in folder.rglob("*.yaml")}
    assert all(text.startswith("# exported_at_change_1_") for text in before.values())
    by_colleague(store, notes="by a colleague")
    assert transfer.export(store, folder, Format.YAML) == ["smalltalk.yaml"]
    after = {path.name: path.read_text() for path in folder.rglob("*.yaml")}
    assert after["smalltalk.yaml"].count("# exported_at_change_2_") == 1
    assert "change_1_" not in after["smalltalk.yaml"]
    by_colleague(store, notes="later")
    assert imported(store, folder) == [(Action.KEEP, "hello")]
    assert imported(store, folder / "smalltalk.yaml") == [(Action.KEEP, "hello")]


# What people's programs do to a file in between


def sorted_rows(path: Path) -> None:
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([head, *sorted(rows, key=lambda row: row[:2])])
    path.write_text(out.getvalue())


def some_rows(path: Path) -> None:
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([lines[0], *(line for line in lines if ",hello," in line)]))


def semicolons(path: Path) -> None:
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


@pytest.mark.parametrize("done", [sorted_rows, some_rows, semicolons])
def test_a_sheet_is_known_again_after_what_programs_do_to_it(
    store: Store, sheet: Path, done: Callable[[Path], None]
) -> None:
    by_colleague(store, **answered(hello(store), "By a colleague."))
    done(sheet)
    plan = plan_of(store, sheet)
    assert ([step.action for step in plan.steps], plan.origin) == ([Action.KEEP], Origin.KNOWN)


def test_one_sheet_of_a_workbook_saved_as_csv_is_known_again(store: Store, tmp_path: Path) -> None:
    path = exported(store, tmp_path, "xlsx")
    by_colleague(store, **answered(hello(store), "By a colleague."))
    out = io.StringIO(newline="")
    rows = load_workbook(path)["entries"].iter_rows(values_only=True)
    csv.writer(out).writerows(rows)
    (tmp_path / "entries.csv").write_text(out.getvalue())
    plan = plan_of(store, tmp_path / "entries.csv")
    assert ([step.action for step in plan.steps], plan.origin) == ([Action.KEEP], Origin.KNOWN)


# What the store does not know


def test_a_file_without_its_stamp_is_compared_as_a_whole_and_this_is_told(
    store: Store, tmp_path: Path, base: Base
) -> None:
    (tmp_path / "x.csv").write_bytes(csv_of(base))
    by_colleague(store, notes="by a colleague")
    written(tmp_path / "x.csv", "hello", answer_en="From the file.")
    plan = plan_of(store, tmp_path / "x.csv")
    assert ([step.action for step in plan.steps], plan.origin) == (
        [Action.CONFLICT],
        Origin.UNTOLD,
    )


def test_a_stamp_of_another_store_is_not_taken_for_one_of_this(
    store: Store, sheet: Path, tmp_path: Path, base: Base
) -> None:
    with open_store(tmp_path / "other.sqlite") as other:
        other.fill(base)
        by_colleague(other, notes="elsewhere")
        assert plan_of(other, sheet).origin is Origin.FOREIGN


def test_a_stamp_of_a_state_that_was_lost_with_its_file_is_not_known(
    store: Store, tmp_path: Path
) -> None:
    back_up(tmp_path / "forum.sqlite", tmp_path / "backup.sqlite")
    by_colleague(store, notes="lost")
    sheet = exported(store, tmp_path, "csv")
    restored = tmp_path / "restored.sqlite"
    restore(restored, tmp_path / "backup.sqlite", COLLEAGUE)
    with open_store(restored) as other:
        assert plan_of(other, sheet).origin is Origin.FOREIGN
        by_colleague(other, notes="another change of that number")
        assert plan_of(other, sheet).origin is Origin.FOREIGN


def test_where_the_whole_base_was_replaced_since_nothing_is_known(
    store: Store, sheet: Path, base: Base
) -> None:
    entries = {**base.entries, "hello": replace(base.entries["hello"], notes="anew")}
    store.fill(replace(base, entries=entries))
    assert plan_of(store, sheet).origin is Origin.FOREIGN


# Cells that were emptied


def test_an_emptied_cell_is_told_whether_it_empties_or_not(store: Store, sheet: Path) -> None:
    edit(store, replace(store.load().entries["forum-date"], notes="look again"))
    sheet = exported(store, sheet.parent, "csv")
    written(sheet, "forum-date", answer_en="", status="", notes="")
    plan = plan_of(store, sheet)
    key = Key(Kind.ENTRY, "forum-date")
    assert plan.emptied == ((key, "status"), (key, "answer_en"))
    (step,) = plan.steps
    assert isinstance(step.after, Entry)
    assert step.after.notes == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,answer_en,answer_ru\nhello,,\n", ["answer_en", "answer_ru"]),
        ("id,answer_en,people\nhello,Hi.,\n", []),
        (
            "table,number,report_en,heading_en\nparagraphs,1,,\n",
            ["report_en of 1", "heading_en of 1"],
        ),
        ("id,title_en,title_ru\nforum,,Форум\n", ["title_en"]),
    ],
)
def test_empty_cells_of_a_sheet_of_ones_own(
    store: Store, tmp_path: Path, text: str, told: list[str]
) -> None:
    (tmp_path / "x.csv").write_text(text)
    assert [column for _, column in plan_of(store, tmp_path / "x.csv").emptied] == told
