"""What files say: a folder of YAML files, also as a zip, one of them, a CSV file, a workbook.

The largest files are refused: they would take more memory than the bot may have.
"""

from collections.abc import Iterable
from pathlib import Path

from knowledge import packing
from knowledge.drafts import Content, Draft, content_of
from knowledge.errors import FileRefused, NotFound
from knowledge.file_kinds import refuse_other_kinds
from knowledge.items import key_of, to_plain

MAX_BYTES = 64 * 1024**2
MAX_ITEMS = 20_000
_YAML = {".yaml", ".yml"}
_TEXT = {".csv", ".tsv", ".txt"}
_PACKED = {".xlsx": "XLSX", ".zip": "zip"}


def read_content(path: Path, topics: Iterable[str] = ()) -> Content:
    """What a folder of YAML files says, also as a zip, or one such file, a CSV file or a workbook.

    ``topics`` are those of the live base, which the name of a single YAML file may be. Raises
    NotFound, FileRefused, BaseInvalid.
    """
    if path.is_dir():
        from knowledge.yaml_files import read_unchecked  # only where files are read
        from knowledge.yaml_stamps import stamps_of

        return content_of(read_unchecked(path)[0], stamps_of(path))
    if not path.exists():
        raise NotFound(f"There is no file or folder {path}. Check the name.")
    found = _file_content(path, topics)
    if len(found.drafts) > MAX_ITEMS:
        raise FileRefused(
            f"{path} holds {len(found.drafts)} items; at most {MAX_ITEMS} are read. Split it."
        )
    return found


def _yaml_content(path: Path, topics: Iterable[str]) -> Content:
    from knowledge.yaml_files import read_part
    from knowledge.yaml_stamps import stamp_of_file

    items, stamp = read_part(path, topics), stamp_of_file(path)
    drafts = (
        Draft(key_of(item).kind, to_plain(item), file=path.name, stamp=stamp) for item in items
    )
    # One file lists the entries of one topic, so that it cannot tell which others are gone.
    return Content(tuple(drafts), frozenset())


def _file_content(path: Path, topics: Iterable[str]) -> Content:
    """What one file says; what it is its first bytes tell, and where they do not, its name."""
    content, kind = _read_bytes(path), path.suffix.lower()
    if packing.is_zip(content):
        return _zip_content(path, content)
    if kind in _YAML and content:
        return _yaml_content(path, topics)
    refuse_other_kinds(content, str(path))
    if kind in _PACKED:
        raise FileRefused(f"{path} is no {_PACKED[kind]} inside. Save it as one, do not rename it.")
    if kind not in _TEXT:
        raise FileRefused(f"{path} is none of YAML, CSV, XLSX and zip. Save it as one of these.")
    return _csv_content(path, content)


def _zip_content(path: Path, content: bytes) -> Content:
    from knowledge.sheets.reading import drafts_of
    from knowledge.sheets.xlsx_file import read_xlsx

    if packing.is_workbook(content, named_zip=path.suffix.lower() == ".zip"):
        return drafts_of(read_xlsx(content, path.name), path.name)
    with packing.unpacked(content, path.name) as folder:
        return read_content(folder)


def _csv_content(path: Path, content: bytes) -> Content:
    from knowledge.sheets.csv_file import read_csv
    from knowledge.sheets.reading import drafts_of

    sheet, remarks = read_csv(content, path.name)
    found = drafts_of([sheet], path.name)
    return Content(found.drafts, found.kinds, (*remarks, *found.remarks))


def _read_bytes(path: Path) -> bytes:
    try:
        # What is no file on a disk tells no size, and may have no end.
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(content) > MAX_BYTES:
        raise FileRefused(f"{path} has more than {MAX_BYTES // 1024**2} MB. Split it.")
    return content
