"""Single items from YAML text, as ``forum-kb add`` and editors give them.

The text holds one item, or a list of them, with the keys of the base's files; an entry also has its
``topic``, and its ``kind`` where that is smalltalk or outside.
"""

from knowledge.errors import BaseInvalid
from knowledge.items import Item, Kind
from knowledge.model import LANGUAGES, EntryKind, Topic
from knowledge.rules import Lines
from knowledge.yaml_files import ENTRY_KEYS, entry_of_fields, person_of_fields
from knowledge.yaml_nodes import Report, Value, parse

_PLACES = {Kind.ENTRY: "entries", Kind.TOPIC: "topics", Kind.PERSON: "people"}


def read_items(kind: Kind, text: bytes, file: str) -> tuple[list[Item], Lines]:
    """The entries, topics or people of a YAML text, and the lines of their places, for the rules.

    ``file`` is its name in findings. Raises BaseInvalid with file and line of every mistake.
    """
    report = Report()
    value = parse(text, file, (_PLACES[kind],), report)
    items = [_item(kind, one) for one in _listed(value)] if value else []
    if not report.findings and not items:
        assert value is not None  # noqa: S101 or there is a finding
        value.wrong(f"there is no {kind} in it", "Write one.")
    if report.findings:
        raise BaseInvalid(report.findings)
    return items, report.lines


def _listed(value: Value) -> list[Value]:
    return value.items() if value.is_list else [value]


def _item(kind: Kind, value: Value) -> Item:
    name = value.id()
    value = value.at((_PLACES[kind], name)) if name else value
    if kind is Kind.TOPIC:
        return Topic(name, value.fields(("id", "title")).localized("title"))
    if kind is Kind.PERSON:
        required = ("id", "name", "role", "about", "paragraphs")
        return person_of_fields(name, value.fields(required, ("spellings",)))
    fields = value.fields(("id", *LANGUAGES), ("kind", "topic", *ENTRY_KEYS))
    chosen = fields.choice("kind", tuple(EntryKind))
    return entry_of_fields(name, fields, chosen, fields.text("topic") or None)
