from string import Formatter

import pytest

from bot.strings import texts
from bot.strings.texts import CommandTexts, Texts
from knowledge import markup
from knowledge.model import LANGUAGES, Language

TEXTS = [
    (language, name)
    for language in LANGUAGES
    for name in Texts._fields
    if name not in ("months", "commands", "reasons")
]


@pytest.mark.parametrize(("language", "name"), TEXTS)
def test_every_text_has_the_fields_of_the_english_one(language: Language, name: str) -> None:
    assert fields(getattr(texts(language), name)) == fields(getattr(texts("en"), name))


@pytest.mark.parametrize(("language", "name"), TEXTS)
def test_every_text_is_well_formed_markup(language: Language, name: str) -> None:
    assert markup.problems(getattr(texts(language), name)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: Language) -> None:
    words = texts(language)
    assert all(words)
    assert all(words.commands)
    assert len(words.months) == 12


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_left_in_another_language(language: Language) -> None:
    said, english = texts(language), texts("en")
    assert not set(said) & set(english)
    assert not set(said.commands) & set(english.commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegrams_limits_are_kept(language: Language) -> None:
    words = texts(language)
    assert len(words.description) <= 512
    assert len(words.short_description) <= 120
    assert all(len(does) <= 256 for does in words.commands)
    assert all(len(name) <= 32 for name in CommandTexts._fields)


def fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
