"""The small commands, and the ones that do not exist."""

from typing import Final

from telegram import Chat, Update

from bot import deliver, render
from bot.context import BotContext
from bot.strings import texts
from bot.strings.texts import CommandTexts
from knowledge.markup import escape

NAMES: Final = CommandTexts._fields
# Similarity, 0 to 100: one or two wrong letters in a short word.
_LIKE: Final = 60.0


async def show_help(update: Update, context: BotContext) -> None:
    """Answer ``/help``; in groups with how to ask there."""
    chat = update.effective_chat
    if chat and chat.type != Chat.PRIVATE:
        bot = context.bot
        hears_all = bool(bot.can_read_all_group_messages)
        reply = render.group_help(bot.username, context.language, hears_all=hears_all)
    else:
        reply = render.help_(context.language)
    await deliver.send(context.bot, update, reply)


async def about(update: Update, context: BotContext) -> None:
    """Answer ``/about``."""
    await deliver.send(context.bot, update, render.about(context.base, context.language))


async def privacy(update: Update, context: BotContext) -> None:
    """Answer ``/privacy``."""
    await deliver.send(context.bot, update, render.said(texts(context.language).privacy))


async def unknown(update: Update, context: BotContext) -> None:
    """Name the command that was probably meant."""
    message = update.effective_message
    written = ((message.text if message else None) or "").split()[0].partition("@")[0]
    nearest, words = nearest_command(written[1:]), texts(context.language)
    words_for = words.nearest_command if nearest else words.unknown_command
    text = words_for.format(command=escape(written), nearest=f"/{nearest}")
    await deliver.send(context.bot, update, render.said(text))


def nearest_command(name: str) -> str | None:
    """The command most like a name; None where none is like it."""
    from rapidfuzz import fuzz, process  # only mistyped commands need it

    found = process.extractOne(name.lower(), NAMES, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return found[0] if found else None
