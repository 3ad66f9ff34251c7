"""The words that a mistyped text most likely stands for, and where its spaces belong.

An unknown word may stand for one near to it, or be two words written as one; two neighbours may be
one word torn apart, or have a letter on the wrong side of their space. Of all ways to read the
text the most likely one is taken (a noisy channel: Kernighan, Church and Gale, "A spelling
correction program based on a noisy channel model", 1990): the least sum of what each change costs
less ``LIKELIHOOD_SHARE`` of the likelihoods of the stems in their order, found by Viterbi's
algorithm. Words that the base knows are never changed but by a letter of an unknown neighbour.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.matching.likelihood import END, UNKNOWN
from knowledge.matching.stems import is_cyrillic
from knowledge.matching.tokens import Token
from knowledge.matching.vocabulary import LEAST_SIMILARITY, SHORTEST_PART, Known, Vocabulary

MOST_CORRECTED = 12
"""Unknown words of one question that are corrected; with more it is not a mistyped question."""

MOST_SPACED = 8
"""Up to so many unknown words the spaces may be wrong as well: this takes the most time."""

LIKELIHOOD_SHARE = 0.7
"""Chosen, as all costs here, by how many mistyped words of CLINC150 are found again."""

SPACED_WEIGHT = 0.9
"""How surely a known word is meant that stands in an unknown one, or torn apart."""

LONGEST_SPLIT = 30
"""Letters of a word, or of two, whose spaces may be wrong."""

_EDIT = 4.0  # what an edit costs
_SPACE = 3.0  # a space that is missing, or one too many
_STRAY = 4.0  # a letter typed for a space
_OTHER_LETTERS = 1.5  # a word spelled in the other alphabet
_UNKNOWN = 18.0  # a word that stays unknown
_UNKNOWN_LETTER = 1.5  # and each of its letters
_KEPT = 5  # ways of reading so far, and guesses at a word, that are followed up
_SHORTEST_SPLIT = 4
_LONG_PART = 4
_FREQUENT_PART = 0.01  # of all phrasings
_TORN_SHORT = 2  # letters of the shorter part of a mistyped word that is torn apart


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read the next ``taken`` words, and what its changes and inner order cost."""

    tokens: tuple[Token, ...]
    cost: float
    taken: int = 1


Path = tuple[float, tuple[Token, ...]]


def corrected(tokens: Sequence[Token], vocabulary: Vocabulary) -> Sequence[Token]:
    """The tokens of a text with unknown words replaced where they likely stand for others."""
    unknown = sum(token.known is None for token in tokens)
    if not 0 < unknown <= MOST_CORRECTED:
        return tokens
    is_spaced = unknown > MOST_SPACED
    paths: list[dict[int, Path]] = [{} for _ in range(len(tokens) + 1)]
    paths[0][END] = (0.0, ())
    for place in range(len(tokens)):
        likely = sorted(paths[place].items(), key=lambda item: item[1][0])[:_KEPT]
        for way in _ways(tokens[place : place + 2], is_spaced, vocabulary):
            ends, last = paths[place + way.taken], _stem(way.tokens[-1])
            for before, (cost, path) in likely:
                total = cost + way.cost + _order_cost(before, _stem(way.tokens[0]), vocabulary)
                if last not in ends or total < ends[last][0]:
                    ends[last] = (total, (*path, *way.tokens))
    ended = [
        (cost + _order_cost(last, END, vocabulary), path)
        for last, (cost, path) in paths[-1].items()
    ]
    return min(ended, key=lambda one: one[0])[1]


def _stem(token: Token) -> int:
    return token.known.stem if token.known else UNKNOWN


def _order_cost(before: int, stem: int, vocabulary: Vocabulary) -> float:
    if stem == UNKNOWN:
        return 0.0
    return -LIKELIHOOD_SHARE * vocabulary.likelihood(before, stem)


def _ways(tokens: Sequence[Token], is_spaced: bool, vocabulary: Vocabulary) -> Iterator[Way]:
    """The ways to read a word, alone or together with the one after it.

    ``is_spaced`` tells that the spaces are right.
    """
    first = tokens[0]
    if first.known:
        yield Way((first,), 0.0)
    else:
        yield Way((first,), _UNKNOWN + _UNKNOWN_LETTER * len(first.word))
        yield from _likeliest(first.word, vocabulary.guesses(first.word), vocabulary)
        if not is_spaced:
            yield from _split(first.word, vocabulary)
    if not is_spaced and len(tokens) > 1 and not all(token.known for token in tokens):
        yield from _together(first.word, tokens[1].word, vocabulary)


def _likeliest(word: str, guesses: Iterable[Known], vocabulary: Vocabulary) -> list[Way]:
    ways = [Way((Token(word, known),), _edits_cost(word, known)) for known in guesses]
    ways.sort(key=lambda way: way.cost + _order_cost(UNKNOWN, _stem(way.tokens[0]), vocabulary))
    return ways[:_KEPT]


def _edits_cost(word: str, known: Known) -> float:
    """What as many edits cost as the weight tells of."""
    longer = max(len(word), len(known.word))
    letters = 0.0 if is_cyrillic(word) == is_cyrillic(known.word) else _OTHER_LETTERS
    return letters + _EDIT * longer * (1 - LEAST_SIMILARITY) * (1 - known.weight)


def _split(word: str, vocabulary: Vocabulary) -> Iterator[Way]:
    """Two words written as one, or with some letter in place of their space."""
    if not _SHORTEST_SPLIT <= len(word) <= LONGEST_SPLIT or word.isdecimal():
        return
    for place in range(1, len(word)):
        yield from _two(word[:place], word[place:], word, _SPACE, 1, vocabulary)
        if place >= SHORTEST_PART:
            yield from _two(word[: place - 1], word[place:], word, _STRAY, 1, vocabulary)


def _together(left: str, right: str, vocabulary: Vocabulary) -> Iterator[Way]:
    """One word torn apart, or two with a letter on the wrong side of their space."""
    whole = left + right
    if len(whole) > LONGEST_SPLIT or whole.isdecimal():
        return
    if known := vocabulary.written(whole):
        yield Way((_spaced(whole, known),), _SPACE, 2)
    elif min(len(left), len(right)) <= _TORN_SHORT:
        for way in _likeliest(whole, vocabulary.guesses(whole), vocabulary)[:2]:
            yield Way(way.tokens, way.cost + _SPACE, 2)
    for one, two in ((left[:-1], left[-1] + right), (left + right[0], right[1:])):
        if one and two:
            yield from _two(one, two, whole, _SPACE, 2, vocabulary)


def _two(
    one: str, two: str, whole: str, cost: float, taken: int, vocabulary: Vocabulary
) -> Iterator[Way]:
    """Two parts as words: both known as written, or one of them and the other mistyped."""
    left, right = vocabulary.written(one), vocabulary.written(two)
    if left and right:
        yield _way((_spaced(one, left), _spaced(two, right)), cost, taken, vocabulary)
    elif left and _is_certain(left, vocabulary) and len(two) >= SHORTEST_PART:
        for known in vocabulary.guesses_of_parts(whole).get(two, ()):
            found = (_spaced(one, left), Token(two, known))
            yield _way(found, cost + _edits_cost(two, known), taken, vocabulary)
    elif right and _is_certain(right, vocabulary) and len(one) >= SHORTEST_PART:
        for known in vocabulary.guesses_of_parts(whole).get(one, ()):
            found = (Token(one, known), _spaced(two, right))
            yield _way(found, cost + _edits_cost(one, known), taken, vocabulary)


def _is_certain(part: Known, vocabulary: Vocabulary) -> bool:
    """Whether a part is a word by more than chance: long, or short and frequent."""
    if len(part.word) >= _LONG_PART:
        return True
    frequency, all_phrasings = map(vocabulary.likelihood.frequency, (part.stem, END))
    return len(part.word) > 1 and frequency >= _FREQUENT_PART * all_phrasings


def _way(tokens: tuple[Token, Token], cost: float, taken: int, vocabulary: Vocabulary) -> Way:
    left, right = tokens
    return Way(tokens, cost + _order_cost(_stem(left), _stem(right), vocabulary), taken)


def _spaced(word: str, known: Known) -> Token:
    return Token(word, Known(word, known.stem, SPACED_WEIGHT))
