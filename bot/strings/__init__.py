"""The interface texts in every language, and their look-up."""

from typing import Final

from bot.strings import en, kk, ru
from bot.strings.texts import Texts
from knowledge.model import Language

_TEXTS: Final[dict[Language, Texts]] = {"en": en.TEXTS, "ru": ru.TEXTS, "kk": kk.TEXTS}


def texts(language: Language) -> Texts:
    """What the bot says in this language."""
    return _TEXTS[language]
