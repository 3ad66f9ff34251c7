"""A base's folder as a zip: there and back, and nothing else is ever unpacked."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import packing, transfer
from knowledge.errors import FileRefused
from knowledge.model import Base
from knowledge.store import open_store
from knowledge.yaml_files import read_unchecked
from tests.knowledge.sent import MADE, of_folder, zipped


@pytest.mark.parametrize("inside", ["", "base/", "my base (1)/"])
def test_a_folder_comes_back_whole_also_inside_of_a_folder(
    folder: Path, base: Base, inside: str
) -> None:
    litter = [("__MACOSX/._topics.yaml", "\0"), (f"{inside}entries/.DS_Store", "\0")]
    content = zipped((inside or "entries/", ""), *of_folder(folder, inside), *litter)
    with packing.unpacked(content, "base.zip") as unpacked:
        assert read_unchecked(unpacked)[0] == base


def test_the_same_files_give_the_same_bytes(folder: Path) -> None:
    assert packing.packed(folder) == packing.packed(folder)
    with packing.unpacked(packing.packed(folder), "base.zip") as unpacked:
        assert of_folder(unpacked) == of_folder(folder)


def test_an_export_as_zip_can_be_imported(tmp_path: Path, base: Base) -> None:
    with open_store(tmp_path / "forum.sqlite") as store:
        store.fill(base)
        assert transfer.export(store, tmp_path / "base.zip", transfer.Format.YAML) == ["base.zip"]
    assert transfer.read_whole(tmp_path / "base.zip") == base


@pytest.mark.parametrize(
    "name",
    [
        "../topics.yaml",
        "entries/../../topics.yaml",
        "/etc/topics.yaml",
        "//server/topics.yaml",
        "C:\\topics.yaml",
        "C:topics.yaml",
        "..\\topics.yaml",
        "entries/deep/topics.yaml",
        "a/b/topics.yaml",
        ".topics.yaml",
        "~/topics.yaml/x.yaml",
        "topics.yaml\0.txt",
        "topics.py",
        "entries/" + "x" * 200 + ".yaml",
        "темы.yaml",
        "",
    ],
)
def test_files_with_other_names_are_refused(folder: Path, name: str) -> None:
    content = zipped(*of_folder(folder), (name, "x"))
    with (
        pytest.raises(FileRefused, match=r"^base.zip .*(no file of the base|twice|damaged)"),
        packing.unpacked(content, "base.zip"),
    ):
        pytest.fail("it was unpacked")


def damaged(content: bytes) -> bytes:
    middle = len(content) // 3
    return content[:middle] + bytes(200) + content[middle + 200 :]


def locked(content: bytes) -> bytes:
    """The same with the mark of a password on each file."""
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(head)
        while start >= 0:
            at = start + flags
            content = content[:at] + bytes([content[at] | 1]) + content[at + 1 :]
            start = content.find(head, start + 4)
    return content


def boasting(content: bytes, size: int) -> bytes:
    """The same, and its directory says that the first file is as large as this."""
    at = content.find(b"PK\x01\x02") + 24
    return content[:at] + size.to_bytes(4, "little") + content[at + 4 :]


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (damaged, "is damaged"),
        (locked, "is locked with a password"),
        (lambda content: content[: len(content) // 2], "is damaged, or no zip"),
        (lambda content: content[:4], "is damaged, or no zip"),
        (lambda _: b"PK\x05\x06" + bytes(18), "has no files in it"),
        (lambda _: zipped(("__MACOSX/x", "")), "has no files in it"),
        (lambda content: boasting(content, 100), "is damaged"),
        (lambda content: boasting(content, 2**31), "unpacks to .* files of 20"),
        (lambda _: zipped(*((f"a{n}.yaml", "") for n in range(501))), "unpacks to 501 files"),
        (lambda _: zipped(("a.yaml", ""), ("a.yaml", "")), "holds 'a.yaml' twice"),
    ],
    ids=[
        *("damaged", "locked", "cut", "four bytes", "empty", "litter"),
        *("too short", "too large", "too many", "twice"),
    ],
)
def test_a_zip_that_cannot_be_meant_is_refused(
    folder: Path, spoilt: Callable[[bytes], bytes], told: str
) -> None:
    content = spoilt(zipped(*of_folder(folder), kind=zipfile.ZIP_STORED))
    with pytest.raises(FileRefused, match=told), packing.unpacked(content, "base.zip"):
        pytest.fail("it was unpacked")


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to() -> None:
    content = zipped(*((f"a{number}.yaml", "x" * 1024**2) for number in range(65)))
    assert len(content) < 200_000
    with pytest.raises(FileRefused, match="65 files of 65 MB"), packing.unpacked(content, "b.zip"):
        pytest.fail("it was unpacked")


def test_a_link_is_written_as_the_text_it_is(folder: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        part = zipfile.ZipInfo("topics.yaml", MADE)
        part.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(part, "/etc/passwd")
    with packing.unpacked(out.getvalue(), "base.zip") as unpacked:
        assert not (unpacked / "topics.yaml").is_symlink()
        assert (unpacked / "topics.yaml").read_text() == "/etc/passwd"
