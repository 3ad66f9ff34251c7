"""Whether a question asks for something (what, who, when) or only whether something is so.

"Was the forum in Almaty?" is set right by an answer that names Astana; "What forum was in Almaty?"
is about something else.
"""

from collections.abc import Iterable, Sequence

_ENGLISH = ("what", "which", "who", "whom", "whose", "when", "how", "why")
_RUSSIAN = ("что", "чем", "чего", "кто", "кого", "кому", "кем", "когда", "сколько", "почему")
_KAZAKH = ("ким", "кимдер", "кимди", "кай", "кашан", "канша", "неше", "неге", "нени", "немен")
_ASKING = frozenset((*_ENGLISH, *_RUSSIAN, *_KAZAKH))
# "кто-нибудь" and "что ли" ask for nothing.
_VAGUE = frozenset(("ли", "нибудь", "либо", "то"))
# "слышал, что ..." tells.
_TELLING = frozenset(
    (
        *("правда", "верно", "точно", "потому", "то", "так", "вроде", "кажется", "пишут", "писали"),
        *("говорят", "говорили", "сказали", "сказал", "сказала", "уверен", "уверена", "знаю"),
        *("слышал", "слышала", "думал", "думала", "думаю", "читал", "читала", "считаю", "вижу"),
    )
)
_WHERE = frozenset(("where", "где", "куда", "откуда", "кайда", "кайдан"))
_STARTS = ("каки", "како", "кака", "кандай")


def asks_for_something(words: Sequence[str]) -> bool:
    """Whether one of these folded words asks for something else than yes, no or a place."""
    around = zip(("", *words), words, (*words[1:], ""), strict=False)
    return any(
        (word in _ASKING or word.startswith(_STARTS))
        and after not in _VAGUE
        and not (word == "что" and before in _TELLING)
        for before, word, after in around
    )


def asks_where(words: Iterable[str]) -> bool:
    """Whether one of these folded words asks for a place."""
    return any(word in _WHERE for word in words)
