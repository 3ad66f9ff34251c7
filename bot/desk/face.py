"""The menu that maintainers see in their private chat with the bot, and no one else does."""

import logging
from collections.abc import Iterable

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.deliver import says
from bot.face import CODES, Feature, menu, menu_feature, put_on
from bot.strings.desk.commands import COMMANDS
from bot.strings.texts import CommandTexts
from knowledge.chats import desk_menus, note_desk_menu
from knowledge.errors import StoreError
from knowledge.model import Language
from knowledge.store import Store

log = logging.getLogger(__name__)


async def show_desk_menus(bot: ExtBot[None], store: Store, maintainers: frozenset[int]) -> set[int]:
    """Set the menus where they differ; the maintainers who could not be given theirs."""
    without = set(maintainers)
    try:
        for chat in sorted(maintainers):
            if await _show(bot, store, chat):
                without.discard(chat)
        for former in desk_menus(store) - {str(chat) for chat in maintainers}:
            await _take_away(bot, store, former)
    except (TelegramError, StoreError) as error:
        log.warning("The maintainers' menus could not be set (%s)", error)
    return without


async def show_desk_menu(bot: ExtBot[None], store: Store, chat: int) -> None:
    """Set the menu of one maintainer; where that fails, it is set at the next start."""
    try:
        await _show(bot, store, chat)
    except (TelegramError, StoreError) as error:
        log.warning("The menu of maintainer %d could not be set (%s)", chat, error)


def desk_menu(language: Language) -> tuple[BotCommand, ...]:
    """What maintainers do comes first, then what everybody does."""
    own = COMMANDS[language]._asdict().items()
    return (
        *(BotCommand(name, does) for name, does in own),
        *menu(CommandTexts._fields, language),
    )


async def _show(bot: ExtBot[None], store: Store, chat: int) -> bool:
    """Whether there is such a chat, which has the menu then."""
    try:
        note_desk_menu(store, str(chat), shown=True)
        await put_on(_features(bot, chat))
    except BadRequest as error:
        if not says(error, "chat not found"):
            raise
        log.warning("Maintainer %d has not written to the bot yet, so there is no menu", chat)
        return False
    return True


async def _take_away(bot: ExtBot[None], store: Store, chat: str) -> None:
    for code, _ in CODES:
        await bot.delete_my_commands(BotCommandScopeChat(int(chat)), code)
    note_desk_menu(store, chat, shown=False)


def _features(bot: ExtBot[None], chat: int) -> Iterable[Feature]:
    scope = BotCommandScopeChat(chat)
    return (menu_feature(bot, code, scope, desk_menu(language)) for code, language in CODES)
