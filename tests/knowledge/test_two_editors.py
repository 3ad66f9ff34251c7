"""Two real processes that edit one base at the same time."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from knowledge import changes
from knowledge.model import Base
from knowledge.store import open_store

# More by hand: EDITS=1000 pytest tests/knowledge/test_two_editors.py
EDITS = int(os.environ.get("EDITS", "200"))
EDITOR = """
import sys
from dataclasses import replace
from pathlib import Path
from knowledge.changes import Author, Edit, apply, apply_planned, current, current_in
from knowledge.errors import EditConflict
from knowledge.items import Key, Kind
from knowledge.store import open_store

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
author = Author(name, "command line")

def longer(seen, number):
    text = seen.item.texts["en"]
    text = replace(text, phrasings=(*text.phrasings, f"{name} asks for the {number} time"))
    after = replace(seen.item, texts={**seen.item.texts, "en": text})
    return [Edit(seen.key.kind, seen.key.id, after, seen.version)]

with open_store(path) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    conflicts = 0
    for number in range(count):
        key = Key(Kind.ENTRY, ("hello", "sme-count")[number % 2])
        if number % 4 < 2:  # as the command line adds a phrasing
            apply_planned(store, lambda c: longer(current_in(c, key), number), author, "one more")
            continue
        while True:  # as an editor does that keeps the entry open for a while
            try:
                apply(store, longer(current(store, [key])[0], number), author, "one more")
                break
            except EditConflict:
                conflicts += 1
    print(conflicts)
"""


def editor(path: Path, name: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", EDITOR, str(path), name, str(EDITS)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_processes_edit_at_once_and_nothing_is_lost(tmp_path: Path, base: Base) -> None:
    path = tmp_path / "forum.sqlite"
    with open_store(path) as store:
        store.fill(base)
    running = [editor(path, name) for name in ("asel", "timur")]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=300)[1] for process in running]
    assert (errors, [process.returncode for process in running]) == (["", ""], [0, 0])
    with open_store(path) as store:
        made = changes.history(store)
        assert len(made) == 2 * EDITS + 1
        assert [one.id for one in made] == list(range(2 * EDITS + 1, 0, -1))
        assert [one.revision for one in made] == list(range(2 * EDITS + 1, 0, -1))
        asked = [
            phrasing
            for entry in ("hello", "sme-count")
            for phrasing in store.load().entries[entry].texts["en"].phrasings
        ]
    for name in ("asel", "timur"):
        wanted = {f"{name} asks for the {number} time" for number in range(EDITS)}
        assert wanted <= set(asked)


def test_who_waits_for_another_writer_does_not_keep_others_from_reading(
    tmp_path: Path, base: Base
) -> None:
    path = tmp_path / "forum.sqlite"
    with open_store(path) as store, open_store(path) as other:
        store.fill(base)
        with other.writing():
            writer = threading.Thread(target=store.set_language, args=("1", "kk"))
            writer.start()
            assert store.load() == base
            assert (store.language("1"), writer.is_alive()) == (None, True)
        writer.join(timeout=10)
        assert store.language("1") == "kk"


def test_a_part_that_fails_leaves_the_rest_of_a_transaction(tmp_path: Path, base: Base) -> None:
    with open_store(tmp_path / "forum.sqlite") as store:
        store.fill(base)
        with store.writing() as connection:
            connection.execute("INSERT INTO language_choices VALUES ('1', 'kk')")
            with pytest.raises(IntegrityError), store.writing():
                connection.execute("INSERT INTO language_choices VALUES ('2', 'ru'), ('2', 'ru')")
        assert (store.language("1"), store.language("2")) == ("kk", None)
