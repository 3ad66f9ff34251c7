"""What befalls the file of a store while it is open."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.answerer import Answerer
from knowledge.errors import StoreCorrupt, StoreError, StoreUnreachable
from knowledge.model import Base
from knowledge.store import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "forum.sqlite"


@pytest.fixture
def store(path: Path, base: Base) -> Iterator[Store]:
    """A store that holds the sample base, at revision 1."""
    with open_store(path) as opened:
        opened.fill(base)
        yield opened


@pytest.fixture
def other(tmp_path: Path, base: Base) -> Path:
    """A closed file that holds another base, at revision 1 as well."""
    path = tmp_path / "other.sqlite"
    with open_store(path) as opened:
        opened.fill(replace(base, checks=()))
    return path


def test_a_file_put_in_its_place_is_opened(store: Store, path: Path, other: Path) -> None:
    other.replace(path)
    assert store.load().checks == ()
    assert store.reopened == 1
    store.set_language("42", "kk")
    with open_store(path) as again:
        assert again.language("42") == "kk"


def test_what_was_not_yet_written_into_the_first_file_does_not_spoil_the_second(
    store: Store, path: Path, other: Path, base: Base
) -> None:
    store.fill(base)
    assert path.with_name("forum.sqlite-wal").stat().st_size
    other.replace(path)
    assert (store.revision(), store.load().checks) == (1, ())
    with open_store(path) as again, again._access():
        assert again._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_answerer_takes_up_another_file_of_the_same_revision(
    store: Store, path: Path, other: Path
) -> None:
    answerer = Answerer(store)
    other.replace(path)
    assert answerer.refresh()
    assert answerer.base.checks == ()
    assert not answerer.refresh()


@pytest.mark.parametrize("content", [b"", b"half of a copy"])
def test_a_file_that_is_no_database_is_refused_until_it_is_one(
    store: Store, path: Path, other: Path, content: bytes
) -> None:
    path.unlink()
    path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(StoreCorrupt, match=str(path)):
            store.load()
    assert path.read_bytes() == content
    shutil.copy(other, path)
    assert store.load().checks == ()


def test_a_file_that_is_gone_is_told_and_not_made_again(
    store: Store, path: Path, other: Path
) -> None:
    shutil.rmtree(path.parent)
    for _ in range(2):
        with pytest.raises(StoreUnreachable, match="no longer there"):
            store.load()
    with pytest.raises(StoreUnreachable):
        store.set_language("42", "kk")
    assert not path.parent.exists()
    path.parent.mkdir()
    other.replace(path)
    assert store.load().checks == ()


@pytest.mark.parametrize("size", [0, 100, 5000, 20000])
def test_a_file_cut_short_is_an_error_of_one_line_or_none(
    store: Store, path: Path, size: int
) -> None:
    answerer = Answerer(store)
    with path.open("r+b") as file:
        file.truncate(size)
    for use in (answerer.refresh, store.load, lambda: store.set_language("42", "kk")):
        try:
            use()
        except StoreError as error:
            assert "\n" not in str(error)  # noqa: PT017 - what matters is that nothing else comes
    assert answerer.answer("number of firms").entry == "sme-count"
