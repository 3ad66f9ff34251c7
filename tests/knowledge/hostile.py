"""Generated bases that keep the rules and are otherwise as hostile to files as can be."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from knowledge import markup
from knowledge.items import REPLY_NAMES
from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    Language,
    OutcomeKind,
    Paragraph,
    Person,
    Replies,
    Source,
    Status,
    Topic,
    is_unwritten,
)
from knowledge.wording import same_words

PIECES = [
    *("no", "null", "~", "1:30", "0x1F", "1e3", "2024-03-06", "TRUE", "=1+1", "+7", "-5", "@x"),
    *("'", "''=1", "'=", '"', '""', "“x”", "«", "’", ",", ";", "\t", "|", "\\", "\\n", "a, b"),
    *(": ", " #", "- ", "? ", "&a", "*a", "!t", "%d", "`", "{", "}", "[", "]", ">", "|-", "---"),
    *("...", "<<", "_x0041_", "_x005F_", "x005F_", "&amp;", "<x>", "]]>", "қазақша", "ё", "😀"),
    *("\u00a0", "\u200b", "\u202e", "\ufeff", "e\u0301", "\U0001f468\u200d\U0001f469", "sep=;"),
    *("id", "en: x", "{question}", "  ", "0", "007", "1,5", "1.0", "#N/A", "\u3000", "ﬁ"),
]
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
Made = TypeVar("Made")
_FIELDS = {
    "source_one": " {paragraph}",
    "source_many": " {paragraphs}",
    "nearest": " {question}",
    "read_as": " {text}",
}


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _block(text)) or "x"


def _block(text: str) -> str:
    return _FORBIDDEN.sub("", text).strip()


_any_text = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=6),
    min_size=1,
    max_size=5,
).map("".join)


@st.composite
def bases(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Base:
    """A whole base of few items."""
    texts = draw(st.lists(_any_text, min_size=4, max_size=16))
    return _Builder(texts, draw(st.randoms(use_true_random=False))).base()


class _Builder:
    """Puts a base together from the texts that were drawn."""

    def __init__(self, texts: list[str], chance: Random) -> None:
        self.texts = texts
        self.chance = chance
        self.seen: set[str] = set()

    def base(self) -> Base:
        topics = ["t-1", "topic"][: self.chance.randint(1, 2)]
        people = ["p-1", "no"][: self.chance.randint(0, 2)]
        names = ["e-1", "null", "true", "1"][: self.chance.randint(len(topics), 4)]
        entries = [self.entry(name, topics, people, names) for name in names]
        # Every topic has an entry, and every entry stands where the files put it.
        kinds = {EntryKind.SMALLTALK: 8, EntryKind.OUTSIDE: 9}
        for topic, entry in zip(topics, list(entries), strict=False):
            entries.remove(entry)
            entries.append(replace(entry, kind=EntryKind.FACT, topic=topic, people=tuple(people)))
        entries.sort(key=lambda one: topics.index(one.topic) if one.topic else kinds[one.kind])
        facts = [entry.id for entry in entries if entry.kind is not EntryKind.UNKNOWN]
        return Base(
            source=Source(self.localized(), self.line(), (self.paragraph(), self.paragraph())),
            topics={name: Topic(name, self.localized()) for name in topics},
            people={name: self.person(name) for name in people},
            entries={entry.id: entry for entry in entries},
            replies=Replies(**{name: self.reply(name) for name in REPLY_NAMES}),
            checks=tuple(
                {one.question: one for one in self.several(2, self.check, facts)}.values()
            ),
            synonyms={
                language: tuple({one[0]: one for one in self.several(2, self.group)}.values())
                for language in LANGUAGES
            },
        )

    def several(self, most: int, make: Callable[..., Made], *arguments: Any) -> list[Made]:
        return [make(*arguments) for _ in range(self.chance.randint(0, most))]

    def some(self, known: list[Made]) -> tuple[Made, ...]:
        return tuple(self.chance.sample(known, self.chance.randint(0, len(known))))

    def line(self) -> str:
        return _line("".join(self.chance.choices(self.texts, k=self.chance.randint(1, 2))))

    def block(self) -> str:
        return _block("\n".join(self.chance.choices(self.texts, k=self.chance.randint(0, 3))))

    def localized(self) -> dict[Language, str]:
        return {language: self.line() for language in LANGUAGES}

    def paragraph(self) -> Paragraph:
        return Paragraph(self.localized(), self.localized())

    def person(self, name: str) -> Person:
        texts = (self.localized(), self.localized(), self.localized())
        return Person(name, *texts, tuple(self.several(3, self.line)), self.some([1, 2]))

    def group(self) -> tuple[str, ...]:
        return (self.line(), "word", *self.several(1, self.line))

    def reply(self, name: str) -> dict[Language, str]:
        braces = str.maketrans("", "", "{}")
        return {
            language: (text.translate(braces).strip() or "x") + _FIELDS.get(name, "")
            for language, text in self.localized().items()
        }

    def check(self, facts: list[str]) -> Check:
        language = self.chance.choice(LANGUAGES)
        named = self.some(facts)
        outcome = OutcomeKind.ANSWER if named else OutcomeKind.DECLINE
        return Check(self.line(), language, outcome, named)

    def entry(self, name: str, topics: list[str], people: list[str], names: list[str]) -> Entry:
        kind = self.chance.choice(list(EntryKind))
        told = kind in (EntryKind.FACT, EntryKind.UNKNOWN)
        return Entry(
            id=name,
            texts={language: self.text(f"{name} {language}") for language in LANGUAGES},
            kind=kind,
            topic=self.chance.choice(topics) if told else None,
            people=self.some(people),
            paragraphs=self.some([1, 2]),
            related=self.some([other for other in names if other != name]),
            status=self.chance.choice(list(Status)),
            notes=self.block(),
        )

    def text(self, name: str) -> EntryText:
        answer = self.block()
        if markup.problems(answer) or not answer:
            answer = re.sub(r"[<>\\*_\[\]()]", "", answer).strip()
        if is_unwritten(answer):
            answer = "An answer."
        phrasings = [self.new(name), *(self.new(name) for _ in range(self.chance.randint(0, 2)))]
        return EntryText(self.new(name)[-80:].strip(), answer, tuple(phrasings))

    def new(self, name: str) -> str:
        """A line, made another than all before it where it is not."""
        text = self.line()
        if not same_words(text) or same_words(text) in self.seen:
            text = f"{text} {name} {len(self.seen)}".strip()
        self.seen.add(same_words(text))
        return text
