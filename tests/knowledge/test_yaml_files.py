from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import BaseInvalid, NotFound
from knowledge.model import EntryKind, Finding, OutcomeKind, Status
from knowledge.yaml_files import read_base, shipped_base
from tests.knowledge.sample import FILES, mend, write_sample

FORUM = "entries/forum.yaml"


def findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(BaseInvalid) as caught:
        read_base(folder)
    return caught.value.findings


def the_finding(folder: Path) -> Finding:
    (finding,) = findings(folder)
    return finding


def line_of(folder: Path, name: str, text: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    (number,) = (number for number, line in enumerate(lines, 1) if text in line)
    return number


def test_the_shipped_base_is_valid() -> None:
    assert len(read_base(shipped_base()).entries) > 50


def test_an_entry_is_read_whole(folder: Path) -> None:
    entry = read_base(folder).entries["forum-date"]
    assert (entry.topic, entry.kind, entry.status) == ("forum", EntryKind.FACT, Status.DRAFT)
    assert (entry.people, entry.paragraphs, entry.related) == (
        ("balayeva",),
        (1, 2),
        ("sme-count",),
    )
    assert entry.notes == "look again"
    assert list(entry.texts) == ["en", "ru", "kk"]
    assert entry.texts["en"].answer == "It was on **6 March**.\n\nIn _spring_."
    assert entry.texts["kk"].phrasings == ("форум күні",)


def test_what_is_left_out_has_its_usual_value(folder: Path) -> None:
    entry = read_base(folder).entries["sme-count"]
    assert (entry.kind, entry.status, entry.notes) == (EntryKind.FACT, Status.PUBLISHED, "")
    assert (entry.people, entry.related) == ((), ())


def test_entries_stand_in_the_order_of_topics_and_files_with_small_talk_last(folder: Path) -> None:
    base = read_base(folder)
    assert list(base.entries) == ["forum-date", "unknown-venue", "sme-count", "hello"]
    assert base.entries["hello"].kind is EntryKind.SMALLTALK
    assert base.entries["hello"].topic is None


def test_everything_else_is_read(folder: Path) -> None:
    base = read_base(folder)
    assert base.source.date == "2024-03-06"
    assert base.source.paragraphs[1].report["ru"] == "Конец."
    assert base.topics["business"].title["kk"] == "Кәсіпкерлік"
    assert base.people["balayeva"].spellings == ("Balaeva",)
    assert base.replies.source_one["kk"] == "{paragraph}-абзац"
    assert base.synonyms["kk"] == (("ШОБ", "шағын бизнес"), ("форум", "жиын"))
    assert base.checks[1].outcome is OutcomeKind.SUGGEST
    assert base.checks[3].entries == ()


@pytest.mark.parametrize("word", ["no", "on", "1:30", "1_000", "0x1F", "null", "~", "2024-03-06"])
def test_what_other_readers_take_for_a_value_stays_text(folder: Path, word: str) -> None:
    mend(folder, FORUM, "      - no\n", f"      - {word} so far\n")
    mend(folder, FORUM, "notes: look again", f"notes: {word}")
    entry = read_base(folder).entries["forum-date"]
    assert entry.notes == word
    assert f"{word} so far" in entry.texts["en"].phrasings


@pytest.mark.parametrize("name", ["smalltalk.yaml", "synonyms.yaml", "checks.yaml"])
def test_a_file_that_need_not_be_there_may_be_missing(folder: Path, name: str) -> None:
    (folder / name).unlink()
    read_base(folder)


@pytest.mark.parametrize("name", ["source.yaml", "topics.yaml", "people.yaml", "replies.yaml"])
def test_a_file_that_must_be_there_is_named_when_it_is_missing(folder: Path, name: str) -> None:
    (folder / name).unlink()
    finding = the_finding(folder)
    assert (finding.file, finding.message) == (name, "the file is missing")


def test_a_folder_without_any_file_of_a_base_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("[]")
    with pytest.raises(NotFound, match=r"holds no base.*source\.yaml"):
        read_base(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no folder .*nowhere"):
        read_base(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "line_text", "told"),
    [
        ("- date of the forum", "- date: of: it", "date: of: it", "mapping values are not allowed"),
        ("- date of the forum", '- "date" of it', '"date" of it', "did not find expected"),
        ("- date of the forum", "- *date", "- *date", "undefined alias"),
        ("- date of the forum", "- &date x", "- &date x", "is an anchor"),
        ("- date of the forum", "- a\x07b", "a\x07b", "a control character"),
        ("- date of the forum", "- @date", "@date", "cannot start any token"),
    ],
)
def test_broken_yaml_is_one_finding_with_file_line_and_entry(
    folder: Path, old: str, new: str, line_text: str, told: str
) -> None:
    mend(folder, FORUM, old, new)
    finding = the_finding(folder)
    assert (finding.file, finding.entry) == (FORUM, "forum-date")
    assert finding.line == line_of(folder, FORUM, line_text)
    assert told in finding.message
    assert "double quotes" in finding.remedy


@pytest.mark.parametrize(
    ("name", "old", "new", "message", "remedy"),
    [
        (
            FORUM,
            "    phrasings:\n",
            "    phrasing:\n",
            ["the key 'phrasings' is missing", "the key 'phrasing' is not known here"],
            "Did you mean phrasings?",
        ),
        (
            FORUM,
            "status: draft",
            "zzz: 1",
            ["the key 'zzz' is not known here"],
            "Remove it.",
        ),
        (
            FORUM,
            "notes: look again",
            "status: draft",
            ["the key 'status' stands twice"],
            "Keep one of the two.",
        ),
        (
            FORUM,
            "    phrasings: [дата форума]\n",
            "",
            ["the key 'phrasings' is missing"],
            "Add phrasings: to it.",
        ),
        (
            FORUM,
            "- id: forum-date\n  people",
            "- people",
            ["the key 'id' is missing"],
            "Add id: to it.",
        ),
        (
            FORUM,
            "phrasings: [дата форума]",
            "phrasings: дата форума",
            ["phrasings is text, not a list"],
            'Write each after "- " on a line of its own, or [] for none.',
        ),
        (
            FORUM,
            "phrasings: [дата форума]",
            "phrasings:",
            ["phrasings is empty, not a list"],
            'Write each after "- " on a line of its own, or [] for none.',
        ),
        (
            FORUM,
            "      - date of the forum",
            "      - date: the forum",
            ["phrasings is keys with values, not text"],
            'Put text that has ": " in it into double quotes.',
        ),
        (
            FORUM,
            "question: Когда он был?",
            "question: [Когда]",
            ["question is a list, not text"],
            'Put text that has ": " in it into double quotes.',
        ),
        (
            FORUM,
            "paragraphs: [1, 2]",
            "paragraphs: [first]",
            ["'first' is no whole number"],
            "Write figures only.",
        ),
        (
            FORUM,
            "status: draft",
            "status: drafts",
            ["'drafts' is not known as status"],
            "Did you mean draft?",
        ),
        (
            FORUM,
            "kind: unknown",
            "kind: smalltalk",
            ["'smalltalk' is not known as kind"],
            "Write one of fact, unknown.",
        ),
        (
            FORUM,
            "notes: look again",
            "notes: !!python/object:os.system look",
            ["the tag tag:yaml.org,2002:python/object:os.system has no meaning here"],
            "Remove it; all values are text.",
        ),
        (
            "people.yaml",
            "role: {en: minister,",
            "role: {en: minister, de: Ministerin,",
            ["the key 'de' is not known here"],
            "Did you mean",
        ),
        (
            "checks.yaml",
            "language: kk",
            "language: kz",
            ["'kz' is not known as language"],
            "Did you mean kk?",
        ),
        (
            "checks.yaml",
            "outcome: suggest",
            "outcome: suggests",
            ["'suggests' is not known as outcome"],
            "Did you mean suggest?",
        ),
        ("synonyms.yaml", "ru: []\n", "", ["the key 'ru' is missing"], "Add ru: to it."),
        (
            "replies.yaml",
            "read_as:",
            "reads_as:",
            ["the key 'read_as' is missing", "the key 'reads_as' is not known here"],
            "Did you mean read_as",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_what_to_write(
    folder: Path, name: str, old: str, new: str, message: list[str], remedy: str
) -> None:
    mend(folder, name, old, new)
    found = findings(folder)
    assert [finding.message for finding in found] == message
    assert {finding.file for finding in found} == {name}
    assert all(finding.line for finding in found)
    assert remedy in found[-1].remedy


def test_every_finding_is_told_at_once_in_the_order_of_the_files(folder: Path) -> None:
    mend(folder, FORUM, "status: draft", "state: draft")
    mend(folder, "people.yaml", "paragraphs: [1]", "paragraphs: one")
    mend(folder, FORUM, "question: Which hall?", "query: Which hall?")
    assert [(finding.file, finding.entry) for finding in findings(folder)] == [
        (FORUM, "forum-date"),
        (FORUM, "unknown-venue"),
        (FORUM, "unknown-venue"),
        ("people.yaml", "balayeva"),
    ]


@pytest.mark.parametrize(
    ("name", "old", "entry"),
    [
        (FORUM, "id: unknown-venue", "forum-date"),
        ("smalltalk.yaml", "id: hello", "forum-date"),
        ("topics.yaml", "id: business", "forum"),
    ],
)
def test_an_id_that_is_taken_names_both_places(
    folder: Path, name: str, old: str, entry: str
) -> None:
    mend(folder, name, old, f"id: {entry}")
    finding = next(finding for finding in findings(folder) if "twice" in finding.message)
    assert finding.message == f"the id {entry!r} stands twice"
    assert finding.file == name
    assert finding.remedy in {f"It is taken in {FORUM}:1.", "It is taken in topics.yaml:1."}


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("entries/forums.yaml", "Did you mean forum?"),
        ("entries/business.yml", "Did you mean business?"),
        ("topic.yaml", "Did you mean topics?"),
        ("xyz.yaml", "Known are source, topics"),
    ],
)
def test_a_file_that_would_be_left_out_is_named(folder: Path, name: str, remedy: str) -> None:
    (folder / name).write_text("[]")
    finding = the_finding(folder)
    assert (finding.file, finding.remedy[: len(remedy)]) == (name, remedy)


def test_hidden_files_and_other_kinds_are_passed_over(folder: Path) -> None:
    (folder / "entries" / ".#forum.yaml").write_text("- [")
    (folder / "README.md").write_text("notes")
    read_base(folder)


def test_a_byte_order_mark_and_other_line_ends_make_no_difference(folder: Path) -> None:
    expected = read_base(folder)
    for name in FILES:
        content = (folder / name).read_bytes().replace(b"\n", b"\r\n")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + content)
    assert read_base(folder) == expected


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-le", "koi8-r"])
def test_another_encoding_is_told(folder: Path, encoding: str) -> None:
    text = FILES["smalltalk.yaml"].replace("қ", "к").replace("ү", "у").replace("ә", "а")
    (folder / "smalltalk.yaml").write_bytes(text.encode(encoding))
    finding = the_finding(folder)
    assert finding.file == "smalltalk.yaml"
    assert finding.message in {"the text is not UTF-8", "this is no YAML: a control character"}


def test_the_line_of_the_first_byte_that_is_not_utf_8_is_named(folder: Path) -> None:
    content = (folder / FORUM).read_bytes().replace("Когда".encode(), b"\xea\xee")
    (folder / FORUM).write_bytes(content)
    assert the_finding(folder).line == content[: content.index(b"\xea\xee")].count(b"\n") + 1


@pytest.mark.parametrize("content", ["", "# a comment only\n", "---\n", "\ufeff"])
def test_an_empty_file_is_told(folder: Path, content: str) -> None:
    (folder / "checks.yaml").write_text(content, encoding="utf-8")
    assert the_finding(folder).file == "checks.yaml"


@pytest.mark.parametrize(
    "content",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "[" * 100_000,
        "- " * 100_000 + "x",
        "--- a\n--- b\n",
        "? [a, b]\n: c\n",
        "5",
    ],
)
def test_content_that_is_made_to_hurt_is_a_finding(folder: Path, content: str) -> None:
    (folder / "checks.yaml").write_text(content)
    assert {finding.file for finding in findings(folder)} == {"checks.yaml"}


def test_a_folder_in_place_of_a_file_is_a_finding(folder: Path) -> None:
    (folder / "checks.yaml").unlink()
    (folder / "checks.yaml").mkdir()
    assert the_finding(folder).message == "the file cannot be read: Is a directory"


def test_a_broken_rule_is_told_with_the_line_of_its_text(folder: Path) -> None:
    mend(
        folder, FORUM, "phrasings: [форум күні]", "phrasings:\n      - форум күні\n      - hi there"
    )
    finding = the_finding(folder)
    where = "entries/forum.yaml:26"
    assert finding.message == f"'hi there' asks for forum-date (kk) as well ({where})"
    assert (finding.file, finding.line) == ("smalltalk.yaml", 2)
    mend(folder, FORUM, "related: [sme-count]", "related: [sme-counts]")
    first = findings(folder)[0]
    assert str(first) == (
        f"{FORUM}:4 [forum-date]: there is no entry 'sme-counts'. Did you mean sme-count?"
    )


def test_warnings_do_not_forbid_to_read(folder: Path) -> None:
    mend(folder, "checks.yaml", "what day was it held", "date of the forum")
    assert read_base(folder).checks[0].question == "date of the forum"


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200) | st.text(st.sampled_from("-: \n[]{}a'\"&*!|>#?%@`,")))
def test_any_content_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    folder = write_sample(tmp_path_factory.mktemp("any"))
    data = content.encode() if isinstance(content, str) else content
    (folder / "entries" / "business.yaml").write_bytes(data)
    mend(folder, FORUM, "related: [sme-count]", "related: []")
    mend(folder, "checks.yaml", "[sme-count, forum-date]", "[forum-date]")
    try:
        entries = read_base(folder).entries
    except BaseInvalid as error:
        entries = {}
        told = str(error)
    assert entries or "entries/business.yaml" in told
