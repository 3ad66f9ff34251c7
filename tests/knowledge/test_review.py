"""The review queue over the sample base."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import changes, review
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.errors import BaseInvalid, EditConflict, NotFound
from knowledge.items import Key, Kind
from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Entry,
    EntryKind,
    EntryText,
    OutcomeKind,
    Status,
)
from knowledge.questions_log import Vote, purge
from knowledge.review import Problem
from knowledge.snapshot import Snapshot
from knowledge.store import Store, open_store, store_in_memory
from knowledge.teaching import TeachingRefused, Wording
from tests.knowledge.asked import NOW, answered, offered, unanswered

ASEL = Author("asel", "review")


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def now(store: Store) -> Snapshot:
    return Answerer(store).snapshot


def queue(store: Store) -> list[review.Group]:
    return review.groups(store, now(store))


def texts(store: Store) -> list[set[str]]:
    return [{asked.text for asked in group.questions} for group in queue(store)]


def entry(store: Store, entry_id: str) -> Entry:
    found = changes.current(store, [Key(Kind.ENTRY, entry_id)])[0].item
    assert isinstance(found, Entry)
    return found


# What is in the queue


def test_unanswered_ambiguous_and_disliked_questions_await_review(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    offered(store, "сколько стоит билет")
    offered(store, "где гардероб", none_of_these=True)
    answered(store, "курс доллара", "sme-count", Vote.DOWN, "не то")
    found = {group.questions[0].text: group for group in queue(store)}
    assert {text: list(group.problems) for text, group in found.items()} == {
        "есть ли парковка": [Problem.UNANSWERED],
        "сколько стоит билет": [Problem.AMBIGUOUS],
        "где гардероб": [Problem.AMBIGUOUS],
        "курс доллара": [Problem.DISLIKED],
    }
    assert found["курс доллара"].entries == ("sme-count",)
    assert found["курс доллара"].reasons == ("не то",)


def test_what_went_well_is_not_in_the_queue(store: Store) -> None:
    answered(store, "число фирм", "sme-count")
    answered(store, "сколько фирм", "sme-count", Vote.UP)
    offered(store, "сколько стоит билет", "sme-count")
    told = answered(store, "где зал", "unknown-venue")
    with store.writing() as connection:
        connection.execute("UPDATE questions_log SET outcome = 'decline' WHERE id = ?", (told,))
    assert queue(store) == []


def test_typing_variants_are_one_group_with_counts_and_languages(store: Store) -> None:
    unanswered(store, "есть ли парковка", times=3)
    unanswered(store, "Есть ли парковка?")
    unanswered(store, "est li parkovka", "en", times=2)
    unanswered(store, "рецепт борща")
    big, small = queue(store)
    assert (big.count, big.problems) == (6, {Problem.UNANSWERED: 6})
    assert big.languages == {"ru": 4, "en": 2}
    assert [(asked.text, len(asked.rows)) for asked in big.questions] == [
        ("есть ли парковка", 4),
        ("est li parkovka", 2),
    ]
    assert small.count == 1


def test_the_nearest_entries_are_named(store: Store) -> None:
    unanswered(store, "число фирм в городе")
    (group,) = queue(store)
    near = review.nearest(now(store), group)
    assert near[0].entry == "sme-count"
    assert len(near) <= review.NEAREST
    assert all(0 <= one.confidence <= 1 for one in near)


@settings(max_examples=30, deadline=None)
@given(typed=st.lists(st.text(max_size=60), max_size=12))
def test_any_questions_are_each_in_one_group_that_is_found_by_its_id(
    base: Base, typed: list[str]
) -> None:
    with store_in_memory(base) as store:
        logged_ids = [one for text in typed for one in unanswered(store, text)]
        found = queue(store)
        assert sorted(row.id for group in found for row in group.rows) == sorted(logged_ids)
        assert sum(group.count for group in found) == len(typed)
        for group in found:
            assert review.find(found, group.id) == group


# Ids


def test_an_id_stays_while_more_is_asked(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    unanswered(store, "рецепт борща")
    before = {group.id for group in queue(store)}
    unanswered(store, "парковка есть ли", times=5)
    unanswered(store, "расписание автобусов", times=9)
    after = queue(store)
    assert before < {group.id for group in after}
    assert len(after) == 3


def test_a_group_is_found_by_the_beginning_of_its_id_or_by_any_question(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    unanswered(store, "парковка есть ли тут")
    (group,) = queue(store)
    ids = {asked.id for asked in group.questions}
    assert len(ids) == 2
    for name in (group.id[:4], group.id.upper(), *ids):
        assert review.find([group], name) == group


@pytest.mark.parametrize("name", ["zzzzzzzz", "", " ", "'"])
def test_a_group_that_is_not_there_is_told(store: Store, name: str) -> None:
    unanswered(store, "есть ли парковка")
    with pytest.raises(NotFound, match="no group"):
        review.find(queue(store), name)


# Attaching


def test_an_attached_group_is_answered_at_once_and_leaves_the_queue(store: Store) -> None:
    unanswered(store, "есть ли парковка", times=2)
    unanswered(store, "est li parkovka", "en")
    (group,) = queue(store)
    done = review.attach(store, now(store), group, "unknown-venue", ASEL)
    assert done.change is not None
    assert [one.text for one in done.proof.added] == ["есть ли парковка"]
    assert (len(done.proof.answered), done.proof.missed) == (2, ())
    for question in ("Есть ли парковка?", "est li parkovka"):
        assert Answerer(store).answer(question).entry == "unknown-venue"
    assert queue(store) == []
    (change, _) = changes.history(store)
    assert (change.author, change.touched) == (ASEL, (Key(Kind.ENTRY, "unknown-venue"),))


def test_what_was_masked_counts_for_nothing(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    unanswered(store, "87011234567 есть ли парковка")
    unanswered(store, "87011234567")
    assert texts(store) == [
        {"есть ли парковка", "[phone] есть ли парковка"},
        {"[phone]"},
    ]
    both, alone = queue(store)
    assert [asked.natural for asked in both.questions] == ["есть ли парковка"] * 2
    with pytest.raises(BaseInvalid):
        review.draft(store, now(store), alone, ASEL)
    with pytest.raises(BaseInvalid, match="nothing to teach"):
        review.attach(store, now(store), alone, "hello", ASEL)


def test_what_was_masked_is_not_taught(store: Store) -> None:
    unanswered(store, "пишите на a@b.kz, есть ли парковка")
    (group,) = queue(store)
    done = review.attach(store, now(store), group, "unknown-venue", ASEL)
    assert [one.text for one in done.proof.added] == ["пишите на, есть ли парковка"]


def test_what_was_typed_on_the_wrong_layout_is_taught_as_it_was_meant(store: Store) -> None:
    unanswered(store, "xbckj abhv rfrjt")
    (group,) = queue(store)
    assert (group.questions[0].text, group.questions[0].natural) == (
        "xbckj abhv rfrjt",
        "число фирм какое",
    )
    done = review.attach(store, now(store), group, "sme-count", ASEL)
    assert [one.text for one in done.proof.added] == ["число фирм какое"]


def test_undoing_the_change_brings_the_group_back(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    (group,) = queue(store)
    done = review.attach(store, now(store), group, "unknown-venue", ASEL)
    assert done.change is not None
    changes.undo(store, done.change.id, ASEL)
    assert [found.id for found in queue(store)] == [group.id]


def test_attaching_what_an_entry_has_already_changes_nothing(store: Store) -> None:
    answered(store, "число фирм", "sme-count", Vote.DOWN)
    (group,) = queue(store)
    done = review.attach(store, now(store), group, "sme-count", ASEL)
    assert (done.change, done.proof.added) == (None, ())
    assert queue(store) == []
    assert len(changes.history(store)) == 1


def test_a_question_that_is_a_phrasing_of_another_entry_is_refused(store: Store) -> None:
    answered(store, "Число фирм?", "sme-count", Vote.DOWN)
    (group,) = queue(store)
    with pytest.raises(BaseInvalid, match="sme-count"):
        review.attach(store, now(store), group, "unknown-venue", ASEL)
    assert len(queue(store)) == 1


def test_what_would_break_a_check_is_refused_with_what_would_change(
    store: Store, base: Base
) -> None:
    check = Check("сколько всего фирм", "ru", OutcomeKind.ANSWER, ("sme-count",))
    store.fill(replace(base, checks=(*base.checks, check)))
    assert Answerer(store).answer(check.question).entry == "sme-count"
    unanswered(store, "сколько же всего фирм")
    (group,) = queue(store)
    with pytest.raises(TeachingRefused) as refused:
        review.attach(store, now(store), group, "hello", ASEL)
    told = str(refused.value)
    assert "check 'сколько всего фирм' (ru): now answer sme-count, then" in told
    assert entry(store, "hello") == base.entries["hello"]
    assert len(queue(store)) == 1


def test_what_an_entry_took_already_before_it_was_taught_is_no_reason_to_refuse(
    store: Store,
) -> None:
    (seen,) = changes.current(store, [Key(Kind.ENTRY, "hello")])
    hello = entry(store, "hello")
    russian = replace(hello.texts["ru"], phrasings=(*hello.texts["ru"].phrasings, "числа фирмы"))
    greedy = replace(hello, texts={**hello.texts, "ru": russian})
    changes.apply(store, [Edit(Kind.ENTRY, "hello", greedy, seen.version)], ASEL, "greedy")
    unanswered(store, "приветик числа")
    (group,) = queue(store)
    assert review.attach(store, now(store), group, "hello", ASEL).change is not None


def test_what_would_take_another_entrys_phrasing_is_refused(store: Store) -> None:
    unanswered(store, "числа фирмы")
    (group,) = queue(store)
    assert Answerer(store).answer("число фирм").entry == "sme-count"
    with pytest.raises(TeachingRefused) as refused:
        review.attach(store, now(store), group, "hello", ASEL)
    told = "phrasing 'число фирм' (ru): now sme-count, then taken by hello when left out"
    assert told in str(refused.value)
    assert Answerer(store).answer("число фирм").entry == "sme-count"


def test_an_unknown_entry_is_told_with_the_nearest_ids(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    (group,) = queue(store)
    with pytest.raises(NotFound, match="Did you mean sme-count"):
        review.attach(store, now(store), group, "sme-counts", ASEL)


def test_a_draft_can_be_taught_before_people_see_it(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    (group,) = queue(store)
    done = review.attach(store, now(store), group, "forum-date", ASEL)
    assert [one.text for one in done.proof.added] == ["есть ли парковка"]
    assert done.proof.missed == done.proof.added
    assert queue(store) == []


# Drafts


def test_a_group_becomes_the_draft_of_an_entry(store: Store) -> None:
    unanswered(store, "есть ли парковка", times=2)
    unanswered(store, "парковка тут есть ли")
    (group,) = queue(store)
    change = review.draft(store, now(store), group, ASEL)
    made = entry(store, change.touched[0].id)
    assert made.id == "est-li-parkovka"
    assert made.status is Status.DRAFT
    assert made.texts["ru"].question == "есть ли парковка"
    assert "парковка тут есть ли" in made.texts["ru"].phrasings
    assert made.gaps == list(LANGUAGES)
    assert made.texts["kk"] == EntryText("", "", ())
    assert queue(store) == []


def test_a_draft_cannot_be_published_before_its_answers_are_written(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    change = review.draft(store, now(store), queue(store)[0], ASEL)
    made = entry(store, change.touched[0].id)
    edit = changes.Edit(
        Kind.ENTRY, made.id, replace(made, status=Status.PUBLISHED), expects=change.id
    )
    with pytest.raises(BaseInvalid, match="answer in ru is empty"):
        changes.apply(store, [edit], ASEL, "publish")


def test_ids_of_drafts_do_not_collide(store: Store) -> None:
    ids = []
    for text in ("hello", "hello there hello", "қайда?", "📍"):
        unanswered(store, text)
        (group,) = queue(store)
        try:
            ids.append(review.draft(store, now(store), group, ASEL).touched[0].id)
        except BaseInvalid as invalid:
            assert "hello" in str(invalid) or "letters" in str(invalid)  # noqa: PT017
            review.drop(store, group)
    assert len(set(ids)) == len(ids)
    assert all(name.isascii() for name in ids)


def test_an_id_of_ones_own_must_be_free_and_a_slug(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    (group,) = queue(store)
    with pytest.raises(EditConflict):
        review.draft(store, now(store), group, ASEL, "hello")
    with pytest.raises(BaseInvalid):
        review.draft(store, now(store), group, ASEL, "Моя запись")
    assert review.draft(store, now(store), group, ASEL, "parking").touched[0].id == "parking"


# Dropping


def test_a_dropped_group_stays_out_with_all_its_typing_variants(store: Store) -> None:
    unanswered(store, "рецепт борща")
    (group,) = queue(store)
    review.drop(store, group)
    unanswered(store, "РЕЦЕПТ борща!")
    unanswered(store, "борща рецепт")
    assert queue(store) == []
    answered(store, "рецепт борща", "hello", Vote.DOWN)
    assert texts(store) == [{"рецепт борща"}]


def test_a_dropped_group_can_be_put_back(store: Store) -> None:
    unanswered(store, "рецепт борща", times=2)
    (group,) = queue(store)
    review.drop(store, group)
    (dropped,) = review.groups(store, now(store), dropped=True)
    assert (dropped.id, dropped.count) == (group.id, 2)
    review.keep(store, dropped)
    assert [found.id for found in queue(store)] == [group.id]


def test_only_what_was_in_the_group_is_taken_out(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    (group,) = queue(store)
    unanswered(store, "есть ли парковка рядом с залом")
    review.attach(store, now(store), group, "unknown-venue", ASEL)
    assert texts(store) == [{"есть ли парковка рядом с залом"}]


# What became of a group


def test_what_became_of_a_group_is_known_by_its_id(store: Store) -> None:
    for text in ("есть ли парковка", "рецепт борща", "расписание автобусов"):
        unanswered(store, text)
    parking, borscht, buses = queue(store)
    done = review.attach(store, now(store), parking, "unknown-venue", ASEL)
    review.drop(store, borscht)
    assert done.change
    taken = review.taken_up(store, parking.id)
    assert taken == review.TakenUp(f"change {done.change.id}", "есть ли парковка", "ru")
    assert taken.change == done.change.id
    dropped = review.taken_up(store, borscht.id)
    assert dropped
    assert (dropped.state, dropped.change) == (review.DROPPED, None)
    assert review.taken_up(store, buses.id) is None


# Not about the forum


def test_questions_from_outside_go_to_the_likeliest_entry_of_that_kind(
    store: Store, base: Base
) -> None:
    unanswered(store, "рецепт плова")
    (group,) = queue(store)
    asked = group.questions[0].wording
    assert review.outside(now(store), asked) is None
    store.fill(with_outside(base))
    assert review.outside(now(store), asked) == "cooking"
    assert review.outside(now(store), Wording("число фирм", "ru")) == "sports"
    review.attach(store, now(store), group, "cooking", ASEL)
    outcome = Answerer(store).answer("Рецепт плова?")
    assert (outcome.kind, outcome.candidates[0].entry) == (OutcomeKind.DECLINE, "cooking")


def with_outside(base: Base) -> Base:
    """The base with two entries for what is not about the forum."""
    asked = {"cooking": "рецепт борща", "sports": "счёт матча"}
    entries = {
        name: Entry(
            name,
            {
                language: EntryText(f"{name} {language}", "Не здесь.", (f"{text} {language}",))
                for language in LANGUAGES
            },
            EntryKind.OUTSIDE,
        )
        for name, text in asked.items()
    }
    return replace(base, entries={**base.entries, **entries})


# What was read is kept


def test_a_second_look_at_a_thousand_questions_reads_nothing_anew(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            " INSERT INTO questions_log (id, asked_at, question, language, outcome, confidence)"
            " SELECT i, '2024-03-06T10:00:00+00:00', 'zq' || i || ' где ' || i * 7, 'ru',"
            " 'decline', 0 FROM n"
        )
    snapshot = now(store)
    first = review.groups(store, snapshot)
    begun = time.process_time()
    assert [one.id for one in review.groups(store, snapshot)] == [one.id for one in first]
    assert time.process_time() - begun < 0.1


def test_groups_stay_as_they_are_while_the_base_is_edited_and_grow(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    unanswered(store, "рецепт борща")
    before = [one.id for one in queue(store)]
    unanswered(store, "сколько парковок фирм", now=NOW + timedelta(hours=2))
    parking = review.find(queue(store), before[0])
    review.attach(store, now(store), review.find(queue(store), before[1]), "hello", ASEL)
    unanswered(store, "ЕСТЬ ЛИ ПАРКОВКА???", now=NOW + timedelta(hours=3))
    unanswered(store, "есть ли паркофка", now=NOW + timedelta(hours=4))
    grown = review.find(queue(store), parking.id)
    assert grown.count == parking.count + 2
    assert grown.questions[0].text == "есть ли парковка"


def test_a_queue_that_cannot_be_written_to_is_shown_all_the_same(
    store: Store, tmp_path: Path
) -> None:
    unanswered(store, "есть ли парковка")
    snapshot = now(store)
    with open_store(tmp_path / "forum.sqlite", 0.05) as other, store.writing():
        for _ in range(2):
            assert [one.count for one in review.groups(other, snapshot)] == [1]


def test_what_was_read_goes_with_the_questions(store: Store) -> None:
    unanswered(store, "есть ли парковка")
    queue(store)
    purge(store, 0, NOW + timedelta(days=1))
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM question_reads").fetchone() == (0,)
