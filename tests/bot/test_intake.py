"""The way of updates into the bot, whichever way they came."""

import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from telegram import Update

from bot.connection import watching
from bot.flood import MESSAGES
from bot.inbox import Inbox, open_inbox
from bot.intake import Intake


class Desk:
    """Answers what is taken in, as long as nothing holds it back, and notes it."""

    def __init__(self) -> None:
        self.answered: list[int] = []
        self.told: list[int] = []
        self.open = asyncio.Event()
        self.open.set()

    def intake(self, inbox: Inbox) -> Intake:
        return Intake(inbox, self._answer, self._tell, read)

    async def _answer(self, update: Update) -> None:
        await self.open.wait()
        self.answered.append(update.update_id)

    async def _tell(self, update: Update) -> None:
        self.told.append(update.update_id)


def read(body: str) -> Update:
    return Update.de_json(json.loads(body))


def taken(number: int, chat: int) -> tuple[Update, str]:
    user = {"id": chat, "is_bot": False, "first_name": "A"}
    told = {"message_id": 1, "date": 1_800_000_000, "chat": {"id": chat, "type": "private"}}
    body = json.dumps({"update_id": number, "message": told | {"from": user, "text": "hello"}})
    return read(body), body


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite"


async def test_what_comes_twice_is_answered_once(path: Path) -> None:
    desk = Desk()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take([taken(1, 1), taken(2, 2), taken(1, 1)])
        intake.take([taken(2, 2), taken(3, 3)])
        await intake.drain()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take_up()
        intake.take([taken(3, 3), taken(4, 4)])
        await intake.drain()
    assert desk.answered == [1, 2, 3, 4]


async def test_what_is_broken_off_is_answered_after_the_next_start(path: Path) -> None:
    desk = Desk()
    desk.open.clear()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take([taken(number, number) for number in range(1, 400)])
        await asyncio.sleep(0.01)
        await intake.break_off()
    assert desk.answered == []
    desk.open.set()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take_up()
        await intake.drain()
    assert sorted(desk.answered) == list(range(1, 400))


async def test_it_is_not_ready_while_too_much_is_under_way(path: Path) -> None:
    desk = Desk()
    desk.open.clear()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take([taken(1, 1)])
        await asyncio.wait_for(intake.ready(), 1)
        intake.take([taken(number, number) for number in range(2, 400)])
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(intake.ready(), 0.05)
        desk.open.set()
        await intake.drain()
    assert len(desk.answered) == 399


async def test_a_flood_of_one_person_delays_nobody(path: Path) -> None:
    desk = Desk()
    desk.open.clear()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take([taken(number, 1) for number in range(1, 301)])
        await asyncio.wait_for(intake.ready(), 1)
        intake.take([taken(500, 2)])
        await asyncio.wait_for(intake.ready(), 1)
        desk.open.set()
        await intake.drain()
    assert len(desk.answered) == MESSAGES
    assert 500 in desk.answered
    assert desk.told == [MESSAGES]


async def test_an_answer_that_is_on_its_way_is_not_given_again(path: Path) -> None:
    def sends(*calls: tuple[str, str]) -> Callable[[Update], object]:
        async def handle(_: Update) -> None:
            watch = watching.get()
            assert watch
            for what, method in calls:
                getattr(watch, what)(method)
            await asyncio.Event().wait()  # until the process dies

        return handle

    handled = {
        1: sends(("sending", "sendMessage")),
        2: sends(("sending", "sendMessage"), ("refused", "sendMessage")),
        3: sends(("sending", "sendChatAction"), ("sending", "answerCallbackQuery")),
        4: sends(("sending", "editMessageText")),
        5: sends(
            ("sending", "sendMessage"), ("sending", "sendMessage"), ("refused", "sendMessage")
        ),
        6: sends(),
    }

    async def handle(update: Update) -> None:
        await handled[update.update_id](update)  # type: ignore[misc]

    inbox = open_inbox(path)
    intake = Intake(inbox, handle, handle, read)
    intake.take([taken(number, number) for number in handled])
    await asyncio.sleep(0.05)
    await intake.break_off()
    inbox.close()
    desk = Desk()
    with closing(open_inbox(path)) as inbox:
        intake = desk.intake(inbox)
        intake.take_up()
        await intake.drain()
    assert desk.answered == [2, 3, 6]


async def test_a_handler_that_fails_is_not_tried_again(path: Path) -> None:
    async def fail(_: Update) -> None:
        raise ValueError("broken")

    with closing(open_inbox(path)) as inbox:
        intake = Intake(inbox, fail, fail, read)
        intake.take([taken(1, 1)])
        await intake.drain()
    with closing(open_inbox(path)) as inbox:
        assert inbox.left() == []
