import json
import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from knowledge.__main__ import main
from knowledge.opening import open_current
from tests.knowledge.sample import mend

KEYS = ["question", "outcome", "entry", "confidence", "language", "reply", "suggestions"]


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """The lines of JSON that it printed."""
        return [json.loads(line) for line in self.out.split("\n") if line]


Run: TypeAlias = Callable[..., Ran]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over the sample base, in an empty folder."""
    (folder.parent / "empty").mkdir()
    monkeypatch.chdir(folder.parent / "empty")
    monkeypatch.delenv("FORUM_BOT_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder.parent / "data"))

    def command(*words: str, base: bool = True) -> Ran:
        code = main([*words, "--base", str(folder)] if base else list(words))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return command


def process(
    *words: str | bytes, text: bytes = b"", environ: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run ``python -m knowledge`` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "knowledge", *words],
        input=text,
        capture_output=True,
        env={**os.environ, **(environ or {})},
        timeout=60,
        check=False,
    )


def one_line(ran: Ran, code: int, told: str) -> None:
    """The command must have failed with one line that says why."""
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1
    assert told in ran.err


# ask


def test_a_question_is_answered_in_json_with_exactly_these_keys(run: Run) -> None:
    ran = run("ask", "--json", "number of firms")
    (record,) = ran.lines
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert list(record) == KEYS
    assert record["question"] == "number of firms"
    assert (record["outcome"], record["entry"]) == ("answer", "sme-count")
    assert record["language"] == "en"
    assert "Nearly 90 thousand." in record["reply"]
    assert record["suggestions"] == []


def test_confidence_has_three_digits_and_lies_between_0_and_1(run: Run) -> None:
    for question in ("number of firms", "hi there", "weather", ""):
        (record,) = run("ask", "--json", question).lines
        assert 0 <= record["confidence"] <= 1
        assert round(record["confidence"], 3) == record["confidence"]


def test_letters_are_printed_as_themselves(run: Run) -> None:
    ran = run("ask", "--json", "фирма саны")
    assert "90 мыңға жуық" in ran.out
    assert "\\u" not in ran.out


def test_small_talk_is_an_answer(run: Run) -> None:
    (record,) = run("ask", "--json", "hi there").lines
    assert (record["outcome"], record["entry"]) == ("answer", "hello")


def test_what_the_article_does_not_tell_is_a_decline_that_names_the_entry(run: Run) -> None:
    (record,) = run("ask", "--json", "venue of the forum").lines
    assert (record["outcome"], record["entry"]) == ("decline", "unknown-venue")
    assert "It does not say." in record["reply"]


def test_a_reply_has_no_marks(run: Run, folder: Path) -> None:
    mend(folder, "entries/business.yaml", "Nearly 90 thousand.", "Nearly **90** _thousand_.")
    (record,) = run("ask", "--json", "number of firms").lines
    assert "Nearly 90 thousand." in record["reply"]


def test_words_need_no_quotes(run: Run) -> None:
    (record,) = run("ask", "--json", "number", "of", "firms").lines
    assert (record["question"], record["entry"]) == ("number of firms", "sme-count")


def test_the_language_is_for_questions_that_show_none(run: Run) -> None:
    (record,) = run("ask", "--json", "--language", "kk", "???").lines
    assert record["language"] == "kk"


def test_people_read_question_reply_and_outcome(run: Run) -> None:
    ran = run("ask", "number of firms")
    assert ran.code == 0
    assert ran.out.startswith("> number of firms\nNearly 90 thousand.")
    assert "(answer, sme-count, confidence " in ran.out


def test_a_file_gives_one_line_of_json_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("number of firms\n\nчисло фирм\nфирма саны", encoding="utf-8")
    ran = run("ask", "--json", "--file", str(file))
    assert ran.code == 0
    assert [record["question"] for record in ran.lines] == [
        "number of firms",
        "",
        "число фирм",
        "фирма саны",
    ]
    assert [record["language"] for record in ran.lines if record["question"]] == ["en", "ru", "kk"]
    assert ran.lines[1]["outcome"] == "decline"


@pytest.mark.parametrize(
    ("content", "questions"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\n\n\nb", ["a", "", "", "b"]),
        (b"\xef\xbb\xbfa\nb", ["a", "b"]),
        (b"\xff\xfe a\nb", ["\ufffd\ufffd a", "b"]),
        (b"a\x00b\x0b\x0cc\x1b[31m\nb", ["a\x00b\x0b\x0cc\x1b[31m", "b"]),
        ("a\u2028b\u0085c\nd".encode(), ["a\u2028b\u0085c", "d"]),
        (b"a\rb", ["a\rb"]),
        (b"\xed\xa0\x80", ["\ufffd" * 3]),
        ("🙂\n\u202eabc\n".encode(), ["🙂", "\u202eabc"]),
        (b"<b>&amp;</b> '; DROP TABLE entries; --", ["<b>&amp;</b> '; DROP TABLE entries; --"]),
        (b"x" * 10_000, ["x" * 10_000]),
    ],
)
def test_every_line_of_any_file_is_answered(
    run: Run, tmp_path: Path, content: bytes, questions: list[str]
) -> None:
    file = tmp_path / "questions.txt"
    file.write_bytes(content)
    ran = run("ask", "--json", "--file", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert [record["question"] for record in ran.lines] == questions
    assert all(list(record) == KEYS for record in ran.lines)


def test_standard_input_is_a_file_too(folder: Path) -> None:
    questions = "number of firms\nчисло фирм\n".encode() + b"\xff\n"
    ran = process("ask", "--file", "-", "--json", "--base", str(folder), text=questions)
    records = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert [record["question"] for record in records] == ["number of firms", "число фирм", "\ufffd"]
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_output_is_utf_8_wherever_it_goes(folder: Path, environ: dict[str, str]) -> None:
    ran = process("ask", "--json", "--base", str(folder), "фирма саны", environ=environ)
    assert "90 мыңға жуық" in json.loads(ran.stdout.decode())["reply"]


def test_a_question_in_another_encoding_is_answered(folder: Path) -> None:
    ran = process("ask", "--json", "--base", str(folder), b"\xea\xee\xe3\xe4\xe0")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert list(json.loads(ran.stdout.decode())) == KEYS


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask",), "Give either a question or --file."),
        (("ask", "a", "--file", __file__), "Give either a question or --file."),
        (("ask", "a", "--language", "de"), "'de' is not one of 'en', 'ru', 'kk'."),
        (("ask", "--file", "/no/such/file"), "No such file"),
        (("ask", "a", "--base", "x", "--db", "y"), "Give --base or --db, not both."),
        (("ask", "a", "--bas", "x"), "No such option"),
        (("asks",), "No such command 'asks'"),
        (("show",), "Missing argument 'ID'."),
        (("list", "--kind", "rumour"), "'rumour' is not one of"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    run: Run, words: tuple[str, ...], told: str
) -> None:
    one_line(run(*words, base=False), 2, told)


def test_help_is_help(run: Run) -> None:
    ran = run("--help", base=False)
    assert ran.code == 0
    assert all(name in ran.out for name in ("ask", "topics", "people", "list", "show", "check"))
    assert run(base=False).code == 2


# topics, people, list, show


def test_topics_are_listed_with_the_number_of_their_entries(run: Run) -> None:
    ran = run("topics")
    assert ran.out.splitlines() == [
        "ID        ENTRIES  EN         RU      KK",
        "forum     2        The forum  Форум   Форум туралы",
        "business  1        Business   Бизнес  Кәсіпкерлік",
    ]
    assert json.loads(run("topics", "--json").out)[1] == {
        "id": "business",
        "entries": 1,
        "title": {"en": "Business", "ru": "Бизнес", "kk": "Кәсіпкерлік"},
    }


def test_people_are_listed_with_their_roles(run: Run) -> None:
    assert run("people").out.splitlines() == [
        "ID            NAME           ROLE",
        "balayeva  en  Aida Balayeva  minister",
        "          ru  Аида Балаева   министр",
        "          kk  Аида Балаева   министрі",
    ]
    (person,) = json.loads(run("people", "--json").out)
    assert (person["id"], person["role"]["ru"]) == ("balayeva", "министр")


def test_entries_are_listed(run: Run) -> None:
    assert run("list").out.splitlines() == [
        "ID             TOPIC     KIND         QUESTION",
        "forum-date     forum     fact, draft  When was it?",
        "unknown-venue  forum     unknown      Which hall?",
        "sme-count      business  fact         How many firms?",
        "hello          -         smalltalk    Hello",
    ]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("--topic", "forum"), ["forum-date", "unknown-venue"]),
        (("--kind", "unknown"), ["unknown-venue"]),
        (("--topic", "business", "--kind", "unknown"), []),
        (("--kind", "smalltalk"), ["hello"]),
    ],
)
def test_entries_can_be_chosen_by_topic_and_kind(
    run: Run, words: tuple[str, ...], ids: list[str]
) -> None:
    ran = run("list", "--json", *words)
    assert [entry["id"] for entry in json.loads(ran.out)] == ids
    assert run("list", *words).out.count("\n") == len(ids) + 1


def test_questions_are_listed_in_the_language_asked_for(run: Run) -> None:
    assert "Қанша фирма?" in run("list", "--language", "kk").out


def test_an_entry_is_shown_whole(run: Run) -> None:
    shown = run("show", "forum-date").out
    for part in (
        "topic       forum",
        "status      draft",
        "people      balayeva",
        "paragraphs  1, 2",
        "related     sme-count",
        "notes       look again",
        "en  When was it?",
        "    It was on **6 March**.\n\n    In _spring_.",
        "    phrasings (3):",
        "    - date of the forum",
        "kk  Қашан болды?",
    ):
        assert part in shown


def test_gaps_of_a_draft_are_shown_as_gaps(run: Run, folder: Path) -> None:
    mend(folder, "entries/forum.yaml", "question: Қашан болды?", "question: ''")
    mend(folder, "entries/forum.yaml", "answer: Он был **6 марта**.", "answer: ''")
    listed = run("list", "--language", "kk").out.splitlines()[1]
    assert listed.split(maxsplit=2)[2] == "fact, draft without ru, kk  When was it?"
    shown = run("show", "forum-date").out
    assert "ru  Когда он был?\n    (not written yet)\n" in shown
    assert "kk  (not written yet)\n    6 наурызда.\n" in shown


def test_an_entry_is_shown_whole_in_json(run: Run) -> None:
    entry = json.loads(run("show", "forum-date", "--json").out)
    assert list(entry)[:8] == [
        "id",
        "kind",
        "topic",
        "people",
        "paragraphs",
        "related",
        "status",
        "notes",
    ]
    assert entry["ru"]["phrasings"] == ["дата форума"]


def test_an_unknown_id_names_the_nearest(run: Run) -> None:
    one_line(run("show", "forum-dates"), 1, "'forum-dates'. Did you mean forum-date?")
    one_line(run("show", "qqq"), 1, "See them with: forum-kb list.")
    one_line(run("list", "--topic", "forums"), 1, "'forums'. Did you mean forum?")


# check


PASSING = "- {question: number of firms, language: en, outcome: answer, entries: [sme-count]}\n"
PASSING_TOO = "- {question: число фирм, language: ru, outcome: answer, entries: [sme-count]}\n"
FAILING = "- {question: purple elephants, language: en, outcome: answer, entries: [sme-count]}\n"


def test_checks_that_all_pass_are_counted_by_language(run: Run, folder: Path) -> None:
    (folder / "checks.yaml").write_text(PASSING + PASSING_TOO, encoding="utf-8")
    ran = run("check")
    assert ran.code == 0
    assert ran.out.splitlines()[-2:] == ["en: 1 of 1 right", "ru: 1 of 1 right"]


def test_warnings_of_the_rules_are_shown(run: Run, folder: Path) -> None:
    (folder / "checks.yaml").write_text(PASSING, encoding="utf-8")
    ran = run("check")
    assert ran.out.startswith("warning: the check 'number of firms' is a phrasing of sme-count.")
    assert len(json.loads(run("check", "--json").out)["findings"]) == 1


def test_a_check_that_fails_is_shown_with_what_it_got(run: Run, folder: Path) -> None:
    (folder / "checks.yaml").write_text(PASSING_TOO + FAILING, encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    assert "en  purple elephants\n    expected answer sme-count\n    got      decline" in ran.out
    assert ran.out.endswith("en: 0 of 1 right\nru: 1 of 1 right\n")


def test_checks_are_counted_in_json(run: Run, folder: Path) -> None:
    (folder / "checks.yaml").write_text(PASSING + FAILING, encoding="utf-8")
    ran = run("check", "--json")
    report = json.loads(ran.out)
    assert (ran.code, report["checks"], report["right"]) == (1, 2, 1)
    assert report["languages"] == {"en": {"checks": 2, "right": 1}}
    (failed,) = report["failed"]
    assert (failed["question"], failed["language"]) == ("purple elephants", "en")
    assert failed["expected"] == {"outcome": "answer", "entries": ["sme-count"]}
    assert failed["got"]["outcome"] == "decline"


# Which base


def test_without_options_the_store_lies_in_the_users_data_folder(run: Run, folder: Path) -> None:
    assert run("topics", base=False).code == 0
    assert (folder.parent / "data" / "forum-bot" / "forum.sqlite").exists()


def test_a_database_can_be_named(run: Run, folder: Path) -> None:
    database = folder.parent / "other.sqlite"
    open_current(database, print, folder).close()
    assert "sme-count" in run("list", "--db", str(database), base=False).out


def test_a_named_database_that_is_not_there_is_refused(run: Run, folder: Path) -> None:
    database = folder.parent / "mistyped" / "new.sqlite"
    told = f"Check the name, or make a new one with: forum-kb create {database}"
    one_line(run("topics", "--db", str(database), base=False), 1, told)
    assert not database.parent.exists()


def test_the_database_of_the_settings_is_made_and_said_to_be_new(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = folder.parent / "new.sqlite"
    monkeypatch.setenv("FORUM_BOT_DB", str(database))
    ran = run("topics", base=False)
    assert ran.code == 0
    assert ran.err == f"{database} is new and gets the base that comes with the program.\n"
    assert run("topics", base=False).err == ""


def test_the_environment_names_the_database_before_the_env_file(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_current(folder.parent / "sample.sqlite", print, folder).close()
    Path(".env").write_text("FORUM_BOT_DB=../sample.sqlite\n", encoding="utf-8")
    assert "sme-count" in run("list", base=False).out
    monkeypatch.setenv("FORUM_BOT_DB", str(folder.parent / "none" / "x.sqlite"))
    assert "unknown-attendance" in run("list", base=False).out


@pytest.mark.parametrize("words", [("topics",), ("topics", "--db", "~nosuchuser/forum.sqlite")])
def test_a_home_that_is_not_there_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FORUM_BOT_DB", "~nosuchuser/forum.sqlite")
    one_line(run(*words, base=False), 2, "There is no user '~nosuchuser'")


def test_a_home_that_the_shell_left_as_it_is_is_written_out(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    open_current(folder.parent / "mine.sqlite", print, folder).close()
    assert "sme-count" in run("list", "--db=~/mine.sqlite", base=False).out


def test_an_env_file_that_is_no_text_is_told(run: Run) -> None:
    Path(".env").write_bytes(b"FORUM_BOT_DB=\xff\xfe\n")
    one_line(run("topics", base=False), 2, ".env is not UTF-8")


def test_a_base_leaves_no_file_behind(run: Run, folder: Path) -> None:
    before = sorted(folder.parent.rglob("*"))
    run("topics")
    assert sorted(folder.parent.rglob("*")) == before


# What can go wrong


def test_a_broken_base_is_one_line_a_finding(run: Run, folder: Path) -> None:
    mend(folder, "entries/forum.yaml", "- date of the forum", "- date: of: it")
    one_line(run("topics"), 1, "entries/forum.yaml:14 [forum-date]: this is no YAML")


def test_a_missing_folder_is_one_line(run: Run) -> None:
    one_line(run("topics", "--base", "nowhere", base=False), 1, "There is no folder nowhere")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"not SQLite at all", "is damaged"),
        (b"", "is empty. Restore a backup"),
        (None, "cannot be reached"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(
    run: Run, folder: Path, content: bytes | None, told: str
) -> None:
    database = folder.parent / "bad.sqlite"
    database.mkdir() if content is None else database.write_bytes(content)
    one_line(run("topics", "--db", str(database), base=False), 1, told)


def test_a_locked_database_is_one_line(folder: Path) -> None:
    database = folder.parent / "locked.sqlite"
    open_current(database, print, folder).close()
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    ran = process("topics", "--db", str(database))
    connection.close()
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (1, b"", 1)
    assert b"is locked by another process" in ran.stderr


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    command = [sys.executable, "-m", "knowledge", "ask", "--file", "-", "--base", str(folder)]
    asking = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert asking.stdin
    assert asking.stdout
    assert asking.stderr
    asking.stdin.write(b"hi there\n")
    asking.stdin.flush()
    asking.stdin.close()
    asking.stdout.close()
    assert (asking.wait(30), asking.stderr.read()) == (0, b"")
    asking.stderr.close()


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "words", [("list",), ("phrase", "hello", "en", "hey you"), ("import", "base", "--yes")]
)
def test_closed_streams_are_no_error(
    tmp_path: Path, folder: Path, words: tuple[str, ...], closed: str
) -> None:
    database = tmp_path / "forum.sqlite"
    open_current(database, print, folder).close()
    words = tuple(str(folder) if word == "base" else word for word in words)
    line = shlex.join([sys.executable, "-m", "knowledge", *words, "--db", str(database)])
    ran = subprocess.run(["sh", "-c", f"{line} {closed}"], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("edit", b"x\xff"), b"is no UTF-8 text"),
        (("history", b"\xff"), b"is no UTF-8 text"),
        (("undo", b"\xff"), b"not a valid integer"),
        (("remove", b"\xff"), b"is no UTF-8 text"),
        (("note", "hello", b"\xff"), b"has a control character in it"),
        (("phrase", "hello", "en", b"hey \xff"), b"has a control character in it"),
        (("synonym", "add", "en", "x", b"\xff"), b"has a control character in it"),
        (("note", "hello", "x", "--as", b"\xff"), b"has a control character in it"),
    ],
)
def test_an_argument_that_is_no_text_is_one_line(
    tmp_path: Path, folder: Path, words: tuple[str | bytes, ...], told: bytes
) -> None:
    database = tmp_path / "forum.sqlite"
    open_current(database, print, folder).close()
    ran = process(*words, "--db", str(database))
    assert (ran.returncode in (1, 2), ran.stdout, ran.stderr.count(b"\n")) == (True, b"", 1)
    assert told in ran.stderr


def test_a_change_is_told_even_where_nothing_can_be_printed(tmp_path: Path, folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    database = tmp_path / "forum.sqlite"
    open_current(database, print, folder).close()
    command = [sys.executable, "-m", "knowledge", "phrase", "hello", "en", "hey you"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*command, "--db", str(database)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr.count(b"\n")) == (1, 1)
    assert b"Change 2 is made, but its outcome could not be written" in ran.stderr


def test_a_full_disk_is_one_line(folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "knowledge", "topics", "--base", str(folder)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (ran.returncode, ran.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in ran.stderr


def test_an_interrupt_ends_quietly(folder: Path) -> None:
    command = [sys.executable, "-m", "knowledge", "ask", "--file", "-", "--base", str(folder)]
    asking = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert asking.stdin
    assert asking.stdout
    asking.stdin.write(b"hi there\n")
    asking.stdin.flush()
    asking.stdout.readline()
    time.sleep(0.1)
    asking.send_signal(signal.SIGINT)
    _, told = asking.communicate(timeout=30)
    assert (asking.returncode, told) == (130, b"")


@pytest.mark.parametrize("words", [["--help"], ["ask", "When was the forum held?"]])
def test_a_second_start_imports_nothing_that_the_command_does_not_need(
    words: list[str], tmp_path: Path
) -> None:
    store = tmp_path / "forum.sqlite"
    open_current(store, print).close()
    heavy = {"sqlite_utils", "openpyxl", "ruamel.yaml", "yaml", "matplotlib", "ssl", "rapidfuzz"}
    code = (
        f"import sys; from knowledge.__main__ import main; code = main({words!r});"
        f" sys.stderr.write(repr(sorted({heavy!r} & set(sys.modules)))); sys.exit(code)"
    )
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "FORUM_BOT_DB": str(store)},
            capture_output=True,
            text=True,
        )
    assert (ran.returncode, ran.stderr) == (0, "[]")
