"""A file that a maintainer sends: looked at before it is opened, shown before it is done."""

import asyncio
import io
import re
import zipfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from bot.context import Services
from bot.desk import import_work
from bot.handlers.desk import importing
from bot.strings import texts
from bot.strings.desk.common import COMMON
from bot.strings.desk.history import HISTORY
from bot.strings.desk.importing import IMPORTING
from knowledge import changes, edits, unfinished
from knowledge.change_log import Author
from knowledge.markup import plain
from knowledge.model import Entry, Language
from knowledge.sent_files import MAX_BYTES
from knowledge.store import Store
from knowledge.transfer import Format, export
from knowledge.unfinished import Unfinished
from tests.bot.desk.crashes import comes_to_another_process
from tests.bot.desk.talks import Talk, noted
from tests.bot.talk import asks, hears, pops_up, sends, silence
from tests.knowledge.sent import LAUGHS, YAML_BOMB, defining, with_formula, with_sheet, zipped
from tests.telegram import BotApiDouble, Person, Shown

WORDS = IMPORTING["en"]
ANSWER = "id,answer_en\ntent-red,Nobody sleeps there.\n"
ASEL = Author("asel", "command line")


@dataclass(frozen=True)
class Sender(Talk):
    """A maintainer who sends files."""

    async def sends(self, name: str, content: bytes | str) -> Shown:
        raw = content.encode() if isinstance(content, str) else content
        return await sends(self.person, name, raw)

    async def hears(self) -> Shown:
        return await hears(self.person)

    async def pops_up(self, message: Shown, button: str) -> str:
        return await pops_up(self.person, message, button)

    @property
    def tent(self) -> Entry:
        return self.store.load().entries["tent-red"]

    @property
    def changes(self) -> int:
        return len(changes.history(self.store))


@pytest.fixture
def sender(running: None, maintainer: Person, double: BotApiDouble, store: Store) -> Sender:
    return Sender(maintainer, double, store, "en")


async def test_a_failure_over_a_file_is_apologised_for(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "plain_name", None)
    assert (await sender.sends("a.csv", ANSWER)).text == texts("en").sorry


def exported(store: Store, folder: Path) -> str:
    """The base as CSV, which the store knows of from now on."""
    path = folder / "base.csv"
    export(store, path, Format.CSV)
    return path.read_text("utf-8-sig")


def edited_here(store: Store) -> None:
    """Somebody gives the red tent another note, and another answer."""
    red = store.load().entries["tent-red"]
    texts = {**red.texts, "en": replace(red.texts["en"], answer="Edited here.")}
    edited = replace(red, notes="edited here", texts=texts)
    changes.apply_planned(store, lambda now: edits.put(now, edited), ASEL, "edited")


async def test_what_a_file_changes_is_shown_and_done_when_confirmed(sender: Sender) -> None:
    plan = await sender.sends("answers.csv", ANSWER)
    assert "answers.csv" in plan.text
    assert "changed: entry “Who sleeps in the red tent?” (answers.csv:2)" in plan.text
    assert f"Answer ({texts('en').language_short}):" in plan.text
    assert "+ Nobody sleeps there." in plan.text
    assert sender.changes == 1
    before = len(sender.double.calls)
    done = await sender.presses(plan, WORDS.yes_button)
    assert done.text == WORDS.done.format(change=2)
    assert done.edited
    methods = [call.method for call in sender.double.calls[before:]]
    assert methods.index("answerCallbackQuery") < methods.index("getFile")
    assert sender.tent.texts["en"].answer == "Nobody sleeps there."
    (change, _) = changes.history(sender.store)
    assert change.author == Author(str(sender.person.id), "file")
    assert change.summary == "import of answers.csv"


async def test_people_are_answered_by_it_at_once_and_undo_takes_it_back(
    sender: Sender, double: BotApiDouble
) -> None:
    person = double.person()
    done = await sender.presses(await sender.sends("answers.csv", ANSWER), WORDS.yes_button)
    assert "Nobody sleeps there." in (await asks(person, "Who sleeps in the red tent?")).text
    await sender.presses(done, HISTORY["en"].undo_button)
    assert sender.tent.texts["en"].answer == "tent-red (en)"


@pytest.mark.parametrize("form", Format)
async def test_every_exported_file_comes_back(sender: Sender, form: Format) -> None:
    sent = await sender.asks(f"/export {form.value}")
    told = await sender.sends(sent.file.name, sent.file.content)
    assert WORDS.nothing in told.text
    assert sender.changes == 1


async def test_nothing_is_done_where_it_is_cancelled(sender: Sender) -> None:
    plan = await sender.sends("answers.csv", ANSWER)
    cancelled = await sender.presses(plan, COMMON["en"].cancel_button)
    assert cancelled.text == COMMON["en"].cancelled
    assert await sender.pops_up(plan, WORDS.yes_button) == COMMON["en"].stale
    assert sender.changes == 1


async def test_the_buttons_of_an_earlier_file_are_stale(sender: Sender) -> None:
    earlier = await sender.sends("answers.csv", ANSWER)
    later = await sender.sends("notes.csv", "id,notes\ntent-red,look again\n")
    for button in (WORDS.yes_button, COMMON["en"].cancel_button):
        assert await sender.pops_up(earlier, button) == COMMON["en"].stale
    await sender.presses(later, WORDS.yes_button)
    assert (sender.tent.notes, sender.tent.texts["en"].answer) == ("look again", "tent-red (en)")


async def test_what_is_imported_cannot_be_cancelled(sender: Sender) -> None:
    await sender.presses(await sender.sends("answers.csv", ANSWER), WORDS.yes_button)
    assert (await sender.asks("/cancel")).text == COMMON["en"].nothing_begun
    assert sender.tent.texts["en"].answer == "Nobody sleeps there."


async def test_pressed_twice_it_is_imported_once(sender: Sender) -> None:
    plan = await sender.sends("answers.csv", ANSWER)
    await sender.presses(plan, WORDS.yes_button)
    assert await sender.pops_up(plan, WORDS.yes_button) == WORDS.done_already.format(change=2)
    assert sender.changes == 2


async def test_what_was_changed_meanwhile_is_shown_anew_before_it_is_done(sender: Sender) -> None:
    plan = await sender.sends("notes.csv", "id,notes\ntent-red,look again\n")
    noted(sender.store, "leave it", "tent-red", ASEL)
    again = await sender.presses(plan, WORDS.yes_button)
    assert WORDS.changed_meanwhile in again.text
    assert "- leave it" in again.text
    assert WORDS.only_conflicts in again.text
    assert sender.changes == 2
    assert await sender.pops_up(plan, WORDS.yes_button) == COMMON["en"].stale
    await sender.presses(again, WORDS.overwrite_button, WORDS.yes_button)
    assert sender.tent.notes == "look again"


async def test_a_change_elsewhere_holds_nobody_up(sender: Sender) -> None:
    plan = await sender.sends("answers.csv", ANSWER)
    noted(sender.store, "leave it", "tent-blue", ASEL)
    await sender.presses(plan, WORDS.yes_button)
    assert sender.tent.texts["en"].answer == "Nobody sleeps there."


async def test_what_was_edited_on_both_sides_stays_unless_the_file_is_wanted(
    sender: Sender, tmp_path: Path
) -> None:
    file = exported(sender.store, tmp_path).replace("tent-red (en)", "From the file.")
    file = file.replace("tent-blue (en)", "Blue from the file.")
    edited_here(sender.store)
    plan = await sender.sends("base.csv", file)
    assert "conflicts: 1" in plan.text
    assert WORDS.both in plan.text
    assert HISTORY["en"].change_button.format(number=2) in plan.text
    assert "- Edited here." in plan.text
    assert "+ From the file." in plan.text
    assert WORDS.conflicts in plan.text
    more = await sender.presses(plan, WORDS.overwrite_button)
    assert WORDS.overwriting in more.text
    assert "- Edited here." in more.text
    assert sender.changes == 2
    await sender.presses(more, WORDS.yes_button)
    assert (sender.tent.notes, sender.tent.texts["en"].answer) == ("edited here", "From the file.")


def edited_on_both_sides(sender: Sender, folder: Path) -> str:
    """A file that has other answers of two entries than those given here since; a third is new."""
    file = exported(sender.store, folder)
    for colour in ("red", "blue", "pink"):
        file = file.replace(f"tent-{colour} (en)", f"{colour.title()} from the file.")
    for colour in ("red", "blue"):
        entry = sender.store.load().entries[f"tent-{colour}"]
        texts = {**entry.texts, "en": replace(entry.texts["en"], answer="Edited here.")}
        plan = partial(edits.put, item=replace(entry, texts=texts))
        changes.apply_planned(sender.store, plan, ASEL, "edited")
    return file


def answers_of(sender: Sender) -> list[str]:
    entries = sender.store.load().entries
    return [entries[f"tent-{one}"].texts["en"].answer for one in ("red", "blue", "pink")]


async def test_conflicts_can_be_decided_one_by_one(sender: Sender, tmp_path: Path) -> None:
    plan = await sender.sends("base.csv", edited_on_both_sides(sender, tmp_path))
    assert "conflicts: 2" in plan.text
    assert WORDS.one_by_one in plan.text
    red, blue = (f"Who sleeps in the {one} tent?" for one in ("red", "blue"))
    assert plan.labels[:2] == [f"☐ {red}", f"☐ {blue}"]
    for line in ("- Edited here.", "+ Red from the file.", "+ Blue from the file."):
        assert line in plan.text
    both = await sender.presses(plan, f"☐ {red}", f"☐ {blue}")
    assert both.labels[:3] == [f"☑ {red}", f"☑ {blue}", WORDS.yes_button]
    one = await sender.presses(both, f"☑ {red}")
    assert one.labels[:3] == [f"☐ {red}", f"☑ {blue}", WORDS.rest_button]
    assert sender.changes == 3
    await sender.presses(one, WORDS.rest_button)
    expected = ["Edited here.", "Blue from the file.", "Pink from the file."]
    assert answers_of(sender) == expected


async def test_a_conflict_is_decided_once_by_a_press_that_comes_again(
    sender: Sender, tmp_path: Path, services: Services, double: BotApiDouble
) -> None:
    plan = await sender.sends("base.csv", edited_on_both_sides(sender, tmp_path))
    shown = await sender.presses(plan, 0)
    work = import_work.in_hand(sender.store, str(sender.person.id))
    assert work
    assert len(work.files) == 1
    press = {"id": "1", "chat_instance": "1", "from": sender.person.told, "data": ""}
    message = {"message_id": shown.id, "date": 1, "chat": {"id": shown.chat_id, "type": "private"}}
    data = plan.buttons[0][0].data
    again = {
        "update_id": work.taken,
        "callback_query": press | {"message": message, "data": data},
    }
    await comes_to_another_process(services, double, again)
    same = import_work.in_hand(sender.store, str(sender.person.id))
    assert same
    assert same.files == work.files


async def test_the_rest_can_be_imported_without_what_was_edited_on_both_sides(
    sender: Sender, tmp_path: Path
) -> None:
    file = exported(sender.store, tmp_path).replace("tent-red (en)", "From the file.")
    file = file.replace("tent-blue (en)", "Blue from the file.")
    edited_here(sender.store)
    plan = await sender.sends("base.csv", file)
    await sender.presses(plan, WORDS.rest_button)
    assert (sender.tent.notes, sender.tent.texts["en"].answer) == ("edited here", "Edited here.")
    blue = sender.store.load().entries["tent-blue"]
    assert blue.texts["en"].answer == "Blue from the file."


async def test_of_a_file_that_brings_nothing_new_nothing_is_asked(
    sender: Sender, tmp_path: Path
) -> None:
    file = exported(sender.store, tmp_path)
    edited_here(sender.store)
    plan = await sender.sends("base.csv", file)
    assert WORDS.nothing_new in plan.text
    assert "red tent" not in plan.text
    assert plan.labels == []


async def test_different_values_of_one_entry_come_together_without_a_question(
    sender: Sender, tmp_path: Path
) -> None:
    file = exported(sender.store, tmp_path).replace("tent-red (en)", "From the file.")
    noted(sender.store, "edited here", "tent-red", ASEL)
    plan = await sender.sends("base.csv", file)
    assert plan.labels == [WORDS.yes_button, COMMON["en"].cancel_button]
    await sender.presses(plan, WORDS.yes_button)
    assert (sender.tent.notes, sender.tent.texts["en"].answer) == ("edited here", "From the file.")


async def test_a_file_that_does_not_tell_its_export_says_so(sender: Sender) -> None:
    assert WORDS.untold in (await sender.sends("answers.csv", ANSWER)).text


async def test_of_such_a_file_what_was_only_edited_here_is_kept(
    sender: Sender, tmp_path: Path
) -> None:
    file = re.sub(r"exported_at_\w+", "", exported(sender.store, tmp_path))
    noted(sender.store, "edited here", "tent-red", ASEL)
    plan = await sender.sends("base.csv", file)
    assert WORDS.only_conflicts in plan.text
    assert plan.labels == [WORDS.overwrite_button, COMMON["en"].cancel_button]
    more = await sender.presses(plan, WORDS.overwrite_button)
    await sender.presses(more, WORDS.yes_button)
    assert sender.tent.notes == ""


async def test_empty_cells_are_told(sender: Sender) -> None:
    plan = await sender.sends("x.csv", "id,answer_en,answer_ru\ntent-red,,Новый.\n")
    columns = "Who sleeps in the red tent?: answer_en"
    assert WORDS.empty_cells.format(number=1, columns=columns) in plan.text


async def test_a_long_plan_comes_as_a_file_as_well(sender: Sender) -> None:
    rows = [f"tent-{colour},{'long ' * 200}{colour}" for colour in ("red", "blue", "green")]
    plan = await sender.sends("notes.csv", "\n".join(["id,notes", *rows]))
    assert plan.labels[0] == WORDS.yes_button
    assert len(plan.text) < 4096
    whole = await sender.hears()
    assert whole.text == WORDS.whole_plan
    assert all(row.partition(",")[2] in whole.file.content.decode() for row in rows)


async def test_a_long_list_of_mistakes_comes_as_a_file_as_well(sender: Sender) -> None:
    rows = [f"tent-red,unheard-of-{number}" for number in range(90)]
    told = await sender.sends("kinds.csv", "\n".join(["id,kind", *rows]))
    assert "unheard-of-1" in told.text
    assert told.labels == []
    assert "unheard-of-89" in (await sender.hears()).file.content.decode()


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(65):
            archive.writestr(f"a{number}.yaml", bytes(1024**2))
    return out.getvalue()


BAD = {
    "an image": ("x.png", b"\x89PNG", plain(WORDS.wrong_kind)),
    "no ending": ("base", b"id", plain(WORDS.wrong_kind)),
    "an old workbook": ("x.xls", b"\xd0\xcf\x11\xe0", plain(WORDS.wrong_kind)),
    "macros": ("x.xlsm", b"PK\x03\x04", plain(WORDS.wrong_kind)),
    "a database": ("x.sqlite", b"SQLite format 3\0", plain(WORDS.is_backup)),
    "20 MB": ("x.csv", bytes(20 * 1024**2), "more than 10 MB"),
    "more than Telegram hands out": ("x.csv", bytes(21 * 1024**2), "more than 10 MB"),
    "half valid": (
        "x.csv",
        b"id,answer_en,kind\ntent-red,Good.,fact\ntent-blue,Bad.,nonsense\n",
        "“nonsense” cannot stand in the column kind",
    ),
    "half whole": (
        "x.csv",
        b"id,answer_en\ntent-red,Good.\nnew-one,Only this.\n",
        "is missing; something new needs every part",
    ),
    "against the rules": (
        "x.csv",
        b"id,answer_en\ntent-red,<b>Bold</b>\n",
        "HTML is not read",
    ),
    "formulas": ("x.xlsx", with_formula("=1+1"), "a formula in it (cell B2)"),
    "a bomb of YAML": ("topics.yaml", YAML_BOMB, "anchor"),
    "a bomb of XLSX": (
        "x.xlsx",
        zipped(("[Content_Types].xml", ""), ("xl/worksheets/sheet1.xml", "0" * (65 * 1024**2))),
        "unpacks to more than 64 MB",
    ),
    "words of XML that grow": (
        "x.xlsx",
        with_sheet(defining(LAUGHS, b"&l9;")),
        "no spreadsheet program writes",
    ),
    "a bomb of zip": ("x.zip", zip_bomb(), "unpacks to more than 64 MB"),
    "the same id twice": (
        "topics.yaml",
        b"- {id: a, title: {en: A, ru: A, kk: A}}\n- {id: a, title: {en: B, ru: B, kk: B}}\n",
        "“a” is there twice",
    ),
    "no UTF-8": ("topics.yaml", "- id: тема".encode("cp1251"), "not UTF-8"),
    "nothing": ("x.csv", b"\n", "is empty"),
    "a broken zip": ("x.zip", b"PK\x03\x04 broken", "is damaged, or no zip"),
    "a zip with strange names": ("x.zip", zipped(("../../etc/passwd", "x")), "no file of the base"),
    "signs of markup": ("_*[x](y)*_<b>.csv", b"\x98", "is no text"),
}


@pytest.mark.parametrize("case", BAD)
async def test_a_file_that_cannot_be_imported_is_told_in_a_line_and_changes_nothing(
    sender: Sender, double: BotApiDouble, case: str
) -> None:
    before = Unfinished("search", {"words": "tent"})
    unfinished.keep(sender.store, str(sender.person.id), before)
    name, content, told = BAD[case]
    shown = await sender.sends(name, content)
    assert told in shown.text
    assert len(shown.text.splitlines()) <= 4
    assert shown.labels == []
    assert sender.changes == 1
    assert unfinished.begun(sender.store, str(sender.person.id)) == before
    if len(content) > MAX_BYTES or told in (plain(WORDS.wrong_kind), plain(WORDS.is_backup)):
        assert double.calls_of("getFile") == []


async def test_of_a_file_whose_size_is_not_told_telegram_is_asked(sender: Sender) -> None:
    sender.person.sends_document("x.csv", bytes(21 * 1024**2), tells=("file_name",))
    assert "more than 10 MB" in (await sender.hears()).text


async def test_a_file_that_telegram_does_not_hand_out(sender: Sender, double: BotApiDouble) -> None:
    double.next("getFile").answers(400, "Bad Request: wrong file_id or the file is unavailable")
    assert (await sender.sends("x.csv", ANSWER)).text == WORDS.not_fetched
    plan = await sender.sends("x.csv", ANSWER)
    double.next("getFile").answers(400, "Bad Request: wrong file_id or the file is unavailable")
    told = await sender.presses(plan, WORDS.yes_button)
    assert (told.text, told.edited) == (WORDS.not_fetched, False)
    await sender.presses(plan, WORDS.yes_button)
    assert sender.changes == 2


async def test_an_entry_in_hand_is_not_pushed_aside(sender: Sender) -> None:
    card = await sender.asks("/edit tent-red")
    assert card.labels
    hand = unfinished.begun(sender.store, str(sender.person.id))
    assert hand
    changed = {**hand.state, "draft": {**hand.state["draft"], "notes": "typed for an hour"}}
    unfinished.keep(sender.store, str(sender.person.id), Unfinished(hand.kind, changed))
    assert (await sender.sends("answers.csv", ANSWER)).text == WORDS.busy
    kept = unfinished.begun(sender.store, str(sender.person.id))
    assert kept
    assert kept.state == changed


async def test_others_files_are_no_imports(
    sender: Sender, double: BotApiDouble, person: Person
) -> None:
    shown = await sends(person, "answers.csv", ANSWER.encode())
    assert shown.text == texts("en").not_text
    group = double.group()
    sender.person.adds_bot(group)
    await asyncio.to_thread(sender.person.waits_for_reply, to=group)
    sender.person.sends_document("answers.csv", ANSWER.encode(), to=group)
    await silence(sender.person, group)
    assert double.calls_of("getFile") == []


@pytest.fixture
def alone(maintainer: Person, double: BotApiDouble, store: Store) -> Sender:
    """A maintainer whose bot is started anew for every update."""
    return Sender(maintainer, double, store, "en")


async def test_every_step_survives_the_death_of_the_process(
    alone: Sender, services: Services
) -> None:
    person, double = alone.person, alone.double
    person.sends_document("answers.csv", ANSWER.encode())
    sent = await comes_to_another_process(services, double)
    first = person.waits_for_reply(0)
    await comes_to_another_process(services, double, sent)
    plan = person.waits_for_reply(0)
    assert plan.text == first.text
    person.presses(plan, WORDS.yes_button)
    press = await comes_to_another_process(services, double)
    assert person.waits_for_reply(0).text == WORDS.done.format(change=2)
    # The message says so already; were it not edited, it would be now.
    await comes_to_another_process(services, double, press)
    assert alone.changes == 2
    work = import_work.in_hand(alone.store, str(person.id))
    assert work
    assert (work.step, work.change) == (import_work.SAVED, 2)


async def test_a_plan_that_was_shown_anew_is_not_done_by_the_press_that_came_again(
    alone: Sender, services: Services
) -> None:
    person, double = alone.person, alone.double
    person.sends_document("notes.csv", b"id,notes\ntent-red,look again\n")
    await comes_to_another_process(services, double)
    noted(alone.store, "leave it", "tent-red", ASEL)
    person.presses(person.waits_for_reply(0), WORDS.yes_button)
    press = await comes_to_another_process(services, double)
    assert WORDS.changed_meanwhile in person.waits_for_reply(0).text
    await comes_to_another_process(services, double, press)
    assert alone.tent.notes == "leave it"


@pytest.mark.parametrize("language", ["ru", "kk"])
async def test_a_plan_and_what_is_wrong_are_told_in_the_maintainers_language(
    running: None, double: BotApiDouble, maintainer: Person, store: Store, language: Language
) -> None:
    sender = Sender(maintainer, double, store, language)
    rows = "tent-red,nowhere\ntent-blue,\n"
    for name, content in (("plan.csv", f"id,notes\n{rows}"), ("wrong.csv", f"id,topic\n{rows}")):
        told = (await sender.sends(name, content)).text
        told = re.sub(r"Who sleeps in the \w+ tent\?|\(..\)|nowhere|\S+\.csv\S*|id", "", told)
        assert not re.findall(r"[A-Za-z]{2,}", told), told
