"""Tables as people make them into drafts of items; whatever cannot be read is a finding.

Columns stand in any order and under many names, rows may be empty, a table may have a title above
its head, and one entry may take several rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.drafts import Content, Draft
from knowledge.errors import MAX_FINDINGS, BaseInvalid
from knowledge.items import Kind
from knowledge.model import LANGUAGES, EntryKind, Finding, Language, OutcomeKind, Status
from knowledge.nearest import did_you_mean
from knowledge.sheets import cells
from knowledge.sheets.headers import (
    column_of,
    fits,
    known_in,
    language_of,
    table_named,
    table_with,
)
from knowledge.sheets.tables import COLUMNS, TABLE, Column, Sheet, Table
from knowledge.stamps import Stamp, stamp_in

_KINDS = {
    Table.SOURCE: Kind.SOURCE,
    Table.PARAGRAPHS: Kind.SOURCE,
    Table.TOPICS: Kind.TOPIC,
    Table.PEOPLE: Kind.PERSON,
    Table.ENTRIES: Kind.ENTRY,
    Table.PHRASINGS: Kind.ENTRY,
    Table.REPLIES: Kind.REPLY,
    Table.SYNONYMS: Kind.SYNONYMS,
    Table.CHECKS: Kind.CHECK,
}
_NAMES = {"people", "related", "entries"}
_LINES = {"spellings", "words"}
# Parts that an empty cell empties; any other empty cell leaves what is there.
_MAY_BE_EMPTY = {"topic", "notes", "people", "related", "paragraphs", "spellings", "entries"}
_CHOICES: dict[str, Mapping[str, str]] = {
    "status": {
        **{status.value: status.value for status in Status},
        **dict.fromkeys(("опубликовано", "опубликован", "да", "жарияланған"), "published"),
        **dict.fromkeys(("черновик", "нобай", "жоба"), "draft"),
    },
    "kind": {
        **{kind.value: kind.value for kind in EntryKind},
        **dict.fromkeys(("факт", "дерек"), "fact"),
        **dict.fromkeys(("неизвестно", "белгісіз"), "unknown"),
        **dict.fromkeys(("small talk", "болтовня"), "smalltalk"),
    },
    "outcome": {outcome.value: outcome.value for outcome in OutcomeKind},
}
_HEAD_WITHIN = 20
_PLAIN = {column.field: Column(column.field) for columns in COLUMNS.values() for column in columns}


def drafts_of(sheets: Iterable[Sheet], file: str) -> Content:
    """What the sheets of one file say; raises BaseInvalid with every finding."""
    reader = _Reader(file)
    for sheet in sheets:
        reader.read(sheet)
    if not reader.kinds and not reader.findings:
        reader.wrong(0, "there is no head with known columns", _known_columns())
    if reader.findings:
        raise BaseInvalid(reader.findings)
    return Content(tuple(reader.drafts.values()), frozenset(reader.kinds), tuple(reader.remarks))


def _known_columns() -> str:
    columns = ", ".join(map(str, COLUMNS[Table.ENTRIES]))
    return f"Write one above the rows, such as {columns}."


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by column; several where columns are numbered."""

    line: int
    values: Mapping[Column, Sequence[str]]

    def text(self, field: str) -> str:
        """The text of a column without language."""
        return next(iter(self.values.get(_PLAIN[field], ())), "")


class _Head:
    """The columns of a sheet, and where those of each table stand in it."""

    def __init__(self, columns: Sequence[Column | None], usual: Table) -> None:
        self.width = len(columns)
        self.usual = usual
        self._named = columns.index(TABLE) if TABLE in columns else None
        self._places = {
            table: [
                (place, column)
                for place, column in enumerate(columns)
                if column is not None and column != TABLE and fits(column, table)
            ]
            for table in Table
        }

        places = {column: place for place, column in self._places[Table.PHRASINGS]}
        simple = [places.get(column, -1) for column in COLUMNS[Table.PHRASINGS]]
        self.phrasing = simple if sorted(simple) == sorted(places.values()) else []

    def named(self, row: Sequence[str]) -> str:
        """The table that a row names, '' where it names none."""
        place = self._named
        return row[place].strip() if place is not None and place < len(row) else ""

    def values(self, row: Sequence[str], table: Table) -> dict[Column, list[str]]:
        """The cells of a row by column, as far as its table has them."""
        values: dict[Column, list[str]] = {}
        for place, column in self._places[table]:
            if place < len(row):
                values.setdefault(column, []).append(cells.cleaned(row[place]))
        return values


class _Reader:
    """Collects drafts, by kind and id, from the rows of all sheets of a file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.drafts: dict[tuple[Kind, str], Draft] = {}
        self.kinds: set[Kind] = set()
        self.findings: list[Finding] = []
        self.remarks: list[str] = []
        self._sheet = ""
        self._stamp: Stamp | None = None

    def wrong(self, line: int, message: str, remedy: str) -> None:
        """Report a finding at a row of the sheet that is read now."""
        file = f"{self.file} ({self._sheet})" if self._sheet else self.file
        self.findings.append(Finding(message, remedy, file, line))
        if len(self.findings) >= MAX_FINDINGS:
            raise BaseInvalid(self.findings)

    def read(self, sheet: Sheet) -> None:
        """Take in one sheet; one without a head of ours is passed over with a remark."""
        self._sheet = sheet.name
        rows = [(line, row) for line, row in sheet.rows if any(map(str.strip, row))]
        start = max(
            range(min(len(rows), _HEAD_WITHIN)),
            key=lambda number: known_in(rows[number][1]),
            default=None,
        )
        if start is None:
            return
        columns = [column_of(cell) for cell in rows[start][1]]
        if not any(columns):
            if sheet.name:
                self.remarks.append(f"the sheet {sheet.name!r} has no known columns: passed over")
            return
        if sheet.hidden:
            self.remarks.append(f"the sheet {sheet.name!r} is hidden, and was read as well")
        usual = table_named(sheet.name) or table_with(columns)
        if not sheet.name and TABLE not in columns and _holds_all(columns):
            remedy = "Put it back, as forum-kb export writes it: it tells what each row is."
            self.wrong(rows[start][0], f"the column {TABLE} is missing", remedy)
            return
        if self._tell_twice(*rows[start], columns, None if TABLE in columns else usual):
            return
        self._stamp = next(filter(None, map(stamp_in, rows[start][1])), None)
        self._tell_extra(rows[start][1], columns, None if TABLE in columns else usual)
        if TABLE not in columns:
            self.kinds.add(_KINDS[usual])
        head = _Head(columns, usual)
        for line, row in rows[start + 1 :]:
            self._row(line, row, head)
        if TABLE in columns and self.kinds >= {Kind.SOURCE, Kind.REPLY}:
            # A whole base in one table: what it has no rows of, it has none of.
            self.kinds.update(Kind)

    def _tell_twice(
        self,
        line: int,
        heads: Sequence[str],
        columns: Sequence[Column | None],
        table: Table | None,
    ) -> bool:
        """Report columns that stand twice: which of them counts only their writer knows."""
        seen: dict[Column, str] = {}
        twice = False
        for head, column in zip(map(str.strip, heads), columns, strict=True):
            # Phrasings may take several columns: each adds its own.
            if column is None or column.field == "phrasing" or (table and not fits(column, table)):
                continue
            if first := seen.get(column):
                told = f"the column {column} stands twice, as {first!r} and as {head!r}"
                self.wrong(line, told, "Keep one of them, or rename the other.")
                twice = True
            seen.setdefault(column, head)
        return twice

    def _tell_extra(
        self, heads: Sequence[str], columns: Sequence[Column | None], table: Table | None
    ) -> None:
        for head, column in zip(heads, columns, strict=True):
            if stamp_in(head):
                continue
            if head.strip() and (column is None or (table and not fits(column, table))):
                where = f" of the sheet {self._sheet!r}" if self._sheet else ""
                self.remarks.append(f"the column {head.strip()!r}{where} is not known: passed over")

    def _row(self, line: int, row: Sequence[str], head: "_Head") -> None:
        if len(row) > head.width and any(map(str.strip, row[head.width :])):
            remedy = "Put texts with the separator in them into double quotes."
            self.wrong(line, "the row has more cells than the head", remedy)
            return
        table = head.usual
        if named := head.named(row):
            found = table_named(named)
            if found is None:
                remedy = did_you_mean(named, list(Table), f"Write one of {', '.join(Table)}.")
                self.wrong(line, f"{named!r} is no table", remedy)
                return
            table = found
        self.kinds.add(_KINDS[table])
        if table is not Table.PHRASINGS or not self._is_phrasing(row, head):
            self._take(_Row(line, head.values(row, table)), table)

    def _is_phrasing(self, row: Sequence[str], head: "_Head") -> bool:
        """Take a row of one phrasing of a known entry the short way: most rows are of this kind."""
        if not head.phrasing or len(row) <= max(head.phrasing):
            return False
        name, language, phrasing = (row[place].strip() for place in head.phrasing)
        draft = self.drafts.get((Kind.ENTRY, name))
        if draft is None or language not in LANGUAGES or not phrasing or not phrasing.isprintable():
            return False
        draft.phrasings.setdefault(language, []).append(cells.restored(phrasing))
        return True

    def _take(self, row: _Row, table: Table) -> None:
        if table in (Table.ENTRIES, Table.PHRASINGS):
            self._entry(row, table)
        elif table is Table.SOURCE:
            self._parts(row, table, self._source(row, whole=True))
        elif table is Table.PARAGRAPHS:
            self._paragraph(row)
        elif table in (Table.SYNONYMS, Table.CHECKS):
            self._worded(row, table)
        elif name := self._id(row):
            key = "name" if table is Table.REPLIES else "id"
            self._parts(row, table, self._draft(row, table, name, {key: name}))

    def _worded(self, row: _Row, table: Table) -> None:
        """A check or a group of synonyms, which have no id but words in a language."""
        if language := self._language(row):
            words = row.text("question" if table is Table.CHECKS else "words")
            draft = self._draft(row, table, f"{language}: {words}", {"language": language})
            self._parts(row, table, draft)

    def _draft(self, row: _Row, table: Table, name: str, parts: dict[str, Any]) -> Draft:
        key = (_KINDS[table], name)
        if key not in self.drafts:
            self.drafts[key] = self._new(_KINDS[table], parts, row)
        return self.drafts[key]

    def _new(self, kind: Kind, parts: dict[str, Any], row: _Row) -> Draft:
        return Draft(kind, parts, False, {}, self.file, row.line, self._stamp)

    def _id(self, row: _Row) -> str:
        name = cells.name(row.text("id"))
        if not name:
            self.wrong(row.line, "the row has no id", f"Write one into the column id{_hint(row)}.")
        return name

    def _language(self, row: _Row) -> Language | None:
        written = row.text("language")
        language = language_of(written)
        if language is None:
            told = f"{written!r} is no language" if written else "the row has no language"
            remedy = f"Write one of {', '.join(LANGUAGES)} into the column language."
            self.wrong(row.line, told, remedy)
        return language

    def _entry(self, row: _Row, table: Table) -> None:
        name = self._id(row)
        if not name:
            return
        draft = self._draft(row, table, name, {"id": name})
        if table is Table.ENTRIES:
            # An export has phrasings in rows of their own, all of them; whoever writes some beside
            # an answer means these as well.
            draft.whole = draft.whole or not _has_phrasings(row)
            self._parts(row, table, draft)
        for column, written in row.values.items():
            if column.field == "phrasing" and any(written):
                language = column.language or self._language(row)
                if language:
                    one = table is Table.PHRASINGS and column.language is None
                    for cell in written:
                        new = [cell] if one and "\n" not in cell else cells.phrasings(cell)
                        draft.phrasings.setdefault(language, []).extend(filter(None, new))

    def _source(self, row: _Row, *, whole: bool) -> Draft:
        draft = self._draft(row, Table.SOURCE, "source", {"numbered": {}})
        draft.whole = draft.whole or whole
        return draft

    def _paragraph(self, row: _Row) -> None:
        numbers = self._numbers(row.line, row.text("number"))
        if len(numbers) != 1:
            self.wrong(row.line, "the row has no paragraph number", "Write one number.")
            return
        part = self._new(Kind.SOURCE, {}, row)
        self._parts(row, Table.PARAGRAPHS, part)
        source = self._source(row, whole=False)
        source.parts["numbered"][numbers[0]] = part.parts
        for path, column in part.empty.items():
            source.empty["paragraphs", numbers[0] - 1, *path] = f"{column} of {numbers[0]}"

    def _parts(self, row: _Row, table: Table, draft: Draft) -> None:
        """Put what the cells of a row say into a draft."""
        known = {column.field for column in COLUMNS[table]}
        localized = {column.field for column in COLUMNS[table] if column.language}
        for column, written in row.values.items():
            field, text = column.field, next(filter(None, written), "")
            if field not in known or field in {"id", "number", "language"}:
                continue
            if field in localized:
                language = column.language or (self._language(row) if text else None)
                if language:
                    path = (language, field) if table is Table.ENTRIES else (field, language)
                    self._put_text(draft, path, text, row.line, str(column))
            elif not text and field not in _MAY_BE_EMPTY:
                draft.empty[(field,)] = str(column)
            else:
                value = self._value(field, text, row.line)
                if value is not None:
                    self._put(draft.parts, field, value, row.line, str(column))

    def _put_text(
        self, draft: Draft, path: tuple[str, str], text: str, line: int, column: str
    ) -> None:
        """Put a text by language; an empty cell leaves what is there, and is remembered."""
        if text:
            self._put(draft.parts.setdefault(path[0], {}), path[1], text, line, column)
        else:
            draft.empty[path] = column

    def _put(self, parts: dict[str, Any], key: str, value: Any, line: int, column: str) -> None:
        """Put a value where there is none; two rows of one item must not say different things."""
        if parts.get(key) and value and parts[key] != value:
            remedy = f"An earlier row says {parts[key]!r}. Keep one."
            self.wrong(line, f"the column {column} says {value!r}", remedy)
        elif not parts.get(key):
            parts[key] = value

    def _value(self, field: str, text: str, line: int) -> Any:
        if field in _CHOICES:
            known = _CHOICES[field]
            if text.casefold() not in known:
                remedy = did_you_mean(text.casefold(), known, f"Write one of {', '.join(known)}.")
                self.wrong(line, f"{text!r} is not known as {field}", remedy)
            return known.get(text.casefold())
        if field == "topic":
            return cells.name(text)
        if field in _NAMES:
            return cells.names(text)
        if field in _LINES:
            return cells.lines(text)
        return self._numbers(line, text) if field == "paragraphs" else text

    def _numbers(self, line: int, text: str) -> list[int]:
        written = [part.removesuffix(".0") for part in cells.names(text)]
        for part in written:
            if not (part.isascii() and part.isdigit() and len(part) <= 9):
                self.wrong(line, f"{part!r} is no whole number", "Write figures only.")
                return []
        return [int(part) for part in written]


def _holds_all(columns: Sequence[Column | None]) -> bool:
    """Whether the head is that of all tables in one: it has what no two of them share."""
    return {column.field for column in columns if column} >= {"answer", "outcome", "report"}


def _has_phrasings(row: _Row) -> bool:
    return any(column.field == "phrasing" and any(cells) for column, cells in row.values.items())


def _hint(row: _Row) -> str:
    """An id that the row could have, from its English question."""
    question = next(iter(row.values.get(Column("question", "en"), ())), "")
    words = [
        word
        for word in "".join(
            letter if letter.isascii() and letter.isalnum() else " " for letter in question.lower()
        ).split()
        if len(word) > 2
    ]
    return f", such as {'-'.join(words[:4])[:40]}" if words else ""
