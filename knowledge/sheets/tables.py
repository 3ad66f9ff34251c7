"""The tables of a spreadsheet and their columns; each row is one item, or a part of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import LANGUAGES, Language


class Table(StrEnum):
    """One sheet of a workbook; the value of the first column of a CSV file."""

    SOURCE = "source"
    PARAGRAPHS = "paragraphs"
    TOPICS = "topics"
    PEOPLE = "people"
    ENTRIES = "entries"
    PHRASINGS = "phrasings"
    REPLIES = "replies"
    CHECKS = "checks"
    SYNONYMS = "synonyms"


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A field, in one language where it has one text a language."""

    field: str
    language: Language | None = None

    def __str__(self) -> str:
        return f"{self.field}_{self.language}" if self.language else self.field


def _columns(*names: str) -> tuple[Column, ...]:
    """The columns with these names; one that ends in ``_`` stands once a language."""
    return tuple(
        Column(name.removesuffix("_"), language)
        for name in names
        for language in (LANGUAGES if name.endswith("_") else (None,))
    )


COLUMNS: dict[Table, tuple[Column, ...]] = {
    Table.SOURCE: _columns("date", "title_"),
    Table.PARAGRAPHS: _columns("number", "heading_", "report_"),
    Table.TOPICS: _columns("id", "title_"),
    Table.PEOPLE: _columns("id", "name_", "role_", "about_", "spellings", "paragraphs"),
    Table.ENTRIES: _columns(
        *("id", "topic", "kind", "status", "question_", "answer_"),
        *("people", "paragraphs", "related", "notes"),
    ),
    Table.PHRASINGS: _columns("id", "language", "phrasing"),
    Table.REPLIES: _columns("id", "text_"),
    Table.SYNONYMS: _columns("language", "words"),
    Table.CHECKS: _columns("question", "language", "outcome", "entries"),
}
TABLE = Column("table")
MAX_COLUMNS = 200
MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells under a name; each row with its number in the file, from 1.

    ``hidden`` is one that its program does not show.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]
    hidden: bool = False


def all_columns() -> list[Column]:
    """Every column once, in the order of a file that holds all tables."""
    return list(dict.fromkeys([TABLE, *_every()]))


def _every() -> Iterator[Column]:
    # Entries come first: theirs are the columns that people look at.
    for table in (Table.ENTRIES, Table.PHRASINGS, *Table):
        yield from COLUMNS[table]
