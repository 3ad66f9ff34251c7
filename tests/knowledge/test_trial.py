"""What an edit of an entry would do is known before it is made."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from knowledge.answerer import Answerer
from knowledge.model import Check, Entry, Language, OutcomeKind, Status
from knowledge.snapshot import Snapshot
from knowledge.store import open_store
from knowledge.teaching import Led, Way
from knowledge.trial import tried
from tests.bot.sample import sample_base

CHECKS = (
    Check("who sleeps in red tents", "en", OutcomeKind.ANSWER, ("tent-red",)),
    Check("the red or the blue tent", "en", OutcomeKind.ANSWER, ("tent-blue", "tent-red")),
    Check("where is the parking", "en", OutcomeKind.DECLINE),
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    base = replace(sample_base(), checks=CHECKS)
    with open_store(tmp_path_factory.mktemp("trial") / "forum.sqlite") as store:
        store.fill(base)
        yield Answerer(store).snapshot


@pytest.fixture
def red(snapshot: Snapshot) -> Entry:
    return snapshot.base.entries["tent-red"]


def phrased(entry: Entry, language: Language, *phrasings: str) -> Entry:
    text = entry.texts[language]
    more = replace(text, phrasings=(*text.phrasings, *phrasings))
    return replace(entry, texts={**entry.texts, language: more})


def test_another_answer_leads_no_question_elsewhere(snapshot: Snapshot, red: Entry) -> None:
    other = replace(red.texts["en"], answer="Nobody.")
    trial = tried(snapshot, red.id, replace(red, texts={**red.texts, "en": other}))
    assert trial.shifts == ()
    assert (trial.checks, trial.passed) == (3, trial.held)


def test_a_new_phrasing_leads_to_its_entry_from_then_on(snapshot: Snapshot, red: Entry) -> None:
    (shift,) = tried(snapshot, red.id, phrased(red, "en", "zanzibar quux")).shifts
    assert shift.wording.text == "zanzibar quux"
    assert shift.after == Led(Way.ANSWER, ("tent-red",))
    assert shift.before != shift.after
    assert not shift.is_broken


def test_a_phrasing_that_takes_a_check_from_another_entry_breaks_it(
    snapshot: Snapshot,
) -> None:
    blue = snapshot.base.entries["tent-blue"]
    trial = tried(snapshot, blue.id, phrased(blue, "en", "who sleeps in red tents"))
    assert "who sleeps in red tents" in [one.wording.text for one in trial.broken]
    assert trial.passed == trial.held - 1
    assert trial.shifts[0].is_broken


def test_a_removed_entry_takes_along_the_checks_that_name_no_other(
    snapshot: Snapshot, red: Entry
) -> None:
    trial = tried(snapshot, red.id, None)
    assert (trial.checks, trial.gone) == (2, len(snapshot.base.checks) - 2)
    assert trial.gone
    gone = {one.wording.text for one in trial.shifts}
    assert red.texts["en"].question in gone


def test_a_draft_is_asked_for_in_no_way(snapshot: Snapshot, red: Entry) -> None:
    hidden = replace(red, status=Status.DRAFT)
    trial = tried(snapshot, red.id, hidden)
    assert red.texts["en"].question in {one.wording.text for one in trial.shifts}
    assert not any("tent-red" in one.after.entries for one in trial.shifts)
    secret = snapshot.base.entries["secret"]
    assert tried(snapshot, secret.id, phrased(secret, "en", "zanzibar quux")).shifts == ()
