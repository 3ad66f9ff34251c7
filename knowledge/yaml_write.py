"""A base back into the folder of YAML files that ``yaml_files`` reads.

The same base gives the same bytes in an empty folder. In files that are there already only what
has changed is written anew, so that comments and the order of keys survive.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from knowledge.errors import NotWritten
from knowledge.items import REPLY_NAMES, Item, Kind, Plain, key_of, to_plain
from knowledge.model import LANGUAGES, Base, Entry, EntryKind, Status
from knowledge.stamps import Stamp, stamped
from knowledge.yaml_patch import patched
from knowledge.yaml_text import document

_REQUIRED = {"topics.yaml", "people.yaml"}
_FILES = {
    Kind.SOURCE: "source.yaml",
    Kind.TOPIC: "topics.yaml",
    Kind.PERSON: "people.yaml",
    Kind.REPLY: "replies.yaml",
    Kind.SYNONYMS: "synonyms.yaml",
    Kind.CHECK: "checks.yaml",
}
_USUAL = {"kind": EntryKind.FACT.value, "status": Status.PUBLISHED.value}


def write_folder(base: Base, folder: Path, stamp: Stamp | None = None) -> list[str]:
    """Write the base's files into a folder, which is created; gives the names of those changed.

    Files that are written bear the stamp; others keep theirs, and what it tells of them is true
    as well. Files of topics that are gone are removed. Raises NotWritten where a file cannot be
    written.
    """
    contents = folder_contents(base)
    changed = []
    try:
        (folder / "entries").mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            if _write(folder / name, content, stamp):
                changed.append(name)
        for path in sorted((folder / "entries").glob("*.yaml")):
            name = f"entries/{path.name}"
            if name not in contents and not path.name.startswith("."):
                path.unlink()
                changed.append(name)
    except OSError as error:
        raise NotWritten(f"{folder} cannot be written: {error.strerror or error}.") from error
    return changed


def folder_contents(base: Base) -> dict[str, Any]:
    """What each file holds, by its name in the folder, as lists and mappings."""
    contents: dict[str, Any] = {
        "source.yaml": to_plain(base.source),
        "topics.yaml": [to_plain(topic) for topic in base.topics.values()],
        "people.yaml": [to_plain(person) for person in base.people.values()],
        "replies.yaml": {name: dict(getattr(base.replies, name)) for name in REPLY_NAMES},
        "smalltalk.yaml": _entries(base, EntryKind.SMALLTALK),
        "outside.yaml": _entries(base, EntryKind.OUTSIDE),
        "synonyms.yaml": {
            language: [list(group) for group in base.synonyms.get(language, ())]
            for language in LANGUAGES
        },
        "checks.yaml": [_without_usual(to_plain(check)) for check in base.checks],
    }
    by_topic: dict[str | None, list[Plain]] = defaultdict(list)
    for entry in base.entries.values():
        by_topic[entry.topic].append(_entry(entry))
    files = {f"entries/{topic}.yaml": by_topic[topic] for topic in base.topics}
    return contents | {name: entries for name, entries in files.items() if entries}


def file_of(item: Item) -> str:
    """The name of the file of a folder that an item stands in."""
    match item:
        case Entry(kind=EntryKind.SMALLTALK | EntryKind.OUTSIDE):
            return f"{item.kind}.yaml"
        case Entry():
            return f"entries/{item.topic}.yaml"
    return _FILES[key_of(item).kind]


def _entries(base: Base, kind: EntryKind) -> list[Plain]:
    return [_entry(entry) for entry in base.entries.values() if entry.kind is kind]


def _entry(entry: Entry) -> Plain:
    """The keys of a file: what file and topic say, and what is as usual, is left out."""
    plain = to_plain(entry)
    del plain["topic"]
    if entry.kind is not EntryKind.UNKNOWN:
        del plain["kind"]
    return _without_usual(plain)


def _without_usual(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if value and value != _USUAL.get(key)}


def _write(path: Path, content: Any, stamp: Stamp | None) -> bool:
    """Write a file where it does not hold this already."""
    if not content and not path.exists() and path.name not in _REQUIRED:
        return False
    old = path.read_bytes() if path.exists() else None
    new = document(content) if old is None else patched(old, content)
    if old == new.encode("utf-8"):
        return False
    path.write_bytes(stamped(new, stamp).encode("utf-8"))
    return True
