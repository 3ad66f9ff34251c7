"""What the rules say of an entry reaches a maintainer in his own language."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.desk.entry_fields import with_value
from bot.desk.entry_problems import problems
from bot.desk.problem_text import line, told
from bot.desk.scene import Scene
from knowledge import changes, edits
from knowledge.change_log import Author
from knowledge.items import Plain, to_plain
from knowledge.model import LANGUAGES, Base, Language
from knowledge.store import Store


def given(field: str, value: Any) -> Callable[[Plain], Plain]:
    return lambda plain: with_value(plain, field, value)


CASES = {
    "empty": given("answer-en", ""),
    "several lines": given("question-en", "One\ntwo"),
    "long question": given("question-en", "a" * 121),
    "long answer": given("answer-en", "a" * 3501),
    "long phrasing": given("phrasings-en", ["a" * 301]),
    "bold": given("answer-en", "a **b"),
    "italic": given("answer-en", "a _b"),
    "link": given("answer-en", "[a](b)"),
    "html": given("answer-en", "<b>a</b>"),
    "nested": given("answer-en", "**a _b_**"),
    "no phrasing": given("phrasings-en", []),
    "unwritten": given("answer-en", "..."),
    "no words": given("phrasings-en", ["?!"]),
    "of another entry": given("phrasings-en", ["tent-blue en"]),
    "of another entry, quoted": given("phrasings-en", ["'tent'-blue en"]),
    "close": given("phrasings-en", ["who sleeps in the blue tents"]),
    "twice": given("phrasings-en", ["tent red", "tent, red"]),
    "a check": given("phrasings-en", ["held out"]),
    "no topic": given("topic", None),
}


@pytest.fixture
def checked(store: Store) -> Store:
    changes.apply_planned(
        store,
        lambda now: edits.add_check(now, "en", "held out", ["tent-red"]),
        Author("asel", "command line"),
        "check",
    )
    return store


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words_of_the_language(
    checked: Store, base: Base, case: str, language: Language
) -> None:
    draft = CASES[case](to_plain(base.entries["tent-red"]))
    found = problems(checked, draft)
    assert found
    scene = Scene(base, language)
    for one in found:
        assert one.problem.remedy not in line(one, scene), one.problem.message


def test_the_other_entry_is_named_by_its_title(store: Store, base: Base) -> None:
    draft = CASES["close"](to_plain(base.entries["tent-red"]))
    (block,) = told(problems(store, draft), Scene(base, "ru"))
    assert "Who sleeps in the blue tent? (ru)" in block.replace("\\", "")
    assert "из 100" in block


def test_what_nobody_has_written_yet_is_no_problem_of_a_draft(store: Store, base: Base) -> None:
    draft = to_plain(base.entries["tent-red"]) | {"status": "draft"}
    for field, value in (("question-kk", ""), ("answer-kk", ""), ("phrasings-kk", [])):
        draft = with_value(draft, field, value)
    assert problems(store, draft) == []
