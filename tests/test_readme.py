"""The README shows what the bot really says, and names only what there is."""

import os
import re
import shlex
from pathlib import Path

import pytest

from bot.strings.desk.commands import DeskCommandTexts
from knowledge.__main__ import main
from knowledge.answerer import Answerer
from knowledge.markup import plain
from knowledge.opening import open_current
from knowledge.reply import reply_text
from knowledge.store import store_in_memory
from knowledge.yaml_files import read_base, shipped_base

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    with store_in_memory(read_base(shipped_base())) as store:
        return Answerer(store)


def transcript() -> list[tuple[str, list[str]]]:
    """The questions of the first code block, each with the lines of its reply."""
    block = README.split("```")[1].strip()
    exchanges = [exchange.splitlines() for exchange in block.split("\n\n")]
    return [(lines[0].removeprefix("> "), lines[1:]) for lines in exchanges]


@pytest.mark.parametrize(("question", "lines"), transcript())
def test_the_transcript_is_what_the_bot_says(
    answerer: Answerer, question: str, lines: list[str]
) -> None:
    said = plain(reply_text(answerer.answer(question), answerer.base))
    assert lines
    for line in lines:
        assert line.removesuffix(" ...") in said


def everyday_commands() -> list[list[str]]:
    """The words of each everyday task, without the program's own name."""
    block = README.split("<!-- everyday -->")[1].split("```")[1].removeprefix("sh")
    lines = [shlex.split(line, comments=True) for line in block.strip().splitlines()]
    return [words[words.index(".venv/bin/forum-kb") + 1 :] for words in lines]


def test_every_command_works_in_a_fresh_clone() -> None:
    """Nothing is on the PATH before ``.venv/bin`` is, but for what every system has."""
    known = {"python3", "export", "eval", ".venv/bin/pip", ".venv/bin/forum-kb"}
    known |= {".venv/bin/forum-bot", ".venv/bin/pytest", "systemctl", "sudoedit", "sudo"}
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            for command in re.sub(r"\s#.*", "", line).split("&&"):
                words = [word for word in command.split() if not re.match(r"[A-Z]+=", word)]
                assert words[0] in known, line


def test_the_everyday_tasks_are_done_by_their_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUM_BOT_DB", str(tmp_path / "forum.sqlite"))
    monkeypatch.setenv("EDITOR", "sed -i.bak 's/6 March 2024/Wednesday, 6 March 2024/'")
    monkeypatch.delenv("VISUAL", raising=False)
    edit, phrase, review, undo, export = everyday_commands()
    assert [main(words) for words in (edit, phrase)] == [0, 0]
    assert "Wednesday, 6 March" in asked(phrase[-1])
    assert main([*review, "--help"]) == 0
    assert main(undo) == 0
    assert "Wednesday" not in asked(phrase[-1])
    assert main(export) == 0
    assert main(["import", *export[1:], "--yes"]) == 0
    told = capfd.readouterr()
    assert "Traceback" not in told.err


def asked(question: str) -> str:
    """What the bot that is set up answers."""
    with open_current(Path(os.environ["FORUM_BOT_DB"]), print) as store:
        answerer = Answerer(store)
        return plain(reply_text(answerer.answer(question), answerer.base))


def test_it_names_what_maintainers_have_in_their_menu() -> None:
    section = README.split("## From Telegram")[1].split("\n## ")[0]
    assert set(re.findall(r"`/(\w+)`", section)) == {*DeskCommandTexts._fields, "settings"}


def test_every_file_that_it_names_exists() -> None:
    for name in re.findall(r"`([\w./]+\.(?:py|yaml)|(?:bot|knowledge|tests)/[\w/]*)`", README):
        assert any((folder / name).exists() for folder in (ROOT, ROOT / "knowledge" / "base")), name


def test_it_names_the_supported_versions_of_python() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    versions = re.findall(r"Python :: (3\.\d+)", project)
    assert versions
    assert all(version in README for version in versions)
