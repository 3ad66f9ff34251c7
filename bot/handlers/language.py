"""Choosing the language: by command, by button, or by saying so ("по-русски")."""

from telegram import Chat, Message, Update
from telegram.ext.filters import MessageFilter

from bot import deliver, render
from bot.addressed import words_in
from bot.context import BotContext, spoken
from bot.payload import Payload
from bot.reply import Reply
from bot.strings import texts
from bot.wishes import wished_language
from knowledge.model import Language


class LanguageWish(MessageFilter):
    """Messages that ask for a language and for nothing else."""

    def filter(self, message: Message) -> bool:
        """Whether the message is such a wish."""
        return wished_language(words_in(message)) is not None


async def language(update: Update, context: BotContext) -> None:
    """Answer ``/language``."""
    await deliver.send(context.bot, update, render.languages(context.language))


async def choose_language(update: Update, context: BotContext, target: Payload) -> str | None:
    """Keep the language whose button was pressed.

    In a group the choice stays there for the others, and who chose is told so alone.
    """
    chosen = spoken(target.language)
    await _keep(context, chosen)
    if _is_private(update):
        await deliver.edit(context.bot, update, render.language_chosen(chosen))
        return None
    return texts(chosen).language_chosen


async def wish_language(update: Update, context: BotContext) -> None:
    """Keep the language that somebody asked for in words."""
    message = update.effective_message
    chosen = (wished_language(words_in(message)) if message else None) or context.language
    await _keep(context, chosen)
    await deliver.send(context.bot, update, render.language_chosen(chosen))


async def show_settings(update: Update, context: BotContext) -> None:
    """Answer ``/settings``."""
    await deliver.send(context.bot, update, await _settings(update, context))


async def set_language(update: Update, context: BotContext, target: Payload) -> str | None:
    """Keep the language whose button was pressed, and show the settings in it; see above."""
    if not _is_private(update):
        return await choose_language(update, context, target)
    await _keep(context, spoken(target.language))
    await deliver.edit(context.bot, update, await _settings(update, context))
    return None


async def forget_language(update: Update, context: BotContext, _: Payload) -> str | None:
    """Delete what is kept of a person, and show the settings in the language of their Telegram."""
    if context.user:
        await context.choices.forget(context.user)
    user = update.effective_user
    context.language = spoken(user.language_code if user else None)
    if not _is_private(update):
        return texts(context.language).language_is_telegrams
    await deliver.edit(context.bot, update, await _settings(update, context))
    return None


async def _settings(update: Update, context: BotContext) -> Reply:
    user = context.user
    chosen = await context.choices.of(user) if user else None
    number = user or "" if _is_private(update) else ""
    return render.settings(context.language, number, is_chosen=chosen is not None)


def _is_private(update: Update) -> bool:
    chat = update.effective_chat
    return chat is not None and chat.type == Chat.PRIVATE


async def _keep(context: BotContext, chosen: Language) -> None:
    if context.user:
        await context.choices.choose(context.user, chosen)
