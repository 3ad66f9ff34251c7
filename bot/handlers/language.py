"""Choosing the language: by command, by button, or by saying so ("по-русски")."""

from typing import Final

from telegram import Chat, Message, Update
from telegram.ext.filters import MessageFilter

from bot import deliver, render
from bot.addressed import words_in
from bot.context import BotContext, spoken
from bot.payload import Payload
from bot.strings import texts
from knowledge.model import Language

_WISHES: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "english",
        "in english",
        "speak english",
        "английский",
        "по английски",
        "на английском",
        "ағылшынша",
        "ағылшын тілінде",
    ),
    "ru": (
        "русский",
        "по русски",
        "на русском",
        "говори по русски",
        "russian",
        "in russian",
        "орысша",
        "орыс тілінде",
    ),
    "kk": (
        "қазақша",
        "қазақ тілінде",
        "қазақша сөйле",
        "казакша",
        "казахский",
        "по казахски",
        "на казахском",
        "kazakh",
        "in kazakh",
        "qazaqsha",
    ),
}
_LANGUAGE_OF: Final = {wish: language for language, wishes in _WISHES.items() for wish in wishes}
_POLITE: Final = ("please", "пожалуйста", "өтінемін", "өтінем")


def wished_language(text: str) -> Language | None:
    """The language that a text asks for and asks for nothing else; None for any other text."""
    if len(text) > 60:
        return None
    words = text.casefold().replace("-", " ").strip(" \n.!?,").split()
    return _LANGUAGE_OF.get(" ".join(word.strip(",") for word in words if word not in _POLITE))


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
    if (chat := update.effective_chat) and chat.type != Chat.PRIVATE:
        return texts(chosen).language_chosen
    await deliver.edit(context.bot, update, render.said(texts(chosen).language_chosen))
    return None


async def wish_language(update: Update, context: BotContext) -> None:
    """Keep the language that somebody asked for in words."""
    message = update.effective_message
    chosen = (wished_language(words_in(message)) if message else None) or context.language
    await _keep(context, chosen)
    await deliver.send(context.bot, update, render.said(texts(chosen).language_chosen))


async def _keep(context: BotContext, chosen: Language) -> None:
    if context.user:
        await context.in_thread(context.store.set_language, context.user, chosen)
