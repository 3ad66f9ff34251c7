"""Votes, reasons and picks, and the log that keeps them, through the real application."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.context import Services
from bot.logbook import Logbook
from bot.payload import Action, Payload, decode, encode
from bot.run import serve
from bot.strings import texts
from knowledge.model import LANGUAGES, Language
from knowledge.store import open_store
from tests.bot import sample
from tests.bot.talk import asks, pops_up, pressed_data, presses
from tests.telegram import BotApiDouble, Person, Shown

COOK = sample.COOK["en"]
Rows: TypeAlias = list[tuple[Any, ...]]
UP, DOWN = "👍", "👎"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "forum.sqlite"


def logged(path: Path, columns: str = "question, entry, vote, vote_reason") -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"SELECT {columns} FROM questions_log ORDER BY rowid")
        return rows.fetchall()


async def soon_logged(path: Path, count: int) -> Rows:
    """What is logged, once there is as much; questions are written after their answer went out."""
    deadline = time.monotonic() + 5
    while len(rows := logged(path)) < count:
        assert time.monotonic() < deadline, rows
        await asyncio.sleep(0.01)
    return rows


async def sees(person: Person, message: Shown) -> Shown:
    shown = await asyncio.to_thread(person.sees, message)
    assert shown
    return shown


async def test_every_question_is_logged(person: Person, path: Path) -> None:
    await asks(person, COOK)
    await asks(person, "/ask zzz qqq")
    await asks(person, "/help")
    assert [row[0] for row in await soon_logged(path, 2)] == [COOK, "zzz qqq"]


class TestVotes:
    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_a_thumb_is_ticked_and_thanked_for(
        self, person: Person, path: Path, language: Language
    ) -> None:
        words = texts(language)
        shown = await asks(person, sample.COOK[language])
        assert await pops_up(person, shown, UP) == words.vote_thanks
        assert f"{UP} ✓" in (await sees(person, shown)).labels
        assert logged(path)[0][2:] == ("up", None)

    async def test_a_vote_can_be_changed_and_a_reason_given(
        self, person: Person, path: Path
    ) -> None:
        shown = await asks(person, COOK)
        await pops_up(person, shown, UP)
        await pops_up(person, await sees(person, shown), DOWN)
        asked = await sees(person, shown)
        assert UP in asked.labels
        assert set(texts("en").reasons) < set(asked.labels)
        assert await pops_up(person, asked, texts("en").reasons.wrong) == texts("en").vote_thanks
        after = await sees(person, shown)
        assert f"{DOWN} ✓" in after.labels
        assert not set(texts("en").reasons) & set(after.labels)
        assert logged(path) == [(COOK, "cook", "down", "wrong")]

    async def test_the_same_thumb_again_takes_the_vote_back(
        self, person: Person, path: Path
    ) -> None:
        shown = await asks(person, COOK)
        await pops_up(person, shown, DOWN)
        told = await pops_up(person, await sees(person, shown), f"{DOWN} ✓")
        assert told == texts("en").vote_taken_back
        assert (await sees(person, shown)).labels == shown.labels
        assert logged(path) == [(COOK, "cook", None, None)]

    async def test_the_tick_stays_when_the_answer_is_turned(self, person: Person) -> None:
        shown = await asks(person, COOK)
        await pops_up(person, shown, UP)
        turned = await presses(person, await sees(person, shown), "Рус")
        assert f"{UP} ✓" in turned.labels
        where = await presses(person, turned, texts("ru").where_button)
        back = await presses(person, where, f"« {texts('ru').answer_button}")
        assert back.labels == turned.labels

    async def test_what_a_button_opened_is_logged_when_it_is_voted_on(
        self, person: Person, path: Path
    ) -> None:
        first = await asks(person, COOK)
        opened = await presses(person, first, "Who sleeps in the red tent?")
        await soon_logged(path, 1)
        await pops_up(person, opened, DOWN)
        assert logged(path)[1] == ("Who sleeps in the red tent?", "tent-red", "down", None)

    @pytest.mark.parametrize("data", ["u_en__00ff00ff00ff00", "r_en_wrong_00ff00ff00ff00", "u_en"])
    async def test_a_vote_on_what_is_not_logged_says_that_it_is_not_kept(
        self, person: Person, path: Path, data: str
    ) -> None:
        shown = await asks(person, "/topics")
        button = replace(shown.buttons[0][0], data=data)
        forged = replace(shown, buttons=((button,),))
        assert await pops_up(person, forged, 0) == texts("en").vote_not_kept
        assert logged(path) == []

    async def test_only_the_reasons_that_were_offered_are_kept(
        self, person: Person, path: Path
    ) -> None:
        shown = await asks(person, COOK)
        carried = decode(shown.button("Рус").data or "")
        assert carried
        data = encode(Payload(Action.GIVE_REASON, "en", "my-own-words", asked=carried.asked))
        button = replace(shown.buttons[0][0], data=data)
        forged = replace(shown, buttons=((button,),))
        assert await pops_up(person, forged, 0) == texts("en").vote_not_kept
        assert await soon_logged(path, 1) == [(COOK, "cook", None, None)]


class TestPicks:
    @pytest.mark.parametrize(
        ("action", "entry", "picked"),
        [(Action.PICK_ENTRY, "tent-red", "tent-red"), (Action.NONE_OF_THESE, "", None)],
    )
    async def test_what_was_picked_is_kept_with_the_question(
        self, person: Person, path: Path, action: Action, entry: str, picked: str | None
    ) -> None:
        shown = await asks(person, COOK)
        carried = decode(shown.button("Рус").data or "")
        assert carried
        target = Payload(action, "en", entry, asked=carried.asked)
        await pressed_data(person, encode(target))
        await pops_up(person, shown, UP)
        ((kept, at),) = logged(path, "picked, picked_at")
        assert kept == picked
        assert at


class TestLog:
    @pytest.fixture
    def services(self, services: Services, path: Path) -> Iterator[Services]:
        """The services, with a log that does not wait long for another writer."""
        with closing(Logbook(open_store(path, wait=0.05))) as logbook:
            yield replace(services, logbook=logbook)

    async def test_a_locked_log_stops_no_answer_and_is_told_once(
        self, person: Person, path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(3):
                shown = await asks(person, COOK)
                assert "salt" in shown.text
            assert await pops_up(person, shown, UP) == texts("en").vote_not_kept
            other.execute("ROLLBACK")
        told = [one for one in caplog.messages if "not logged" in one]
        assert len(told) == 1


async def test_nothing_is_kept_where_the_operator_keeps_no_questions(
    double: BotApiDouble, services: Services, path: Path
) -> None:
    settings = replace(services.settings, keep_questions_days=0)
    stop = asyncio.Event()
    task = asyncio.create_task(serve(replace(services, settings=settings), stop))
    shown = await asks(double.person(language_code="en"), COOK)
    stop.set()
    await task
    assert UP not in shown.labels
    services.logbook.close()
    assert logged(path) == []


async def test_questions_are_forgotten_after_their_days(
    double: BotApiDouble, services: Services, path: Path
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO questions_log (id, asked_at, question, language, outcome, confidence)"
            " VALUES ('00', '2020-01-01T00:00:00+00:00', 'old', 'en', 'decline', 0)"
        )
        connection.commit()
    stop = asyncio.Event()
    task = asyncio.create_task(serve(services, stop))
    await asks(double.person(language_code="en"), COOK)
    stop.set()
    await task
    services.logbook.close()
    assert [row[0] for row in logged(path, "question")] == [COOK]
