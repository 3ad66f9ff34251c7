"""Phrasings proposed by picked suggestions, over the sample base."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import changes, proposals
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.errors import BaseInvalid, NotFound
from knowledge.model import Base
from knowledge.questions_log import Vote, vote
from knowledge.snapshot import Snapshot
from knowledge.store import Store, open_store
from tests.knowledge.asked import offered

ASEL = Author("asel", "review")


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def now(store: Store) -> Snapshot:
    return Answerer(store).snapshot


def listed(store: Store, least: int = 1) -> list[tuple[str, int, str]]:
    found = proposals.proposals(store, now(store), least)
    return [(one.entry, one.count, one.wordings[0].text) for one in found]


def test_picks_are_counted_by_entry_over_typing_variants(store: Store) -> None:
    offered(store, "сколько всего лавок", "sme-count", times=3)
    offered(store, "Сколько всего лавок?", "sme-count")
    offered(store, "skolko vsego lavok", "sme-count", "en")
    offered(store, "сколько всего лавок", "hello")
    offered(store, "где стоянка", "unknown-venue")
    assert listed(store) == [
        ("sme-count", 5, "сколько всего лавок"),
        ("hello", 1, "сколько всего лавок"),
        ("unknown-venue", 1, "где стоянка"),
    ]
    assert listed(store, least=2) == [("sme-count", 5, "сколько всего лавок")]


def test_a_pick_that_was_disliked_or_led_nowhere_proposes_nothing(store: Store) -> None:
    (disliked,) = offered(store, "сколько лавок", "sme-count")
    vote(store, disliked, Vote.DOWN)
    offered(store, "сколько лавок", none_of_these=True)
    offered(store, "сколько лавок")
    offered(store, "сколько лавок", "gone-entry")
    offered(store, "число фирм!", "sme-count")
    offered(store, "+7 701 123 45 67", "sme-count")
    assert listed(store) == []


def test_nothing_is_taught_before_it_is_accepted(store: Store, base: Base) -> None:
    offered(store, "сколько всего лавок", "sme-count", times=50)
    listed(store)
    assert store.load() == base


def test_an_accepted_proposal_is_answered_and_gone(store: Store) -> None:
    offered(store, "сколько всего лавок", "sme-count", times=2)
    (proposal,) = proposals.proposals(store, now(store))
    change, proof = proposals.accept(store, now(store), proposal, ASEL)
    assert change is not None
    assert [one.text for one in proof.added] == ["сколько всего лавок"]
    assert Answerer(store).answer("сколько всего лавок").entry == "sme-count"
    assert listed(store) == []
    changes.undo(store, change.id, ASEL)
    assert listed(store) == [("sme-count", 2, "сколько всего лавок")]


def test_a_proposal_that_is_another_entrys_phrasing_is_refused(store: Store) -> None:
    offered(store, "место форума", "sme-count", times=2)
    (proposal,) = proposals.proposals(store, now(store))
    with pytest.raises(BaseInvalid, match="unknown-venue"):
        proposals.accept(store, now(store), proposal, ASEL)
    assert len(listed(store)) == 1


def test_a_dropped_proposal_does_not_come_back(store: Store) -> None:
    offered(store, "сколько всего лавок", "sme-count")
    (proposal,) = proposals.proposals(store, now(store))
    proposals.drop(store, proposal)
    offered(store, "сколько всего лавок", "sme-count", times=3)
    assert listed(store) == []


def test_an_id_stays_while_more_is_picked(store: Store) -> None:
    offered(store, "сколько всего лавок", "sme-count")
    (before,) = proposals.proposals(store, now(store))
    offered(store, "всего лавок сколько", "sme-count", times=4)
    (after,) = proposals.proposals(store, now(store))
    assert after.id == before.id
    assert proposals.find([after], before.id[:5]) == after
    with pytest.raises(NotFound, match="no proposal"):
        proposals.find([after], "zzzz")


def test_a_second_look_at_a_thousand_picks_reads_nothing_anew(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            " INSERT INTO questions_log"
            " (id, asked_at, question, language, outcome, confidence, picked)"
            " SELECT i, '2024-03-06T10:00:00+00:00', 'zq' || i || ' где ' || i * 7, 'ru',"
            " 'suggest', 0, 'sme-count' FROM n"
        )
    snapshot = Answerer(store).snapshot
    first = proposals.proposals(store, snapshot, 2)
    begun = time.process_time()
    assert proposals.proposals(store, snapshot, 2) == first
    assert time.process_time() - begun < 0.1
