"""How the state that answers follows edits: the index is edited, not built anew."""

import gc
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import changes, edits
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.items import Key, Kind, key_of
from knowledge.matching.matcher import phrases
from knowledge.model import LANGUAGES, Base, Check, Entry, EntryText, Language, OutcomeKind, Status
from knowledge.snapshot import Snapshot
from knowledge.store import Store, open_store

ASEL = Author("asel", "command line")


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def phrase(store: Store, text: str) -> int:
    done = changes.apply_planned(
        store, lambda now: edits.add_phrasings(now, "sme-count", "en", [text]), ASEL, "phrase"
    )
    assert done is not None
    return done.id


def test_a_phrasing_answers_after_refresh_and_is_unknown_after_undo(store: Store) -> None:
    live = Answerer(store)
    weighed = live.matcher.index.weighed
    taught = phrase(store, "zanzibar quux")
    assert live.refresh()
    assert live.answer("zanzibar quux").entry == "sme-count"
    assert (live.matcher.index.weighed, live.matcher.index.edited) in {
        (weighed, 1),
        (weighed + 1, 0),
    }
    changes.undo(store, taught, ASEL)
    assert live.refresh()
    assert live.answer("zanzibar quux").entry is None


def test_a_state_that_is_followed_by_another_leaves_memory_at_once(store: Store) -> None:
    """Edits may come faster than garbage is collected, and each leaves some megabytes."""
    live = Answerer(store)
    live.answer("numbr of frims")
    gone = weakref.ref(live.matcher.vocabulary)
    gc.disable()
    try:
        phrase(store, "zanzibar quux")
        assert live.refresh()
        assert gone() is None
    finally:
        gc.enable()


def test_a_restart_takes_up_what_was_edited_since_the_index_was_kept(store: Store) -> None:
    kept = Answerer(store).matcher.index.weighed
    phrase(store, "zanzibar quux")
    again = Answerer(store)
    assert again.answer("zanzibar quux").entry == "sme-count"
    assert again.matcher.index.weighed == kept


def test_a_check_fits_the_confidence_anew_in_a_running_process_and_after_a_restart(
    store: Store,
) -> None:
    live = Answerer(store)
    before = live.matcher.calibration
    for question in ("which firm is it", "count all women", "name of some number"):
        check = Check(question, "en", OutcomeKind.DECLINE)
        changes.apply(store, [Edit(Kind.CHECK, key_of(check).id, check, None)], ASEL, "check")
    assert live.refresh()
    assert live.matcher.calibration != before
    assert Answerer(store).matcher.calibration == live.matcher.calibration


def test_each_row_is_found_by_its_entry_and_text(store: Store) -> None:
    ready = Answerer(store).matcher
    for row, place in enumerate(ready.index.entry_of):
        assert row in ready.rows(ready.index.entries[place], ready.text(row))


def test_another_base_is_tried_without_changing_the_state(store: Store, base: Base) -> None:
    state = Answerer(store).snapshot
    entry = base.entries["sme-count"]
    english = replace(entry.texts["en"], phrasings=("zanzibar quux",))
    taught = replace(entry, texts={**entry.texts, "en": english})
    trial = state.tried(replace(base, entries={**base.entries, entry.id: taught}))
    assert trial.answer("zanzibar quux").entry == entry.id
    assert state.answer("zanzibar quux").entry is None


def test_an_entry_that_is_removed_is_answered_no_more_and_again_after_undo(store: Store) -> None:
    entry = store.load().entries["sme-count"]
    alone = replace(entry, id="alone", texts=_asked_otherwise(entry), related=())
    changes.apply(store, [edits.new(alone)], ASEL, "add")
    live = Answerer(store)
    asked = alone.texts["en"].question
    assert live.answer(asked).entry == "alone"
    weighed = live.matcher.index.weighed
    gone = changes.apply_planned(
        store, lambda now: edits.removal(now, key_of(alone)), ASEL, "remove"
    )
    assert gone
    assert live.refresh()
    assert "alone" not in live.base.entries
    assert live.answer(asked).entry != "alone"
    assert Answerer(store).answer(asked).entry != "alone"
    changes.undo(store, gone.id, ASEL)
    assert live.refresh()
    assert live.answer(asked).entry == "alone"
    assert live.matcher.index.weighed == weighed, "the index was edited, not built anew"


def _asked_otherwise(entry: Entry) -> dict[Language, EntryText]:
    return {
        language: EntryText(f"zanzibar quux {language}", text.answer, (f"quux in {language}",))
        for language, text in entry.texts.items()
    }


def test_a_draft_comes_and_goes_without_touching_what_is_answered(store: Store, base: Base) -> None:
    live = Answerer(store)
    index = live.matcher.index
    texts = {
        language: EntryText(f"Later {language}?", "Later.", (f"later on {language}",))
        for language in base.entries["sme-count"].texts
    }
    draft = replace(base.entries["sme-count"], id="later", texts=texts, status=Status.DRAFT)
    assert (
        live.snapshot.tried(replace(base, entries={**base.entries, "later": draft})).matcher.index
        is index
    )
    changes.apply(store, [Edit(Kind.ENTRY, "later", draft, expects=None)], ASEL, "a draft")
    assert live.refresh()
    assert live.base.entries["later"] == draft
    assert live.matcher.index is index


def test_what_became_a_draft_since_the_index_was_kept_is_not_answered_after_a_restart(
    store: Store,
) -> None:
    entry = store.load().entries["sme-count"]
    alone = replace(entry, id="alone", texts=_asked_otherwise(entry), related=())
    changes.apply(store, [edits.new(alone)], ASEL, "add")
    asked = alone.texts["en"].question
    weighed = Answerer(store).matcher.index.weighed
    changes.apply_planned(
        store, lambda now: edits.set_status(now, ["alone"], Status.DRAFT), ASEL, "a draft"
    )
    again = Answerer(store)
    assert again.answer(asked).entry != "alone"
    assert again.matcher.index.weighed == weighed


def _edit(store: Store, kind: Kind, item_id: str, **fields: object) -> None:
    changes.apply_planned(
        store,
        lambda now: edits.changed(now, Key(kind, item_id), lambda item: replace(item, **fields)),  # type: ignore[arg-type]
        ASEL,
        "edit",
    )


FOLLOWED: dict[str, Callable[[Store], object]] = {
    "other spellings of a name": lambda store: _edit(
        store, Kind.PERSON, "balayeva", spellings=("Zanzibarova",)
    ),
    "another entry is about the person": lambda store: _edit(
        store, Kind.ENTRY, "unknown-venue", people=("balayeva",)
    ),
    "none is about the person any more": lambda store: _edit(
        store, Kind.ENTRY, "sme-count", people=()
    ),
    "words that mean the same": lambda store: changes.apply_planned(
        store, lambda now: edits.join_synonyms(now, "en", ["firms", "zanzibars"]), ASEL, "join"
    ),
    "a topic": lambda store: _edit(
        store, Kind.TOPIC, "forum", title=dict.fromkeys(LANGUAGES, "Zanzibar")
    ),
}


@pytest.mark.parametrize("what", FOLLOWED)
def test_what_is_edited_is_asked_for_as_if_all_were_made_anew(store: Store, what: str) -> None:
    _edit(store, Kind.ENTRY, "sme-count", people=("balayeva",))
    live = Answerer(store)
    weighed = live.matcher.index.weighed
    _edit(store, Kind.PERSON, "balayeva", spellings=("Balaeva", "Quuxova"))
    assert live.refresh()
    before = live.snapshot
    FOLLOWED[what](store)
    assert live.refresh()
    for follower in (live.snapshot, before.tried(store.load())):
        assert follower.matcher.index.weighed == weighed, "it was made anew"
        assert _rows(follower) == Counter(
            (one.entry, one.language, one.text) for one in phrases(store.load())
        )
    for question in ("Balaeva", "Quuxova", "Zanzibarova", "number of zanzibars", "Which hall?"):
        assert live.answer(question).entry == Answerer(store).answer(question).entry


def _rows(state: Snapshot) -> Counter[tuple[str, Language, str]]:
    index, texts = state.matcher.index, state.matcher
    return Counter(
        (index.entries[place], LANGUAGES[language], texts.text(row))
        for row, (place, language) in enumerate(zip(index.entry_of, index.language_of, strict=True))
    )
