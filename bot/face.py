"""How the bot shows itself in Telegram: command menus and descriptions, in every language.

Telegram limits how often these may be set, so each is set only where it differs from what is
there. It is best effort: a bot without a menu answers as well.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.face_rules import description_problems, menu_problems, short_description_problems
from bot.render import GROUP_COMMANDS
from bot.strings import texts
from bot.strings.texts import CommandTexts
from knowledge.model import LANGUAGES, Language

log = logging.getLogger(__name__)

# An empty code is for everyone whose language has no texts of its own.
CODES: Final[tuple[tuple[str, Language], ...]] = (
    ("", "en"),
    *((language, language) for language in LANGUAGES),
)
# Who sees which commands; a narrower scope overrules the default.
MENUS: Final[tuple[tuple[BotCommandScope, Sequence[str]], ...]] = (
    (BotCommandScopeDefault(), CommandTexts._fields),
    (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
)


class Feature(NamedTuple):
    """One thing to set: what it is called, why it cannot be, what is there now, and how to set."""

    name: str
    problems: Sequence[str]
    differs: Callable[[], Awaitable[bool]]
    put: Callable[[], Awaitable[Any]]


def tell_switches(bot: ExtBot[None]) -> None:
    """Log what only @BotFather can switch on for the bot, where it is off."""
    if not bot.bot.supports_inline_queries:
        log.info("Inline mode is off: /setinline at @BotFather switches it on")
    if not bot.bot.supports_guest_queries:
        log.info("Guest mode is off: the settings of the bot at @BotFather switch it on")
    if not bot.bot.can_read_all_group_messages:
        log.info("In groups only commands and replies are seen: /setprivacy at @BotFather")


async def show_face(bot: ExtBot[None]) -> None:
    """Set menus and descriptions where they differ; what fails is set at the next start."""
    tell_switches(bot)
    try:
        await put_on(features(bot))
    except TelegramError as error:
        log.warning("The menu or the descriptions could not be set (%s)", error)


async def put_on(wanted: Iterable[Feature]) -> None:
    """Set what differs; raises TelegramError where Telegram refuses, or cannot be reached."""
    for feature in wanted:
        if feature.problems:
            log.error("%s is not set: %s", feature.name, "; ".join(feature.problems))
        elif await feature.differs():
            await feature.put()


def features(bot: ExtBot[None]) -> list[Feature]:
    """Everything that makes the face, in every language."""
    return [
        feature
        for code, language in CODES
        for feature in (
            *(menu_feature(bot, code, scope, menu(names, language)) for scope, names in MENUS),
            _description(bot, code, texts(language).description),
            _short_description(bot, code, texts(language).short_description),
        )
    ]


def menu(names: Sequence[str], language: Language) -> tuple[BotCommand, ...]:
    """Commands with what they do, in this order."""
    does = texts(language).commands._asdict()
    return tuple(BotCommand(name, does[name]) for name in names)


def menu_feature(
    bot: ExtBot[None], code: str, scope: BotCommandScope, wanted: tuple[BotCommand, ...]
) -> Feature:
    """The menu that a scope shows in one language."""

    async def differs() -> bool:
        return await bot.get_my_commands(scope, code) != wanted

    async def put() -> None:
        await bot.set_my_commands(wanted, scope, code)

    name = f"The menu for {scope.type} {code}".rstrip()
    return Feature(name, menu_problems(wanted), differs, put)


def _description(bot: ExtBot[None], code: str, wanted: str) -> Feature:
    async def differs() -> bool:
        return (await bot.get_my_description(code)).description != wanted

    async def put() -> None:
        await bot.set_my_description(wanted, code)

    name = f"The description {code}".rstrip()
    return Feature(name, description_problems(wanted), differs, put)


def _short_description(bot: ExtBot[None], code: str, wanted: str) -> Feature:
    async def differs() -> bool:
        return (await bot.get_my_short_description(code)).short_description != wanted

    async def put() -> None:
        await bot.set_my_short_description(wanted, code)

    name = f"The short description {code}".rstrip()
    return Feature(name, short_description_problems(wanted), differs, put)
