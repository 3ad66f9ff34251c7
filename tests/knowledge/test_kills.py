"""A process that is killed while it changes a store leaves it before or after, never between.

``python -m tests.benchmarks.kills`` does the same many more times.
"""

import random
import shutil
from pathlib import Path

import pytest

from knowledge.model import Base
from tests.knowledge.kills import DOINGS, Killed, killed, prepare

KILLS = 2


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Path:
    """A folder with a store and its backups, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder / "forum.sqlite", base)
    return folder


@pytest.mark.parametrize("seed", range(KILLS))
@pytest.mark.parametrize("doing", DOINGS)
def test_a_killed_process_leaves_the_store_before_or_after(
    prepared: Path, tmp_path: Path, doing: str, seed: int
) -> None:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    found = killed(doing, tmp_path / "forum.sqlite", random.Random(seed))
    assert found.is_whole, found


def test_a_mixture_is_not_whole() -> None:
    assert not Killed(3, {"3", "4"}, []).is_whole
    assert not Killed(3, {"2"}, []).is_whole
    assert not Killed(3, {"5"}, []).is_whole
    assert not Killed(3, {"3"}, ["damaged"]).is_whole
    assert Killed(3, {"4"}, []).is_whole
