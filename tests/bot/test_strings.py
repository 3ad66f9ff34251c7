from string import Formatter

import pytest

from bot.strings import texts
from bot.strings.plurals import counted
from bot.strings.texts import CommandTexts, Texts
from knowledge import markup
from knowledge.model import LANGUAGES, Language

TEXTS = [
    (language, name)
    for language in LANGUAGES
    for name in Texts._fields
    if name not in ("months", "days", "commands", "called", "reasons")
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
    assert all(words.called)
    assert all(words.reasons)
    assert len(words.months) == 12


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_left_in_another_language(language: Language) -> None:
    said, english = texts(language), texts("en")
    assert not set(said) & set(english)
    assert not set(said.commands) & set(english.commands)
    assert not set(said.reasons) & set(english.reasons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegrams_limits_are_kept(language: Language) -> None:
    words = texts(language)
    assert len(words.description) <= 512
    assert len(words.short_description) <= 120
    assert all(len(does) <= 256 for does in words.commands)
    assert all(len(name) <= 32 for name in CommandTexts._fields)
    popping_up = (
        *(words.vote_thanks, words.vote_taken_back, words.vote_not_kept),
        *(words.language_chosen, words.language_is_telegrams),
    )
    assert all(len(told) <= 200 for told in popping_up)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_buttons_fit_a_phone(language: Language) -> None:
    # Half of a narrow screen takes about 18 characters, a third about 13.
    words = texts(language)
    in_pairs = (words.where_button, words.share_button, words.topics_button, words.people_button)
    in_threes = (*words.reasons, words.copy_button, words.language_short, words.language_name)
    assert all(len(label) <= 18 for label in in_pairs)
    assert all(len(label) <= 15 for label in in_threes)


def test_no_word_calls_two_commands() -> None:
    called = [
        (word, name)
        for language in LANGUAGES
        for name, words in texts(language).called._asdict().items()
        for word in words.split()
    ]
    by_word = dict(called)
    assert all(by_word[word] == name for word, name in called)


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        (1, "en", "1 day"),
        (90, "en", "90 days"),
        (0, "en", "0 days"),
        (1, "ru", "1 день"),
        (21, "ru", "21 день"),
        (11, "ru", "11 дней"),
        (3, "ru", "3 дня"),
        (13, "ru", "13 дней"),
        (90, "ru", "90 дней"),
        (365, "ru", "365 дней"),
        (1, "kk", "1 күн"),
        (90, "kk", "90 күн"),
    ],
)
def test_days_are_counted_as_people_count_them(
    number: int, language: Language, expected: str
) -> None:
    assert counted(number, texts(language).days, language) == expected


def fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
