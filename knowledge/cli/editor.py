"""``forum-kb edit``, and ``add`` without a file: an item as YAML in the person's own editor."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from knowledge import changes
from knowledge.changes import Current, Edit
from knowledge.cli.draft import Draft, NotYet
from knowledge.cli.options import PATH, complete_ids
from knowledge.cli.writing import Desk, at_desk
from knowledge.errors import BaseInvalid, EditConflict, NotFound
from knowledge.items import Item, Key, Kind, key_of, to_plain
from knowledge.model import LANGUAGES, Base, Finding
from knowledge.nearest import did_you_mean
from knowledge.plain_diff import differences
from knowledge.store import Store

_KINDS = (Kind.ENTRY, Kind.TOPIC, Kind.PERSON)
_SEEN = re.compile(rb"^# The .+ as change (\d+) left it", re.MULTILINE)
_MARKUP = "# In answers: **bold**, _italic_, [text](https://example.org).\n"


@click.command()
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--draft", type=PATH, help="Go on with a text that an earlier edit kept in a file.")
@at_desk
def edit(desk: Desk, item_id: str, draft: Path | None) -> None:
    """Edit the entry, topic or person ID in your editor ($VISUAL or $EDITOR).

    Save and close to change the base. A mistake opens the editor again with what is wrong on top;
    an unchanged file changes nothing, an empty one gives up. Your text is never lost.
    """
    seen = _found(desk.store, item_id)
    unchanged = _text(seen)
    text = _kept(draft) if draft else unchanged
    opened = Draft(item_id, text, None if draft else unchanged, f"forum-kb edit {item_id} --draft")
    if not opened.edit_until(_taking(desk, seen, text)):
        desk.tell(None)


def add_in_editor(desk: Desk, take: Callable[[bytes], None]) -> None:
    """Open a template of an entry until ``take`` takes what the person made of it.

    Raises UsageError without a terminal, where nobody could edit it.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("Without a terminal give a FILE, or - for standard input.")
    template = _template(desk.store.load())
    if not Draft("new-entry", template, template, "forum-kb add").edit_until(take):
        desk.tell(None)


def _kept(draft: Path) -> bytes:
    try:
        return draft.read_bytes()
    except OSError as error:
        raise NotFound(f"{draft} cannot be read: {error.strerror}. Check the name.") from None


def _found(store: Store, item_id: str) -> Current:
    for seen in changes.current(store, [Key(kind, item_id) for kind in _KINDS]):
        if seen.item is not None:
            return seen
    base = store.load()
    known = (*base.entries, *base.topics, *base.people)
    remedy = did_you_mean(item_id, known, "See them with: forum-kb list, topics, people.")
    raise NotFound(f"There is no entry, topic or person {item_id!r}. {remedy}")


def _taking(desk: Desk, seen: Current, text: bytes) -> Callable[[bytes], None]:
    """What stores a text in place of an item, unless another change came between."""
    from knowledge.yaml_items import read_items  # parsing YAML is no part of a normal start

    key, told = seen.key, _SEEN.search(text)
    expects = int(told[1]) if told else seen.version

    def take(text: bytes) -> None:
        nonlocal seen, expects
        items, lines = read_items(key.kind, text, f"{key.id}.yaml")
        if [key_of(item) for item in items] != [key]:
            remedy = f"Write id: {key.id}, and nothing beside this one: an id never changes."
            raise BaseInvalid([Finding(f"this is not the one {key}", remedy)])
        wanted = Edit(key.kind, key.id, items[0], expects)
        try:
            desk.change(lambda _: [wanted], f"edited {key}", lines)
        except EditConflict as error:
            (now,) = changes.current(desk.store, [key])
            meanwhile = _meanwhile(seen.item, now.item)
            seen, expects = now, now.version
            raise NotYet([str(error), *meanwhile]) from None

    return take


def _meanwhile(seen: Item | None, now: Item | None) -> list[str]:
    before, after = (to_plain(item) if item else None for item in (seen, now))
    lines = [f"  {line}" for line in differences(before, after)]
    return [
        *(["What is there now, beside what you were shown:", *lines] if lines else []),
        "Take over from it what you want to keep, and save to put your text in its place.",
        "A text that you leave as it is gives up.",
    ]


def _text(seen: Current) -> bytes:
    from knowledge.yaml_text import document

    assert seen.item is not None  # noqa: S101 or it was not found
    plain = {name: value for name, value in to_plain(seen.item).items() if value is not None}
    head = (
        f"# The {seen.key} as change {seen.version} left it. Save and close to change the base;\n"
        "# an unchanged file changes nothing, an empty one gives up. Comments are not kept.\n"
    )
    markup = _MARKUP if seen.key.kind is Kind.ENTRY else ""
    return (head + markup + document(plain)).encode()


def _template(base: Base) -> bytes:
    texts = "".join(
        f"{language}:\n  question:\n  answer: |-\n    \n  phrasings:\n    - \n"
        for language in LANGUAGES
    )
    return (
        "# A new entry. Fill it in, save and close; an unchanged or empty file adds nothing.\n"
        "# id: a-z, 0-9 and hyphens. Each language needs a question, an answer and phrasings:\n"
        "# the ways in which people ask, one a line after a hyphen, the more the better.\n"
        f"{_MARKUP}"
        "id:\n"
        f"{_comment('one of', base.topics)}"
        "topic:\n"
        f"{_comment('such as', base.people)}"
        "people: []\n"
        f"# numbers of the source's paragraphs, 1 to {len(base.source.paragraphs)}\n"
        "paragraphs: []\n"
        "# ids of entries that people may ask for next\n"
        "related: []\n"
        "# published, or draft, which people do not see\n"
        "status: published\n"
        "# for maintainers alone\n"
        'notes: ""\n'
        f"{texts}"
    ).encode()


def _comment(what: str, ids: Iterable[str]) -> str:
    return f"# {what}: {', '.join(ids)}\n"
