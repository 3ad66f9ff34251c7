from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.item_rules import MAX_ANSWER, MAX_QUESTION
from knowledge.model import (
    LANGUAGES,
    Base,
    Check,
    Finding,
    Language,
    OutcomeKind,
    Severity,
    Status,
)
from knowledge.problems import MAX_WORDING
from knowledge.rules import Lines, check_base, errors
from knowledge.wording import same_words

Change: TypeAlias = Callable[[Base], Base]


def entry(entry_id: str, **changes: Any) -> Change:
    """The base with other values in one entry."""

    def change(base: Base) -> Base:
        changed = replace(base.entries[entry_id], **changes)
        return replace(base, entries={**base.entries, entry_id: changed})

    return change


def text(entry_id: str, language: Language, **changes: Any) -> Change:
    """The base with other values in one entry's text."""

    def change(base: Base) -> Base:
        texts = base.entries[entry_id].texts
        changed = {**texts, language: replace(texts[language], **changes)}
        return entry(entry_id, texts=changed)(base)

    return change


def without_language(entry_id: str, language: str) -> Change:
    """The base with one entry that lacks a language."""

    def change(base: Base) -> Base:
        texts = {key: text for key, text in base.entries[entry_id].texts.items() if key != language}
        return entry(entry_id, texts=texts)(base)

    return change


def check(question: str, outcome: str, *entries: str, language: Any = "en") -> Change:
    """The base with this one check."""
    only = Check(question, language, OutcomeKind(outcome), entries)
    return lambda base: replace(base, checks=(only,))


def person(**changes: Any) -> Change:
    """The base with other values of its person."""

    def change(base: Base) -> Base:
        return replace(base, people={"balayeva": replace(base.people["balayeva"], **changes)})

    return change


def reply(name: str, language: str, words: str) -> Change:
    """The base with one other reply."""

    def change(base: Base) -> Base:
        texts = {**getattr(base.replies, name), language: words}
        return replace(base, replies=replace(base.replies, **{name: texts}))

    return change


def synonyms(*groups: tuple[str, ...]) -> Change:
    """The base with these groups of English synonyms."""
    return lambda base: replace(base, synonyms={"en": groups})


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.entry, finding.message) for finding in findings]


def test_a_good_base_has_no_findings(base: Base) -> None:
    assert check_base(base) == []


@pytest.mark.parametrize(
    ("change", "entry_id", "message"),
    [
        (without_language("hello", "kk"), "hello", "the language kk is missing"),
        (text("hello", "ru", question=" "), "hello", "the question in ru is empty"),
        (text("hello", "ru", answer=""), "hello", "the answer in ru is empty"),
        (text("hello", "ru", phrasings=("\n",)), "hello", "the phrasing in ru is empty"),
        (text("hello", "ru", phrasings=()), "hello", "there is no phrasing in ru"),
        (text("hello", "ru", phrasings=("a\nb",)), "hello", "the phrasing in ru has several lines"),
        (text("hello", "ru", question="a\nb"), "hello", "the question in ru has several lines"),
        (
            text("hello", "ru", answer="a\x07b"),
            "hello",
            "the answer in ru has a control character in it",
        ),
        (
            text("hello", "ru", phrasings=("a\ud800b",)),
            "hello",
            "the phrasing in ru has a control character in it",
        ),
        (
            text("hello", "ru", phrasings=("я" * (MAX_WORDING + 1),)),
            "hello",
            "the phrasing in ru has 301 characters",
        ),
        (
            text("hello", "ru", question="я" * (MAX_QUESTION + 1)),
            "hello",
            "the question in ru has 121 characters",
        ),
        (
            text("hello", "ru", answer="я" * (MAX_ANSWER + 1)),
            "hello",
            "the answer in ru has 3501 characters (UTF-16 units)",
        ),
        (
            text("hello", "ru", answer="😀" * (MAX_ANSWER // 2 + 1)),
            "hello",
            "the answer in ru has 3502 characters (UTF-16 units)",
        ),
        (
            text("hello", "kk", answer="**a"),
            "hello",
            "the answer in kk: ** stands without its partner",
        ),
        (
            text("hello", "en", phrasings=("🙂 !?",)),
            "hello",
            "'🙂 !?' has neither letters nor figures",
        ),
        (entry("forum-date", topic="forums"), "forum-date", "there is no topic 'forums'"),
        (entry("forum-date", topic=None), "forum-date", "the entry has no topic"),
        (entry("hello", topic="forum"), "hello", "an entry of kind smalltalk has a topic"),
        (entry("forum-date", people=("nobody",)), "forum-date", "there is no person 'nobody'"),
        (entry("forum-date", related=("gone",)), "forum-date", "there is no entry 'gone'"),
        (
            entry("forum-date", related=("forum-date",)),
            "forum-date",
            "the entry is related to itself",
        ),
        (
            entry("forum-date", related=("hello", "hello")),
            "forum-date",
            "a related id stands twice",
        ),
        (entry("forum-date", paragraphs=(3,)), "forum-date", "there is no paragraph 3"),
        (entry("forum-date", paragraphs=(0,)), "forum-date", "there is no paragraph 0"),
        (entry("forum-date", paragraphs=(1, 1)), "forum-date", "a paragraph stands twice"),
        (person(paragraphs=(9,)), "balayeva", "there is no paragraph 9"),
        (person(name={"en": "A", "ru": "А", "kk": ""}), "balayeva", "the name in kk is empty"),
        (person(spellings=("",)), "balayeva", "the spelling is empty"),
        (
            reply("source_one", "en", "Paragraph"),
            "",
            "the fields in braces are not those of source_one",
        ),
        (
            reply("read_as", "kk", "{text} {more}"),
            "",
            "the fields in braces are not those of read_as",
        ),
        (reply("nearest", "ru", "{question"), "", "the fields in braces are not those of nearest"),
        (
            reply("nearest", "ru", "{question!x}"),
            "",
            "the fields in braces are not those of nearest",
        ),
        (
            reply("nearest", "ru", "{question:>9}"),
            "",
            "the fields in braces are not those of nearest",
        ),
        (reply("nearest", "ru", ""), "", "the nearest in ru is empty"),
        (synonyms(("SME",)), "", "a group of synonyms has fewer than two words"),
        (synonyms(("SME", "")), "", "the synonym is empty"),
        (
            lambda base: replace(base, entries={}, checks=()),
            "",
            "there are no entries",
        ),
        (
            lambda base: replace(base, source=replace(base.source, paragraphs=())),
            "",
            "the source has no paragraphs",
        ),
    ],
)
def test_a_broken_rule_is_an_error_that_names_the_entry(
    base: Base, change: Change, entry_id: str, message: str
) -> None:
    found = check_base(change(base))
    assert (entry_id, message) in told(errors(found))
    assert all(finding.remedy for finding in found)


@pytest.mark.parametrize("answer", ["...", "…", ". . .", "—", "**…**", "?!", "-"])
def test_an_answer_of_nothing_but_points_is_never_shown_to_people(base: Base, answer: str) -> None:
    found = check_base(text("sme-count", "ru", answer=answer)(base))
    assert "the answer in ru is not written yet" in [one.message for one in errors(found)]


@pytest.mark.parametrize("answer", ["👋", "5", "Да.", "жоқ", "$"])
def test_whatever_else_is_an_answer(base: Base, answer: str) -> None:
    assert check_base(text("sme-count", "ru", answer=answer)(base)) == []


@pytest.mark.parametrize("gap", [{"question": ""}, {"answer": ""}, {"phrasings": ()}])
def test_a_draft_may_have_gaps_until_it_is_shown(base: Base, gap: dict[str, object]) -> None:
    draft = text("forum-date", "kk", **gap)(base)
    assert check_base(draft) == []
    assert draft.entries["forum-date"].gaps == ["kk"]
    assert errors(check_base(entry("forum-date", status=Status.PUBLISHED)(draft)))


def test_a_draft_has_a_title(base: Base) -> None:
    for language in LANGUAGES:
        base = text("forum-date", language, question="")(base)
    assert ("forum-date", "the question in en is empty") in told(errors(check_base(base)))


def test_an_only_phrasing_may_be_the_title(base: Base) -> None:
    assert check_base(text("hello", "ru", question="Привет", phrasings=("привет!",))(base)) == []
    twice = text("hello", "ru", question="Привет", phrasings=("привет!", "эй"))(base)
    assert [one.severity for one in check_base(twice)] == [Severity.WARNING]


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
@pytest.mark.parametrize(
    "change",
    [
        lambda words: text("hello", "kk", question=words),
        lambda words: text("hello", "kk", answer=words),
        lambda words: text("hello", "kk", phrasings=(words,)),
        lambda words: entry("hello", notes=words),
        lambda words: person(role={"en": words, "ru": "А", "kk": "А"}),
        lambda words: person(spellings=(words,)),
        lambda words: reply("out_of_scope", "en", words),
        lambda words: synonyms(("SME", words)),
        lambda words: check(words, "decline"),
    ],
    ids=["question", "answer", "phrasing", "note", "role", "spelling", "reply", "synonym", "check"],
)
def test_signs_that_turn_the_direction_of_writing_are_refused(
    base: Base, change: Callable[[str], Change], sign: str
) -> None:
    found = errors(check_base(change(f"a{sign}b")(base)))
    assert any("has a control character in it" in finding.message for finding in found)


@pytest.mark.parametrize(
    "name", ["Forum", "forum_date", "форум", "-forum", "forum--date", "a" * 41, "", "forum date"]
)
def test_an_id_is_a_short_slug(base: Base, name: str) -> None:
    renamed = replace(base.entries["hello"], id=name)
    found = check_base(replace(base, entries={**base.entries, name: renamed}))
    assert (name, f"{name!r} is no id") in told(found)


@pytest.mark.parametrize(
    "phrasing",
    [
        "number of firms",
        "NUMBER of firms?!",
        "number — of firms",
        "ｎｕｍｂｅｒ of firms",
        "How many firms",
    ],
)
def test_a_phrasing_of_two_entries_is_an_error_that_names_both(base: Base, phrasing: str) -> None:
    (finding,) = check_base(text("hello", "ru", phrasings=(phrasing,))(base))
    assert finding.message == f"{phrasing!r} asks for sme-count (en) as well"
    assert (finding.entry, finding.severity) == ("hello", Severity.ERROR)


@pytest.mark.parametrize("phrasing", ["Hi there!", "hello"])
def test_a_phrasing_twice_in_one_entry_is_a_warning(base: Base, phrasing: str) -> None:
    (finding,) = check_base(text("hello", "en", phrasings=("hi there", phrasing))(base))
    assert (finding.entry, finding.severity) == ("hello", Severity.WARNING)
    assert finding.message == f"{phrasing!r} stands twice in en"


def test_one_entry_may_have_the_same_phrasing_in_two_languages(base: Base) -> None:
    assert check_base(text("hello", "kk", phrasings=("добрый день",))(base)) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (check("x", "answer", "gone"), "there is no entry 'gone'"),
        (check("x", "answer"), "'x' must have the outcome answer but names no entry"),
        (check("x", "suggest"), "'x' must have the outcome suggest but names no entry"),
        (check("x", "answer", "unknown-venue"), "'x' must be answered but names unknown-venue"),
        (check("x", "decline", "hello"), "'x' must be declined but names hello"),
        (check("", "decline"), "the question is empty"),
        (check("x" * (MAX_WORDING + 1), "decline"), "the question has 301 characters"),
        (check("x", "decline", language="de"), "there is no language 'de'"),
    ],
)
def test_a_check_that_cannot_pass_is_an_error(base: Base, change: Change, message: str) -> None:
    assert message in [finding.message for finding in errors(check_base(change(base)))]


@pytest.mark.parametrize(
    "change",
    [
        check("x", "answer", "forum-date", "hello"),
        check("x", "suggest", "forum-date", "unknown-venue"),
        check("x", "decline", "unknown-venue"),
        check("x", "decline"),
    ],
)
def test_a_check_that_can_pass_is_fine(base: Base, change: Change) -> None:
    assert check_base(change(base)) == []


def test_a_check_that_equals_a_phrasing_is_a_warning(base: Base) -> None:
    found = check_base(check("Date of the forum?", "answer", "forum-date")(base))
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert found[0].message == "the check 'Date of the forum?' is a phrasing of forum-date"
    assert errors(found) == []


def test_findings_carry_the_nearest_known_line(base: Base) -> None:
    broken = text("hello", "ru", phrasings=("x", ""))(base)
    lines: Lines = {("entries", "hello"): ("a.yaml", 3), ("entries", "hello", "ru"): ("a.yaml", 7)}
    (finding,) = check_base(broken, lines)
    assert (finding.file, finding.line) == ("a.yaml", 7)


@given(st.text())
def test_same_words_ignores_case_spaces_and_signs(words: str) -> None:
    assert same_words(f"  «{words}»?! ") == same_words(words)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("90 000", "90000", True),
        ("Какой зал?", "какой  зал", True),
        ("й", "й", True),
        ("women-led", "women led", True),
        ("қай зал", "кай зал", True),
        ("ёлка", "елка", True),
        ("forum", "forums", False),
    ],
)
def test_same_words_tells_letters_apart(one: str, other: str, same: bool) -> None:
    assert (same_words(one) == same_words(other)) is same
