import json
from typing import Any

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot.keyboards import keyboard
from bot.offline import Offline
from bot.payload import Action, Payload
from bot.reply import Button, CopyButton, LinkButton

PERSON = {"id": 2, "is_bot": False, "first_name": "You"}
KEYBOARD = keyboard(
    tuple((Button(label, Payload(action, "en")),) for label, action in
          (("Topics", Action.OFFER_TOPICS), ("People", Action.OFFER_PEOPLE)))
)  # fmt: skip


def bot_of(offline: Offline) -> ExtBot[None]:
    return ExtBot("0:offline", request=offline, get_updates_request=offline)


async def test_messages_are_printed_with_numbered_buttons() -> None:
    offline = Offline(styled=False)
    async with bot_of(offline) as bot:
        await bot.send_message(2, "<b>a &amp; b</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert offline.taken() == "a & b\n  [1] Topics\n  [2] People\n\n"


async def test_buttons_of_one_row_share_a_line_and_only_the_bots_own_are_shown() -> None:
    topics = Button("Topics", Payload(Action.OFFER_TOPICS, "en"))
    rows = (
        (topics, LinkButton("Share", "https://t.me"), topics),
        (CopyButton("Copy", "text"),),
        (topics,),
    )
    offline = Offline(styled=False)
    async with bot_of(offline) as bot:
        await bot.send_message(2, "Hello", reply_markup=keyboard(rows))
    assert offline.taken() == "Hello\n  [1] Topics  [2] Topics\n  [3] Topics\n\n"
    assert len(offline.buttons) == 3


async def test_plain_text_is_printed_as_it_is() -> None:
    offline = Offline(styled=False)
    async with bot_of(offline) as bot:
        await bot.send_message(2, "<b> &amp;")
    assert offline.taken() == "<b> &amp;\n\n"


async def test_links_show_where_they_lead() -> None:
    link = '<a href="https://x.kz/?a&amp;b">here</a>'
    offline = Offline(styled=False)
    async with bot_of(offline) as bot:
        await bot.send_message(2, f"Look {link}.", parse_mode="HTML")
    assert offline.taken() == "Look here (https://x.kz/?a&b).\n\n"


@pytest.mark.parametrize(("styled", "expected"), [(True, "\x1b[1ma\x1b[22m"), (False, "a")])
async def test_bold_is_for_terminals(styled: bool, expected: str) -> None:
    offline = Offline(styled=styled)
    async with bot_of(offline) as bot:
        await bot.send_message(2, "<b>a</b>", parse_mode="HTML")
    assert offline.taken() == f"{expected}\n\n"


@pytest.mark.parametrize("styled", [True, False])
async def test_no_text_commands_the_terminal(styled: bool) -> None:
    offline = Offline(styled=styled)
    async with bot_of(offline) as bot:
        await bot.send_message(2, "a\x1b[2Jb\x07", parse_mode="HTML")
    assert offline.taken() == "a[2Jb\n\n"


async def test_a_press_belongs_to_the_message_with_the_latest_buttons() -> None:
    offline = Offline(styled=False)
    async with bot_of(offline) as bot:
        await bot.send_message(2, "first", reply_markup=KEYBOARD)
        await bot.send_message(2, "second")
        update = Update.de_json(offline.press(offline.buttons[1], PERSON), bot)
    assert update.callback_query
    assert update.callback_query.data == "b_en"
    assert update.callback_query.message
    assert getattr(update.callback_query.message, "text", "") == "first"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start now", "/start"),
        ("/Help@forum_bot", "/Help@forum_bot"),
        ("start", None),
        ("/", None),
    ],
)
def test_commands_are_marked_as_telegram_marks_them(text: str, command: str | None) -> None:
    message: Any = Offline(styled=False).message(text, PERSON)["message"]
    marked = [text[: entity["length"]] for entity in message.get("entities", [])]
    assert marked == ([command] if command else [])
    assert json.dumps(message)
