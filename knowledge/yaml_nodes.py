"""YAML text as typed values, by a schema of our own; whatever is wrong becomes a finding.

Every scalar is text (YAML 1.2's failsafe schema): ``no``, ``1:30`` and ``on`` stay what was
typed. Tags and aliases are refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import yaml

from knowledge.errors import MAX_FINDINGS, BaseInvalid, FileRefused
from knowledge.model import LANGUAGES, Finding, Language
from knowledge.nearest import did_you_mean
from knowledge.problems import Place, entry_of

MAX_VALUES = 500_000
_Text = TypeVar("_Text", bound=str)
_ID_LINE = re.compile(r"^- +id: *[\"']?([^\s\"'#]+)", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|[\s\[{,:])&\S", re.MULTILINE)
_KINDS = {
    yaml.MappingNode: "keys with values",
    yaml.SequenceNode: "a list",
    yaml.ScalarNode: "text",
}
# What the failsafe schema gives to every value that has no tag of its own.
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str")}


@dataclass(slots=True)
class Report:
    """What reading has brought up so far: findings, and file and line of every place."""

    findings: list[Finding] = field(default_factory=list)
    lines: dict[Place, tuple[str, int]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Take a finding in; raises BaseInvalid with all of them where they are too many."""
        self.findings.append(finding)
        if len(self.findings) >= MAX_FINDINGS:
            raise BaseInvalid(self.findings)


class Value:
    """One value of a file at its place in the base; asking for the wrong type is a finding."""

    __slots__ = ("_file", "_node", "_report", "place")

    def __init__(self, node: yaml.Node, file: str, place: Place, report: Report) -> None:
        self._node = node
        self._file = file
        self._report = report
        self.place = place
        report.lines[place] = file, node.start_mark.line + 1
        if node.tag not in _TAGS:
            self.wrong(f"the tag {node.tag} has no meaning here", "Remove it; all values are text.")

    @property
    def line(self) -> int:
        """The line of the file it begins on, from 1."""
        return cast(int, self._node.start_mark.line) + 1

    @property
    def where(self) -> str:
        """File and line, as findings write them."""
        return f"{self._file}:{self.line}"

    @property
    def name(self) -> str:
        """The key it stands under, for messages."""
        keys = [key for key in self.place if isinstance(key, str)]
        return keys[-1] if keys else "the file"

    @property
    def is_list(self) -> bool:
        """Whether it is a list of values."""
        return isinstance(self._node, yaml.SequenceNode)

    def at(self, place: Place) -> "Value":
        """The same value, known from now on under another place."""
        return Value(self._node, self._file, place, self._report)

    def wrong(self, message: str, remedy: str) -> None:
        """Report a finding at this value."""
        finding = Finding(message, remedy, self._file, self.line, entry_of(self.place))
        self._report.add(finding)

    def text(self) -> str:
        """The text, without blanks around it; '' and a finding where it is no text."""
        if not isinstance(self._node, yaml.ScalarNode):
            self._wrong_type("text", 'Put text that has ": " in it into double quotes.')
            return ""
        return cast(str, self._node.value).strip()

    def number(self) -> int:
        """The whole number; 0 and a finding where it is none."""
        text = self.text()
        if text.isascii() and text.isdigit() and len(text) <= 9:
            return int(text)
        if isinstance(self._node, yaml.ScalarNode):
            self.wrong(f"{text!r} is no whole number", "Write figures only.")
        return 0

    def choice(self, known: Sequence[_Text]) -> _Text:
        """The one of ``known`` that is written; the first and a finding where it is none."""
        text = self.text()
        for option in known:
            if option == text:
                return option
        if isinstance(self._node, yaml.ScalarNode):
            remedy = did_you_mean(text, known, f"Write one of {', '.join(known)}.")
            self.wrong(f"{text!r} is not known as {self.name}", remedy)
        return known[0]

    def items(self) -> list["Value"]:
        """The values of a list; none and a finding where it is no list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self._wrong_type(
                "a list", 'Write each after "- " on a line of its own, or [] for none.'
            )
            return []
        nodes: list[yaml.Node] = self._node.value
        return [
            Value(node, self._file, (*self.place, number), self._report)
            for number, node in enumerate(nodes)
        ]

    def texts(self) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(item.text() for item in self.items())

    def numbers(self) -> tuple[int, ...]:
        """The whole numbers of a list."""
        return tuple(item.number() for item in self.items())

    def localized(self) -> dict[Language, str]:
        """One text a language."""
        fields = self.fields(LANGUAGES)
        return {language: fields.text(language) for language in LANGUAGES}

    def id(self) -> str:
        """The text under the key ``id``; '' where there is none, which ``fields`` reports.

        One that is empty is a finding.
        """
        if isinstance(self._node, yaml.MappingNode):
            for key, value in self._node.value:
                if key.value == "id" and isinstance(value, yaml.ScalarNode):
                    if not value.value.strip():
                        self.wrong("the id is empty", "Write one.")
                    return cast(str, value.value).strip()
        return ""

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> "Fields":
        """The values by key; keys that are missing, unknown or doubled become findings."""
        if not isinstance(self._node, yaml.MappingNode):
            self._wrong_type("keys with values", f"Write the keys {', '.join(required)} here.")
            return Fields({})
        found: dict[str, Value] = {}
        for key, value in self._pairs(self._node):
            if key in found:
                value.wrong(f"the key {key!r} stands twice", "Keep one of the two.")
            elif key in required or key in optional:
                found[key] = value
            else:
                remedy = did_you_mean(key, (*required, *optional), "Remove it.")
                value.wrong(f"the key {key!r} is not known here", remedy)
        for key in required:
            if key not in found:
                self.wrong(f"the key {key!r} is missing", f"Add {key}: to it.")
        return Fields(found)

    def _pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, "Value"]]:
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "[...]"
            yield key, Value(value_node, self._file, (*self.place, key), self._report)

    def _wrong_type(self, wanted: str, remedy: str) -> None:
        empty = isinstance(self._node, yaml.ScalarNode) and not self._node.value
        found = "empty" if empty else _KINDS[type(self._node)]
        self.wrong(f"{self.name} is {found}, not {wanted}", remedy)


class Fields:
    """The values of a mapping by key; a key that is not there reads as empty."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, Value]) -> None:
        self._values = values

    def text(self, key: str) -> str:
        """The text under a key."""
        return self._values[key].text() if key in self._values else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under a key."""
        return self._values[key].texts() if key in self._values else ()

    def numbers(self, key: str) -> tuple[int, ...]:
        """The list of whole numbers under a key."""
        return self._values[key].numbers() if key in self._values else ()

    def localized(self, key: str) -> dict[Language, str]:
        """One text a language under a key."""
        return self._values[key].localized() if key in self._values else {}

    def choice(self, key: str, known: Sequence[_Text]) -> _Text:
        """The one of ``known`` under a key; the first of them where the key is not there."""
        return self._values[key].choice(known) if key in self._values else known[0]

    def items(self, key: str) -> list[Value]:
        """The values of the list under a key."""
        return self._values[key].items() if key in self._values else []

    def fields(self, key: str, required: Sequence[str]) -> "Fields":
        """The mapping under a key."""
        return self._values[key].fields(required) if key in self._values else Fields({})


def read_file(path: Path, file: str, place: Place, report: Report) -> Value | None:
    """The whole content of a YAML file, or None with a finding where it cannot be read.

    ``file`` is its name in findings.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        remedy = "Add it to the others, or import these one by one."
        report.add(Finding("the file is missing", remedy, file))
        return None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        report.add(Finding(message, "Mend or restore it.", file))
        return None
    return parse(content, file, place, report)


def parse(content: bytes, file: str, place: Place, report: Report) -> Value | None:
    """The value that a YAML text holds, or None with a finding where it is none.

    Raises FileRefused where there are more values than fit the memory.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        finding = Finding("the text is not UTF-8", "Save the file as UTF-8.", file, line)
        report.add(finding)
        return None
    try:
        _refuse_harmful(text, file)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        report.add(_broken(error, text, file))
        return None
    if node is None:
        report.add(Finding("the file is empty", "Write [] for no content.", file))
        return None
    return Value(node, file, place, report)


def _refuse_harmful(text: str, file: str) -> None:
    """An anchor lets a short file grow without end, and many short values take much memory.

    Raises YAMLError at an anchor, FileRefused where there are too many values.
    """
    # Every value has one of these before it.
    most = sum(map(text.count, "\n,[{:-?"))
    if most <= MAX_VALUES and not _ANCHOR.search(text):
        return
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CBaseLoader)):
        if number > MAX_VALUES:
            raise FileRefused(f"{file} has more than {MAX_VALUES} values. Split it.")
        if getattr(event, "anchor", None):
            problem = "a word that begins with & is an anchor"
            raise yaml.MarkedYAMLError(None, None, problem, event.start_mark)  # type: ignore[arg-type]


def _broken(error: yaml.YAMLError, text: str, file: str) -> Finding:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        line, problem = error.problem_mark.line + 1, error.problem
    else:
        # The C reader counts in bytes where it meets a character that YAML forbids.
        before = text.encode()[: getattr(error, "position", 0)]
        line, problem = before.count(b"\n") + 1, "a control character"
    entries = _ID_LINE.findall("\n".join(text.split("\n")[:line]))
    return Finding(
        f"this is no YAML: {problem}",
        'Check indent and quotes here; text with ": " or " #" in it, or that begins with a sign, '
        "goes into double quotes.",
        file,
        line,
        entries[-1] if entries else "",
    )
