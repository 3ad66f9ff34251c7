"""What files say of items: the parts they give, to be laid over the items of the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.items import Item, Kind, items_of, key_of, to_plain
from knowledge.merging import Path
from knowledge.model import Base, Finding, Language
from knowledge.stamps import Stamp


@dataclass(slots=True)
class Draft:
    """One item as a file has it.

    ``parts`` are those keys of the plain form that the file gives; the others stay as they are.
    ``phrasings`` are the ways to ask by language: all of them where the file has the entry itself
    (``whole``), else some to be added. ``file`` and ``line`` say where it begins. ``stamp`` is that
    of the export it comes from. ``empty`` are the columns of empty cells that leave what is there,
    by the place of their value in the plain form.
    """

    kind: Kind
    parts: dict[str, Any]
    whole: bool = True
    phrasings: dict[Language, list[str]] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    stamp: Stamp | None = None
    empty: dict[Path, str] = field(default_factory=dict)

    def finding(self, message: str, remedy: str) -> Finding:
        """A finding at this item."""
        return Finding(message, remedy, self.file, self.line, str(self.parts.get("id", "")))


@dataclass(frozen=True, slots=True)
class Content:
    """All that files to import say.

    ``kinds`` are the kinds of items that they list; ``remarks`` tell what was passed over or read
    in an unusual way.
    """

    drafts: tuple[Draft, ...]
    kinds: frozenset[Kind]
    remarks: tuple[str, ...] = ()


def content_of(base: Base, stamp_of: Callable[[Item], Stamp | None] = lambda _: None) -> Content:
    """A whole base as what a file says; ``stamp_of`` tells the stamp that each item came with."""
    drafts = (
        Draft(key_of(item).kind, to_plain(item), stamp=stamp_of(item)) for item in items_of(base)
    )
    return Content(tuple(drafts), frozenset(Kind))


def value_at(plain: Any, path: Path) -> Any:
    """What stands at a place of a plain form; None where there is none."""
    for name in path:
        try:
            plain = plain[name]
        except (KeyError, IndexError, TypeError):
            return None
    return plain


def overlaid(parts: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """A plain form with some parts put in place; texts by language one by one."""
    result = dict(parts)
    for name, value in over.items():
        old = result.get(name)
        both = isinstance(value, Mapping) and isinstance(old, Mapping)
        result[name] = overlaid(old, value) if both and old is not None else value
    return result
