"""A question that leans on the one before: "and who is she?", "а когда?", "ол не айтты?".

Such a question is asked once more with what it leans on named in it: the person of the entry
before for a personal pronoun, else the entry's subject. Only a question that names nothing by
itself is read so, hence a clear match is never overridden.
"""

from knowledge.matching.text import words
from knowledge.model import Base, Entry, Language, Outcome

LONGEST = 6
"""Words of a question that may lean on the one before; a longer one stands for itself."""

_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "they",
        "them",
        "their",
        "it",
        "its",
        "this",
        "that",
        "there",
        "он",
        "она",
        "оно",
        "они",
        "его",
        "ее",
        "ему",
        "ей",
        "него",
        "нее",
        "нему",
        "ней",
        "ним",
        "них",
        "их",
        "им",
        "это",
        "этот",
        "эта",
        "этом",
        "там",
        "ол",
        "оны",
        "онын",
        "оган",
        "онда",
        "одан",
        "онымен",
        "олар",
        "оларды",
        "олардын",
        "бул",
        "буны",
        "мунда",
        "осы",
    ]
)


def completed(question: str, before: Entry, language: Language, base: Base) -> str | None:
    """The question with the person or subject of the entry before named in it.

    None where the question is too long to lean on another, or has no words.
    """
    asked = words(question)
    if not 0 < len(asked) <= LONGEST:
        return None
    subject = _subject(before, language, base)
    named = [subject if word in _PRONOUNS else word for word in asked]
    if subject not in named:
        named.append(subject)
    return " ".join(dict.fromkeys(named))


def fits(outcome: Outcome, before: Entry, base: Base) -> bool:
    """Whether an outcome names an entry about the same person or within the same topic."""
    if outcome.entry is None or outcome.entry == before.id:
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
