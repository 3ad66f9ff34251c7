"""While the store cannot be read, a maintainer's question is answered from memory as anybody's."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.strings.desk.common import COMMON
from knowledge.model import LANGUAGES, Language
from tests.bot.desk.hands import CHAT, ME, Hands
from tests.bot.direct import handling
from tests.bot.sample import COOK


def emptied(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE unfinished")


def overwritten(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(b"no database" * 10_000)


def test_a_picture_gets_the_friendly_line_that_anybody_gets(prepared: Path, tmp_path: Path) -> None:
    path = tmp_path / "forum.sqlite"
    path.write_bytes(prepared.read_bytes())
    size = {"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}
    sender = {"id": ME, "is_bot": False, "first_name": "M", "language_code": "en"}
    message = {"message_id": 9, "date": 1, "chat": CHAT, "from": sender, "photo": [size]}
    with handling(path, frozenset({ME})) as handle:
        before = [call.parameters["text"] for call in handle({"update_id": 1, "message": message})]
        overwritten(path)
        update = {"update_id": 2, "message": message | {"message_id": 10}}
        assert [call.parameters["text"] for call in handle(update)] == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spoil", [emptied, overwritten])
def test_a_question_is_answered_and_it_is_said_that_nothing_was_taken(
    prepared: Path, tmp_path: Path, language: Language, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "forum.sqlite"
    path.write_bytes(prepared.read_bytes())
    with handling(path, frozenset({ME})) as handle:
        hands = Hands(handle, language)
        hands.types("/edit tent-red")
        spoil(path)
        answer, note = [
            str(call.parameters["text"])
            for call in hands.types(COOK[language])
            if call.method == "sendMessage"
        ]
        assert "salt" in answer
        assert note.startswith(COMMON[language].unread.split("{")[0])
