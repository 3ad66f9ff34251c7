"""The base as a file, a copy of the store, and counts: to the one who asked, and nobody else."""

import builtins
import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import deliver
from bot.desk import counts
from bot.strings.desk.common import COMMON
from bot.strings.desk.copies import COPIES, STATS
from bot.telegram_html import to_plain, units
from knowledge.change_log import Author
from knowledge.items import items_of
from knowledge.markup import plain
from knowledge.model import LANGUAGES, Base, EntryText, Language, Outcome, OutcomeKind
from knowledge.questions_log import logged, record
from knowledge.sent_files import read_sent
from knowledge.stats import stats
from knowledge.store import Store, open_store
from tests.bot.desk.talks import Talk, noted
from tests.telegram import BotApiDouble, Person


@pytest.fixture
def talk(running: None, maintainer: Person, double: BotApiDouble, store: Store) -> Talk:
    return Talk(maintainer, double, store, "en")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("written", "ending"),
    [("yaml", ".zip"), ("CSV", ".csv"), (".xlsx", ".xlsx"), ("as xlsx, please", None)],
)
async def test_a_format_by_its_name(
    talk: Talk, base: Base, temporary: Path, written: str, ending: str | None
) -> None:
    shown = await talk.asks(f"/export {written}")
    if ending is None:
        assert shown.labels == ["XLSX", "CSV", "YAML"]
        return
    assert shown.file.name.startswith("forum-base-")
    assert shown.file.name.endswith(ending)
    content = read_sent(shown.file.name, shown.file.content, base.topics)
    assert len(content.drafts) == len(list(items_of(base)))
    assert os.listdir(temporary) == []


async def test_a_file_that_telegram_would_not_take_is_told(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr(deliver, "MAX_UPLOAD", 1000)
    assert (await talk.asks("/export csv")).text == COPIES["en"].too_large.format(size=1)
    assert (await talk.asks("/backup")).text == COPIES["en"].too_large_backup.format(size=1)
    assert os.listdir(temporary) == []


async def test_a_backup_is_the_store_as_it_stands_and_leaves_nothing_behind(
    talk: Talk, base: Base, tmp_path: Path, temporary: Path
) -> None:
    noted(talk.store, "look again", "tent-red", Author("asel", "command line"))
    sent = await talk.asks("/backup")
    (tmp_path / "copy.sqlite").write_bytes(sent.file.content)
    with open_store(tmp_path / "copy.sqlite") as copy:
        assert copy.load().entries["tent-red"].notes == "look again"
        assert len(copy.load().entries) == len(base.entries)
    assert os.listdir(temporary) == []


async def test_a_backup_holds_nothing_of_what_people_write_and_is_not_logged(
    talk: Talk, double: BotApiDouble, tmp_path: Path
) -> None:
    person = double.person()
    person.writes("/ask my card is 4111 1111 1111 1111, what does the cook say?")
    await talk.asks("/help")
    sent = await talk.asks("/backup")
    (tmp_path / "copy.sqlite").write_bytes(sent.file.content)
    assert b"4111 1111" not in sent.file.content
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    assert "updates" not in tables


async def test_a_backup_goes_to_the_one_who_asked(talk: Talk, double: BotApiDouble) -> None:
    await talk.asks("/backup")
    (sent,) = double.calls_of("sendDocument")
    assert sent.parameters["chat_id"] == str(talk.person.id)


@pytest.mark.parametrize("command", ["/backup", "/export csv"])
async def test_a_disk_that_cannot_be_written_is_told_in_words(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert COMMON["en"].failed.format(error="") in (await talk.asks(command)).text


async def test_without_matplotlib_the_counts_are_text(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(talk.store, logged(Outcome(OutcomeKind.ANSWER, "cook?", "en", "cook")))
    usual = builtins.__import__

    def bare(name: str, *rest: object) -> object:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return usual(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", bare)
    shown = await talk.asks("/stats")
    assert plain(STATS["en"].no_chart) in shown.text
    assert "1 question" in shown.text


@pytest.mark.parametrize("written", ["x", "0", "-7", "99999", "²", "7 8"])
async def test_days_that_cannot_be_meant(talk: Talk, written: str) -> None:
    assert STATS["en"].nothing_asked in (await talk.asks(f"/stats {written}")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counts_always_fit_below_a_chart(store: Store, base: Base, language: Language) -> None:
    long = dict.fromkeys(LANGUAGES, EntryText("ж" * 300, "ж", ()))
    entries = {name: replace(one, texts=long) for name, one in base.entries.items()}
    for entry in entries:
        record(store, logged(Outcome(OutcomeKind.ANSWER, "?", language, entry)))
    found = stats(store, base, 3660)
    reply = counts.summary(found, replace(base, entries=entries), language, has_chart=False)
    assert units(to_plain(reply.text)) <= deliver.MAX_CAPTION
