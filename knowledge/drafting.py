"""The draft of an entry from questions that people asked: what is known is filled in."""

from collections.abc import Collection, Sequence

from knowledge.item_rules import MAX_QUESTION
from knowledge.matching.skeletons import skeletons
from knowledge.matching.text import words
from knowledge.model import (
    LANGUAGES,
    Base,
    Entry,
    EntryText,
    Status,
)
from knowledge.problems import MAX_ID
from knowledge.teaching import Wording

_WORDS_OF_ID = 4
_SOUNDS = str.maketrans({"4": "ch", "6": "sh", "j": "zh"})


def draft_entry(
    wordings: Sequence[Wording],
    base: Base,
    like: str | None = None,
    entry_id: str = "",
    answer: Wording | None = None,
) -> Entry:
    """A draft whose title is the first wording; in other languages it has gaps.

    ``like`` is an entry whose topic is the likeliest. Without ``entry_id`` one is made up.
    ``answer`` is what somebody would answer, in base markup.
    """
    first = wordings[0].text[:MAX_QUESTION]
    neighbour = base.entries.get(like or "")
    topic = neighbour.topic if neighbour else None
    return Entry(
        id=entry_id or new_id(first, base.entries),
        texts={language: _text(language, wordings, answer) for language in LANGUAGES},
        topic=topic or next(iter(base.topics), None),
        status=Status.DRAFT,
        notes="Made in the review from what people asked: write title and answer in each language,"
        " check topic and paragraphs, then let people see it.",
    )


def _text(language: str, wordings: Sequence[Wording], answer: Wording | None) -> EntryText:
    asked = tuple(dict.fromkeys(one.text for one in wordings if one.language == language))
    written = answer.text if answer and answer.language == language else ""
    return EntryText(asked[0][:MAX_QUESTION] if asked else "", written, asked[1:] or asked)


def new_id(title: str, taken: Collection[str]) -> str:
    """A slug of the title's words in Latin letters that is not taken."""
    found = [_latin(word) for word in words(title)[:_WORDS_OF_ID]]
    slug = "-".join(word for word in found if word)[: MAX_ID - 3].strip("-") or "question"
    names = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _latin(word: str) -> str:
    if word.isascii():
        return word
    spelled = skeletons(word)[0].translate(_SOUNDS)
    return "".join(letter for letter in spelled if letter.isascii() and letter.isalnum())
