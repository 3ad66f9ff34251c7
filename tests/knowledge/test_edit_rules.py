from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import changes
from knowledge.changes import Edit
from knowledge.close_wording import VERY_CLOSE, one_off
from knowledge.items import Item, Key, Kind, ReplyText, SynonymGroup, check_key, key_of
from knowledge.model import Base, Check, Entry, EntryKind, Finding, OutcomeKind, Severity, Topic
from knowledge.store import Store, open_store
from knowledge.wording import initials, same_words

Items: TypeAlias = Callable[[Base], list[Item | Key]]


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    """A store that holds the sample base."""
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


def entry(base: Base, entry_id: str, language: Any = None, **values: Any) -> Entry:
    """An entry with other values, or with other values in one of its texts."""
    found = base.entries[entry_id]
    if language is None:
        return replace(found, **values)
    return replace(found, texts={**found.texts, language: replace(found.texts[language], **values)})


def previewed(store: Store, items: list[Item | Key]) -> list[Finding]:
    """What the rules say of putting these items, or of removing those with these keys."""
    keys = [item if isinstance(item, Key) else key_of(item) for item in items]
    edits = [
        Edit(key.kind, key.id, None if isinstance(item, Key) else item, seen.version)
        for key, item, seen in zip(keys, items, changes.current(store, keys), strict=True)
    ]
    return changes.preview(store, edits)


def told(findings: list[Finding], severity: Severity) -> list[tuple[str, str]]:
    return [(one.entry, one.message) for one in findings if one.severity is severity]


@pytest.mark.parametrize(
    ("items", "entry_id", "message"),
    [
        (lambda base: [entry(base, "hello", "ru", question=" ")], "hello", "question in ru is"),
        (lambda base: [entry(base, "hello", "ru", answer="я" * 4000)], "hello", "4000 characters"),
        (lambda base: [entry(base, "hello", "ru", answer="**a")], "hello", "without its partner"),
        (lambda base: [entry(base, "hello", notes="a\x07")], "hello", "control character"),
        (lambda base: [entry(base, "hello", id="Hello")], "Hello", "'Hello' is no id"),
        (lambda base: [entry(base, "forum-date", topic="gone")], "forum-date", "no topic 'gone'"),
        (lambda base: [entry(base, "forum-date", people=("x",))], "forum-date", "no person 'x'"),
        (lambda base: [entry(base, "hello", related=("gone",))], "hello", "no entry 'gone'"),
        (lambda base: [entry(base, "hello", paragraphs=(9,))], "hello", "no paragraph 9"),
        (
            lambda base: [entry(base, "hello", "en", phrasings=("Number of FIRMS?",))],
            "hello",
            "'Number of FIRMS?' asks for sme-count (en) as well",
        ),
        (
            lambda base: [entry(base, "hello", "en", question="how many firms")],
            "hello",
            "'how many firms' asks for sme-count (en) as well",
        ),
        (
            lambda base: [
                entry(base, "hello", "kk", phrasings=("тёплый приём",)),
                entry(base, "sme-count", "ru", phrasings=("теплый прием",)),
            ],
            "sme-count",
            "asks for hello (kk) as well",
        ),
        (lambda base: [Key(Kind.ENTRY, "sme-count")], "sme-count", "forum-date is related to it"),
        (lambda base: [Key(Kind.ENTRY, "unknown-venue")], "unknown-venue", "в каком зале names it"),
        (lambda base: [Key(Kind.TOPIC, "business")], "business", "sme-count stands in it"),
        (lambda base: [Key(Kind.PERSON, "balayeva")], "balayeva", "forum-date names it"),
        (
            lambda base: [replace(base.source, paragraphs=base.source.paragraphs[:1])],
            "forum-date",
            "there is no paragraph 2 any more",
        ),
        (
            lambda base: [entry(base, "forum-date", kind=EntryKind.UNKNOWN)],
            "forum-date",
            "'what day was it held' must be answered but names forum-date",
        ),
        (
            lambda _: [Check("x", "en", OutcomeKind.ANSWER, ("gone",))],
            "",
            "there is no entry 'gone'",
        ),
        (lambda _: [SynonymGroup("en", ("alone",))], "", "fewer than two words"),
        (
            lambda _: [ReplyText("nearest", {"en": "x", "ru": "{question}", "kk": "{question}"})],
            "",
            "the fields in braces are not those of nearest",
        ),
    ],
)
def test_an_edit_that_breaks_a_rule_is_an_error_that_says_where(
    store: Store, base: Base, items: Items, entry_id: str, message: str
) -> None:
    found = told(previewed(store, items(base)), Severity.ERROR)
    assert entry_id in [entry for entry, text in found if message in text], found


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (
            lambda base: [entry(base, "hello", "en", phrasings=("hi there", "Hi, there!"))],
            "'Hi, there!' stands twice in en",
        ),
        (
            lambda base: [entry(base, "hello", "en", phrasings=("what day was it held?",))],
            "the check 'what day was it held' is a phrasing of hello",
        ),
        (
            lambda _: [Check("Hi there?", "en", OutcomeKind.ANSWER, ("hello",))],
            "the check 'Hi there?' is a phrasing of hello",
        ),
        (
            lambda _: [Topic("law", {"en": "Law", "ru": "Закон", "kk": "Заң"})],
            "no entry names the topic law",
        ),
        (
            lambda base: [entry(base, "sme-count", topic="forum")],
            "no entry names the topic business",
        ),
        (lambda base: [entry(base, "forum-date", people=())], "no entry names the person balayeva"),
    ],
)
def test_an_edit_that_deserves_a_look_is_a_warning(
    store: Store, base: Base, items: Items, message: str
) -> None:
    found = previewed(store, items(base))
    assert told(found, Severity.ERROR) == []
    assert message in [text for _, text in told(found, Severity.WARNING)]


@pytest.mark.parametrize(
    ("phrasing", "other", "score"),
    [
        ("number of firm", "number of firms", 97),
        ("numbr of firms", "number of firms", 97),
        ("number of the firms", "number of firms", 88),
        ("firms, number of?", "number of firms", 100),
        ("how may firms", "How many firms?", 96),
        ("Datee of the forum", "date of the forum", 97),
        ("a date of the forum", "date of the forum", 94),
    ],
)
def test_a_phrasing_very_close_to_another_entrys_is_a_warning_with_it_and_the_score(
    store: Store, base: Base, phrasing: str, other: str, score: int
) -> None:
    found = previewed(store, [entry(base, "hello", "en", phrasings=(phrasing,))])
    if score < VERY_CLOSE:
        assert found == []
        return
    (finding,) = found
    owner = "forum-date" if "forum" in other else "sme-count"
    told_so = f"{phrasing!r} is very close to {other!r} of {owner} ({score} of 100)"
    assert (finding.entry, finding.severity) == ("hello", Severity.WARNING)
    assert finding.message == told_so


def test_phrasings_of_one_change_are_compared_with_each_other(store: Store, base: Base) -> None:
    found = previewed(
        store,
        [
            entry(base, "hello", "ru", phrasings=("как поживаете сегодня",)),
            entry(base, "sme-count", "ru", phrasings=("как поживаете сегодня-то",)),
        ],
    )
    assert [one.entry for one in found] == ["hello", "sme-count"]


def test_phrasings_close_to_those_of_the_same_entry_or_another_language_are_fine(
    store: Store, base: Base
) -> None:
    assert previewed(store, [entry(base, "sme-count", "en", phrasings=("number of firm",))]) == []
    assert previewed(store, [entry(base, "hello", "ru", phrasings=("number of firm",))]) == []


@given(
    st.lists(st.text("abcdeжяқ ", min_size=3, max_size=9), min_size=1, max_size=4),
    st.integers(0, 30),
    st.sampled_from(["", "a", "қ", " "]),
)
def test_what_is_one_letter_off_is_compared(parts: list[str], place: int, letter: str) -> None:
    text = " ".join(parts)
    typo = text[:place] + letter + text[place + 1 :]
    if same_words(text) and abs(len(initials(text)) - len(initials(typo))) < 2:
        reached = one_off(initials(text), "kk")
        assert initials(typo) in reached


@pytest.mark.parametrize(
    "items",
    [
        lambda base: [entry(base, "hello", "en", phrasings=("hey you",))],
        lambda base: [entry(base, "sme-count", "en", phrasings=("number of firms", "firm count"))],
        lambda base: [
            entry(base, "hello", "en", phrasings=("number of firms",)),
            entry(base, "sme-count", "en", phrasings=("count of firms",)),
        ],
        lambda base: [
            Key(Kind.ENTRY, "unknown-venue"),
            check_key("ru", "в каком зале"),
        ],
        lambda base: [check_key("kk", "ауа райы")],
        lambda base: list(base.entries.values()),
    ],
)
def test_an_edit_that_breaks_nothing_has_no_findings(
    store: Store, base: Base, items: Items
) -> None:
    assert previewed(store, items(base)) == []
