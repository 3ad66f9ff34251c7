"""The small commands, and the ones that do not exist."""

import re
from functools import cache
from typing import Final

from telegram import Chat, Message, Update
from telegram.ext.filters import MessageFilter

from bot import deliver, render
from bot.context import BotContext
from bot.strings import texts
from bot.strings.texts import CommandTexts
from knowledge.matching.layouts import retyped
from knowledge.model import LANGUAGES

# Similarity, 0 to 100: one or two wrong letters in a short word; fewer on another layout.
_LIKE: Final = 60.0
_LIKE_RETYPED: Final = 80.0
_WORD: Final = re.compile(r"[/.\\|]([^\s/@]{2,32})")


class LikeCommand(MessageFilter):
    """A single word behind a slash that is no command to Telegram: ``/помощь``, ``.рудз``."""

    def filter(self, message: Message) -> bool:
        """Whether the message is such a word."""
        word = _WORD.fullmatch(message.text or "")
        is_slash = word is not None and word[0].startswith("/")
        return is_slash or bool(word and nearest_command(word[1], _LIKE_RETYPED))


async def show_help(update: Update, context: BotContext) -> None:
    """Answer ``/help``; in groups with how to ask there."""
    chat = update.effective_chat
    if chat and chat.type != Chat.PRIVATE:
        name, language = context.bot.username, context.language
        reply = render.group_help(name, language, hears_all=context.hears_all)
    else:
        reply = render.help_(context.language)
    await deliver.send(context.bot, update, reply)


async def about(update: Update, context: BotContext) -> None:
    """Answer ``/about``."""
    await deliver.send(context.bot, update, render.about(context.base, context.language))


async def privacy(update: Update, context: BotContext) -> None:
    """Answer ``/privacy``."""
    days = context.settings.keep_questions_days
    await deliver.send(context.bot, update, render.privacy(context.language, days))


async def unknown(update: Update, context: BotContext) -> None:
    """Name the command that was probably meant; one for another bot is no command of ours."""
    message = update.effective_message
    written = next(iter(((message.text if message else None) or "").split()), "/")
    name, _, addressee = written.partition("@")
    if addressee.lower() == context.bot.username.lower():
        written = name
    reply = render.unknown_command(written, nearest_command(name[1:]), context.language)
    await deliver.send(context.bot, update, reply)


def nearest_command(name: str, like: float = _LIKE) -> str | None:
    """The command most like a name, as it is or by another word for it; None where none is.

    ``like`` is the least similarity, 0 to 100. The name may be typed on the wrong layout.
    """
    from rapidfuzz import fuzz, process  # only mistyped commands need it

    called = _commands_by_word()
    for reading, least in ((name, like), *((other, _LIKE_RETYPED) for other in retyped(name))):
        found = process.extractOne(
            reading.casefold(), called.keys(), scorer=fuzz.ratio, score_cutoff=least
        )
        if found:
            return called[found[0]]
    return None


@cache
def _commands_by_word() -> dict[str, str]:
    """What people call the commands, in every language, and which is meant."""
    words = {name: name for name in CommandTexts._fields}
    for language in LANGUAGES:
        for name, others in texts(language).called._asdict().items():
            words |= dict.fromkeys(others.split(), name)
    return words
