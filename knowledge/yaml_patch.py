"""New content for a YAML file that is there: what did not change keeps its bytes.

Items of a list that changed are edited by ruamel.yaml, which keeps comments; whatever does not
read back as it should, is written anew as a whole.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from knowledge.yaml_text import document, is_block, is_bracketed, item_text

_MARGIN = re.compile(r"^(?=.)", re.MULTILINE)
_INDENT = re.compile(r"^  ", re.MULTILINE)
_COMMENT = re.compile(r"#|\s*$")
_USUAL = {"kind": "fact", "status": "published"}


def patched(old: bytes, content: Any) -> str:
    """The text of a file that holds ``content``, as near to its old text as can be."""
    try:
        text = old.decode("utf-8-sig").replace("\r\n", "\n")
        new = _list(text, content) if isinstance(content, list) else _mapping(text, content)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, _CannotKeep):
        return document(content)
    return new if _reads_as(new, content) else document(content)


class _CannotKeep(Exception):
    """The old text has another shape than the files we write."""


def _list(text: str, items: Sequence[Mapping[str, Any]]) -> str:
    """Every item that is as it was keeps its block of lines; the others are edited or new."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    if not isinstance(root, yaml.SequenceNode) or (root.flow_style and root.value):
        raise _CannotKeep
    if not root.value or not items:
        above = "".join(f"{line}\n" for line in text.split("\n")[: root.start_mark.line])
        return above + document(items)
    head, blocks = _blocks(text, [node.start_mark.line for node in root.value])
    # Several blocks may bear one name, as checks that repeat a question.
    known: dict[str, list[tuple[Any, str]]] = {}
    for node, block in zip(root.value, blocks, strict=True):
        value = _value(node)
        known.setdefault(_name(value), []).append((value, block))
    return head + "".join(_item(item, known.get(_name(item), [])) for item in items)


def _item(item: Mapping[str, Any], known: list[tuple[Any, str]]) -> str:
    if not known:
        return item_text(item)
    value, block = known.pop(0)
    if _essence(value) == _essence(item):
        return block
    try:
        edited = _edited(block, lambda items: _update(items[0], item), is_list=True)
    except _CannotKeep:
        return item_text(item)
    return edited if _reads_as(edited, [item]) else item_text(item)


def _mapping(text: str, content: Mapping[str, Any]) -> str:
    if _reads_as(text, content):
        return text
    return _edited(text, lambda root: _update(root, content), is_list=False)


def _blocks(text: str, starts: Sequence[int]) -> tuple[str, list[str]]:
    """What stands before the first item, and each item with the comment lines above it."""
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
    borders = [_with_comment(lines, start, floor) for floor, start in _pairs(starts)]
    if not borders or any(not lines[start].startswith("-") for start in starts):
        raise _CannotKeep
    ends = [*borders[1:], len(lines)]
    blocks = ["".join(lines[a:b]) for a, b in zip(borders, ends, strict=True)]
    return "".join(lines[: borders[0]]), blocks


def _pairs(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each start with the line that a comment above it cannot reach."""
    previous = None
    for start in starts:
        yield (start if previous is None else previous + 1), start
        previous = start


def _with_comment(lines: Sequence[str], start: int, floor: int) -> int:
    while start > floor and _COMMENT.match(lines[start - 1]):
        start -= 1
    return start


def _name(value: Any) -> str:
    """What stays the same of an item when it is edited."""
    if not isinstance(value, Mapping):
        raise _CannotKeep
    return str(value.get("id") or f"{value.get('language')}: {value.get('question')}")


def _reads_as(text: str, content: Any) -> bool:
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return False
    return root is not None and _essence(_value(root)) == _essence(content)


def _value(node: yaml.Node) -> Any:
    """A node as lists, mappings and texts; every scalar is text, as the reader has it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return node.value


def _essence(value: Any) -> Any:
    """A value without what may be left out, so that two ways to write the same are equal."""
    if isinstance(value, Mapping):
        essences = ((key, _essence(part)) for key, part in value.items())
        return {key: part for key, part in essences if part and part != _USUAL.get(key)}
    if isinstance(value, list):
        return [_essence(item) for item in value]
    return str(value).strip()


def _edited(text: str, update: Callable[[Any], None], *, is_list: bool) -> str:
    from ruamel.yaml import YAML  # only where an edited file is written back
    from ruamel.yaml.error import YAMLError

    yaml_1_2 = YAML()
    yaml_1_2.width = 1_000_000
    yaml_1_2.preserve_quotes = True
    yaml_1_2.indent(mapping=2, sequence=4, offset=2)
    # Lists of a file stand at the margin, those inside of them are indented; one style for both.
    out = io.StringIO()
    try:
        root = yaml_1_2.load(_MARGIN.sub("  ", text) if is_list else text)
        update(root)
        yaml_1_2.dump(root, out)
    except (YAMLError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise _CannotKeep from error
    return _INDENT.sub("", out.getvalue()) if is_list else out.getvalue()


def _update(node: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for key in [key for key in node if key not in wanted]:
        del node[key]
    for position, (key, value) in enumerate(wanted.items()):
        old = node.get(key)
        if isinstance(value, Mapping) and isinstance(old, MutableMapping):
            _update(old, value)
        elif value and isinstance(value, list) and isinstance(old, MutableSequence):
            _update_list(old, value)
        elif key not in node:
            node.insert(position, key, _styled(key, value))  # type: ignore[attr-defined]
        elif _essence(old) != _essence(value):
            node[key] = _styled(key, value)


def _update_list(node: MutableSequence[Any], wanted: Sequence[Any]) -> None:
    """What stays keeps its comments; mappings are told apart by their place."""
    if all(isinstance(part, MutableMapping) for part in node):
        for part, value in zip(node, wanted, strict=False):
            _update(part, value)
        del node[len(wanted) :]
        node.extend(_styled("", value) for value in wanted[len(node) :])
        return
    old, new = ([repr(_essence(part)) for part in parts] for parts in (node, wanted))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for step, start, end, new_start, new_end in reversed(steps):
        if step == "equal":
            continue
        for index in reversed(range(start, end)):
            del node[index]
        for value in reversed(wanted[new_start:new_end]):
            node.insert(start, _styled("", value))


def _styled(key: str, value: Any) -> Any:
    """A new value in the style in which whole files are written."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import LiteralScalarString

    if isinstance(value, Mapping):
        return CommentedMap((name, _styled(name, part)) for name, part in value.items())
    if isinstance(value, str):
        return LiteralScalarString(value) if is_block(key, value) else value
    if isinstance(value, int):
        return value
    styled = CommentedSeq(_styled("", part) for part in value)
    if is_bracketed(key, value) or key == "":
        styled.fa.set_flow_style()
    return styled
