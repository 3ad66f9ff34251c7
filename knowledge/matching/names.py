"""Whether the names in a question are surely those of the base's people.

A name is short, and another person's name is often one letter away (Каринова, Каримова) or stands
beside a surname that the base knows (a namesake). Then the bot asks instead of answering.
"""

from collections.abc import Sequence

from knowledge.matching.readings import Reading, Token

_SURE = 0.6
"""A word next to a name that is known less surely than this may be a part of another name."""


def names_agree(reading: Reading, names: frozenset[str]) -> bool:
    """Whether every name was typed as the base has it, and no unknown word stands beside one."""
    places = [place for place, token in enumerate(reading.tokens) if _is_name(token, names)]
    return all(
        _is_same_name(reading.tokens[place]) and not _has_stranger(reading.tokens, place)
        for place in places
    )


def _is_name(token: Token, names: frozenset[str]) -> bool:
    return token.known is not None and token.known.word in names


def _is_same_name(token: Token) -> bool:
    """A slip leaves, adds or swaps letters; another letter in a name may make another name."""
    if token.known is None or token.known.weight == 1.0:
        return True
    typed, meant = token.word, token.known.word
    if abs(len(typed) - len(meant)) == 1:
        longer, shorter = sorted((typed, meant), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    return sorted(typed) == sorted(meant)


def _has_stranger(tokens: Sequence[Token], place: int) -> bool:
    beside = (*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2])
    return any(token.known is None or token.known.weight < _SURE for token in beside)
