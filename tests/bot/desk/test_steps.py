"""What a text or a press does to an entry in hand."""

from dataclasses import replace
from typing import Any

import pytest

from bot.desk import steps, walk
from bot.desk.entry_fields import FIELDS, blank, changed, merged, value, with_value
from bot.desk.presses import pressed, tag
from bot.desk.steps import Said, begun, mended, opened, typed, walked, went_on
from bot.desk.work import CARD, CHOOSE, CONFLICT, SAVED, Work, kept, work_of
from knowledge.items import Plain, to_plain
from knowledge.model import LANGUAGES, Base, Language
from knowledge.unfinished import Unfinished


@pytest.fixture
def work(base: Base) -> Work:
    """The red tent, opened."""
    return opened(base.entries["tent-red"], 1, "en", "Asel")


def at(work: Work, place: str, **other: Any) -> Work:
    return replace(work, at=place, **other)


def said(text: str, message: int = 7) -> Said:
    return Said(text, message, text)


def take(work: Work, text: str, message: int = 7) -> Work:
    after = typed(work, said(text, message))
    assert after is not None
    return after


def press(work: Work, verb: str, about: str = "") -> Work:
    after = pressed(work, verb, about)
    assert after is not None
    return after


@pytest.mark.parametrize("field", ["question-ru", "answer-kk", "notes"])
def test_a_text_is_what_was_asked_for(work: Work, field: str) -> None:
    after = take(at(work, field), "  New words. \n")
    assert value(after.draft, field) == "New words."
    assert after.changes == [field]
    assert after.gave == {"7": [field]}


@pytest.mark.parametrize(
    ("field", "to"), [("question-ru", "texts-ru"), ("answer-kk", "texts-kk"), ("notes", CARD)]
)
def test_after_a_text_it_goes_back_to_where_it_came_from(work: Work, field: str, to: str) -> None:
    assert went_on(take(at(work, field), "New words."), is_wrong=False).at == to


@pytest.mark.parametrize("field", ["question-ru", "answer-kk", "notes"])
def test_what_is_wrong_is_kept_and_asked_for_again(work: Work, field: str) -> None:
    after = went_on(take(at(work, field), "**"), is_wrong=True)
    assert (after.at, value(after.draft, field)) == (field, "**")


@pytest.mark.parametrize(
    "place",
    [
        *(CARD, "texts-ru", "preview-ru", "proof", CONFLICT, SAVED),
        *("topic", "people", "paragraphs"),
    ],
)
def test_where_no_text_is_waited_for_none_is_taken(work: Work, place: str) -> None:
    assert typed(at(work, place), said("What is it?")) is None


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "a\u202eb", "a\x1b[31m", "a\u2066b"])
@pytest.mark.parametrize("field", ["question-ru", "answer-ru", "phrasings-ru", "notes"])
def test_signs_that_cannot_be_shown_are_refused(work: Work, field: str, text: str) -> None:
    after = went_on(take(at(work, field), text), is_wrong=False)
    assert (after.at, after.draft, after.remark[0]) == (field, work.draft, "refused")
    better = mended(after, said("better words", 7))
    assert better is not None
    assert better.changes == [field]


def test_what_an_app_cut_in_two_is_one_text_and_too_long(work: Work) -> None:
    first = take(at(work, "answer-en"), "a" * 4000, 7)
    assert value(take(first, "the end", 8).draft, "answer-en").endswith("a\nthe end")
    assert value(take(first, "shorter", 10).draft, "answer-en") == "shorter"
    short = take(at(work, "answer-en"), "short", 7)
    assert value(take(short, "other", 8).draft, "answer-en") == "other"


def test_an_answer_keeps_its_styles_and_a_question_has_none(work: Work) -> None:
    bold = Said("so bold", 7, "so **bold**")
    answer, question = (typed(at(work, one), bold) for one in ("answer-en", "question-en"))
    assert answer
    assert question
    assert value(answer.draft, "answer-en") == "so **bold**"
    assert value(question.draft, "question-en") == "so bold"


def test_words_that_cannot_be_shown_are_not_looked_for(work: Work) -> None:
    assert take(steps.choosing("en", "Asel"), "blue \ud800").words == ""
    assert take(at(work, "related"), "a\x00b").words == ""
    assert steps.choosing("en", "Asel", "\ud800").words == ""


def test_phrasings_come_one_a_line_and_none_twice(work: Work) -> None:
    after = take(at(work, "phrasings-en"), "one way\n\n ONE  way!\ntent-red en\nanother\n")
    assert after.draft["en"]["phrasings"] == ["tent-red en", "one way", "another"]
    assert after.remark == ("known", "tent-red en")


def test_a_phrasing_goes_and_comes_back_to_its_place(work: Work) -> None:
    many = take(at(work, "phrasings-en"), "one way\nanother")
    less = press(many, "drop", tag("one way"))
    assert less.draft["en"]["phrasings"] == ["tent-red en", "another"]
    assert press(less, "drop", tag("one way")).draft == less.draft
    first = press(at(work, "phrasings-en"), "drop", tag("tent-red en"))
    assert press(first, "restore").draft == work.draft


def test_an_edited_message_mends_where_it_gave_something(work: Work) -> None:
    first = take(at(work, "phrasings-en"), "red one\nred two", 7)
    second = take(first, "red three", 8)
    after = mended(at(second, CARD), said("red four", 7))
    assert after is not None
    assert after.draft["en"]["phrasings"] == ["tent-red en", "red three", "red four"]
    assert after.at == CARD
    again = mended(after, said("red five", 7))
    assert again is not None
    assert again.draft["en"]["phrasings"] == ["tent-red en", "red three", "red five"]
    assert mended(work, said("anything", 9)) is None


def test_lists_are_switched_on_and_off_and_pressing_again_changes_nothing(work: Work) -> None:
    on = press(at(work, "people"), "on", "guard")
    assert on.draft["people"] == ["guard"]
    assert press(on, "on", "guard").draft == on.draft
    assert press(on, "off", "guard").draft == work.draft
    three = press(press(at(work, "paragraphs"), "on", "9"), "on", "3")
    assert three.draft["paragraphs"] == [1, 2, 3, 9]


@pytest.mark.parametrize(
    ("place", "verb", "about"),
    [
        (CARD, "on", "guard"),
        (CARD, "topic", "meals"),
        (CARD, "drop", tag("tent-red en")),
        (CARD, "restore", ""),
        (CARD, "next", ""),
        (CARD, "skip", ""),
        (CARD, "back", ""),
        (CARD, "clear", ""),
        (CARD, "mine", ""),
        (CARD, "theirs", ""),
        (CARD, "kind", "unknown"),
        (CARD, "status", "secret"),
        (CARD, "go", "nowhere"),
        (CARD, "page", "-1"),
        ("paragraphs", "on", "x"),
        ("paragraphs", "kind", "smalltalk"),
        (CARD, "", ""),
    ],
)
def test_a_press_that_does_not_belong_to_the_step_does_nothing(
    work: Work, place: str, verb: str, about: str
) -> None:
    assert pressed(at(work, place), verb, about) is None


@pytest.mark.parametrize("main", LANGUAGES)
def test_a_new_entry_is_asked_for_in_ones_own_language_first(main: Language) -> None:
    work = begun(main, "Asel")
    seen = []
    while work.at != CARD:
        seen.append(work.at)
        is_text = work.at.startswith(("question", "answer"))
        work = (
            went_on(take(work, f"{work.at}?"), is_wrong=False)
            if is_text
            else press(work, "next", work.at)
        )
    assert seen[:5] == [f"{part}-{main}" for part in ("question", "answer", "phrasings")] + [
        "topic",
        "paragraphs",
    ]
    assert len(set(seen)) == len(seen) == 11
    assert not work.walks


def test_back_leads_through_all_steps_and_loses_nothing() -> None:
    work = begun("en", "Asel")
    for text in ("A question?", "An answer."):
        work = went_on(take(work, text), is_wrong=False)
    assert _two_back(work).at == "question-en"
    first = _two_back(work)
    assert press(first, "back", first.at) == first
    assert press(work, "back", work.at).draft == work.draft


def _two_back(work: Work) -> Work:
    before = press(work, "back", work.at)
    return press(before, "back", before.at)


def test_other_languages_may_be_skipped_and_leave_a_draft() -> None:
    work = replace(begun("en", "Asel"), at="question-ru")
    kazakh = press(work, "skip", work.at)
    assert kazakh.at == "question-kk"
    done = press(kazakh, "skip", kazakh.at)
    assert (done.at, done.draft["status"]) == (CARD, "draft")
    own = begun("en", "Asel")
    assert press(own, "skip", own.at) == own


@pytest.mark.parametrize("verb", ["next", "back", "skip"])
def test_tapping_twice_goes_one_step(verb: str) -> None:
    work = replace(begun("en", "Asel"), at="answer-ru")
    once = press(work, verb, work.at)
    assert once.at != work.at
    assert press(once, verb, work.at) == once


def test_what_is_written_in_all_languages_is_published() -> None:
    work = begun("en", "Asel")
    for language in LANGUAGES:
        text = {"question": "Q?", "answer": "A.", "phrasings": ["q"]}
        work = replace(work, draft={**work.draft, language: text})
    assert (
        press(replace(work, at="phrasings-kk"), "next", "phrasings-kk").draft["status"]
        == "published"
    )


def test_on_the_walk_there_is_no_way_but_on_and_back() -> None:
    assert pressed(begun("en", "Asel"), "go", CARD) is None


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (["A lake?"], ["A lake?"]),
        (["a lake", "river"], ["river"]),
        (["river"], ["river"]),
        ([], []),
    ],
)
def test_a_new_entry_says_its_title_once(asked: list[str], left: list[str]) -> None:
    draft = with_value(with_value(blank("new"), "question-ru", "A lake?"), "phrasings-ru", asked)
    done = walked(replace(begun("en", "Asel"), draft=draft), CARD, {})
    assert value(done.draft, "phrasings-ru") == left


PLAIN: Plain = blank("one")


def mine(**given: object) -> Plain:
    draft = PLAIN
    for name, new in given.items():
        draft = with_value(draft, name.replace("_", "-"), new)
    return draft


@pytest.mark.parametrize(
    ("own", "theirs", "expected", "clashes"),
    [
        (mine(answer_en="a"), mine(answer_ru="b"), mine(answer_en="a", answer_ru="b"), []),
        (mine(answer_en="a"), mine(answer_en="b"), mine(answer_en="a"), ["answer-en"]),
        (mine(answer_en="a"), mine(answer_en="a"), mine(answer_en="a"), []),
        (mine(people=["x"]), mine(people=["y"]), mine(people=["y", "x"]), ["people"]),
        (mine(topic="x"), PLAIN, mine(topic="x"), []),
        (PLAIN, mine(topic="y"), mine(topic="y"), []),
    ],
)
def test_changes_of_two_are_put_together(
    own: Plain, theirs: Plain, expected: Plain, clashes: list[str]
) -> None:
    together, both = merged(PLAIN, own, theirs)
    assert both == clashes
    assert {field: sorted(value(together, field) or "") for field in FIELDS} == {
        field: sorted(value(expected, field) or "") for field in FIELDS
    }


def test_the_choice_follows_topics_words_and_back(work: Work) -> None:
    choosing = steps.choosing("en", "Asel")
    assert press(choosing, "topic", "tents").topic == "tents"
    assert take(press(choosing, "topic", "tents"), "blue").words == "blue"
    assert press(take(choosing, "blue"), "go", CHOOSE).words == ""
    assert pressed(choosing, "go", CARD) is None
    del work


def test_it_is_kept_as_json_and_read_again(work: Work) -> None:
    long = take(at(work, "phrasings-en", broken=("one", "two")), "red\nready")
    assert work_of(kept(long)) == long
    assert work_of(Unfinished("review", {})) is None
    assert work_of(Unfinished("edit", {"step": "of another version"})) is None
    assert work_of(None) is None


def test_another_draft_has_another_digest(work: Work) -> None:
    assert take(at(work, "notes"), "x").digest != work.digest
    assert replace(work, version=2).digest != work.digest
    assert work.digest == opened_again(work).digest


def opened_again(work: Work) -> Work:
    again = work_of(kept(work))
    assert again is not None
    return again


def test_a_new_entry_has_changed_what_it_holds(base: Base) -> None:
    assert changed(None, blank("x")) == []
    assert "answer-en" in changed(None, to_plain(base.entries["tent-red"]))


def test_progress_counts_the_steps() -> None:
    assert walk.progress("kk", "question-kk") == (1, 11)
    assert walk.progress("kk", walk.walk("kk")[-1]) == (11, 11)
