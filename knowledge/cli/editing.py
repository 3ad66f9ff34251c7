"""Commands that change entries: add, remove, publish, unpublish, phrase, unphrase, note."""

from collections.abc import Sequence
from typing import BinaryIO

import click

from knowledge import edits
from knowledge.cli.editor import add_in_editor
from knowledge.cli.writing import Desk, at_desk, language_argument, one_line
from knowledge.items import Item, Key, Kind, key_of
from knowledge.model import Language, Status


@click.command()
@click.argument("file", type=click.File("rb"), required=False)
@at_desk
def add(desk: Desk, file: BinaryIO | None) -> None:
    """Add the entries of the YAML file FILE; - is standard input.

    The file holds one entry or a list of them, with the keys that `forum-kb show` prints. An entry
    that is there already is refused. Without FILE, in a terminal, a template opens in your
    editor.
    """
    if file:
        add_items(desk, Kind.ENTRY, file)
    else:
        add_in_editor(desk, lambda text: _add_text(desk, Kind.ENTRY, text, "new-entry.yaml"))


def add_items(desk: Desk, kind: Kind, file: BinaryIO) -> None:
    """Add what a YAML file holds as one change."""
    _add_text(desk, kind, file.read(), getattr(file, "name", "standard input"))


def _add_text(desk: Desk, kind: Kind, text: bytes, file: str) -> None:
    from knowledge.yaml_items import read_items  # parsing YAML is no part of a normal start

    items, lines = read_items(kind, text, file)
    desk.change(lambda _: [edits.new(item) for item in items], f"added {_named(items)}", lines)


def _named(items: Sequence[Item]) -> str:
    names = [str(key_of(item)) for item in items]
    return (
        ", ".join(names) if len(names) < 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"
    )


@click.command()
@click.argument("entry_id", metavar="ENTRY")
@at_desk
def remove(desk: Desk, entry_id: str) -> None:
    """Remove ENTRY, also from the entries that are related to it and from the checks.

    A check that names no other entry is removed with it. `undo` brings all of it back.
    """
    key = Key(Kind.ENTRY, entry_id)
    desk.change(lambda now: edits.removal(now, key), f"removed {key}")


@click.command()
@click.argument("entry_ids", metavar="ENTRY...", nargs=-1, required=True)
@at_desk
def publish(desk: Desk, entry_ids: tuple[str, ...]) -> None:
    """Show ENTRY to people."""
    _set_status(desk, entry_ids, Status.PUBLISHED)


@click.command()
@click.argument("entry_ids", metavar="ENTRY...", nargs=-1, required=True)
@at_desk
def unpublish(desk: Desk, entry_ids: tuple[str, ...]) -> None:
    """Make ENTRY a draft, which people do not see."""
    _set_status(desk, entry_ids, Status.DRAFT)


def _set_status(desk: Desk, entry_ids: Sequence[str], status: Status) -> None:
    done = "published" if status is Status.PUBLISHED else "unpublished"
    desk.change(
        lambda now: edits.set_status(now, entry_ids, status), f"{done} {', '.join(entry_ids)}"
    )


@click.command()
@click.argument("entry_id", metavar="ENTRY")
@language_argument
@click.argument("texts", metavar="TEXT...", nargs=-1, required=True)
@at_desk
def phrase(desk: Desk, entry_id: str, language: Language, texts: tuple[str, ...]) -> None:
    """Add each TEXT to the ways in which people ask ENTRY.

    To an entry of kind outside it adds questions that the bot must not answer.
    """
    asked = [one_line(text) for text in texts]
    desk.change(
        lambda now: edits.add_phrasings(now, entry_id, language, asked),
        f"phrased {entry_id} in {language}: {'; '.join(asked)}",
    )


@click.command()
@click.argument("entry_id", metavar="ENTRY")
@language_argument
@click.argument("texts", metavar="TEXT...", nargs=-1, required=True)
@at_desk
def unphrase(desk: Desk, entry_id: str, language: Language, texts: tuple[str, ...]) -> None:
    """Remove each TEXT from the phrasings of ENTRY; case and punctuation do not count."""
    asked = [one_line(text) for text in texts]
    desk.change(
        lambda now: edits.drop_phrasings(now, entry_id, language, asked),
        f"took from {entry_id} in {language}: {'; '.join(asked)}",
    )


@click.command()
@click.argument("entry_id", metavar="ENTRY")
@click.argument("text")
@at_desk
def note(desk: Desk, entry_id: str, text: str) -> None:
    """Keep TEXT as the private note on ENTRY, which people never see; "" removes it."""
    done = "noted on" if text.strip() else "removed the note on"
    desk.change(lambda now: edits.set_note(now, entry_id, text.strip()), f"{done} {entry_id}")
