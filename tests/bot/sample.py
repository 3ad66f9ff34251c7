"""A small base, made in memory: a topic of ten facts, one of one, two people, a gap, a greeting."""

from collections.abc import Mapping

from knowledge.model import (
    LANGUAGES,
    Base,
    Entry,
    EntryKind,
    EntryText,
    Language,
    Localized,
    Paragraph,
    Person,
    Replies,
    Source,
    Status,
    Topic,
)

COOK: Localized = {
    "en": "What does the cook say?",
    "ru": "Что говорит наш повар?",
    "kk": "Біздің аспазшы не айтады?",
}
_COLOURS = ("red", "blue", "green", "white", "black", "brown", "pink", "grey", "golden", "silver")


def everywhere(text: str) -> dict[Language, str]:
    """The same text in each language, marked with it."""
    return {language: f"{text} ({language})" for language in LANGUAGES}


def sample_base() -> Base:
    """A base with something for each button."""
    entries = [
        _entry(f"tent-{colour}", f"Who sleeps in the {colour} tent?", "tents")
        for colour in _COLOURS
    ]
    entries += [
        _entry(
            "cook",
            COOK,
            "meals",
            people=("cook",),
            related=("tent-red", "tent-blue", "secret", "menu", "tent-pink", "hello"),
            answer="The cook says **salt & pepper**, <b>twice</b>.",
        ),
        _entry("menu", "Which dish is missing?", "meals", kind=EntryKind.UNKNOWN),
        _entry("secret", "What is the secret?", "meals", status=Status.DRAFT),
        _entry("hello", "Good morning to you!", kind=EntryKind.SMALLTALK),
    ]
    return Base(
        source=Source(everywhere("A camp"), "2024-03-06", (_paragraph("One"), _paragraph("Two"))),
        topics={name: Topic(name, everywhere(name.title())) for name in ("tents", "meals", "bare")},
        people={"cook": _person("cook", "Olga_Cook"), "guard": _person("guard", "The Guard")},
        entries={entry.id: entry for entry in entries},
        replies=Replies(
            source_one=everywhere("Paragraph {paragraph}"),
            source_many=everywhere("Paragraphs {paragraphs}"),
            did_you_mean=everywhere("Did you mean"),
            out_of_scope=everywhere("Not about the camp"),
            not_understood=everywhere("Not understood"),
            nearest=everywhere("I know {question}"),
            read_as=everywhere("I read {text}"),
        ),
    )


def _entry(
    entry_id: str,
    question: str | Localized,
    topic: str | None = None,
    kind: EntryKind = EntryKind.FACT,
    people: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    status: Status = Status.PUBLISHED,
    answer: str = "",
) -> Entry:
    asked = question if isinstance(question, Mapping) else everywhere(question) | {"en": question}
    texts = {
        language: EntryText(
            question=asked[language],
            answer=f"{answer or entry_id} ({language})",
            phrasings=(f"{entry_id} {language}",),
        )
        for language in LANGUAGES
    }
    paragraphs = (1, 2) if kind is EntryKind.FACT else ()
    return Entry(entry_id, texts, kind, topic, people, paragraphs, related, status)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(everywhere(text), everywhere(f"{text} reports."))


def _person(person_id: str, name: str) -> Person:
    role, about = everywhere("at the camp"), everywhere("Does *good* work.")
    return Person(person_id, everywhere(name), role, about, (), (1,))
