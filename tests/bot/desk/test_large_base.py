"""A base that is larger than any one will be: all lists are paged, and within Telegram's limits."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.desk.payload import DeskAction
from knowledge.change_log import Author
from knowledge.model import LANGUAGES, Base, Entry, EntryText, Language, Topic
from knowledge.rules import check_base, errors
from knowledge.store import open_store
from tests.bot.desk.hands import ME, Hands, is_told
from tests.bot.desk.talks import noted
from tests.bot.direct import handling, refused
from tests.bot.sample import sample_base
from tests.knowledge.asked import offered, unanswered

TOPICS, ENTRIES, PEOPLE = 200, 300, 500
PRESSES = 8
SHOWS: list[str | DeskAction] = [
    *("/topics", "/people", "/edit", "/edit big", "/edit big-1", "/review", "/history", "/undo"),
    *("/stats", "/teach who is big", "/export csv", DeskAction.PROPOSALS),
]


def long(name: str, length: int) -> dict[Language, str]:
    """Texts of so many characters, many of which are written longer in HTML, and each another."""
    texts = {language: f"{name} {language} {'& ' * length}" for language in LANGUAGES}
    return {language: text[: length - 1] + "x" for language, text in texts.items()}


def large_base() -> Base:
    small = sample_base()
    like, somebody = small.entries["tent-red"], small.people["cook"]
    topics = {f"big-{n}": Topic(f"big-{n}", long(f"Topic {n}", 60)) for n in range(TOPICS)}
    named = ((f"big-{n}", long(f"Name {n}", 60)) for n in range(PEOPLE))
    people = {name: replace(somebody, id=name, name=called) for name, called in named}
    names = [*((f"big-{n}", "big-0") for n in range(ENTRIES)), *((f"of-{t}", t) for t in topics)]
    entries = {name: big(like, name, topic) for name, topic in names}
    return replace(small, topics=topics, people=people, entries=entries)


def big(like: Entry, name: str, topic: str) -> Entry:
    questions, answers = long(f"{name}?", 120), long(name, 3_400)
    texts = {
        language: EntryText(questions[language], answers[language], (f"{name} {language}",))
        for language in LANGUAGES
    }
    return replace(like, id=name, texts=texts, topic=topic)


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """The bot over a large base, and a log in which much waits."""
    path = tmp_path_factory.mktemp("large") / "forum.sqlite"
    base = large_base()
    assert not errors(check_base(base))
    with open_store(path) as store:
        store.fill(base)
        for number in range(30):
            unanswered(store, f"what of the {number}th zzqq", "en", times=2)
            offered(store, f"the {number}th xxyy", f"big-{number}", "en", times=2)
        for number in range(30):
            noted(store, "note " * 100, f"big-{number}", Author(str(ME), "telegram"))
    with handling(path, frozenset({ME})) as handle:
        yield Hands(handle)


@pytest.mark.parametrize("shown", SHOWS)
def test_everything_is_shown_in_pages(
    hands: Hands, shown: str | DeskAction, caplog: pytest.LogCaptureFixture
) -> None:
    calls = hands.does(shown)
    assert is_told(calls)
    assert not refused(calls)
    assert sum(call.method == "sendMessage" for call in calls) <= 1
    for button in hands.buttons[:PRESSES]:
        pressed = hands.presses(button)
        assert is_told(pressed), button
        assert not refused(pressed), button
    assert not caplog.records
