"""Words and short phrases that mean the same, applied where the base knows only one of them.

A group such as [МСБ, малый и средний бизнес] turns a word that no phrasing has into one that some
phrasing has. Words that the base knows are never replaced.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from knowledge.matching.text import words
from knowledge.matching.vocabulary import Vocabulary

Words: TypeAlias = tuple[str, ...]

LONGEST = 4
"""Words of the longest phrase that is replaced."""


class Synonyms:
    """What to replace by what: members of a group with unknown words, by its best known member.

    What is known is looked up when it is asked for: a start need not wait for all of it.
    """

    def __init__(self, groups: Iterable[Sequence[str]], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._groups: dict[Words, list[list[Words]]] = {}
        for group in groups:
            members = [tuple(words(member)) for member in group]
            for member in members:
                if 0 < len(member) <= LONGEST:
                    self._groups.setdefault(member, []).append(members)

    def meant(self, phrase: Words) -> Words | None:
        """The words that a phrase stands for; None where it stands for itself."""
        groups = self._groups.get(phrase)
        if groups is None or self._is_known(phrase):
            return None
        # Of several groups that have the phrase, the last one counts.
        known = (member for group in reversed(groups) for member in group if self._is_known(member))
        return next(known, None)

    def _is_known(self, member: Words) -> bool:
        return bool(member) and all(self._vocabulary.known(word) for word in member)


def replaced(asked: Sequence[str], synonyms: Synonyms) -> list[str]:
    """The words with every synonym replaced, the longest phrase first."""
    result: list[str] = []
    place = 0
    while place < len(asked):
        for length in range(min(LONGEST, len(asked) - place), 0, -1):
            meant = synonyms.meant(tuple(asked[place : place + length]))
            if meant:
                break
        else:
            length, meant = 1, (asked[place],)
        result.extend(meant)
        place += length
    return result
