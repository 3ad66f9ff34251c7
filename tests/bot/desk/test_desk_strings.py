"""Whatever the desk says, in every language: all there, well-formed, and short enough."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

import bot.strings.desk
from knowledge import markup
from knowledge.model import LANGUAGES, Language
from tests.bot.test_strings import fields

_FIELD = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[A-Za-z]{2,}")
POPPING_UP = (
    *("stale", "done_already"),
    *("claimed", "gone", "kept", "dismissed", "trying"),
)
# Half of a narrow screen takes about 18 characters; one button in a row may be as wide as it.
LONGEST_LABEL = 40
# An entry is saved; whether people see it is another matter, which is told as what it is.
OTHER_WORDS: tuple[tuple[Language, str], ...] = (
    *(("en", "publish"), ("en", "stored")),
    ("ru", "публик"),
    ("kk", "жариял"),
)


def tables() -> Iterator[tuple[str, dict[Language, Any]]]:
    for found in pkgutil.iter_modules(bot.strings.desk.__path__):
        module = importlib.import_module(f"{bot.strings.desk.__name__}.{found.name}")
        for name, table in vars(module).items():
            if name.isupper() and isinstance(table, dict):
                yield f"{found.name}.{name}", table


class Case(NamedTuple):
    """One text of one table, in a language and in English."""

    where: str
    name: str
    language: Language
    text: str
    english: str


def texts_of(value: object, name: str) -> Iterator[tuple[str, str]]:
    """All texts within a text, a tuple of texts, or texts by name."""
    if isinstance(value, str):
        yield name, value
    elif hasattr(value, "_asdict"):
        for part, inner in value._asdict().items():
            yield from texts_of(inner, f"{name}.{part}" if name else part)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{name}.{number}")


def cases() -> list[Case]:
    found = []
    for where, table in tables():
        english = dict(texts_of(table["en"], ""))
        for language in LANGUAGES:
            told = dict(texts_of(table[language], ""))
            found += [Case(where, n, language, t, english.get(n, "")) for n, t in told.items()]
    return found


CASES = cases()
BUTTONS = [case for case in CASES if "button" in case.name]


def test_there_are_texts_in_all_languages() -> None:
    assert CASES
    assert all(table.keys() == set(LANGUAGES) for _, table in tables())


def test_no_text_is_empty_or_has_other_fields_than_the_english_one() -> None:
    wrong = [case for case in CASES if not case.text]
    # A form for one, as "asked once", names no number.
    plural = {case: {"number"} if case.name[-1].isdigit() else set() for case in CASES}
    wrong += [
        case
        for case, number in plural.items()
        if case.english and fields(case.text) | number != fields(case.english) | number
    ]
    assert not wrong


@pytest.mark.parametrize(("language", "other"), OTHER_WORDS)
def test_what_is_kept_is_saved_and_there_is_no_other_word_for_it(
    language: Language, other: str
) -> None:
    assert not [c for c in CASES if c.language == language and other in c.text.lower()]


def test_every_text_is_well_formed_markup() -> None:
    filled = [(case, case.text.replace("{", "(").replace("}", ")")) for case in CASES]
    wrong = [(case, problems) for case, text in filled if (problems := markup.problems(text))]
    assert not wrong


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_left_in_english(language: Language) -> None:
    sentences = [c for c in CASES if len(_WORD.findall(_FIELD.sub("", c.english))) > 2]
    assert not [c for c in sentences if c.language == language and c.text == c.english]


def test_labels_fit_a_phone_and_what_pops_up_fits() -> None:
    assert not [case for case in BUTTONS if len(case.text) > LONGEST_LABEL]
    popping = [case for case in CASES if case.name.rpartition(".")[2] in POPPING_UP]
    assert popping
    assert not [case for case in popping if len(case.text) > 190]
