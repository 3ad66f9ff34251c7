"""Command menus by scope and language, and the bot's descriptions."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)
from telegram.error import BadRequest

from tests.telegram import BotApiDouble

Menu = list[tuple[str, str]]


async def menu_of(
    bot: Bot, scope: BotCommandScope | None = None, language_code: str | None = None
) -> Menu:
    found = await bot.get_my_commands(scope, language_code)
    return [(command.command, command.description) for command in found]


async def test_each_scope_and_language_has_a_menu_of_its_own(
    double: BotApiDouble, bot: Bot
) -> None:
    person = double.person()
    person.writes("hello")
    maintainer = BotCommandScopeChat(person.id)
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("/help", "Помощь")], language_code="ru")
    await bot.set_my_commands([("review", "Review")], scope=maintainer)
    assert await menu_of(bot) == [("help", "Help")]
    assert await menu_of(bot, language_code="ru") == [("help", "Помощь")]
    assert await menu_of(bot, maintainer) == [("review", "Review")]
    assert await menu_of(bot, BotCommandScopeAllGroupChats()) == []
    await bot.delete_my_commands(maintainer)
    assert await menu_of(bot, maintainer) == []
    assert await menu_of(bot) == [("help", "Help")]


async def test_an_empty_menu_takes_the_old_one_away(bot: Bot) -> None:
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([])
    assert await menu_of(bot) == []


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Help", "Help", "Bot_command_invalid"),
        ("bad command", "Help", "Bot_command_invalid"),
        ("көмек", "Help", "Bot_command_invalid"),
        ("", "Help", "Command must be non-empty"),
        ("x" * 33, "Help", "Command length must not exceed 32"),
        ("help", " ", "Command description must be non-empty"),
        ("help", "x" * 257, "Command description length must not exceed 256"),
    ],
)
async def test_a_command_is_refused(bot: Bot, command: str, description: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([("help", "Help"), (command, description)])
    assert await menu_of(bot) == []


async def test_a_menu_holds_a_hundred_commands(bot: Bot) -> None:
    commands = [BotCommand(f"c{number}", "x" * 256) for number in range(101)]
    await bot.set_my_commands(commands[:100])
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands(commands)


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        (BotCommandScope("everywhere"), "Can't parse BotCommandScope: unsupported type"),
        (BotCommandScope("chat"), 'Can\'t find field "chat_id"'),
        (BotCommandScopeChat(5), "Chat not found"),
        (BotCommandScopeChatMember(5, 6), "Chat not found"),
    ],
)
async def test_a_scope_is_refused(bot: Bot, scope: BotCommandScope, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_my_commands([("help", "Help")], scope=scope)


async def test_a_language_has_two_letters(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([("help", "Help")], language_code="kaz")


async def test_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("x" * 512)
    await bot.set_my_description("Описание", language_code="ru")
    await bot.set_my_short_description("x" * 120, language_code="kk")
    assert (await bot.get_my_description()).description == "x" * 512
    assert (await bot.get_my_description("ru")).description == "Описание"
    assert (await bot.get_my_short_description("kk")).short_description == "x" * 120
    assert (await bot.get_my_short_description()).short_description == ""


async def test_descriptions_are_refused_when_too_long(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_desc_invalid"):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest, match="Bot_sharetext_invalid"):
        await bot.set_my_short_description("x" * 121)
