"""The command line, as a process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SettingMissing, Settings


def forum_bot(
    *arguments: str, folder: Path, settings: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    ours = ("TELEGRAM_", "FORUM_BOT_", "LOG_LEVEL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=kept | {"PYTHONPATH": root, "PYTHONUTF8": "1"} | (settings or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_help_tells_what_there_is_and_the_exit_codes(tmp_path: Path) -> None:
    ended = forum_bot("--help", folder=tmp_path)
    assert ended.returncode == 0
    for part in ("chat", "TELEGRAM_TOKEN", ".env", "exit codes"):
        assert part in ended.stdout


def test_version_is_told(tmp_path: Path) -> None:
    ended = forum_bot("--version", folder=tmp_path)
    assert ended.returncode == 0
    assert ended.stdout.startswith("forum-bot")


def test_an_unknown_argument_is_refused(tmp_path: Path) -> None:
    ended = forum_bot("talk", folder=tmp_path)
    assert ended.returncode == 2
    assert "talk" in ended.stderr


@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_without_a_token_two_lines_say_how_to_go_on(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = forum_bot(*arguments, folder=tmp_path)
    with pytest.raises(SettingMissing) as missing:
        Settings().needed_token()
    assert ended.stderr == f"{missing.value}\n"
    assert ended.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_settings_are_read_from_a_file_in_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=LOUD\n")
    ended = forum_bot(folder=tmp_path)
    assert ended.returncode == 2
    assert "LOG_LEVEL" in ended.stderr


@pytest.mark.parametrize("command", ["run", "chat"])
def test_a_database_that_is_none_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)
    settings = {"FORUM_BOT_DB": "letter.txt", "TELEGRAM_TOKEN": "1:abc"}
    ended = forum_bot(command, folder=tmp_path, settings=settings)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "letter.txt" in ended.stderr


def test_a_second_start_of_chat_imports_nothing_that_an_answer_does_not_need(
    tmp_path: Path,
) -> None:
    heavy = {
        *("sqlite_utils", "openpyxl", "ruamel.yaml", "yaml", "matplotlib", "hypothesis"),
        *("rapidfuzz", "dotenv", "difflib", "bot.run", "bot.inbox", "bot.web", "bot.connection"),
        *("bot.limits", "knowledge.change_log", "knowledge.item_store", "knowledge.yaml_files"),
    }
    code = (
        "import sys; from bot.__main__ import main; code = main(['chat']);"
        f" sys.stderr.write(repr(sorted({heavy!r} & set(sys.modules)))); sys.exit(code)"
    )
    root = str(Path(__file__).parents[2])
    store = {"FORUM_BOT_DB": str(tmp_path / "forum.sqlite")}
    for _ in range(2):
        started = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, **store, "PYTHONPATH": root, "PYTHONUTF8": "1"},
            input="When was the forum held?\n",
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert started.returncode == 0
    assert "6 March 2024" in started.stdout
    assert started.stderr == "[]"
