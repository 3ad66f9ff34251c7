"""Whether the names in a question are surely those of the base's people.

A name is short, and another person's name is often one letter away (Каринова, Каримова), ends
otherwise (Байкен, Байкенов) or stands beside a name that the base knows (a namesake, an initial).
Then the bot asks back instead of answering.
"""

from collections.abc import Callable, Mapping, Sequence

from knowledge.matching.tokens import Token

Names = Mapping[str, str]
"""The folded words of people's names, each with the person whose it is."""

_SURNAME_ENDINGS = ("ов", "ев", "ова", "ева", "ov", "ev")
"""What makes another surname of a name; Russian and Kazakh case endings begin otherwise."""


def names_agree(tokens: Sequence[Token], names: Names, belongs: Callable[[Token], bool]) -> bool:
    """Whether every name was typed as the base has it, and nobody else's part stands beside one.

    ``belongs`` tells of a word whether it surely is one of the entry that would answer: any other
    word beside a name may be a part of another name.
    """
    owners = [_owner(token, names) for token in tokens]
    return all(
        _is_same_name(tokens[place], names) and _is_among_own(tokens, owners, place, belongs)
        for place, owner in enumerate(owners)
        if owner is not None
    )


def _owner(token: Token, names: Names) -> str | None:
    """The person whose name a word is, or begins with; a mistyped name counts as well."""
    if token.known is None:
        return None
    for word in (token.word, token.known.word):
        for name, person in names.items():
            if word == name or (len(name) > 3 and word.startswith(name[:-1])):
                return person
    return None


def _is_same_name(token: Token, names: Names) -> bool:
    """Whether a name has no other surname's ending, and was at most mistyped, not replaced."""
    typed = token.word
    for name in names:
        if typed.startswith(name) and typed[len(name) :].startswith(_SURNAME_ENDINGS):
            return False
    if token.known is None or token.known.weight == 1.0:
        return True
    return is_slip(typed, token.known.word)


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
    """Whether the words beside a name are the same person's name or words of the entry."""
    beside = [other for other in (place - 1, place + 1) if 0 <= other < len(tokens)]
    return all(owners[other] == owners[place] or belongs(tokens[other]) for other in beside)
