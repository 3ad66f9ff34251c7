"""A folder of YAML files as one zip, to be sent and to come back; what comes is checked first."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.errors import FileRefused

MAX_FILES = 500
MAX_UNPACKED = 64 * 1024**2
# The names of a base's files; some programs put the folder itself into the zip as well.
_NAME = re.compile(r"(?:entries/)?[A-Za-z0-9_-]{1,100}\.ya?ml")
_FOLDER = re.compile(r"(?!\.{1,2}/)[\w .()-]{1,100}/")
# What systems leave in every folder.
_LITTER = re.compile(r"__MACOSX/.*|(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini)", re.DOTALL)
_MADE = (1980, 1, 1, 0, 0, 0)
_WORKBOOK = "[Content_Types].xml"
_ENCRYPTED = 1


def is_zip(content: bytes) -> bool:
    """Whether a file begins as a zip does, be it one of files or a workbook."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def packed(folder: Path) -> bytes:
    """The YAML files of a folder as a zip; the same files always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.yaml")):
            part = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _MADE)
            part.external_attr = 0o644 << 16
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, path.read_bytes())
    return out.getvalue()


def is_workbook(content: bytes, *, named_zip: bool) -> bool:
    """Whether a zip is one of a workbook; the name only tells where it cannot be looked into."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return not named_zip


def unpacked_size(content: bytes) -> int:
    """How many bytes a zip says that it holds; 0 where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0


@contextmanager
def unpacked(content: bytes, name: str) -> Iterator[Path]:
    """A folder with the YAML files of a zip, which goes when the block ends.

    Raises FileRefused, before anything is written, where it is broken or locked, would be too
    large, or has any other file in it.
    """
    files = _files(content, name)
    with TemporaryDirectory(prefix="forum-kb-") as made:
        for path, text in files.items():
            target = Path(made) / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(text)
        yield Path(made)


def _files(content: bytes, name: str) -> dict[str, bytes]:
    """The content of each file by its place in the folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            places = _places(archive.infolist(), name)
            return {place: archive.read(part) for place, part in places.items()}
    except FileRefused:
        raise
    except Exception as error:  # a damaged part fails in whatever way its packing fails
        raise FileRefused(f"{name} is damaged, or no zip. Pack it anew.") from error


def _places(parts: list[zipfile.ZipInfo], name: str) -> Mapping[str, zipfile.ZipInfo]:
    """Where each part of a zip belongs in the folder; only the base's own names are known."""
    files = [part for part in parts if not part.is_dir() and not _LITTER.fullmatch(part.filename)]
    if not files:
        raise FileRefused(f"{name} has no files in it. Pack the YAML files of the base.")
    if any(part.flag_bits & _ENCRYPTED for part in files):
        raise FileRefused(f"{name} is locked with a password. Pack it without one.")
    size = sum(part.file_size for part in files)
    if len(files) > MAX_FILES or size > MAX_UNPACKED:
        raise FileRefused(
            f"{name} unpacks to {len(files)} files of {size / 1024**2:.0f} MB; at most {MAX_FILES}"
            f" files of {MAX_UNPACKED // 1024**2} MB are read."
        )
    top = _top(files[0].filename)
    if not all(part.filename.startswith(top) for part in files):
        top = ""
    places = [part.filename.removeprefix(top) for part in files]
    for place, times in Counter(places).items():
        if not _NAME.fullmatch(place):
            raise FileRefused(
                f"{name} holds {place[:60]!r}, which is no file of the base. Pack only its YAML"
                " files, under the names that an export gives them."
            )
        if times > 1:
            raise FileRefused(f"{name} holds {place!r} twice. Pack it once.")
    return dict(zip(places, files, strict=True))


def _top(place: str) -> str:
    """The folder that a file lies in, where that may be the base's own."""
    found = _FOLDER.match(place)
    return "" if found is None or found[0] == "entries/" else found[0]
