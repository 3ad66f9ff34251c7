"""Whether the names in a question are surely those of the base's people.

A name is short, and another person's name is often one letter away (Каринова, Каримова), ends
otherwise (Байкен, Байкенов) or stands beside a name that the base knows (a namesake, an initial).
Then the bot asks back instead of answering.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from knowledge.matching.tokens import Token

Names = Mapping[str, str]
"""The folded words of people's names, each with the person whose it is."""

_SURNAME_ENDINGS = ("ов", "ев", "ова", "ева", "ov", "ev")
"""What makes another surname of a name; Russian and Kazakh case endings begin otherwise."""

_TITLES = frozenset(
    (
        *("ms", "mr", "mrs", "miss", "madam", "lady", "sir", "ханым", "мырза"),
        *("госпожа", "госпожи", "госпоже", "госпожу", "господин", "господина", "господину"),
    )
)
"""Folded words that stand beside a name and are no part of it."""

_VOWELS = "aeiouyаеиоуыэюя"  # at the end of a name they change with its case

_WORD = 3
"""A shorter part of an unknown word beside a name may as well be part of another name."""


def names_agree(tokens: Sequence[Token], names: Names, belongs: Callable[[Token], bool]) -> bool:
    """Whether every name was typed as the base has it, and nobody else's part stands beside one.

    ``belongs`` tells of a word whether it surely is one of the entry that would answer: of each
    person some name must be, or the entry is about something else; and any other word beside a name
    may be a part of another name, unless the name is there in full.
    """
    tokens = [token for token in tokens if token.word not in _TITLES]
    owners = [_owner(token, names) for token in tokens]
    asked = [(owner, token) for owner, token in zip(owners, tokens, strict=True) if owner]
    told = {owner for owner, token in asked if belongs(token)}
    return told.issuperset(owner for owner, _ in asked) and all(
        _is_same_name(tokens[place], names) and _is_among_own(tokens, owners, place, belongs)
        for place, owner in enumerate(owners)
        if owner is not None
    )


def is_namesake(tokens: Sequence[Token], names: Names, is_told: Callable[[Token], bool]) -> bool:
    """Whether one word of a person's name stands beside a strange word, as in a namesake's name.

    "Aida Nurmagambetova" is somebody whom the base does not know; there is nothing to ask back.
    ``is_told`` tells of a word of the base whether any fact is asked with it.
    """
    tokens = [token for token in tokens if token.word not in _TITLES]
    owners = [_owner(token, names) for token in tokens]
    return any(
        owner is not None
        and owners.count(owner) == 1
        and any(_is_strange(token, is_told) for token in tokens[max(place - 1, 0) : place + 2])
        for place, owner in enumerate(owners)
    )


def _is_strange(token: Token, is_told: Callable[[Token], bool]) -> bool:
    """Whether a word is long enough for a name, and hardly a word of the base that was mistyped.

    A word that only makes sense in two parts is one as well (Дархан, "да хан").
    """
    if token.is_part:
        return True
    if len(token.word) <= _WORD:
        return False
    known = token.known
    if known is None or (known.weight < 1.0 and not is_slip(token.word, known.word)):
        return True
    return not is_told(token)


def _owner(token: Token, names: Names) -> str | None:
    """The person whose name a word is, or begins with; a mistyped name counts as well."""
    if token.known is None:
        return None
    for word in (token.word, token.known.word):
        for name, person in names.items():
            if word == name or (len(name) > 3 and word.startswith(name.rstrip(_VOWELS))):
                return person
    return None


def _is_same_name(token: Token, names: Names) -> bool:
    """Whether a name has no other surname's ending, and was at most mistyped, not replaced."""
    typed = token.word
    for name in names:
        if typed.startswith(name) and typed[len(name) :].startswith(_SURNAME_ENDINGS):
            return False
        if typed.startswith(name) and name.endswith(_SURNAME_ENDINGS):
            return True  # a surname with whatever case ending
    if token.known is None or token.known.weight == 1.0:
        return True
    return any(is_slip(typed, name) for name in (token.known.word, *names))


def is_slip(typed: str, meant: str) -> bool:
    """Whether a word was mistyped in a way that hardly makes another word, or another name.

    A slip leaves out, adds or swaps letters after the first; another letter may make another name.
    """
    if typed[0] != meant[0]:
        return False
    if abs(len(typed) - len(meant)) == 1:
        longer, shorter = sorted((typed, meant), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    return sorted(typed) == sorted(meant)


def _is_among_own(
    tokens: Sequence[Token],
    owners: Sequence[str | None],
    place: int,
    belongs: Callable[[Token], bool],
) -> bool:
    """Whether the words beside a name are the same person's name or words of the entry.

    Beside a name in full, any word may stand that is nobody's name.
    """
    return all(
        owners[other] == owners[place]
        or (owners[other] is None and owners.count(owners[place]) > 1)
        or (
            belongs(tokens[other])
            and not (tokens[other].is_part and len(tokens[other].word) < _WORD)
        )
        for step in (-1, 1)
        for other in _beside(tokens, place, step)
    )


def _beside(tokens: Sequence[Token], place: int, step: int) -> Iterator[int]:
    """The place before or after one; and those after it as far as they were one unknown word."""
    place += step
    while 0 <= place < len(tokens):
        yield place
        if not tokens[place].is_part:
            return
        place += step
