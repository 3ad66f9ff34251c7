"""A question that is a phrasing, word for word, is answered by the entry that has it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from knowledge.answerer import Answerer
from knowledge.model import Base, DeclineReason, Entry, EntryKind, EntryText, OutcomeKind
from knowledge.store import store_in_memory
from tests.bot.sample import sample_base


def with_phrasings(phrasings: Mapping[str, str], kind: EntryKind = EntryKind.FACT) -> Base:
    """The sample base with one more entry for each phrasing."""
    base = sample_base()
    cook = base.entries["cook"]
    more = {
        name: Entry(
            name,
            {
                "en": EntryText(f"The {name} of it all?", "So it is.", (phrasing,)),
                "ru": EntryText(f"Что за {name}?", "Вот так.", ()),
                "kk": EntryText(f"{name} деген не?", "Солай.", ()),
            },
            kind=kind,
            topic="meals",
            paragraphs=cook.paragraphs,
        )
        for name, phrasing in phrasings.items()
    }
    return replace(base, entries={**base.entries, **more})


CROWDED = {f"soup{number}": f"which soup stands on table {number}" for number in range(12)}


@pytest.mark.parametrize(
    "asked",
    [
        "tents and kitchens",
        "Tents  and kitchens?!",
        "TENTS AND KITCHENS",
    ],
)
def test_whatever_else_is_like_it_and_though_it_looks_like_two(asked: str) -> None:
    base = with_phrasings({"camp": "tents and kitchens", "sleep": "tents", "cooking": "kitchens"})
    with store_in_memory(base) as store:
        outcome = Answerer(store).answer(asked)
    assert (outcome.kind, outcome.entry) == (OutcomeKind.ANSWER, "camp")
    assert outcome.confidence == 1.0
    assert not outcome.more


@pytest.mark.parametrize("number", [0, 7, 11])
def test_among_many_that_differ_in_one_word(number: int) -> None:
    with store_in_memory(with_phrasings(CROWDED)) as store:
        outcome = Answerer(store).answer(f"which soup stands on table {number}")
    assert outcome.entry == f"soup{number}"


def test_a_phrasing_that_two_entries_have_is_weighed() -> None:
    base = with_phrasings({"one": "where are the spoons", "two": "where are the spoons"})
    with store_in_memory(base) as store:
        assert Answerer(store).answer("where are the spoons").confidence < 1.0


def test_the_same_words_in_another_order_are_weighed() -> None:
    with store_in_memory(with_phrasings({"one": "the cook ate the guard"})) as store:
        matcher = Answerer(store).matcher
    assert matcher.match("the cook ate the guard").is_word_for_word
    assert not matcher.match("the guard ate the cook").is_word_for_word


def test_what_the_article_does_not_tell_is_declined_for_sure() -> None:
    base = with_phrasings({"price": "what does the cook cost in the tent"}, EntryKind.UNKNOWN)
    with store_in_memory(base) as store:
        outcome = Answerer(store).answer("what does the cook cost in the tent")
    assert (outcome.kind, outcome.entry) == (OutcomeKind.DECLINE, "price")
    assert outcome.reason is DeclineReason.NOT_TOLD
    assert outcome.confidence == 1.0


def test_what_is_not_about_the_forum_is_weighed_for_what_is_nearest() -> None:
    base = with_phrasings({"far": "what does a cook cost in peru"}, EntryKind.OUTSIDE)
    with store_in_memory(base) as store:
        outcome = Answerer(store).answer("what does a cook cost in peru")
    assert outcome.kind is OutcomeKind.DECLINE
    assert len(outcome.candidates) > 1
