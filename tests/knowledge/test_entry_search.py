"""Finding entries by words, as a maintainer types them."""

import pytest

from knowledge.answerer import Answerer
from knowledge.entry_search import MOST, search_entries
from knowledge.snapshot import Snapshot
from knowledge.store import store_in_memory
from tests.bot.sample import sample_base


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    with store_in_memory(sample_base()) as store:
        return Answerer(store).snapshot


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tent-pink", "tent-pink"),  # an id
        ("pink tent", "tent-pink"),  # a title, in any order
        ("PINK", "tent-pink"),
        ("повар", "cook"),  # a title in another language
        ("who rests in a pink tent", "tent-pink"),  # a question
        ("menu kk", "menu"),  # a phrasing
        ("secret", "secret"),  # a draft
    ],
)
def test_the_first_is_what_the_words_name(snapshot: Snapshot, typed: str, first: str) -> None:
    assert search_entries(snapshot, typed, "en")[0] == first


def test_there_are_at_most_eight_each_once(snapshot: Snapshot) -> None:
    found = search_entries(snapshot, "tent", "en")
    assert len(found) == len(set(found)) == MOST


@pytest.mark.parametrize("typed", ["", "?!", "🚗", "zzqq"])
def test_what_names_nothing_finds_nothing(snapshot: Snapshot, typed: str) -> None:
    assert search_entries(snapshot, typed, "en") == []
