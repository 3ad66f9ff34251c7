"""``forum-kb edit`` and ``add`` with an editor that does what a test says, in real processes."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from knowledge import changes
from knowledge.change_log import Author
from knowledge.model import Entry
from knowledge.opening import open_current
from knowledge.store import open_store
from tests.knowledge.test_cli import Ran, Run, one_line, run

__all__ = ["run"]

# An editor that takes the next of the steps it was given, and keeps what it was shown.
EDITOR = """
import json, pathlib, subprocess, sys
steps = pathlib.Path(sys.argv[1]); path = pathlib.Path(sys.argv[2])
doing, shown = json.loads(steps.read_text()), path.read_bytes().decode("utf-8", "replace")
step = doing["steps"].pop(0) if doing["steps"] else ["leave"]
doing["shown"].append(shown)
steps.write_text(json.dumps(doing))
if step[0] == "replace":
    assert step[1] in shown, shown
    path.write_text(shown.replace(step[1], step[2]))
elif step[0] == "write":
    path.write_bytes(step[1].encode("latin-1"))
elif step[0] == "fail":
    sys.exit(3)
elif step[0] == "meanwhile":
    subprocess.run([sys.executable, "-m", "knowledge", *step[1]], check=True)
    path.write_text(shown.replace(step[2], step[3]))
"""
Editor: TypeAlias = Callable[..., Callable[[], list[str]]]


@pytest.fixture
def database(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the sample base, named by the settings."""
    path = tmp_path / "store" / "forum.sqlite"
    open_current(path, print, folder).close()
    monkeypatch.setenv("FORUM_BOT_DB", str(path))
    return path


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Path) -> Editor:
    """Set the steps that the editor takes; gives what it was shown at each."""
    script, steps, drafts = tmp_path / "editor.py", tmp_path / "steps.json", tmp_path / "drafts"
    script.write_text(EDITOR)
    drafts.mkdir()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script} {steps}")
    monkeypatch.setattr("tempfile.tempdir", str(drafts))
    monkeypatch.setenv("TMPDIR", str(drafts))

    def takes(*doing: tuple[object, ...]) -> Callable[[], list[str]]:
        steps.write_text(json.dumps({"steps": doing, "shown": []}))
        return lambda: json.loads(steps.read_text())["shown"]

    return takes


def entry(database: Path, name: str = "hello") -> Entry:
    with open_store(database) as store:
        return store.load().entries[name]


def count(database: Path) -> int:
    """How many changes are recorded."""
    with open_store(database) as store:
        return len(changes.history(store))


def drafts(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "drafts").rglob("*.yaml"))


def test_an_entry_is_changed_by_what_is_saved(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    shown = editor(("replace", "Hello! Ask me.", "Hello! **Ask** me:\n    anything."))
    ran = run("edit", "hello", "--as", "asel", base=False)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Change 2: edited entry hello.\nTake it back with: forum-kb undo 2\n"
    assert entry(database).texts["en"].answer == "Hello! **Ask** me:\nanything."
    assert shown()[0].startswith("# The entry hello as change 1 left it.")
    assert "    - hi there\n" in shown()[0]
    assert list((tmp_path / "drafts").iterdir()) == []
    with open_store(database) as store:
        assert changes.history(store)[0].author == Author("asel", "command line")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("forum", "The forum", "The meeting"),
        ("balayeva", "- Balaeva", "- Balaeva\n  - Balajewa"),
        ("forum-date", "status: draft", "status: published"),
    ],
)
def test_topics_people_and_entries_are_edited_alike(
    run: Run, editor: Editor, database: Path, name: str, old: str, new: str
) -> None:
    shown = editor(("leave",))
    assert run("edit", name, base=False).code == 0
    if old not in shown()[0]:
        old, new = "spellings: [Balaeva]", "spellings: [Balaeva, Balajewa]"
    editor(("replace", old, new))
    assert run("edit", name, base=False).out.startswith("Change 2: edited ")


def test_an_unchanged_file_changes_nothing(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    editor(("leave",))
    ran = run("edit", "hello", base=False)
    assert (ran.code, ran.out, ran.err) == (0, "Nothing to change: it is so already.\n", "")
    assert (count(database), list((tmp_path / "drafts").iterdir())) == (1, [])


def test_a_file_that_means_the_same_changes_nothing(
    run: Run, editor: Editor, database: Path
) -> None:
    editor(("replace", "id: hello", "id:   'hello'  # so it is"))
    assert run("edit", "hello", base=False).out == "Nothing to change: it is so already.\n"
    assert count(database) == 1


@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n"])
def test_an_emptied_file_gives_up(
    run: Run, editor: Editor, database: Path, tmp_path: Path, text: str
) -> None:
    editor(("write", text))
    ran = run("edit", "hello", base=False)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Nothing was changed: the file was emptied.\n"
    assert (count(database), list((tmp_path / "drafts").iterdir())) == (1, [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("answer: |-\n    Hello! Ask me.", 'answer: ""', ": the answer in en is empty."),
        ("- hi there", "- when: was: it", "this is no YAML"),
        ("- hi there", "- number of firms", "sme-count"),
        ("id: hello", "id: good-day", "Write id: hello"),
        ("- hi there", "- hi \udcff there", "the text is not UTF-8"),
        ("kind: smalltalk", "kind: small", "Did you mean smalltalk?"),
    ],
)
def test_a_mistake_opens_the_editor_again_with_what_is_wrong_on_top(
    run: Run, editor: Editor, database: Path, old: str, new: str, told: str
) -> None:
    shown = editor(("leave",))
    run("edit", "hello", base=False)
    wrong = shown()[0].replace(old, new)
    right = shown()[0].replace("- hi there", "- good day to you")
    encoded = wrong.encode("utf-8", "surrogateescape").decode("latin-1")
    shown = editor(("write", encoded), ("write", right.encode().decode("latin-1")))
    ran = run("edit", "hello", base=False)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Change 2: edited entry hello.")
    ours, theirs = split(shown()[1])
    assert ours[0].startswith("#! Not stored yet: mend what follows")
    assert told in ours[1]
    assert theirs == wrong.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    assert entry(database).texts["en"].phrasings == ("good day to you",)


def split(text: str) -> tuple[list[str], str]:
    """The lines on top, and the person's text."""
    lines = text.splitlines(keepends=True)
    ours = [line for line in lines if line.startswith("#!")]
    return ours, "".join(lines[len(ours) :])


def test_the_line_that_is_named_is_the_one_in_the_editor(
    run: Run, editor: Editor, database: Path
) -> None:
    shown = editor(("replace", "- hi there", "- number of firms"))
    run("edit", "hello", base=False)
    named = shown()[1].split("line ")[1].split(":")[0]
    assert shown()[1].splitlines()[int(named) - 1].strip() == "- number of firms"


def test_giving_up_tells_where_the_text_is_and_going_on_takes_it(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    shown = editor(("replace", "- hi there", "- number of firms"), ("leave",))
    ran = run("edit", "hello", base=False)
    (draft,) = drafts(tmp_path)
    assert (ran.code, ran.out, count(database)) == (1, "", 1)
    assert ran.err == (
        f"Your text is kept in {draft}; go on with: forum-kb edit hello --draft {draft}\n"
        "Nothing was changed: what was wrong is still there.\n"
    )
    assert draft.read_text() == split(shown()[1])[1]
    editor(("replace", "- number of firms", "- hi everybody"))
    assert run("edit", "hello", "--draft", str(draft), base=False).code == 0
    assert entry(database).texts["en"].phrasings == ("hi everybody",)


def test_emptying_a_text_that_was_wrong_keeps_it(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    editor(("replace", "- hi there", "- number of firms"), ("write", ""))
    assert run("edit", "hello", base=False).code == 1
    (draft,) = drafts(tmp_path)
    assert "- number of firms" in draft.read_text()


def test_an_editor_that_fails_after_a_mistake_keeps_the_text(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    editor(("replace", "- hi there", "- number of firms"), ("fail",))
    ran = run("edit", "hello", base=False)
    (draft,) = drafts(tmp_path)
    assert ran.code == 1
    assert "Set EDITOR to one that you have" in ran.err
    assert "- number of firms" in draft.read_text()


def test_an_editor_that_is_not_there_is_told(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    ran = run("edit", "hello", base=False)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "no-such-editor" in ran.err


def test_a_database_that_cannot_be_written_keeps_the_text(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    lost = ["import pathlib, sys; pathlib.Path(sys.argv[1]).unlink()", str(database)]
    script = tmp_path / "editor.py"
    script.write_text(script.read_text().replace('"-m", "knowledge"', '"-c"'))
    editor(("meanwhile", lost, "- hi there", "- good day to you"))
    ran = run("edit", "hello", base=False)
    (draft,) = drafts(tmp_path)
    assert ran.code == 1
    assert "no longer there" in ran.err
    assert "- good day to you" in draft.read_text()


def test_who_comes_second_is_shown_what_the_first_did_and_decides(
    run: Run, editor: Editor, database: Path
) -> None:
    first = ["phrase", "hello", "en", "good morning", "--as", "asel"]
    shown = editor(
        ("meanwhile", first, "Hello! Ask me.", "Hi! Ask me."),
        ("replace", "    - hi there\n", "    - hi there\n    - good morning\n"),
    )
    ran = run("edit", "hello", base=False)
    ours, theirs = split(shown()[1])
    assert "was changed by asel" in ours[0]
    assert any("+ en.phrasings: good morning" in line for line in ours)
    assert "Hi! Ask me." in theirs
    assert ran.code == 0
    text = entry(database).texts["en"]
    assert (text.answer, text.phrasings) == ("Hi! Ask me.", ("hi there", "good morning"))


def test_a_kept_text_does_not_overwrite_what_was_changed_since(
    run: Run, editor: Editor, database: Path, tmp_path: Path
) -> None:
    editor(("replace", "- hi there", "- number of firms"), ("leave",))
    run("edit", "hello", base=False)
    (draft,) = drafts(tmp_path)
    run("note", "hello", "mine", base=False)
    shown = editor(("replace", "- number of firms", "- hi everybody"), ("leave",))
    assert run("edit", "hello", "--draft", str(draft), base=False).code == 1
    assert "was changed by" in shown()[1]
    assert entry(database).texts["en"].phrasings == ("hi there",)


def test_an_unknown_id_names_the_nearest(run: Run, database: Path) -> None:
    ran = run("edit", "helo", base=False)
    assert (ran.code, ran.err) == (
        1,
        "There is no entry, topic or person 'helo'. Did you mean hello?\n",
    )


def test_a_draft_that_is_not_there_is_told(run: Run, database: Path) -> None:
    ran = run("edit", "hello", "--draft", "nowhere", base=False)
    assert (ran.code, ran.err) == (
        1,
        "nowhere cannot be read: No such file or directory. Check the name.\n",
    )


NEW = """
id: good-bye
kind: smalltalk
en: {question: Bye, answer: Good bye!, phrasings: [see you]}
ru: {question: Пока, answer: До свидания!, phrasings: [до встречи]}
kk: {question: Сау бол, answer: Сау болыңыз!, phrasings: [көріскенше]}
"""


def add_at_a_terminal() -> Ran:
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "knowledge", "add"]
    ran = subprocess.run(
        command, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, timeout=60, check=False
    )
    said = b"" if ran.returncode else os.read(master, 65536)
    os.close(terminal)
    os.close(master)
    return Ran(ran.returncode, said.decode().replace("\r\n", "\n"), ran.stderr.decode())


def test_without_a_terminal_no_template_opens(run: Run, editor: Editor, database: Path) -> None:
    shown = editor(("leave",))
    one_line(run("add", base=False), 2, "Without a terminal give a FILE")
    assert shown() == []


def test_an_editor_with_an_open_quote_is_one_line(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "unclosed ' quote")
    one_line(run("edit", "hello", base=False), 1, "EDITOR cannot be read: No closing quotation")


def test_a_new_entry_is_made_from_a_template(editor: Editor, database: Path) -> None:
    shown = editor(("write", NEW.encode().decode("latin-1")))
    ran = add_at_a_terminal()
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Change 2: added entry good-bye.")
    assert entry(database, "good-bye").texts["en"].answer == "Good bye!"
    for told in ("# one of: forum, business\n", "# such as: balayeva\n", "1 to 2", "phrasings:"):
        assert told in shown()[0]


def test_a_template_that_is_left_as_it_is_adds_nothing(editor: Editor, database: Path) -> None:
    editor(("leave",))
    assert add_at_a_terminal().code == 0
    assert count(database) == 1


def test_a_template_that_is_half_filled_in_opens_again_and_is_kept(
    editor: Editor, database: Path, tmp_path: Path
) -> None:
    shown = editor(("replace", "id:\n", "id: good-bye\n"), ("leave",))
    ran = add_at_a_terminal()
    (draft,) = drafts(tmp_path)
    assert "the question in en is empty" in shown()[1]
    assert ran.code == 1
    assert f"forum-kb add {draft}" in ran.err
