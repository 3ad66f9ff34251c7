"""What the rules say of an entry reaches a maintainer in his own language."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.desk.entry_fields import with_value
from bot.desk.entry_problems import problems
from bot.desk.import_plan import look
from bot.desk.problem_text import line, sentence, told
from bot.desk.scene import Scene
from knowledge import changes, edits
from knowledge.change_log import Author
from knowledge.errors import BaseInvalid
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


FROM_FILES = {
    "a part is missing": ("id,answer_en\nnew-one,Only this.\n", "question"),
    "no such topic": ("id,topic\ntent-red,nowhere\n", "nowhere"),
    "nearly a topic": ("id,topic\ntent-red,tentz\n", "tents"),
    "no such person": ("id,people\ntent-red,nobody\n", "nobody"),
    "no such entry": ("id,related\ntent-red,unheard-of\n", "unheard-of"),
    "itself": ("id,related\ntent-red,tent-red\n", ""),
    "no such paragraph": ("id,paragraphs\ntent-red,99\n", "99"),
    "no such kind": ("id,kind\ntent-red,facd\n", "fact"),
    "no id": ("id,notes\n,something\n", ""),
    "no entry yet": ("id,title_en,title_ru,title_kk\nlodge,A,Б,Ғ\n", "lodge"),
}


@pytest.mark.parametrize("case", FROM_FILES)
def test_so_is_what_is_wrong_in_a_file(store: Store, base: Base, case: str) -> None:
    text, named = FROM_FILES[case]
    try:
        found = list(look(store, "x.csv", text.encode(), "7", overwrite=False).findings)
    except BaseInvalid as error:
        found = list(error.findings)
    assert found
    languages: tuple[Language, ...] = ("ru", "kk")
    for language in languages:
        for one in found:
            said = sentence(one, Scene(base, language)).replace("\\", "")
            assert one.message not in said
            assert one.remedy not in said
            assert named in said


def test_what_nobody_has_written_yet_is_no_problem_of_a_draft(store: Store, base: Base) -> None:
    draft = to_plain(base.entries["tent-red"]) | {"status": "draft"}
    for field, value in (("question-kk", ""), ("answer-kk", ""), ("phrasings-kk", [])):
        draft = with_value(draft, field, value)
    assert problems(store, draft) == []
