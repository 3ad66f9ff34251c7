"""What the rules say of an entry reaches a maintainer in his own language."""

import ast
import inspect
from collections.abc import Callable, Iterator
from itertools import product
from types import ModuleType
from typing import Any

import pytest

from bot.desk.entry_fields import with_value
from bot.desk.entry_problems import problems
from bot.desk.import_plan import look
from bot.desk.problem_forms import FORMS
from bot.desk.problem_text import line, sentence, told
from bot.desk.scene import Scene
from knowledge import (
    changes,
    close_wording,
    completing,
    edit_rules,
    edits,
    item_rules,
    rules,
    wording_rules,
    yaml_files,
    yaml_nodes,
)
from knowledge import problems as problems_of_all
from knowledge.change_log import Author
from knowledge.errors import BaseInvalid
from knowledge.items import Plain, to_plain
from knowledge.markup import problems as marks
from knowledge.model import LANGUAGES, Base, Language
from knowledge.problems import Problem
from knowledge.sheets import reading
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


# Who says what is wrong with a base, and where in a call that stands.
TELLING = [
    *(rules, item_rules, problems_of_all, wording_rules, edit_rules, close_wording),
    *(completing, yaml_files, yaml_nodes, reading),
]
SAYS = {"Problem": 1, "warning": 1, "Finding": 0, "finding": 0, "wrong": -2}
FILLINGS = ("'x'", "7", "en", "entry abc", "names it", "phrasing in en", "topic")


def sayings(module: ModuleType) -> Iterator[str]:
    """The texts of findings in a module, with {} where something is filled in."""
    tree = ast.parse(inspect.getsource(module))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            named: dict[str, list[ast.expr]] = {}
            for one in ast.walk(function):
                if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                    named.setdefault(one.targets[0].id, []).append(one.value)
            for one in ast.walk(function):
                if isinstance(one, ast.Call):
                    for told in _told_in(one, named):
                        yield from _templates(told)


def _told_in(call: ast.Call, named: dict[str, list[ast.expr]]) -> list[ast.expr]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if called not in SAYS or len(call.args) < 2:
        return []
    told = call.args[SAYS[called]]
    return named.get(told.id, []) if isinstance(told, ast.Name) else [told]


def _templates(told: ast.expr) -> list[str]:
    match told:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return [*_templates(told.body), *_templates(told.orelse)]
        case ast.JoinedStr():
            parts = (str(o.value) if isinstance(o, ast.Constant) else "{}" for o in told.values)
            text = "".join(parts)
            if text == "the {}: {}":  # of an answer's marks
                return [f"the answer: {one}" for one in MARKS]
            kinds = ("text", "a list", "keys with values")
            wrong = [f"answer is empty, not {one}" for one in kinds]
            return wrong if text == "{} is {}, not {}" else [text]
    return []


MARKS = [one for text in ("a **b", "a _b", "[a](b)", "<b>", "**a _b_**") for one in marks(text)]
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


def test_whatever_the_rules_and_files_can_say_is_known_by_its_form() -> None:
    every = {said for module in TELLING for said in sayings(module)}
    assert len(every) > 60
    assert sorted(one for one in every if not is_known(one)) == []


def is_known(template: str) -> bool:
    return any(True for _ in known(template))


def known(template: str) -> Iterator[str]:
    """The texts of a known form that some values for what is filled in make of it."""
    for values in product(FILLINGS, repeat=template.count("{}")):
        text = template
        for value in values:
            text = text.replace("{}", value, 1)
        if any(form.fullmatch(text) for _, form in FORMS):
            yield text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_has_a_text_that_its_values_fit(base: Base, language: Language) -> None:
    for template in sorted({one for module in TELLING for one in sayings(module)}):
        text = next(known(template))
        told = sentence(Problem((), text, "No remedy"), Scene(base, language))
        assert "No remedy" not in told
        assert "{" not in told
        assert language == "en" or text not in told


def test_what_nobody_has_written_yet_is_no_problem_of_a_draft(store: Store, base: Base) -> None:
    draft = to_plain(base.entries["tent-red"]) | {"status": "draft"}
    for field, value in (("question-kk", ""), ("answer-kk", ""), ("phrasings-kk", [])):
        draft = with_value(draft, field, value)
    assert problems(store, draft) == []
