import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge import changes, file_items
from knowledge.base_rows import rows_of
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.errors import BaseInvalid, EditConflict, NotFound
from knowledge.items import (
    Item,
    Key,
    Kind,
    check_key,
    fingerprint,
    from_plain,
    items_of,
    key_of,
    to_plain,
)
from knowledge.model import Base, Check, Entry, EntryText, Language, OutcomeKind, Status, Topic
from knowledge.schema import APPLICATION_ID, MIGRATIONS
from knowledge.store import Store, open_store

ASEL = Author("asel", "command line")
TIMUR = Author("timur", "telegram")
HELLO = Key(Kind.ENTRY, "hello")


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    """A store that holds the sample base."""
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def put(store: Store, item: Item, author: Author = ASEL, summary: str = "edited") -> int:
    """Write one item, whatever stood there, and give the number of the change."""
    key = key_of(item)
    (seen,) = changes.current(store, [key])
    done = changes.apply(store, [Edit(*astuple(key), item, seen.version)], author, summary)
    assert done is not None
    return done.id


def astuple(key: Key) -> tuple[Kind, str]:
    return key.kind, key.id


def remove(store: Store, key: Key) -> int:
    (seen,) = changes.current(store, [key])
    done = changes.apply(store, [Edit(*astuple(key), None, seen.version)], ASEL, "removed")
    assert done is not None
    return done.id


def with_phrasing(entry: Entry, *words: str) -> Entry:
    text = entry.texts["en"]
    longer = replace(text, phrasings=(*text.phrasings, *words))
    return replace(entry, texts={**entry.texts, "en": longer})


def entry_of(store: Store, entry_id: str = "hello") -> Entry:
    return store.load().entries[entry_id]


# Applying


def test_every_item_has_a_key_and_a_plain_form_both_ways(base: Base) -> None:
    items = list(items_of(base))
    assert len({key_of(item) for item in items}) == len(items)
    assert [from_plain(key_of(item).kind, to_plain(item)) for item in items] == items


def test_an_edit_is_stored_raises_the_revision_and_is_recorded(store: Store, base: Base) -> None:
    edited = with_phrasing(base.entries["hello"], "hey you")
    number = put(store, edited, TIMUR, "one more greeting")
    assert store.load() == replace(base, entries={**base.entries, "hello": edited})
    made = changes.change(store, number)
    assert (made.author, made.summary, made.revision) == (TIMUR, "one more greeting", 2)
    assert made.at.endswith("Z")
    assert made.touched == (HELLO,)
    (recorded,) = changes.edits_of(store, number)
    assert recorded.before == to_plain(base.entries["hello"])
    assert recorded.after == to_plain(edited)


def test_an_edit_that_changes_nothing_records_nothing(store: Store, base: Base) -> None:
    same = Edit(Kind.ENTRY, "hello", base.entries["hello"], 1)
    assert changes.apply(store, [same], ASEL, "nothing") is None
    assert store.revision() == 1
    assert len(changes.history(store)) == 1


def test_edits_of_one_change_may_refer_to_each_other(store: Store, base: Base) -> None:
    topic = Topic("law", {"en": "Law", "ru": "Закон", "kk": "Заң"})
    model = base.entries["sme-count"]

    def fresh(entry_id: str, other: str) -> Entry:
        texts = {
            language: replace(text, question=f"{entry_id} {language}?", phrasings=(entry_id * 2,))
            for language, text in model.texts.items()
        }
        return replace(model, id=entry_id, topic="law", related=(other,), texts=texts)

    items: list[Item] = [fresh("one", "two"), fresh("two", "one"), topic]
    edits = [Edit(*astuple(key_of(item)), item, None) for item in items]
    done = changes.apply(store, edits, ASEL, "a topic with two entries")
    assert done is not None
    assert list(store.load().entries)[-2:] == ["one", "two"]
    changes.undo(store, done.id, ASEL)
    assert store.load() == base


def test_an_edit_that_breaks_a_rule_changes_nothing(store: Store, base: Base) -> None:
    broken = replace(base.entries["hello"], related=("gone",))
    with pytest.raises(BaseInvalid, match="there is no entry 'gone'"):
        put(store, broken)
    assert (store.load(), store.revision()) == (base, 1)


def test_a_stale_edit_is_refused_and_tells_who_came_between(store: Store, base: Base) -> None:
    hello = base.entries["hello"]
    (seen,) = changes.current(store, [HELLO])
    put(store, with_phrasing(hello, "hey you"), TIMUR)
    stale = Edit(Kind.ENTRY, "hello", with_phrasing(hello, "hi all"), seen.version)
    with pytest.raises(EditConflict, match=r"changed by timur at 2.* \(change 2\)"):
        changes.apply(store, [stale], ASEL, "late")
    assert entry_of(store) == with_phrasing(hello, "hey you")


def test_what_is_there_already_cannot_be_added_again(store: Store, base: Base) -> None:
    with pytest.raises(EditConflict, match="There is an entry hello already"):
        changes.apply(store, [Edit(Kind.ENTRY, "hello", None, None)], ASEL, "again")


def test_what_was_removed_meanwhile_cannot_be_edited(store: Store, base: Base) -> None:
    remove(store, HELLO)
    with pytest.raises(EditConflict, match="removed by asel"):
        changes.apply(store, [Edit(Kind.ENTRY, "hello", base.entries["hello"], 1)], ASEL, "late")


# History and undo


def test_history_is_newest_first_and_can_be_limited_to_an_item(store: Store, base: Base) -> None:
    first = put(store, with_phrasing(base.entries["hello"], "hey you"))
    second = put(store, with_phrasing(base.entries["sme-count"], "count of firms"))
    assert [one.id for one in changes.history(store)] == [second, first, 1]
    assert [one.id for one in changes.history(store, "hello")] == [first]
    assert [one.id for one in changes.history(store, HELLO)] == [first]
    assert [one.id for one in changes.history(store, Key(Kind.TOPIC, "hello"))] == []
    assert [one.id for one in changes.history(store, limit=1)] == [second]


def test_history_can_be_limited_to_one_author(store: Store, base: Base) -> None:
    put(store, with_phrasing(base.entries["hello"], "hey you"))
    theirs = put(store, with_phrasing(base.entries["sme-count"], "count of firms"), TIMUR)
    assert [one.id for one in changes.history(store, author="timur")] == [theirs]
    assert [one.id for one in changes.history(store, author="timur", surface="file")] == []


@pytest.mark.parametrize("key", [HELLO, check_key("kk", "ауа райы")], ids=str)
def test_undo_of_a_removal_restores_the_place(store: Store, base: Base, key: Key) -> None:
    number = remove(store, key)
    put(store, Check("is it warm", "en", OutcomeKind.DECLINE))
    changes.undo(store, number, TIMUR)
    loaded = store.load()
    assert loaded == replace(base, checks=loaded.checks)
    assert list(loaded.entries) == list(base.entries)
    assert loaded.checks[:-1] == base.checks


def test_an_undo_is_a_change_that_can_be_undone(store: Store, base: Base) -> None:
    edited = with_phrasing(base.entries["hello"], "hey you")
    number = put(store, edited)
    undone = changes.undo(store, number, TIMUR)
    assert (undone.undoes, undone.author) == (number, TIMUR)
    assert changes.change(store, number).undone_by == undone.id
    assert store.load() == base
    changes.undo(store, undone.id, ASEL)
    assert entry_of(store) == edited


def test_an_older_change_is_undone_and_later_phrasings_stay(store: Store, base: Base) -> None:
    hello = base.entries["hello"]
    wrong = put(store, with_phrasing(hello, "where is it"))
    put(store, with_phrasing(hello, "where is it", "hey you"))
    put(store, replace(entry_of(store), notes="look again"))
    changes.undo(store, wrong, ASEL)
    assert entry_of(store) == replace(with_phrasing(hello, "hey you"), notes="look again")


def test_undo_is_refused_where_the_same_value_was_changed_later(store: Store, base: Base) -> None:
    hello = base.entries["hello"]
    first = put(store, replace(hello, notes="one"))
    second = put(store, replace(hello, notes="two"), TIMUR, "a better note")
    with pytest.raises(EditConflict, match=f"by {second} by timur: a better note") as refused:
        changes.undo(store, first, ASEL)
    assert refused.value.later == (second,)
    changes.undo(store, second, ASEL)
    changes.undo(store, first, ASEL)
    assert store.load() == base


def test_undo_is_refused_where_the_base_would_break_rules(store: Store, base: Base) -> None:
    number = put(store, replace(base.entries["hello"], id="hello-again", texts=other_texts(base)))
    put(store, replace(base.entries["sme-count"], related=("hello-again",)))
    with pytest.raises(BaseInvalid, match="the entry sme-count is related to it"):
        changes.undo(store, number, ASEL)


def other_texts(base: Base) -> dict[Language, EntryText]:
    return {
        language: replace(text, question=f"again {language}", phrasings=(f"anew {language}",))
        for language, text in base.entries["hello"].texts.items()
    }


def test_what_is_gone_already_cannot_be_undone(store: Store, base: Base) -> None:
    number = put(store, with_phrasing(base.entries["hello"], "hey you"))
    changes.undo(store, number, ASEL)
    with pytest.raises(EditConflict, match=f"undone by {number + 1} already.*undo {number + 1}"):
        changes.undo(store, number, ASEL)


def test_a_later_edit_that_set_the_same_value_again_stands(store: Store, base: Base) -> None:
    hello = base.entries["hello"]
    first = put(store, replace(hello, status=Status.DRAFT))
    put(store, hello)
    put(store, replace(hello, status=Status.DRAFT))
    with pytest.raises(EditConflict, match="was changed at the same place by"):
        changes.undo(store, first, ASEL)


def test_the_filling_of_the_store_cannot_be_undone(store: Store) -> None:
    with pytest.raises(EditConflict, match="replaced the whole base"):
        changes.undo(store, 1, ASEL)


def test_an_unknown_change_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no change 77"):
        changes.change(store, 77)
    with pytest.raises(NotFound, match="There is no change 77"):
        changes.undo(store, 77, ASEL)


def test_checks_and_synonyms_may_change_places(store: Store, base: Base) -> None:
    keys = [key_of(check) for check in base.checks]
    turned = [
        Edit(*astuple(seen.key), seen.item, seen.version, other.position)
        for seen, other in zip(
            changes.current(store, keys), reversed(changes.current(store, keys)), strict=True
        )
    ]
    done = changes.apply(store, turned, ASEL, "the other way round")
    assert done is not None
    assert store.load().checks == base.checks[::-1]
    changes.undo(store, done.id, ASEL)
    assert store.load() == base


def test_a_place_that_another_has_taken_is_left_to_it(store: Store, base: Base) -> None:
    (first,) = changes.current(store, [key_of(base.checks[0])])
    new = Check("is it warm", "en", OutcomeKind.DECLINE)
    changes.apply(
        store, [Edit(*astuple(key_of(new)), new, None, first.position)], ASEL, "at its place"
    )
    assert store.load().checks == (*base.checks, new)


# What changed since


def test_the_store_tells_what_changed_since_a_revision(store: Store, base: Base) -> None:
    assert store.items_changed_since(1) == frozenset()
    assert store.items_changed_since(0) is None
    put(store, with_phrasing(base.entries["hello"], "hey you"))
    remove(store, check_key("kk", "ауа райы"))
    assert store.items_changed_since(1) == frozenset((HELLO, check_key("kk", "ауа райы")))
    assert store.items_changed_since(2) == frozenset([check_key("kk", "ауа райы")])
    store.fill(base)
    assert store.items_changed_since(1) is None


def test_entries_are_loaded_by_their_ids(store: Store, base: Base) -> None:
    assert store.load_entries(["gone", "sme-count"]) == {"sme-count": base.entries["sme-count"]}


def test_the_shipped_form_of_every_item_is_remembered(store: Store, base: Base) -> None:
    shipped = {key_of(item): fingerprint(item) for item in items_of(base)}
    put(store, with_phrasing(base.entries["hello"], "hey you"))
    with store.reading() as connection:
        assert file_items.shipped(connection) == shipped
    assert fingerprint(entry_of(store)) != shipped[HELLO]


# Stores of older programs


def test_a_store_filled_before_changes_were_recorded_is_taken_on_whole(
    tmp_path: Path, base: Base
) -> None:
    path = tmp_path / "old.sqlite"
    db = Database(sqlite3.connect(path, isolation_level=None), execute_plugins=False)
    for migration in MIGRATIONS[:2]:
        migration(db)
    applied = [{"migration_set": "forum-bot", "name": one.__name__} for one in MIGRATIONS[:2]]
    columns = {"id": int, "migration_set": str, "name": str, "applied_at": str}
    db.table("_sqlite_migrations").create(columns, pk="id")
    db.table("_sqlite_migrations").insert_all(applied)
    for table, rows in rows_of(base).items():
        known = set(db.table(table).columns_dict)
        db.table(table).insert_all(
            {name: value for name, value in row.items() if name in known} for row in rows
        )
    db.execute("UPDATE base_revision SET revision = 1")
    db.execute("PRAGMA user_version = 2")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.close()
    with open_store(path) as store:
        assert store.load() == base
        (filled,) = changes.history(store)
        assert (filled.author.surface, filled.id) == ("shipped", 1)
        with pytest.raises(BaseInvalid, match="asks for sme-count"):
            put(store, with_phrasing(base.entries["hello"], "Number of firms"))
        changes.undo(store, put(store, with_phrasing(base.entries["hello"], "hey you")), ASEL)
        with store.reading() as connection:
            assert len(file_items.shipped(connection)) == len(list(items_of(base)))
