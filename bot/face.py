"""How the bot shows itself in Telegram: command menu and descriptions, in every language.

Telegram limits how often these may be set, so each is set only where it differs from what is
there. It is best effort: a bot without a menu answers as well.
"""

import logging
from typing import Final

from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.strings import texts
from knowledge.model import LANGUAGES, Language

log = logging.getLogger(__name__)

# An empty code is for everyone whose language has no texts of its own.
_CODES: Final[tuple[tuple[str, Language], ...]] = (
    ("", "en"),
    *((language, language) for language in LANGUAGES),
)


async def show_face(bot: ExtBot[None]) -> None:
    """Set menu and descriptions where they differ; what fails is set at the next start."""
    try:
        for code, language in _CODES:
            await _set_commands(bot, code, language)
            await _set_description(bot, code, language)
            await _set_short_description(bot, code, language)
    except TelegramError as error:
        log.warning("The menu or the descriptions could not be set (%s)", error)


async def _set_commands(bot: ExtBot[None], code: str, language: Language) -> None:
    menu = texts(language).commands._asdict()
    wanted = tuple(BotCommand(name, does) for name, does in menu.items())
    if await bot.get_my_commands(language_code=code) != wanted:
        await bot.set_my_commands(wanted, language_code=code)


async def _set_description(bot: ExtBot[None], code: str, language: Language) -> None:
    wanted = texts(language).description
    if (await bot.get_my_description(language_code=code)).description != wanted:
        await bot.set_my_description(wanted, language_code=code)


async def _set_short_description(bot: ExtBot[None], code: str, language: Language) -> None:
    wanted = texts(language).short_description
    if (await bot.get_my_short_description(language_code=code)).short_description != wanted:
        await bot.set_my_short_description(wanted, language_code=code)
