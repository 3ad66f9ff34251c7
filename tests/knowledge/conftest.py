from pathlib import Path

import pytest

from knowledge.model import Base
from knowledge.yaml_files import read_base
from tests.knowledge.sample import write_sample


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the sample base, to be changed at will."""
    return write_sample(tmp_path / "base")


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The sample base."""
    return read_base(write_sample(tmp_path_factory.mktemp("sample")))
