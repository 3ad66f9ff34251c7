"""An edited question: its answer changes in place, whatever the new outcome is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.context import Services
from bot.run import serve
from bot.strings import texts
from tests.bot.sample import COOK
from tests.telegram import BotApiDouble, Person, Shown

QUESTION = "What does the cook say?"
ANSWER = "salt & pepper"
NOT_UNDERSTOOD = "Not understood (en)"


async def reply(person: Person) -> Shown:
    return await asyncio.to_thread(person.waits_for_reply)


async def silence(person: Person) -> None:
    await asyncio.to_thread(person.hears_nothing, 0.4)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (QUESTION, "Which dish is missing?", "menu (en)"),
        (QUESTION, COOK["kk"], "(kk)"),
        (QUESTION, "asdkjh qwlkejh", NOT_UNDERSTOOD),
        ("asdkjh qwlkejh", QUESTION, ANSWER),
        (f"/ask {QUESTION}", "/ask Which dish is missing?", "menu (en)"),
        (f"/ask {QUESTION}", "Which dish is missing?", "menu (en)"),
        ("/ask", f"/ask {QUESTION}", ANSWER),
        (QUESTION, "/ask", texts("en").ask_hint),
    ],
)
async def test_the_answer_changes_in_place(
    person: Person, first: str, second: str, expected: str
) -> None:
    asked = person.writes(first)
    answer = await reply(person)
    person.edits(asked, second)
    shown = await reply(person)
    assert (shown.id, shown.edited) == (answer.id, True)
    assert expected in shown.text


async def test_buttons_change_along(person: Person) -> None:
    asked = person.writes(QUESTION)
    assert "Who sleeps in the red tent?" in (await reply(person)).labels
    person.edits(asked, "asdkjh qwlkejh")
    assert "Who sleeps in the red tent?" not in (await reply(person)).labels


async def test_an_edit_that_leaves_the_text_leaves_the_answer(
    person: Person, double: BotApiDouble
) -> None:
    asked = person.writes(QUESTION)
    answer = await reply(person)
    press = person.presses(answer, "Қаз")
    turned = await reply(person)
    await asyncio.to_thread(press.waits_for_answer)
    person.edits(asked, QUESTION)
    await silence(person)
    assert person.sees(answer) == person.sees(turned)


async def test_what_got_no_answer_is_let_be(person: Person, double: BotApiDouble) -> None:
    group = double.group()
    asked = person.writes("just talking", to=group)
    person.edits(asked, f"/ask@{double.username} {QUESTION}")
    await asyncio.to_thread(person.hears_nothing, 0.4, group)


async def test_a_longer_answer_goes_on_below_and_a_shorter_one_leaves_nothing_behind(
    person: Person, monkeypatch: pytest.MonkeyPatch, double: BotApiDouble
) -> None:
    asked = person.writes(QUESTION)
    answer = await reply(person)
    monkeypatch.setattr("bot.deliver.split", lambda text: [text, "second", "third"])
    person.edits(asked, "Which dish is missing?")
    parts = [await reply(person) for _ in range(3)]
    assert [part.edited for part in parts] == [True, False, False]
    assert parts[0].id == answer.id
    assert [bool(part.labels) for part in parts] == [False, False, True]
    monkeypatch.undo()
    person.edits(asked, QUESTION)
    assert ANSWER in (await reply(person)).text
    await asyncio.to_thread(double.waits_for_calls, "deleteMessage", 2)
    assert [person.sees(part) is None for part in parts] == [False, True, True]


async def test_where_the_answer_is_gone_it_is_sent_anew(
    person: Person, double: BotApiDouble
) -> None:
    asked = person.writes(QUESTION)
    await reply(person)
    double.next("editMessageText").answers(400, "Bad Request: message to edit not found")
    double.next("deleteMessage").answers(400, "Bad Request: message to delete not found")
    person.edits(asked, "Which dish is missing?")
    shown = await reply(person)
    assert ("menu" in shown.text, shown.edited) == (True, False)
    person.edits(asked, QUESTION)
    assert (await reply(person)).id == shown.id


async def test_in_a_group_it_need_not_mention_the_bot_again(
    person: Person, double: BotApiDouble
) -> None:
    group = double.group()
    asked = person.writes(f"/ask {QUESTION}", to=group)
    answer = await asyncio.to_thread(person.waits_for_reply, to=group)
    double.push({"edited_message": edited(person, group.chat.told, asked.id)})
    shown = await asyncio.to_thread(person.waits_for_reply, to=group)
    assert (shown.id, "menu" in shown.text) == (answer.id, True)


async def test_it_works_after_a_restart(double: BotApiDouble, services: Services) -> None:
    person = double.person(language_code="en")
    async with served(services):
        asked = person.writes(QUESTION)
        answer = await reply(person)
    async with served(services):
        person.edits(asked, "Which dish is missing?")
        shown = await reply(person)
    assert (shown.id, "menu" in shown.text) == (answer.id, True)


@asynccontextmanager
async def served(services: Services) -> AsyncIterator[None]:
    """The bot, serving, for as long as the block lasts."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(services, stop))
    yield
    stop.set()
    await task


def edited(person: Person, chat: object, number: int) -> dict[str, object]:
    return {
        "message_id": number,
        "from": person.told,
        "chat": chat,
        "date": 1,
        "edit_date": 2,
        "text": "Which dish is missing?",
    }
