"""What is wrong where two ways to ask are the same to a reader."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge.model import Check, Entry, Language
from knowledge.problems import Place, Problem, warning
from knowledge.wording import same_words


class Way(NamedTuple):
    """A title or phrasing of an entry; ``letters`` are what it shares with those alike.

    A tuple, because a base has many and they are made anew for every look.
    """

    entry: str
    language: Language
    text: str
    letters: str
    place: Place = ()


def ways_to_ask(entry: Entry) -> Iterator[Way]:
    """Every title and phrasing of an entry; an only phrasing that is the title is no other way."""
    for language, text in entry.texts.items():
        question, place = text.question, ("entries", entry.id, language, "question")
        title = same_words(question)
        yield Way(entry.id, language, question, title, place)
        if len(text.phrasings) == 1 and same_words(text.phrasings[0]) == title:
            continue
        for number, words in enumerate(text.phrasings):
            within = ("entries", entry.id, language, "phrasings", number)
            yield Way(entry.id, language, words, same_words(words), within)


def wording_problems(ways: Iterable[Way], checks: Iterable[Check]) -> Iterator[Problem]:
    """Each way to ask leads to one entry, stands there once, and no check repeats it."""
    first: dict[str, Way] = {}
    seen: dict[tuple[str, str, str], Way] = {}
    for way in ways:
        other = first.setdefault(way.letters, way)
        twin = seen.setdefault((way.entry, way.language, way.letters), way)
        if not way.letters:
            yield from no_words(way)
        elif other.entry != way.entry:
            yield asked_elsewhere(way, other)
        elif twin is not way:
            yield asked_twice(way, twin)
    for number, check in enumerate(checks):
        if found := first.get(same_words(check.question)):
            yield check_asked(("checks", number, "question"), check.question, found)


def no_words(way: Way) -> Iterator[Problem]:
    """A way to ask has words; that it is empty is told elsewhere."""
    if way.text.strip():
        message = f"{way.text!r} has neither letters nor figures"
        yield Problem(way.place, message, "Write words.")


def asked_elsewhere(way: Way, other: Way) -> Problem:
    """Another entry is asked for in the same words."""
    message = f"{way.text!r} asks for {other.entry} ({other.language}) as well"
    remedy = "Keep it in one of the two entries."
    return Problem(way.place, message, remedy, other=other.place)


def asked_twice(way: Way, other: Way) -> Problem:
    """The same entry has the same words in the same language once more."""
    message = f"{way.text!r} stands twice in {way.language}"
    return warning(way.place, message, "Say it another way, or remove it.", other.place)


def check_asked(place: Place, question: str, way: Way) -> Problem:
    """A check asks in the words of a phrasing, and so tests nothing."""
    message = f"the check {question!r} is a phrasing of {way.entry}"
    return warning(place, message, "A check must be held out: ask in other words.", way.place)
