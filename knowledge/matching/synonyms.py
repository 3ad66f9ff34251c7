"""Words and short phrases that mean the same, applied where the base knows only one of them.

A group such as [МСБ, малый и средний бизнес] turns a word that no phrasing has into one that some
phrasing has. Words that the base knows are never replaced.
"""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.matching.text import words
from knowledge.matching.vocabulary import Vocabulary

Synonyms = Mapping[tuple[str, ...], tuple[str, ...]]

LONGEST = 4
"""Words of the longest phrase that is replaced."""


def table(groups: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Synonyms:
    """What to replace by what: members of a group with unknown words, by its best known member."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups:
        members = [tuple(words(member)) for member in group]
        known = [member for member in members if member and _all_known(member, vocabulary)]
        for member in members:
            if known and 0 < len(member) <= LONGEST and not _all_known(member, vocabulary):
                found[member] = known[0]
    return found


def replaced(asked: Sequence[str], synonyms: Synonyms) -> list[str]:
    """The words with every synonym replaced, the longest phrase first."""
    result: list[str] = []
    place = 0
    while place < len(asked):
        for length in range(min(LONGEST, len(asked) - place), 0, -1):
            meant = synonyms.get(tuple(asked[place : place + length]))
            if meant:
                break
        else:
            length, meant = 1, (asked[place],)
        result.extend(meant)
        place += length
    return result


def _all_known(member: Sequence[str], vocabulary: Vocabulary) -> bool:
    return all(vocabulary.known(word) for word in member)
