"""A question that leans on the one before: "and who is she?", "а когда?", "ол не айтты?".

Such a question shows that it leans: it has a pronoun, or begins as a sequel does ("and", "а").
It is asked once more with what it leans on named in it: the person of the entry before, else the
entry's subject. Only a question that names nothing by itself is read so, hence a clear match is
never overridden, and its own words must be met: the name alone would find the entry before.
"""

from collections.abc import Container

from knowledge.matching.text import words
from knowledge.model import Base, Entry, EntryKind, Language, Outcome

LONGEST = 6
"""Words of a question that may lean on the one before; a longer one stands for itself."""

_SEQUELS = frozenset(("and", "but", "so", "а", "и", "но", "ну", "ал", "сонда", "жане"))
_ENGLISH = ("he", "she", "him", "her", "his", "hers", "they", "them", "their", "it", "its")
_RUSSIAN = ("он", "она", "оно", "они", "его", "ее", "ему", "ей", "него", "нее", "нему", "них")
_KAZAKH = ("ол", "оны", "онын", "оган", "онда", "одан", "онымен", "олар", "оларды", "олардын")
_PRONOUNS = frozenset((*_ENGLISH, *_RUSSIAN, *_KAZAKH))
_OF_THINGS = frozenset(("they", "them", "their", "it", "its", "оно", "они", "них"))
_OF_PERSONS = _PRONOUNS - _OF_THINGS


def completed(question: str, before: Entry, language: Language, base: Base) -> str | None:
    """The question with the person or subject of the entry before named in it.

    None where the question is too long to lean on another, or does not show that it leans.
    """
    asked = words(question)
    is_sequel = len(asked) > 1 and asked[0] in _SEQUELS
    if len(asked) > LONGEST or not (is_sequel or _PRONOUNS & set(asked)):
        return None
    own = [word for word in asked[is_sequel:] if word not in _PRONOUNS]
    subject = _subject(before, language, base)
    return " ".join((*own, subject)) if own and subject else None


def speaks_of_somebody(question: str) -> bool:
    """Whether a question speaks of a person without a name ("is she a minister?")."""
    return bool(_OF_PERSONS & set(words(question)))


def is_of_another(
    question: str, outcome: Outcome, before: Entry, names: Container[str], base: Base
) -> bool:
    """Whether a question speaks of "her" or "him" and gets an entry about somebody else.

    After an entry about one person, "is she a minister?" is about that person, though another one
    is the minister; ``names`` are the folded words of names: a question that has one says itself
    whom it is about.
    """
    asked = words(question)
    if not _OF_PERSONS & set(asked) or any(word in names for word in asked):
        return False
    likeliest = outcome.entry or next((found.entry for found in outcome.candidates), None)
    people = base.entries[likeliest].people if likeliest else ()
    return len(before.people) == 1 == len(people) and set(people) != set(before.people)


def fits(outcome: Outcome, alone: Outcome, before: Entry, base: Base) -> bool:
    """Whether a completed question names an entry about the same person or in the same topic.

    ``alone`` is the outcome of the question as it stands: one that is most like questions from
    outside leans on nothing.
    """
    if outcome.entry is None or outcome.entry == before.id:
        return False
    if alone.candidates and base.entries[alone.candidates[0].entry].kind is EntryKind.OUTSIDE:
        return False
    entry = base.entries[outcome.entry]
    return bool(set(entry.people) & set(before.people)) or (
        entry.topic is not None and entry.topic == before.topic
    )


def _subject(before: Entry, language: Language, base: Base) -> str:
    if len(before.people) == 1:
        return base.people[before.people[0]].name[language]
    topic = base.topics.get(before.topic or "")
    return topic.title[language] if topic else ""
