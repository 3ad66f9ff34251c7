"""The bot's face: menus and descriptions in every language, and Telegram's limits for them."""

import logging
from collections.abc import AsyncIterator, Callable

import pytest
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)
from telegram.ext import ExtBot

from bot import face
from bot.face import features, show_face
from bot.face_rules import description_problems, menu_problems, short_description_problems
from bot.render import GROUP_COMMANDS
from bot.strings import texts
from bot.strings.texts import CommandTexts
from knowledge.model import Language
from tests.telegram import BotApiDouble

SETTING = ("setMyCommands", "setMyDescription", "setMyShortDescription")


@pytest.fixture
async def bot(double: BotApiDouble) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(double.token, base_url=double.base_url) as bot:
        yield bot


def times_set(double: BotApiDouble) -> list[int]:
    return [len(double.calls_of(method)) for method in SETTING]


@pytest.mark.parametrize(
    ("code", "language"), [("", "en"), ("en", "en"), ("ru", "ru"), ("kk", "kk")]
)
@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (BotCommandScopeDefault(), CommandTexts._fields),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    ],
)
async def test_each_scope_has_its_menu_in_each_language(
    bot: ExtBot[None],
    code: str,
    language: Language,
    scope: BotCommandScope,
    names: tuple[str, ...],
) -> None:
    await show_face(bot)
    shown = await bot.get_my_commands(scope, code)
    does = texts(language).commands
    assert [(one.command, one.description) for one in shown] == [
        (name, getattr(does, name)) for name in names
    ]


async def test_what_is_there_already_is_not_set_again(
    bot: ExtBot[None], double: BotApiDouble
) -> None:
    await show_face(bot)
    assert times_set(double) == [8, 4, 4]
    await show_face(bot)
    assert times_set(double) == [8, 4, 4]


async def test_only_what_differs_is_set(bot: ExtBot[None], double: BotApiDouble) -> None:
    await show_face(bot)
    await bot.set_my_description("Another", "ru")
    await bot.set_my_commands([BotCommand("help", "Help")], BotCommandScopeAllGroupChats(), "kk")
    before = times_set(double)
    await show_face(bot)
    assert [now - then for now, then in zip(times_set(double), before, strict=True)] == [1, 1, 0]
    assert (await bot.get_my_description("ru")).description == texts("ru").description


async def test_what_telegram_would_refuse_is_not_sent_and_the_rest_is(
    bot: ExtBot[None],
    double: BotApiDouble,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(face, "description_problems", lambda _: ["it is too long"])
    await show_face(bot)
    assert times_set(double) == [8, 0, 4]
    assert "The description ru is not set: it is too long" in caplog.text


async def test_a_refusal_does_not_stop_the_bot(
    bot: ExtBot[None], double: BotApiDouble, caplog: pytest.LogCaptureFixture
) -> None:
    double.next("setMyDescription").answers(400, "Bad Request: BOT_DESC_INVALID")
    await show_face(bot)
    assert "could not be set" in caplog.text


async def test_the_operator_is_told_what_is_switched_off(
    bot: ExtBot[None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await show_face(bot)
    assert "setprivacy" in caplog.text
    assert "Inline mode" not in caplog.text
    assert "Guest mode" not in caplog.text


async def test_nothing_of_it_breaks_a_limit(bot: ExtBot[None]) -> None:
    assert [feature.problems for feature in features(bot)] == [[]] * 16


@pytest.mark.parametrize(
    ("name", "does", "told"),
    [
        ("help", "x" * 256, ""),
        ("a_1" + "x" * 29, "Help", ""),
        ("x" * 33, "Help", "1 to 32"),
        ("Help", "Help", "a-z"),
        ("көмек", "Help", "a-z"),
        ("", "Help", "a-z"),
        ("help", "x" * 257, "257 characters"),
        ("help", "🙂" * 129, "258 characters"),
        ("help", " ", "is empty"),
    ],
)
def test_the_limits_of_a_command(name: str, does: str, told: str) -> None:
    problems = menu_problems([BotCommand(name, does)])
    assert bool(problems) is bool(told)
    assert told in "".join(problems)


def test_the_limits_of_a_menu() -> None:
    commands = [BotCommand(f"c{number}", "x") for number in range(101)]
    assert menu_problems(commands[:100]) == []
    assert menu_problems(commands) == ["101 commands are more than 100"]
    assert menu_problems(commands[:2] * 2)


@pytest.mark.parametrize(
    ("rule", "longest"), [(description_problems, 512), (short_description_problems, 120)]
)
def test_the_limits_of_the_descriptions(rule: Callable[[str], list[str]], longest: int) -> None:
    assert rule("x" * longest) == []
    assert f"{longest} are taken" in rule("x" * (longest + 1))[0]
    assert rule("")
