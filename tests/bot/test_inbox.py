"""What the inbox promises: nothing lost, nothing twice, and little kept."""

import json
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import inbox as inboxes
from bot.inbox import TRIES, Inbox, inbox_path, open_inbox
from bot.outage import CannotRun
from bot.slots import SLOTS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite"


@pytest.fixture
def inbox(path: Path) -> Iterator[Inbox]:
    inbox = open_inbox(path)
    yield inbox
    inbox.close()


def body(number: int) -> str:
    return json.dumps({"update_id": number})


def killed(path: Path, inbox: Inbox) -> Inbox:
    """The inbox as the next process finds it."""
    inbox._connection.close()
    inbox._sending.close()
    return open_inbox(path)


def test_an_update_is_new_once(inbox: Inbox) -> None:
    assert inbox.put([(1, body(1)), (2, body(2)), (2, body(2))]) == {1, 2}
    assert inbox.put([(2, body(2)), (3, body(3))]) == {3}
    assert inbox.put([]) == set()


def test_another_update_under_a_number_that_was_here_is_new(path: Path, inbox: Inbox) -> None:
    inbox.put([(1, body(1))])
    inbox.finish(1)
    assert inbox.put([(1, '{"other": 1}')]) == {1}
    assert inbox.put([(1, body(1))]) == set()
    assert killed(path, inbox).left() == ['{"other": 1}']


@pytest.mark.parametrize("ending", ["killed", "closed"])
def test_what_was_not_answered_is_found_again_in_order(path: Path, ending: str) -> None:
    inbox = open_inbox(path)
    inbox.put([(5, body(5)), (3, body(3)), (9, body(9)), (1, body(1))])
    inbox.mark(3, answered=True)
    inbox.mark(9, answered=True)
    inbox.mark(9, answered=False)
    inbox.finish(1)
    inbox.put([(10, body(10))])
    if ending == "closed":
        inbox.close()
    inbox = killed(path, inbox)
    assert inbox.left() == [body(5), body(9), body(10)]
    assert inbox.put([(n, body(n)) for n in (1, 3, 5, 9, 10, 11)]) == {11}
    inbox.close()


def test_the_text_of_a_finished_update_is_forgotten_and_its_number_is_not(
    path: Path, inbox: Inbox
) -> None:
    inbox.put([(1, body(1))])
    inbox.finish(1)
    inbox.put([(2, body(2))])
    inbox = killed(path, inbox)
    assert inbox.left() == [body(2)]
    assert inbox.put([(1, body(1))]) == set()
    rows = inbox._connection.execute("SELECT body FROM updates WHERE id = 1").fetchall()
    assert rows == [(None,)]


def test_an_update_that_the_process_always_dies_of_is_left(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = open_inbox(path)
    inbox.put([(1, body(1))])
    for _ in range(TRIES):
        inbox = killed(path, inbox)
        assert inbox.left() == [body(1)]
    inbox = killed(path, inbox)
    assert inbox.left() == []
    assert "Update 1 " in caplog.text
    inbox.close()


def test_orderly_stops_are_no_failed_tries(path: Path) -> None:
    inbox = open_inbox(path)
    inbox.put([(1, body(1))])
    for _ in range(TRIES + 2):
        inbox.close()
        inbox = open_inbox(path)
        assert inbox.left() == [body(1)]
    inbox.close()


def test_only_so_many_numbers_are_remembered(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "REMEMBERED", 50)
    monkeypatch.setattr(inboxes, "_PURGE_EVERY", 10)
    inbox.put([(1, body(1))])
    for number in range(2, 302):
        inbox.put([(number, body(number))])
        inbox.finish(number)
    (count,) = inbox._connection.execute("SELECT count(*) FROM updates").fetchone()
    assert count <= 50 + 2 * 10
    assert inbox.left()[0] == body(1)


def test_a_second_process_is_told_to_stop_the_first(path: Path, inbox: Inbox) -> None:
    with pytest.raises(CannotRun, match="stop one of the two") as caught:
        open_inbox(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"Dear Sir or Madam, " * 100, b"SQLite format 3\0" * 300])
def test_a_damaged_inbox_is_put_aside(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(content)
    inbox = open_inbox(path)
    assert inbox.put([(1, body(1))]) == {1}
    inbox.close()
    assert "damaged" in caplog.text
    assert [p.read_bytes() for p in path.parent.glob("inbox.damaged*")] == [content]


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="cannot be written"):
        open_inbox(tmp_path / "away" / "inbox.sqlite")


def test_a_full_disk_stops_nobody_and_is_told_once(
    path: Path, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.put([(1, body(1))])
    inbox._connection.execute("PRAGMA max_page_count = 1")
    long = json.dumps({"text": "x" * 100_000})
    assert inbox.put([(2, long)]) == {2}
    assert inbox.put([(2, long), (3, long), (1, body(1))]) == {3}
    inbox.mark(2, answered=True)
    inbox.finish(2)
    told = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    inbox._connection.execute("PRAGMA max_page_count = 100000")
    assert inbox.put([(4, body(4))]) == {4}
    assert "can be written again" in caplog.text


def test_notes_stay(path: Path, inbox: Inbox) -> None:
    assert inbox.noted("webhook") is None
    inbox.note("webhook", "a")
    inbox.note("webhook", "b")
    assert killed(path, inbox).noted("webhook") == "b"


def test_a_note_that_cannot_be_read_stops_nobody(
    inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox._connection.execute("DROP TABLE notes")
    inbox.note("webhook", "a")
    assert inbox.noted("webhook") is None
    assert len(caplog.records) == 1


def test_what_is_left_is_answered_from_a_disk_that_is_full(
    path: Path, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.put([(1, body(1)), (2, body(2))])
    inbox.mark(2, answered=True)
    inbox = killed(path, inbox)
    inbox._connection.execute("PRAGMA query_only = ON")
    assert inbox.left() == [body(1)]
    assert len(caplog.records) == 1
    inbox.mark(1, answered=True)
    inbox.finish(1)
    assert killed(path, inbox).left() == []


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="the system cannot promise room")
def test_what_is_noted_in_memory_has_its_room_on_the_disk(path: Path, inbox: Inbox) -> None:
    found = path.with_name(f"{path.name}-sending").stat()
    assert found.st_blocks * 512 >= found.st_size


def test_only_its_owner_reads_it(path: Path, inbox: Inbox) -> None:
    inbox.put([(1, body(1))])
    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_each_bot_has_its_own() -> None:
    store = Path("/srv/forum.sqlite")
    first, second = (inbox_path(store, f"{number}:abc") for number in (12, 13))
    assert first != second
    assert first.parent == store.parent
    assert "abc" not in first.name


def test_a_write_is_quick_enough_for_every_update(inbox: Inbox) -> None:
    statements: list[str] = []
    inbox._connection.set_trace_callback(statements.append)
    inbox.put([(number, body(number)) for number in range(100)])
    assert sum("COMMIT" in statement for statement in statements) == 1
    (mode,) = inbox._connection.execute("PRAGMA synchronous").fetchone()
    assert mode == 0
    assert isinstance(inbox._connection, sqlite3.Connection)


def test_more_answers_under_way_than_can_be_noted_are_written(path: Path) -> None:
    inbox = open_inbox(path)
    numbers = range(1, 3 * SLOTS)
    inbox.put([(number, body(number)) for number in numbers])
    for number in numbers:
        inbox.mark(number, answered=True)
        inbox.finish(number)
    inbox.put([(9_999_999, body(0))])
    inbox = killed(path, inbox)
    assert inbox.left() == [body(0)]
    inbox.close()
