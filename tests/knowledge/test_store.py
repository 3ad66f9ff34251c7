import hashlib
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import (
    BaseInvalid,
    StoreCorrupt,
    StoreError,
    StoreLocked,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from knowledge.model import LANGUAGES, Base, EntryText, Language
from knowledge.opening import open_current
from knowledge.schema import VERSION
from knowledge.store import Store, default_path, open_store, store_in_memory
from tests.knowledge.sample import mend


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store of a test lies."""
    return tmp_path / "forum.sqlite"


@pytest.fixture
def store(path: Path, base: Base) -> Iterator[Store]:
    """A store that holds the sample base."""
    with open_store(path) as opened:
        opened.fill(base)
        yield opened


@pytest.fixture
def filled(path: Path, base: Base) -> Path:
    """A closed file that holds the sample base."""
    with open_store(path) as opened:
        opened.fill(base)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def large(base: Base, entries: int) -> Base:
    """The base with many entries of twenty-two phrasings a language."""
    model = base.entries["sme-count"]

    def texts(number: int) -> dict[Language, EntryText]:
        return {
            language: EntryText(
                f"{language} question {number}",
                "An answer of the usual length. " * 8,
                tuple(f"{language} a way to ask {number} {way}" for way in range(22)),
            )
            for language in LANGUAGES
        }

    many = {
        f"entry-{number}": replace(model, id=f"entry-{number}", texts=texts(number))
        for number in range(entries)
    }
    return replace(base, entries={**base.entries, **many})


# Content


def test_what_is_stored_is_loaded_again(store: Store, base: Base) -> None:
    assert store.load() == base


def test_every_order_is_kept(store: Store, base: Base) -> None:
    loaded = store.load()
    assert list(loaded.entries) == list(base.entries)
    assert list(loaded.topics) == list(base.topics)
    assert [list(entry.texts) for entry in loaded.entries.values()] == [["en", "ru", "kk"]] * 4
    turned = replace(base, entries=dict(reversed(list(base.entries.items()))))
    store.fill(turned)
    assert list(store.load().entries) == list(turned.entries)


def test_text_of_any_kind_is_kept(store: Store, base: Base) -> None:
    odd = "қ 😀 '; DROP TABLE entries; -- \\ \" %s {x} \u200f é é"
    entry = replace(base.entries["hello"], notes=odd)
    store.fill(replace(base, entries={**base.entries, "hello": entry}))
    assert store.load().entries["hello"].notes == odd


def test_filling_again_replaces_everything(store: Store, base: Base) -> None:
    smaller = replace(base, entries={"hello": base.entries["hello"]}, checks=(), synonyms={})
    store.fill(smaller)
    assert store.load() == replace(smaller, synonyms=dict.fromkeys(LANGUAGES, ()))


def test_a_base_that_cannot_be_stored_leaves_what_was_there(store: Store, base: Base) -> None:
    broken = replace(base.entries["hello"], related=("gone",))
    with pytest.raises(sqlite3.IntegrityError):
        store.fill(replace(base, entries={**base.entries, "hello": broken}))
    assert (store.load(), store.revision()) == (base, 1)


def test_seven_thousand_phrasings_load_in_a_moment(store: Store, base: Base) -> None:
    store.fill(large(base, 105))
    times = []
    for _ in range(5):
        started = time.perf_counter()
        loaded = store.load()
        times.append(time.perf_counter() - started)
    assert (
        sum(len(text.phrasings) for e in loaded.entries.values() for text in e.texts.values())
        > 6900
    )
    assert min(times) < 0.1


# Revision and changes


def test_a_new_store_is_empty_and_a_filled_one_is_not(path: Path, base: Base) -> None:
    with open_store(path) as store:
        assert (store.is_empty(), store.revision()) == (True, 0)
        store.fill(base)
        assert (store.is_empty(), store.revision()) == (False, 1)


def test_the_revision_rises_with_every_change(store: Store, base: Base) -> None:
    store.fill(base)
    assert store.revision() == 2


def test_a_change_by_another_connection_is_told_by_the_revision(
    path: Path, store: Store, base: Base
) -> None:
    before = store.revision()
    with open_store(path) as other:
        other.fill(replace(base, checks=()))
    assert store.revision() == before + 1
    assert store.revision() == before + 1
    assert store.load().checks == ()


def test_what_another_connection_writes_while_loading_is_not_mixed_in(
    path: Path, store: Store, base: Base
) -> None:
    other_base = replace(base, entries={"hello": base.entries["hello"]}, checks=())
    stop = threading.Event()

    def write() -> None:
        with open_store(path) as other:
            while not stop.is_set():
                other.fill(other_base)
                other.fill(base)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        loaded = [store.load() for _ in range(40)]
        stop.set()
        writing.result()
    assert all(one in (base, other_base) for one in loaded)


def test_many_threads_may_use_one_store(store: Store, base: Base) -> None:
    def use(number: int) -> bool:
        store.set_language(str(number), LANGUAGES[number % 3])
        store.cache_index("key", b"data")
        same = store.load() == base
        return same and store.language(str(number)) == LANGUAGES[number % 3]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(64)))


# First start


def test_a_first_start_fills_the_store_from_files(path: Path, folder: Path, base: Base) -> None:
    with open_current(path / "deep" / "er" / "forum.sqlite", print, folder) as store:
        assert store.load() == base


def test_a_second_start_changes_nothing(path: Path, folder: Path, base: Base) -> None:
    open_current(path, print, folder).close()
    before = digest(path)
    with open_current(path, print, folder) as store:
        assert (store.load(), store.revision()) == (base, 1)
    assert digest(path) == before


def test_broken_files_store_nothing(path: Path, folder: Path) -> None:
    mend(folder, "entries/forum.yaml", "- date of the forum", "- date: of: it")
    with pytest.raises(BaseInvalid):
        open_current(path, print, folder)
    with open_store(path) as store:
        assert store.is_empty()


def test_a_store_that_was_filled_meanwhile_is_left_alone(store: Store, base: Base) -> None:
    store.fill_if_empty(replace(base, checks=()))
    assert (store.load(), store.revision()) == (base, 1)


def test_processes_that_start_together_fill_the_store_once(path: Path, folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from knowledge.opening import open_current\n"
        "with open_current(Path(sys.argv[1]), print, Path(sys.argv[2])) as store:"
        " print(store.revision())"
    )
    command = [sys.executable, "-c", code, str(path), str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[0].strip() for process in running] == ["1"] * 4


def test_a_start_with_a_filled_store_imports_nothing_that_only_writing_needs(
    path: Path, folder: Path
) -> None:
    open_current(path, print, folder).close()
    code = (
        "import sys; from pathlib import Path; from knowledge.opening import open_current\n"
        "with open_current(Path(sys.argv[1]), print, Path(sys.argv[2])) as store: store.load()\n"
        "print({'sqlite_utils', 'yaml', 'click', 'platformdirs', 'rapidfuzz'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "set()\n"


def test_the_store_lies_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().name == "forum.sqlite"
    assert default_path().parent.name == "forum-bot"


def test_a_store_in_memory_leaves_no_file(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with store_in_memory(base) as store:
        assert store.load() == base
    assert list(tmp_path.iterdir()) == []


# Beside the base


def test_one_index_is_kept(store: Store) -> None:
    assert store.cached_index() is None
    store.cache_index("one", b"\x00data")
    assert store.cached_index() == ("one", b"\x00data")
    store.cache_index("two", b"other")
    assert store.cached_index() == ("two", b"other")


def test_caching_gives_up_at_once_where_it_shall_not_wait_for_another_process(
    path: Path, store: Store
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.perf_counter()
        with pytest.raises(StoreLocked):
            store.cache_index("key", b"data", wait=False)
        assert time.perf_counter() - started < 1
        other.execute("ROLLBACK")
    assert store.cached_index() is None
    store.set_language("7", "kk")


def test_a_persons_language_is_remembered_across_restarts(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.language("42") is None
        store.set_language("42", "ru")
        store.set_language("42", "kk")
        store.set_language("43", "en")
    with open_store(filled) as store:
        assert (store.language("42"), store.language("43")) == ("kk", "en")


def test_a_language_that_is_no_longer_spoken_counts_as_none(filled: Path) -> None:
    execute(filled, "INSERT INTO language_choices VALUES ('42', 'de')")
    with open_store(filled) as store:
        assert store.language("42") is None


def test_filling_again_keeps_what_people_chose(store: Store, base: Base) -> None:
    store.set_language("42", "kk")
    store.fill(base)
    assert store.language("42") == "kk"


def test_the_file_is_in_wal_mode_with_foreign_keys_on(path: Path, store: Store) -> None:
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# What can be wrong with a file


def refused(path: Path, error: type[StoreError], told: str) -> None:
    """Opening must fail with one line that names the file, and leave its bytes alone."""
    before = digest(path) if path.is_file() else ""
    with pytest.raises(error) as caught:
        open_store(path, wait=0.1)
    message = str(caught.value)
    assert type(caught.value) is error
    assert "\n" not in message
    assert str(path) in message
    assert told in message
    assert (digest(path) if path.is_file() else "") == before


def test_a_newer_file_is_refused(filled: Path) -> None:
    execute(filled, f"PRAGMA user_version = {VERSION + 1}")
    refused(filled, StoreNewer, "Upgrade the program")


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\x00" + b"\x07" * 5000])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    refused(path, StoreCorrupt, "is damaged or no SQLite database")


def test_a_file_cut_short_is_refused(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:6000])
    refused(filled, StoreCorrupt, "is damaged or no SQLite database")


@pytest.mark.parametrize("version", [0, 7])
def test_the_database_of_another_program_is_refused(path: Path, version: int) -> None:
    execute(path, "CREATE TABLE bookmarks (url TEXT)")
    execute(path, f"PRAGMA user_version = {version}")
    refused(path, StoreCorrupt, "is a database of another program")


def test_a_locked_file_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(filled, StoreLocked, "is locked by another process")


def test_a_new_file_that_is_locked_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(path, StoreLocked, "is locked by another process")


def test_a_file_that_is_protected_from_writing_is_refused(filled: Path) -> None:
    filled.chmod(0o444)
    refused(filled, StoreReadOnly, "Allow writing")


def test_a_folder_that_is_protected_from_writing_is_refused(filled: Path) -> None:
    filled.parent.chmod(0o555)
    try:
        refused(filled, StoreReadOnly, "Allow writing")
    finally:
        filled.parent.chmod(0o755)


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(tmp_path / "file" / "forum.sqlite", StoreUnreachable, "cannot be reached")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, StoreUnreachable, "cannot be reached")


def test_damage_that_shows_later_is_told_then(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[8192:] = b"\xff" * len(content[8192:])
    filled.write_bytes(content)
    with pytest.raises(StoreCorrupt):
        read_all(filled)


def test_damage_to_an_open_file_is_told_though_all_of_it_was_read_before(filled: Path) -> None:
    with open_store(filled) as store:
        store.set_language("1", "ru")
        store.load()
        assert store.revision()
        for path in (filled, filled.with_name(f"{filled.name}-wal")):
            with path.open("r+b") as file:
                file.seek(100)
                file.write(b"\xff" * (path.stat().st_size - 100))
        with pytest.raises(StoreCorrupt):
            store.revision()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET kind = 'rumour' WHERE id = 'hello'",
        "UPDATE entry_texts SET language = 'de' WHERE entry = 'hello' AND language = 'ru'",
        "DELETE FROM source",
        "DELETE FROM replies WHERE name = 'nearest'",
        "DROP TABLE phrasings",
        "DELETE FROM base_revision",
    ],
)
def test_content_changed_by_other_hands_is_told(filled: Path, sql: str) -> None:
    execute(filled, sql)
    with pytest.raises(StoreCorrupt):
        read_all(filled)


def read_all(path: Path) -> None:
    with open_store(path) as store:
        assert not store.is_empty()
        store.load()


def test_a_store_that_becomes_read_only_still_answers(filled: Path, base: Base) -> None:
    connection = sqlite3.connect(
        f"{filled.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
    )
    with Store(connection, str(filled)) as store:
        with pytest.raises(StoreReadOnly):
            store.cache_index("key", b"data")
        assert store.cached_index() is None
        assert store.load() == base
        with pytest.raises(StoreReadOnly):
            store.set_language("42", "ru")


def test_a_write_that_waits_too_long_is_told(path: Path, store: Store) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        open_store(path, 0.1) as late,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            late.set_language("42", "ru")
        assert late.language("42") is None
