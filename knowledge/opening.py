"""Opening the store that a program works with, and noticing that the program was upgraded.

The shipped base that was merged last is known by a mark, so that a start only reads the shipped
files' bytes. All else is imported after an upgrade only.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from knowledge.file_items import OWN, set_shipped_mark, shipped_mark
from knowledge.store import Store, open_store

SHIPPED = Path(__file__).parent / "base"


def open_current(path: Path, tell: Callable[[str], object], shipped: Path = SHIPPED) -> Store:
    """Open a store, filled where it is new, and merge the shipped base where that is another now.

    ``tell`` gets a line where something was merged, kept or refused. Raises BaseInvalid where
    a new store cannot be filled, and StoreError.
    """
    store = open_store(path)
    try:
        mark = mark_of(shipped)
        if store.is_empty():
            _fill(store, shipped, mark)
        else:
            _merge_if_new(store, tell, shipped, mark)
    except BaseException:
        store.close()
        raise
    return store


def keep_own(store: Store) -> None:
    """The store was filled from another base: no shipped one is ever merged into it."""
    with store.writing() as connection:
        set_shipped_mark(connection, OWN)


def mark_of(folder: Path) -> str:
    """Short text that is the same exactly where the YAML files of a folder are the same."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _fill(store: Store, shipped: Path, mark: str) -> None:
    from knowledge.yaml_files import read_base  # first start only

    store.fill_if_empty(read_base(shipped))
    with store.writing() as connection:
        set_shipped_mark(connection, mark)


def _merge_if_new(store: Store, tell: Callable[[str], object], shipped: Path, mark: str) -> None:
    with store.reading() as connection:
        known = shipped_mark(connection)
    if known not in (mark, OWN):
        from knowledge.upgrade import merge  # see the module's docstring

        for line in merge(store, shipped, mark):
            tell(line)
