import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from knowledge.__main__ import main
from knowledge.model import Base, Check, OutcomeKind, Status
from knowledge.store import Store, open_store

Say: TypeAlias = Callable[..., str]
ENTRY = """
id: unknown-price
kind: unknown
topic: business
en: {question: How much was it?, answer: It does not say., phrasings: [price of it]}
ru: {question: Сколько стоил?, answer: Не сказано., phrasings: [цена его]}
kk: {question: Бағасы қанша?, answer: Айтылмаған., phrasings: [бағасы]}
"""
PERSON = """
- id: baiken
  name: {en: Yeset Baiken, ru: Есет Байкен, kk: Есет Байкен}
  role: {en: deputy, ru: заместитель, kk: орынбасары}
  about: {en: He spoke., ru: Он выступил., kk: Сөз сөйледі.}
  paragraphs: [1]
"""


@pytest.fixture
def store(tmp_path: Path, base: Base) -> Iterator[Store]:
    """The store that the commands change."""
    with open_store(tmp_path / "forum.sqlite") as opened:
        opened.fill(base)
        yield opened


@pytest.fixture
def do(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that must end with ``code``; gives what it printed."""

    def run(*words: str, code: int = 0) -> str:
        assert main([*words, "--db", str(tmp_path / "forum.sqlite")]) == code
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return printed.out + printed.err

    return run


def phrasings(store: Store, entry_id: str, language: Any = "en") -> tuple[str, ...]:
    return store.load().entries[entry_id].texts[language].phrasings


# Entries


def test_phrase_adds_ways_to_ask_and_says_how_to_take_them_back(store: Store, do: Say) -> None:
    said = do("phrase", "hello", "en", "hey  you", "good day", "--as", "asel")
    assert phrasings(store, "hello") == ("hi there", "hey you", "good day")
    assert said == (
        "Change 2: phrased hello in en: hey you; good day.\nTake it back with: forum-kb undo 2\n"
    )
    assert "asel (command line)" in do("history")


def test_phrase_of_what_is_there_changes_nothing(store: Store, do: Say) -> None:
    assert do("phrase", "hello", "en", "Hi, there!") == "Nothing to change: it is so already.\n"
    assert store.revision() == 1


def test_phrase_of_another_entrys_words_is_refused(store: Store, do: Say) -> None:
    said = do("phrase", "hello", "en", "number of firms", code=1)
    assert said == (
        "[hello]: 'number of firms' asks for sme-count (en) as well. "
        "Keep it in one of the two entries.\n"
    )
    assert store.revision() == 1


def test_phrase_close_to_another_entrys_is_warned_of(do: Say) -> None:
    said = do("phrase", "hello", "en", "numbers of firms")
    assert "warning: [hello]: 'numbers of firms' is very close to 'number of firms'" in said


def test_unphrase_removes_whatever_case_and_signs(store: Store, do: Say) -> None:
    do("phrase", "hello", "en", "hey you")
    do("unphrase", "hello", "en", "Hey, you!")
    assert phrasings(store, "hello") == ("hi there",)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("phrase", "helo", "en", "x"), "There is no entry 'helo'. Did you mean hello?"),
        (("unphrase", "hello", "en", "hi ther"), "no phrasing 'hi ther' in en. Did you mean hi"),
        (("unphrase", "hello", "en", "hi there"), "there is no phrasing in en"),
        (("remove", "gone"), "There is no entry 'gone'. See them with: forum-kb list."),
        (("publish", "hello", "gone"), "There is no entry 'gone'"),
        (("note", "gone", "x"), "There is no entry 'gone'"),
        (("topics", "remove", "bussines"), "There is no topic 'bussines'. Did you mean business?"),
        (("topics", "remove", "business"), "the entry sme-count stands in it"),
        (("people", "remove", "gone"), "There is no person 'gone'"),
        (("synonym", "remove", "en", "firm"), "'firm' is no synonym in en"),
        (("synonym", "add", "en", "alone"), "a group of synonyms has fewer than two words"),
        (("check", "remove", "en", "gone"), "There is no check 'en: gone'"),
        (("check", "add", "en", "x", "--entry", "gone"), "There is no entry 'gone'"),
        (
            ("check", "add", "en", "x", "--entry", "hello", "--outcome", "decline"),
            "'x' must be declined but names hello",
        ),
        (("topics", "add", "forum", "--en", "a", "--ru", "b", "--kk", "c"), "a topic forum"),
        (("undo", "77"), "There is no change 77. See them with: forum-kb history."),
        (("undo", "1"), "replaced the whole base"),
        (("undo", "9" * 30), f"There is no change {'9' * 30}."),
        (("phrase", "hello", "en", "x" * 301), "the phrasing in en has 301 characters"),
        (("check", "add", "en", "x" * 301), "the question has 301 characters"),
        (("note", "hello", "a\u202eb"), "the note has a control character in it"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    store: Store, do: Say, base: Base, words: tuple[str, ...], told: str
) -> None:
    assert told in do(*words, code=1)
    assert (store.load(), store.revision()) == (base, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("phrase", "hello", "de", "x"),
        ("phrase", "hello", "en"),
        ("undo", "x"),
        ("add",),
        ("history", "--limit", "-1"),
        ("history", "--limit", "9" * 30),
    ],
)
def test_wrong_usage_is_told(do: Say, words: tuple[str, ...]) -> None:
    do(*words, code=2)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "the name is empty"),
        (" ", "the name is empty"),
        ("a\u2066b", "the name has a control character in it"),
        ("a\ud800b", "the name has a control character in it"),
        ("a\nb", "the name has several lines"),
        ("a" * 101, "101 characters are too many"),
    ],
)
@pytest.mark.parametrize("words", [("phrase", "hello", "en", "hey you"), ("undo", "1")])
def test_a_name_that_history_cannot_show_is_refused(
    store: Store, do: Say, words: tuple[str, ...], name: str, told: str
) -> None:
    assert told in do(*words, "--as", name, code=2)
    assert store.revision() == 1


def test_a_name_of_100_characters_is_taken(do: Say) -> None:
    do("phrase", "hello", "en", "hey you", "--as", "я" * 100)
    assert "я" * 100 in do("history")


def test_a_note_is_kept_and_removed(store: Store, do: Say) -> None:
    do("note", "hello", "ask again")
    assert store.load().entries["hello"].notes == "ask again"
    assert "removed the note on hello" in do("note", "hello", "")
    assert store.load().entries["hello"].notes == ""


def test_publish_and_unpublish_take_several_entries(store: Store, do: Say) -> None:
    do("unpublish", "hello", "sme-count")
    do("publish", "hello", "forum-date")
    status = {entry.id: entry.status for entry in store.load().entries.values()}
    assert status["sme-count"] is Status.DRAFT
    assert {status["hello"], status["forum-date"]} == {Status.PUBLISHED}


def test_remove_takes_the_entry_out_everywhere_and_undo_brings_it_all_back(
    store: Store, do: Say, base: Base
) -> None:
    do("remove", "sme-count")
    left = store.load()
    assert "sme-count" not in left.entries
    assert left.entries["forum-date"].related == ()
    assert [check.entries for check in left.checks][:2] == [("forum-date",), ("forum-date",)]
    do("remove", "unknown-venue")
    assert [check.question for check in store.load().checks] == [
        "what day was it held",
        "firms or dates",
        "ауа райы",
    ]
    do("undo", "3")
    do("undo", "2")
    assert store.load() == base
    assert list(store.load().entries) == list(base.entries)


@pytest.mark.parametrize("text", [ENTRY, ENTRY.replace("\n", "\n  ").replace("  id:", "- id:", 1)])
def test_add_takes_one_entry_or_a_list(store: Store, do: Say, tmp_path: Path, text: str) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(text, encoding="utf-8")
    assert "Change 2: added entry unknown-price." in do("add", str(file))
    added = store.load().entries["unknown-price"]
    assert (added.topic, added.texts["kk"].phrasings) == ("business", ("бағасы",))
    again = do("add", str(file), code=1)
    assert "There is an entry unknown-price already, written by" in again


def test_add_reads_standard_input(store: Store, do: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(ENTRY.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    do("add", "-")
    assert "unknown-price" in store.load().entries


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: unknown", "kind: unkown", "new.yaml:3: [unknown-price]: 'unkown' is not known"),
        ("topic: business", "topic: gone", "[unknown-price]: there is no topic 'gone'"),
        ("topic: business", "topik: business", "the key 'topik' is not known here. Did you mean"),
        ("price of it", "number of firms", "new.yaml:5 [unknown-price]: 'number of firms' asks"),
        ("kk: {", "kk: [", "this is no YAML"),
        ("Айтылмаған.", "''", "new.yaml:7 [unknown-price]: the answer in kk is empty"),
        ("id: unknown-price", "id: Unknown Price", "'Unknown Price' is no id"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(
    store: Store, do: Say, tmp_path: Path, old: str, new: str, told: str
) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(ENTRY.replace(old, new), encoding="utf-8")
    assert told.replace("3: [", "3 [") in do("add", str(file), code=1)
    assert store.revision() == 1


@pytest.mark.parametrize("text", ["", "[]", "just words", "- [a]"])
def test_a_file_without_an_entry_is_told(do: Say, tmp_path: Path, text: str) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(text, encoding="utf-8")
    assert str(file) in do("add", str(file), code=1)


# Beside the entries


def test_topics_are_added_edited_and_removed(store: Store, do: Say, base: Base) -> None:
    said = do("topics", "add", "law", "--en", "Law", "--ru", "Закон", "--kk", "Заң")
    assert "warning: [law]: no entry names the topic law" in said
    do("topics", "edit", "law", "--ru", "Законы")
    assert store.load().topics["law"].title == {"en": "Law", "ru": "Законы", "kk": "Заң"}
    do("topics", "remove", "law")
    assert store.load() == base


def test_people_are_added_edited_and_removed(
    store: Store, do: Say, base: Base, tmp_path: Path
) -> None:
    file = tmp_path / "person.yaml"
    file.write_text(PERSON, encoding="utf-8")
    do("people", "add", str(file))
    do("people", "edit", "baiken", "--role", "en", "deputy akim", "--spelling", "Baikenov")
    baiken = store.load().people["baiken"]
    assert (baiken.role["en"], baiken.role["ru"]) == ("deputy akim", "заместитель")
    assert baiken.spellings == ("Baikenov",)
    do("people", "remove", "baiken")
    assert store.load() == base


def test_a_person_is_removed_from_the_entries_too(store: Store, do: Say, base: Base) -> None:
    do("people", "remove", "balayeva")
    assert store.load().entries["forum-date"].people == ()
    do("undo", "2")
    assert store.load() == base


def test_synonyms_join_groups_and_leave_them(store: Store, do: Say) -> None:
    def groups(language: Any) -> tuple[tuple[str, ...], ...]:
        return store.load().synonyms[language]

    do("synonym", "add", "ru", "МСБ", "малый бизнес")
    do("synonym", "add", "ru", "мсп", "предприниматели")
    do("synonym", "add", "ru", "мсб", "мсп", "бизнес")
    assert groups("ru") == (("МСБ", "малый бизнес", "мсп", "предприниматели", "бизнес"),)
    do("synonym", "remove", "ru", "МСБ", "бизнес")
    assert groups("ru") == (("малый бизнес", "мсп", "предприниматели"),)
    do("synonym", "remove", "ru", "мсп", "предприниматели")
    assert groups("ru") == ()
    for change in (6, 5, 4, 3, 2):
        do("undo", str(change))
    assert groups("ru") == ()
    assert "ШОБ, шағын бизнес" in do("synonym")


def test_a_group_keeps_its_place_where_its_first_word_goes(store: Store, do: Say) -> None:
    do("synonym", "add", "kk", "ШОБ", "шағын кәсіп")
    do("synonym", "remove", "kk", "ШОБ")
    assert store.load().synonyms["kk"] == (("шағын бизнес", "шағын кәсіп"), ("форум", "жиын"))


def test_a_check_without_an_entry_is_a_negative_example(store: Store, do: Say) -> None:
    do("check", "add", "ru", "где припарковаться")
    do("check", "add", "ru", "в какой день", "--entry", "forum-date")
    do("check", "add", "en", "hall name", "--entry", "unknown-venue")
    assert store.load().checks[-3:] == (
        Check("где припарковаться", "ru", OutcomeKind.DECLINE),
        Check("в какой день", "ru", OutcomeKind.ANSWER, ("forum-date",)),
        Check("hall name", "en", OutcomeKind.DECLINE, ("unknown-venue",)),
    )
    do("check", "remove", "ru", "где припарковаться")
    assert "где припарковаться" not in do("check", "list")


def test_what_lists_still_lists(do: Say, base: Base) -> None:
    assert json.loads(do("topics", "--json"))[0]["id"] == "forum"
    assert json.loads(do("people", "--json"))[0]["id"] == "balayeva"
    assert len(json.loads(do("check", "list", "--json"))) == len(base.checks)
    assert json.loads(do("synonym", "--json"))["en"] == [["SME", "small business"]]
    assert "Below it: add, edit, remove" in do("topics", "--help")


# History and undo


def test_history_tells_who_what_and_when(do: Say) -> None:
    do("phrase", "hello", "en", "hey you", "--as", "asel")
    do("undo", "2", "--as", "timur")
    lines = do("history").splitlines()
    assert lines[0].endswith(" UTC  timur (command line)  undo of 2: phrased hello in en: hey you")
    assert lines[1].endswith("asel (command line)  phrased hello in en: hey you, undone by 3")
    assert "forum-bot (shipped)  filled with 4 entries" in lines[2]
    assert do("history", "sme-count") == "No change has touched it.\n"
    assert len(do("history", "--limit", "1").splitlines()) == 1


def test_history_tells_what_was_done_from_one_place(do: Say) -> None:
    do("note", "hello", "one")
    do("note", "sme-count", "two")
    assert [
        line.split()[0] for line in do("history", "--surface", "command line").splitlines()
    ] == [
        "3",
        "2",
    ]
    assert "filled with" in do("history", "--surface", "shipped")
    assert do("history", "hello", "--surface", "command line").split()[0] == "2"
    assert do("history", "--surface", "file") == "No change was made from there (file).\n"
    assert "is not one of" in do("history", "--surface", "nowhere", code=2)


def test_history_shows_the_difference(do: Say) -> None:
    do("phrase", "hello", "en", "hey you")
    do("note", "hello", "one\ntwo")
    assert do("history", "hello", "--diff").splitlines()[1:3] == [
        "    entry hello",
        "      + notes: one ⏎ two",
    ]


def test_json_tells_changes_to_programs(do: Say) -> None:
    made = json.loads(do("phrase", "hello", "en", "hey you", "--json"))
    assert (made["change"], made["items"]) == (2, [{"kind": "entry", "id": "hello"}])
    assert json.loads(do("phrase", "hello", "en", "hey you", "--json")) == {"change": None}
    (newest, _) = json.loads(do("history", "--json", "--diff"))
    assert newest["edits"][0]["after"]["en"]["phrasings"] == ["hi there", "hey you"]


def test_undo_in_the_way_of_a_later_edit_names_it(store: Store, do: Say, base: Base) -> None:
    do("note", "hello", "one", "--as", "asel")
    do("note", "hello", "two", "--as", "timur")
    said = do("undo", "2", code=1)
    assert "the entry hello was changed at the same place by 3 by timur: noted on hello" in said
    do("undo", "3")
    do("undo", "2")
    assert store.load() == replace(base)
