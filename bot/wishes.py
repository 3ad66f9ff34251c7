"""A language that somebody asks for in words: "қазақша", "по-русски", "in English please"."""

from typing import Final

from knowledge.matching.layouts import retyped
from knowledge.model import Language

# Characters; whoever only names a language writes no more.
_LONGEST: Final = 60
_WISHES: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        *("en", "eng", "english", "inglish", "englsh", "english language", "in english"),
        *("speak english", "switch to english", "answer in english", "english version"),
        *("английский", "англиский", "английский язык", "по английски", "на английском"),
        *("говори по английски", "на английский", "ағылшын", "ағылшынша", "ағылшын тілі"),
        *("ағылшын тілінде", "ағылшынша сөйле", "ағылшынша жауап бер"),
    ),
    "ru": (
        *("ru", "rus", "рус", "русский", "руский", "русский язык", "по русски", "на русском"),
        *("говори по русски", "отвечай по русски", "переключи на русский", "на русский"),
        *("давай по русски", "можно по русски", "ответь на русском", "po russki", "russkiy"),
        *("russian", "russian language", "in russian", "speak russian", "switch to russian"),
        *("орыс", "орысша", "орыс тілі", "орыс тілінде", "орысша сөйле", "орысша жауап бер"),
    ),
    "kk": (
        *("kk", "kz", "kaz", "қаз", "каз", "қазақ", "қазақша", "қазақ тілі", "қазақ тілінде"),
        *("қазақша сөйле", "қазақша жауап бер", "қазақшаға ауыс", "қазақша жаз"),
        *("казакша", "казахша", "казак тили", "қазакша", "казақша", "казак тилинде"),
        *("казахский", "казакский", "казахский язык", "по казахски", "на казахском"),
        *("говори по казахски", "на казахский", "переключи на казахский", "давай по казахски"),
        *("kazakh", "kazakh language", "in kazakh", "speak kazakh", "switch to kazakh"),
        *("qazaqsha", "qazaq tili", "qazaq", "kazaksha", "kazakhsha"),
    ),
}
_LANGUAGE_OF: Final = {wish: language for language, wishes in _WISHES.items() for wish in wishes}
_POLITE: Final = (
    *("please", "пожалуйста", "өтінемін", "өтінем", "pls", "плиз", "пж", "можно", "маған", "мне"),
)


def wished_language(text: str) -> Language | None:
    """The language that a text asks for and asks for nothing else; None for any other text.

    The names may be typed on the wrong keyboard layout.
    """
    if len(text) > _LONGEST:
        return None
    readings = (text, *retyped(text))
    return next((found for one in readings if (found := _LANGUAGE_OF.get(_plain(one)))), None)


def _plain(text: str) -> str:
    words = text.casefold().replace("-", " ").strip(" \n.!?,").split()
    return " ".join(word.strip(",") for word in words if word not in _POLITE)
