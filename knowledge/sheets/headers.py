"""Column heads as people write them, in three languages: ``Question (EN)``, ``Ответ рус``."""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.model import LANGUAGES, Language
from knowledge.sheets.tables import COLUMNS, TABLE, Column, Table

_LANGUAGES: dict[Language, str] = {
    "en": "en eng english англ английский английском английски ағылшын ағылшынша инглиш",
    "ru": "ru rus russian рус русский русском русски орыс орысша",
    "kk": "kk kz kaz kazakh қаз каз казахский казахском казахски қазақ қазақша казакша",
}
_FIELDS = {
    "table": "table/sheet/таблица/лист/кесте",
    "id": "id/ид/код/code/key/ключ/slug/идентификатор/entry/entry id/запись/id записи/жазба",
    "topic": "topic/topics/тема/тақырып/section/раздел/бөлім/category/категория",
    "kind": "kind/type/вид/тип/түрі",
    "status": "status/статус/күйі/мәртебе/state/состояние",
    "question": "question/questions/вопрос/вопросы/сұрақ/q/заголовок",
    "answer": "answer/answers/ответ/ответы/жауап/a/text of answer/текст ответа",
    "phrasing": (
        "phrasing/phrasings/variant/variants/вариант/варианты/формулировка/формулировки/"
        "варианты вопроса/варианты вопросов/другие формулировки/как спрашивают/нұсқа/нұсқалар/"
        "тұжырым/тұжырымдар/ways to ask/alternatives/utterance/utterances/paraphrases"
    ),
    "people": "people/person/persons/люди/человек/персоны/персона/адамдар/адам",
    "paragraphs": "paragraphs/paragraph/абзацы/абзац/абзацтар",
    "related": "related/связанные/связанные вопросы/см также/see also/байланысты/ұқсас",
    "notes": "notes/note/заметки/заметка/примечание/примечания/комментарий/comment/ескертпе",
    "language": "language/lang/язык/тіл/тілі",
    "title": "title/название/тақырып атауы/атауы",
    "name": "name/имя/аты/фио/аты жөні",
    "role": "role/роль/должность/рөлі/қызметі",
    "about": "about/о человеке/описание/туралы",
    "spellings": "spellings/spelling/написания/написание/жазылуы",
    "number": "number/номер/no/нөмірі",
    "heading": "heading/подзаголовок",
    "report": "report/пересказ/мазмұны",
    "text": "text/текст/мәтін",
    "words": "words/слова/сөздер/synonyms/синонимы/синонимдер",
    "outcome": "outcome/исход/результат/нәтиже",
    "entries": "entries/записи/жазбалар",
    "date": "date/дата/күні",
}
# Signs of a head; a longer cell is a text.
_LONGEST = 100
_WORD = re.compile(r"[^\W_]+")
_SMALL = {"in", "на", "по", "яз", "языке", "тілінде"}
_KNOWN_FIELDS = {
    _plain: field for field, written in _FIELDS.items() for _plain in written.split("/")
}
_KNOWN_LANGUAGES: dict[str, Language] = {
    word: language for language in LANGUAGES for word in _LANGUAGES[language].split()
}
_KNOWN_TABLES: dict[str, Table] = {
    **{table.value: table for table in Table},
    **dict.fromkeys(("записи", "жазбалар", "entry", "faq"), Table.ENTRIES),
    **dict.fromkeys(("варианты", "формулировки", "нұсқалар", "phrasing"), Table.PHRASINGS),
    **dict.fromkeys(("темы", "тақырыптар", "topic"), Table.TOPICS),
    **dict.fromkeys(("люди", "адамдар", "person"), Table.PEOPLE),
    **dict.fromkeys(("проверки", "check"), Table.CHECKS),
    **dict.fromkeys(("синонимы", "синонимдер"), Table.SYNONYMS),
}
# What tells a table that has no name: the first whose column stands in the head.
_TELLING = (
    ("outcome", Table.CHECKS),
    ("answer", Table.ENTRIES),
    ("question", Table.ENTRIES),
    ("topic", Table.ENTRIES),
    ("phrasing", Table.PHRASINGS),
    ("words", Table.SYNONYMS),
    ("heading", Table.PARAGRAPHS),
    ("report", Table.PARAGRAPHS),
    ("name", Table.PEOPLE),
    ("role", Table.PEOPLE),
    ("date", Table.SOURCE),
    ("title", Table.TOPICS),
    ("text", Table.REPLIES),
)


def column_of(head: str) -> Column | None:
    """The column that a head means, if it is one of ours."""
    if len(head) > _LONGEST:
        return None
    words = _WORD.findall(unicodedata.normalize("NFKC", head).casefold())
    languages = [_KNOWN_LANGUAGES[word] for word in words if word in _KNOWN_LANGUAGES]
    others = [word for word in words if word not in _KNOWN_LANGUAGES and word not in _SMALL]
    # Columns may be numbered: "phrasing 1", "phrasing 2".
    unnumbered = [word for word in others if not word.isdigit()]
    field = _KNOWN_FIELDS.get(" ".join(unnumbered))
    if field is None or len(set(languages)) > 1:
        return None
    return Column(field, languages[0] if languages else None)


def language_of(cell: str) -> Language | None:
    """The language that a cell names."""
    if cell in _LANGUAGES:
        return cell
    if len(cell) > _LONGEST:
        return None
    words = _WORD.findall(unicodedata.normalize("NFKC", cell).casefold())
    found = {_KNOWN_LANGUAGES[word] for word in words if word in _KNOWN_LANGUAGES}
    return found.pop() if len(found) == 1 else None


def table_named(name: str) -> Table | None:
    """The table that the name of a sheet, or a cell of the column ``table``, means."""
    return _KNOWN_TABLES.get(name) or _KNOWN_TABLES.get(name.strip().casefold())


def table_with(columns: Sequence[Column | None]) -> Table:
    """The table that has these columns; entries where nothing tells."""
    fields = {column.field for column in columns if column}
    return next((table for field, table in _TELLING if field in fields), Table.ENTRIES)


def known_in(row: Sequence[str]) -> int:
    """How many of the cells are heads of ours."""
    return sum(column_of(cell) is not None for cell in row)


def fits(column: Column, table: Table) -> bool:
    """Whether a table has this column, or takes it in another form."""
    if column == TABLE:
        return True
    more = {"phrasing", "language"} if table is Table.ENTRIES else set()
    return column.field in {known.field for known in COLUMNS[table]} | more
