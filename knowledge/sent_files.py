"""A file that somebody sent, to be imported: its kind and size are looked at before it is read."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from knowledge import packing
from knowledge.drafts import Content
from knowledge.errors import FileRefused, KnowledgeError, NotFound

MAX_BYTES = 10 * 1024**2
KINDS = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx", ".zip")
_LONGEST_NAME = 100


def has_known_kind(name: str) -> bool:
    """Whether the name of a file is that of a kind that can be imported."""
    return PurePosixPath(name.lower()).suffix in KINDS


def read_sent(name: str, content: bytes, topics: Iterable[str]) -> Content:
    """What a sent file says; ``name`` is whatever its sender calls it.

    ``topics`` are those of the live base. Raises FileRefused and BaseInvalid, whose messages name
    the file as it is called.
    """
    from knowledge.file_reading import read_content  # only where files are read

    called = plain_name(name)
    if len(content) > MAX_BYTES:
        raise FileRefused(f"{called} has more than {MAX_BYTES // 1024**2} MB.")
    if packing.is_zip(content) and packing.unpacked_size(content) > packing.MAX_UNPACKED:
        most = packing.MAX_UNPACKED // 1024**2
        raise FileRefused(f"{called} unpacks to more than {most} MB. Split it.")
    with TemporaryDirectory(prefix="forum-kb-") as folder:
        path = Path(folder) / called
        path.write_bytes(content)
        try:
            found = read_content(path, topics)
        except (FileRefused, NotFound) as error:
            raise _without_folder(error, folder) from error
    if not found.drafts:
        raise FileRefused(
            f"{called} holds nothing of a base: there is no row below a head with columns such as"
            " id, question_en and answer_en."
        )
    return found


def plain_name(name: str) -> str:
    """The name of a sent file without what could lead to another folder, or hide a part of it."""
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|')
    stem, _, kind = kept.strip(" .").rpartition(".")
    return f"{stem[-_LONGEST_NAME:].strip() or 'file'}.{kind[:5]}"


def _without_folder(error: KnowledgeError, folder: str) -> FileRefused:
    return FileRefused(str(error).replace(f"{folder}/", ""))
