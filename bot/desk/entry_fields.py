"""The fields of an entry in plain form, each with a name that a button can carry: ``answer-ru``."""

from typing import Any, Final

from bot.strings import texts
from bot.strings.desk.editing import EDITING
from knowledge import merging
from knowledge.items import Plain
from knowledge.model import LANGUAGES, EntryKind, Language, Status, is_unwritten

PARTS: Final = ("question", "answer", "phrasings")
OTHERS: Final = ("kind", "topic", "people", "paragraphs", "related", "status", "notes")
FIELDS: Final = (*(f"{part}-{one}" for one in LANGUAGES for part in PARTS), *OTHERS)


def named(part: str, language: Language) -> str:
    """The name of a part of the entry in one language."""
    return f"{part}-{language}"


def part_of(field: str) -> str:
    """The part that a field or step is about: ``answer`` of ``answer-ru``, ``topic`` of itself."""
    return field.partition("-")[0]


def language_of(field: str) -> Language | None:
    """The language that a field or step is about, if any."""
    return next((one for one in LANGUAGES if field.endswith(f"-{one}")), None)


def field_name(field: str, language: Language) -> str:
    """What a field is called: ``Answer (рус)``."""
    name: str = getattr(EDITING[language].fields, part_of(field))
    inside = language_of(field)
    return f"{name} ({texts(inside).language_short})" if inside else name


def value(plain: Plain, field: str) -> Any:
    """What stands in a field."""
    language = language_of(field)
    return plain[language][part_of(field)] if language else plain[field]


def with_value(plain: Plain, field: str, new: Any) -> Plain:
    """The entry with another value in a field."""
    language = language_of(field)
    if language is None:
        return plain | {field: new}
    return plain | {language: plain[language] | {part_of(field): new}}


def changed(before: Plain | None, after: Plain) -> list[str]:
    """The fields that differ, in order; of a new entry those that hold something."""
    then = before or blank(after["id"])
    return [field for field in FIELDS if value(then, field) != value(after, field)]


def blank(entry_id: str = "") -> Plain:
    """A new entry in which nothing is written yet."""
    return {
        "id": entry_id,
        "kind": EntryKind.FACT.value,
        "topic": None,
        "people": [],
        "paragraphs": [],
        "related": [],
        "status": Status.DRAFT.value,
        "notes": "",
        **{language: {"question": "", "answer": "", "phrasings": []} for language in LANGUAGES},
    }


def title_of(plain: Plain, language: Language) -> str:
    """The question in a language, else in the first that has one; empty where none has."""
    asked = [plain[one]["question"] for one in (language, *LANGUAGES)]
    return next(filter(None, asked), "")


def is_written(plain: Plain, language: Language) -> bool:
    """Whether people could be answered in a language."""
    text = plain[language]
    return bool(text["question"] and text["phrasings"]) and not is_unwritten(text["answer"])


def merged(before: Plain, mine: Plain, theirs: Plain) -> tuple[Plain, list[str]]:
    """My changes put onto what somebody else stored meanwhile, and the fields that both changed.

    There mine stands; lists are merged value by value.
    """
    clashes = [
        field
        for field in changed(before, mine)
        if value(theirs, field) not in (value(before, field), value(mine, field))
    ]
    return merging.merged([before], mine, theirs).taken, clashes
