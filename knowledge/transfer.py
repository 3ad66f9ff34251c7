"""The base in and out of files: YAML folders (also as a zip), CSV and XLSX.

An import is prepared as a plan, which a person looks at, and carried out whole or not at all.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge import changes, packing
from knowledge.backups import opened_backup
from knowledge.change_log import Author, Change
from knowledge.changes import Edit
from knowledge.completing import completed_items
from knowledge.drafts import Content, content_of
from knowledge.errors import (
    BaseInvalid,
    EditConflict,
    FileRefused,
    NotWritten,
    StoreError,
)
from knowledge.file_items import ancestors, remember
from knowledge.file_reading import read_content
from knowledge.items import Item, Key, Kind, ReplyText, SynonymGroup, items_of, key_of
from knowledge.model import LANGUAGES, Base, Check, Entry, Finding, Person, Replies, Source, Topic
from knowledge.plan import Action, Plan, plan_import
from knowledge.rules import check_base, errors
from knowledge.since import since, stamp_now
from knowledge.stamps import History, Stamp
from knowledge.store import Store


class Format(StrEnum):
    """How a base is written."""

    YAML = "yaml"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, and the version of each item that it was made from."""

    plan: Plan
    content: Content
    versions: tuple[int, dict[Key, int]]


def read_whole(path: Path) -> Base:
    """The whole base that files hold, checked by the rules; raises as ``read_content`` does."""
    if path.is_dir():
        from knowledge.yaml_files import read_base

        return read_base(path)
    base = base_of(completed_items(read_content(path)), path.name)
    if wrong := errors(check_base(base)):
        raise BaseInvalid(wrong)
    return base


def prepare(
    store: Store,
    content: Content,
    author: str = "",
    *,
    prune: bool = False,
    overwrite: bool = False,
) -> Prepared:
    """What an import of this content would do to the base as it stands, see ``plan_import``.

    ``author`` is who imports: files may have been imported by them before, and edited on.
    """
    stamps = {draft.stamp for draft in content.drafts if draft.stamp}
    with store.reading() as connection:
        live, known = store.load(), ancestors(connection)
        history: History = {stamp: since(connection, stamp, author) for stamp in stamps}
        versions = changes.versions(store)
    plan = plan_import(content, live, known, history, versions[1], prune=prune, overwrite=overwrite)
    return Prepared(plan, content, versions)


def findings_of(store: Store, prepared: Prepared) -> list[Finding]:
    """What the rules say about the base as a plan would leave it, errors and warnings.

    Raises EditConflict where the base was changed after the plan was made.
    """
    where = {step.key.id: step.where for step in prepared.plan.wanted}
    found = changes.preview(store, edits_of(prepared.plan, prepared.versions))
    # The rules know nothing of files; whoever mends one looks for its line.
    return [
        replace(one, file=where[one.entry]) if not one.file and where.get(one.entry) else one
        for one in found
    ]


def carry_out(store: Store, prepared: Prepared, author: str, summary: str) -> Change | None:
    """Make the changes of a plan, all or none; None where there is nothing to change.

    Raises EditConflict where a plan has conflicts, or the base was changed after it was made;
    BaseInvalid where the base would break rules.
    """
    plan = prepared.plan
    if conflicts := plan.of(Action.CONFLICT):
        named = ", ".join(str(step.key) for step in conflicts)
        raise EditConflict(f"Edited both live and in the file: {named}. Nothing was changed.")
    taken = [step.after for step in plan.of(Action.ADD, Action.CHANGE) if step.after]
    with store.writing() as connection:
        edits = edits_of(plan, prepared.versions)
        done = changes.apply(store, edits, Author(author, "file"), summary) if edits else None
        remember(connection, [*taken, *plan.agreed])
    return done


def edits_of(plan: Plan, versions: tuple[int, dict[Key, int]]) -> list[Edit]:
    """The edits that a plan makes, of the versions that it was made from."""
    untouched, touched = versions
    return [
        Edit(
            step.key.kind,
            step.key.id,
            step.after,
            touched.get(step.key, untouched) if step.before else None,
        )
        for step in plan.wanted
    ]


def export(store: Store, path: Path, form: Format, *, overwrite: bool = False) -> list[str]:
    """Write the whole base to a folder of YAML files or to one file; gives the names written.

    A folder whose name ends in ``.zip`` is written as one. Comments in YAML files that are there
    survive. What is written bears a stamp, see ``knowledge.stamps``. Raises NotWritten, unless
    ``overwrite``, also where files are there that hold what the base does not have.
    """
    if not overwrite:
        _refuse_to_lose(store, path)
    with store.reading() as connection:
        base, stamp = store.load(), stamp_now(connection)
    if form is Format.YAML and path.suffix.lower() == ".zip":
        _write_file(path, _packed(base, stamp))
        written = [path.name]
    elif form is Format.YAML:
        from knowledge.yaml_write import write_folder  # only where files are written

        written = write_folder(base, path, stamp)
    else:
        _write_file(path, _bytes_of(base, form, stamp))
        written = [path.name]
    # A store that cannot be written at the moment only forgets that files know its items.
    with suppress(StoreError), store.writing() as connection:
        remember(connection, items_of(base))
    return written


def _refuse_to_lose(store: Store, path: Path) -> None:
    """Raise NotWritten where files hold edits that were never imported, or are none of ours."""
    if not (path.is_file() or (path.is_dir() and any(path.glob("*.yaml")))):
        return
    try:
        plan = prepare(store, read_content(path, store.load().topics)).plan
    except (FileRefused, BaseInvalid) as error:
        told = str(error).splitlines()[0]
        raise NotWritten(
            f"{path} is there and cannot be read as a base ({told}). Nothing was written: name "
            "another file, or say --overwrite."
        ) from error
    if edited := [*plan.wanted, *plan.of(Action.CONFLICT)]:
        some = ", ".join(step.key.id for step in edited[:3])
        raise NotWritten(
            f"{path} holds what the base does not have: {len(edited)} edited, such as {some}. "
            "Nothing was written: import it first, name another file, or say --overwrite."
        )


def compare(store: Store, path: Path | None) -> Plan:
    """What would make the base like files or a backup, None for the shipped base."""
    live = store.load()
    if path is not None and path.is_file() and path.read_bytes()[:15] == b"SQLite format 3":
        with opened_backup(path) as backup:
            content = content_of(backup.load())
    else:
        from knowledge.yaml_files import shipped_base

        content = read_content(path or shipped_base(), live.topics)
    return plan_import(content, live, {}, prune=True)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector off for an import.

    It would look through hundreds of thousands of objects again and again, all of which stay.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def format_of(path: Path) -> Format:
    """The format that a name means; a name without a known ending is a folder of YAML files."""
    endings = {".csv": Format.CSV, ".xlsx": Format.XLSX}
    return endings.get(path.suffix.lower(), Format.YAML)


def base_of(items: Iterable[Item], file: str) -> Base:
    """The base that consists of these items; raises FileRefused where a part of it is missing."""
    by_kind: dict[Kind, dict[Key, Item]] = {kind: {} for kind in Kind}
    for item in items:
        by_kind[key_of(item).kind][key_of(item)] = item
    texts = [one for one in by_kind[Kind.REPLY].values() if isinstance(one, ReplyText)]
    sources = [one for one in by_kind[Kind.SOURCE].values() if isinstance(one, Source)]
    try:
        replies = Replies(**{one.name: one.text for one in texts})
        (source,) = sources
    except (TypeError, ValueError):
        raise FileRefused(
            f"{file} holds only a part of a base: source or replies are missing. "
            "Import it into a base that is there."
        ) from None
    groups = [one for one in by_kind[Kind.SYNONYMS].values() if isinstance(one, SynonymGroup)]
    return Base(
        source=source,
        topics={one.id: one for one in by_kind[Kind.TOPIC].values() if isinstance(one, Topic)},
        people={one.id: one for one in by_kind[Kind.PERSON].values() if isinstance(one, Person)},
        entries={one.id: one for one in by_kind[Kind.ENTRY].values() if isinstance(one, Entry)},
        replies=replies,
        checks=tuple(one for one in by_kind[Kind.CHECK].values() if isinstance(one, Check)),
        synonyms={
            language: tuple(one.words for one in groups if one.language == language)
            for language in LANGUAGES
        },
    )


def _bytes_of(base: Base, form: Format, stamp: Stamp | None) -> bytes:
    if form is Format.CSV:
        from knowledge.sheets.csv_file import csv_of

        return csv_of(base, stamp)
    from knowledge.sheets.xlsx_file import xlsx_of

    return xlsx_of(base, stamp)


def _packed(base: Base, stamp: Stamp | None) -> bytes:
    from knowledge.yaml_write import write_folder

    with TemporaryDirectory(prefix="forum-kb-") as folder:
        write_folder(base, Path(folder), stamp)
        return packing.packed(Path(folder))


def _write_file(path: Path, content: bytes) -> None:
    """Write a file whole; one that was there stays until then. A device is written to."""
    new = path.with_name(f".{path.name}.new")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        os.replace(new, path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise NotWritten(f"{path} cannot be written: {error.strerror or error}.") from error
