from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import changes
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.items import Item, Key, Kind, key_of
from knowledge.model import Base
from knowledge.opening import keep_own, open_current
from knowledge.store import Store, open_store
from knowledge.yaml_files import read_base
from tests.knowledge.sample import mend
from tests.knowledge.test_transfer import hello

FORUM = "entries/forum.yaml"
NEW = """
- id: thanks
  en: {question: Thanks, answer: Welcome!, phrasings: [thank you]}
  ru: {question: Спасибо, answer: Пожалуйста!, phrasings: [благодарю]}
  kk: {question: Рақмет, answer: Оқасы жоқ!, phrasings: [рахмет саған]}
"""


@pytest.fixture
def reopen(tmp_path: Path, folder: Path) -> Callable[[], tuple[Base, list[str]]]:
    """Open the store with the shipped base as it is now; what is stored and what was told."""

    def opened() -> tuple[Base, list[str]]:
        told: list[str] = []
        with open_current(tmp_path / "x.sqlite", told.append, folder) as store:
            return store.load(), told

    opened()
    return opened


def edit(path: Path, make: Callable[[Store], Item | Key]) -> None:
    """Somebody edits or, by a key, removes an item live."""
    with open_store(path) as store:
        item = make(store)
        key = item if isinstance(item, Key) else key_of(item)
        after = None if isinstance(item, Key) else item
        seen = changes.current(store, [key])[0]
        author = Author("aigul", "telegram")
        changes.apply(store, [Edit(key.kind, key.id, after, seen.version)], author, "live")


def grow(folder: Path) -> None:
    """A new version ships another note, another answer and a new entry."""
    mend(folder, FORUM, "notes: look again", "notes: shipped anew")
    mend(folder, "smalltalk.yaml", "answer: Hello! Ask me.", "answer: Hello there!")
    smalltalk = folder / "smalltalk.yaml"
    smalltalk.write_text(smalltalk.read_text(encoding="utf-8") + NEW, encoding="utf-8")


Reopen = Callable[[], tuple[Base, list[str]]]


def test_a_new_store_and_an_unchanged_base_tell_nothing(reopen: Reopen, base: Base) -> None:
    assert reopen() == (base, [])


def test_what_nobody_edited_becomes_as_it_is_shipped(reopen: Reopen, folder: Path) -> None:
    grow(folder)
    stored, told = reopen()
    assert dict(stored.entries) == dict(read_base(folder).entries)
    assert told == ["The shipped base was merged: 1 added, 2 updated, 0 removed."]
    assert reopen() == (stored, [])


def test_what_was_edited_live_is_kept_and_listed(
    reopen: Reopen, folder: Path, tmp_path: Path
) -> None:
    edit(tmp_path / "x.sqlite", lambda store: hello(store, notes="live"))
    grow(folder)
    stored, told = reopen()
    assert stored.entries["hello"].notes == "live"
    assert stored.entries["hello"].texts["en"].answer == "Hello! Ask me."
    assert stored.entries["forum-date"].notes == "shipped anew"
    assert told == [
        "The shipped base was merged: 1 added, 1 updated, 0 removed.",
        "Edited here and therefore kept as they are: entry hello.",
    ]
    assert reopen() == (stored, [])


def test_what_was_removed_live_stays_away(reopen: Reopen, folder: Path, tmp_path: Path) -> None:
    edit(tmp_path / "x.sqlite", lambda _: Key(Kind.ENTRY, "hello"))
    grow(folder)
    stored, told = reopen()
    assert "hello" not in stored.entries
    assert "thanks" in stored.entries
    assert told[-1] == "Edited here and therefore kept as they are: entry hello."


def test_what_is_shipped_no_more_goes_unless_it_was_edited(
    reopen: Reopen, folder: Path, tmp_path: Path
) -> None:
    (folder / "smalltalk.yaml").unlink()
    stored, told = reopen()
    assert "hello" not in stored.entries
    assert told == ["The shipped base was merged: 0 added, 0 updated, 1 removed."]


def test_an_upgrade_is_one_change_that_can_be_undone(
    reopen: Reopen, folder: Path, tmp_path: Path, base: Base
) -> None:
    grow(folder)
    reopen()
    with open_store(tmp_path / "x.sqlite") as store:
        (change, _) = changes.history(store)
        assert (change.author.surface, len(change.touched)) == ("upgrade", 3)
        changes.undo(store, change.id, Author("aigul", "telegram"))
        assert store.load() == base
    assert reopen() == (base, [])


def test_a_shipped_base_that_breaks_rules_changes_nothing_and_is_told(
    reopen: Reopen, folder: Path, base: Base
) -> None:
    mend(folder, FORUM, "- date of the forum", "- hi there")
    stored, told = reopen()
    assert stored == base
    assert told[0].startswith("The shipped base was not merged, the stored one stays as it is: ")


def test_a_merge_that_a_live_edit_forbids_changes_nothing_and_is_told(
    reopen: Reopen, folder: Path, tmp_path: Path
) -> None:
    def taught(store: Store) -> Item:
        texts = dict(hello(store).texts)
        texts["en"] = type(texts["en"])("Hello", "Hello! Ask me.", ("hi there", "thank you"))
        return hello(store, texts=texts)

    edit(tmp_path / "x.sqlite", taught)
    grow(folder)
    stored, told = reopen()
    assert "thanks" not in stored.entries
    assert "was not merged" in told[0]
    assert "thank you" in told[0]


def test_a_store_with_a_base_of_its_own_is_never_touched(
    folder: Path, tmp_path: Path, base: Base
) -> None:
    told: list[str] = []
    with open_store(tmp_path / "own.sqlite") as store:
        store.fill(base)
        keep_own(store)
    grow(folder)
    with open_current(tmp_path / "own.sqlite", told.append, folder) as store:
        assert (store.load(), told) == (base, [])
