"""What Telegram takes of a bot's face: held before anything is sent, so that nothing is refused.

https://core.telegram.org/bots/api: setMyCommands, setMyDescription, setMyShortDescription.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from telegram import BotCommand
from telegram.constants import BotCommandLimit, BotDescriptionLimit

from bot.telegram_html import units

MAX_COMMANDS: Final = 100
_NAME: Final = re.compile(rf"[a-z0-9_]{{1,{BotCommandLimit.MAX_COMMAND}}}")


def menu_problems(commands: Sequence[BotCommand]) -> list[str]:
    """Why Telegram would not take a menu: one line each, empty where it would."""
    names = [command.command for command in commands]
    problems = [f"/{name} stands there twice" for name in set(names) if names.count(name) > 1]
    if len(commands) > MAX_COMMANDS:
        problems.append(f"{len(commands)} commands are more than {MAX_COMMANDS}")
    return problems + [problem for command in commands for problem in _of_command(command)]


def description_problems(text: str) -> list[str]:
    """Why Telegram would not take the text of an empty chat."""
    return _of_text("the description", text, BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)


def short_description_problems(text: str) -> list[str]:
    """Why Telegram would not take the text of the profile."""
    longest = BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    return _of_text("the short description", text, longest)


def _of_command(command: BotCommand) -> Iterator[str]:
    if not _NAME.fullmatch(command.command):
        yield f"/{command.command} is not made of 1 to 32 of a-z, 0-9 and _"
    what = f"the description of /{command.command}"
    yield from _of_text(what, command.description, BotCommandLimit.MAX_DESCRIPTION)


def _of_text(what: str, text: str, longest: int) -> list[str]:
    if not text.strip():
        return [f"{what} is empty"]
    if units(text) > longest:
        return [f"{what} has {units(text)} characters, {longest} are taken"]
    return []
