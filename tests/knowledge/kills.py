"""Kills a real process while it changes a store, and looks at what is left.

As a program, ``python -m tests.knowledge.kills DOING PATH``, it is the process that is killed: it
goes from round to round, each round one change that touches every entry, and tells of each round.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge import changes, transfer
from knowledge.backups import back_up
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.doctor import examine
from knowledge.errors import StoreCorrupt
from knowledge.file_reading import read_content
from knowledge.items import Key, Kind
from knowledge.model import LANGUAGES, Base, Severity
from knowledge.restoring import restore
from knowledge.store import Store, open_store
from knowledge.store_file import companion
from knowledge.yaml_write import write_folder

ENTRIES = 100
KILLER = Author("killer", "command line")


@dataclass(frozen=True, slots=True)
class Killed:
    """What was left: the round that was told last, and the rounds that the entries are in."""

    told: int
    found: set[str]
    errors: list[str]

    @property
    def is_whole(self) -> bool:
        """Whether the store is before the change that was cut off, or after it."""
        return not self.errors and self.found in ({str(self.told)}, {str(self.told + 1)})


def in_round(base: Base, number: int) -> Base:
    """The base with the number of a round in a note and a phrasing of every entry."""
    entries = {}
    for name, entry in base.entries.items():
        texts = {
            language: replace(
                entry.texts[language],
                phrasings=(
                    *entry.texts[language].phrasings[:1],
                    f"{name} in {language}, round {number}",
                ),
            )
            for language in LANGUAGES
        }
        entries[name] = replace(entry, notes=str(number), texts=texts)
    return replace(base, entries=entries)


def large(base: Base) -> Base:
    """The base with so many entries that a change takes a while."""
    model = base.entries["sme-count"]
    entries = {}
    for number in range(ENTRIES):
        name = f"entry-{number}"
        texts = {
            language: replace(
                text, question=f"{name} in {language}?", phrasings=(f"{name} {text}",)
            )
            for language, text in model.texts.items()
        }
        entries[name] = replace(model, id=name, texts=texts, related=())
    return in_round(replace(base, entries={**base.entries, **entries}), 0)


def prepare(path: Path, base: Base) -> None:
    """A store in round 0, and beside it backups of the rounds 0 and 1."""
    with open_store(path) as store:
        store.fill(in_round(large(base), 0))
        back_up(path, path.with_suffix(".0"))
        edit(store, 1)
        back_up(path, path.with_suffix(".1"))
    path.unlink()
    shutil.copy(path.with_suffix(".0"), path)


def killed(doing: str, path: Path, chance: random.Random) -> Killed:
    """Let a process change the store, kill it at a random moment, and look."""
    command = [sys.executable, "-m", "tests.knowledge.kills", doing, str(path)]
    # What a killed process leaves behind goes with the folder.
    environ = os.environ | {"TMPDIR": str(path.parent)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
    assert process.stdout
    assert process.stdout.readline() == "0\n"
    started = time.monotonic()
    told = int(process.stdout.readline())
    if chance.random() < 0.5:
        time.sleep(chance.random() * 1.5 * (time.monotonic() - started))
    else:
        _wait_for_writing(path)
        time.sleep(chance.random() * 0.003)
    process.kill()
    told = max([told, *map(int, process.stdout.read().split())])
    process.wait()
    process.stdout.close()
    return _look(doing, path, told)


def _wait_for_writing(path: Path) -> None:
    """Wait until a change is being written into the store, or a file into its place."""
    wal, file = companion(path, "-wal"), companion(path, ".restoring")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for written in (wal, file):
            with suppress(FileNotFoundError):
                if written.stat().st_size:
                    return


def _look(doing: str, path: Path, told: int) -> Killed:
    try:
        open_store(path).close()
    except StoreCorrupt:
        # A store that was damaged before may still be so; then it must be possible to go on.
        assert doing == "replace"
        restore(path, _backup(path, told + 1), KILLER)
    with open_store(path) as store:
        notes = {entry.notes for entry in store.load().entries.values()}
    errors = [str(one) for one in examine(path) if one.severity is Severity.ERROR]
    if doing in ("restore", "replace"):
        notes = {str(number) for number in (told, told + 1) if {str(number % 2)} == notes} or notes
    return Killed(told, notes, errors)


def edit(store: Store, number: int) -> None:
    """One change that brings every entry into a round."""
    wanted = in_round(store.load(), number).entries
    keys = [Key(Kind.ENTRY, name) for name in wanted]
    edits = [
        Edit(Kind.ENTRY, now.key.id, wanted[now.key.id], now.version)
        for now in changes.current(store, keys)
    ]
    changes.apply(store, edits, KILLER, f"round {number}")


def _edit(path: Path, number: int) -> None:
    with open_store(path) as store:
        edit(store, number)


def _restore(path: Path, number: int) -> None:
    restore(path, _backup(path, number), KILLER)


def _import(path: Path, number: int) -> None:
    folder = path.parent / "files"
    with open_store(path) as store:
        write_folder(in_round(store.load(), number), folder)
        content = read_content(folder, store.load().topics)
        prepared = transfer.prepare(store, content, prune=False, overwrite=True)
        transfer.carry_out(store, prepared, KILLER.name, f"round {number}")


def _replace(path: Path, number: int) -> None:
    with path.open("r+b") as file:
        file.truncate(6000)
    restore(path, _backup(path, number), KILLER)


def _backup(path: Path, number: int) -> Path:
    return path.with_suffix(f".{number % 2}")


DOINGS: dict[str, Callable[[Path, int], None]] = {
    "edit": _edit,
    "import": _import,
    "restore": _restore,
    "replace": _replace,
}


def main(doing: str, path: Path) -> None:
    """Go from round to round until somebody kills us."""
    with open_store(path) as store:
        number = int(store.load().entries["hello"].notes)
    sys.stdout.write("0\n")
    while True:
        sys.stdout.flush()
        number += 1
        DOINGS[doing](path, number)
        sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
