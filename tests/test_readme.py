"""The README shows what the bot really says, and names only what there is."""

import re
from pathlib import Path

import pytest

from knowledge.answerer import Answerer
from knowledge.markup import plain
from knowledge.reply import reply_text
from knowledge.store import store_in_memory
from knowledge.yaml_files import read_base, shipped_base

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    with store_in_memory(read_base(shipped_base())) as store:
        return Answerer(store)


def transcript() -> list[tuple[str, list[str]]]:
    """The questions of the first code block, each with the lines of its reply."""
    block = README.split("```")[1].strip()
    exchanges = [exchange.splitlines() for exchange in block.split("\n\n")]
    return [(lines[0].removeprefix("> "), lines[1:]) for lines in exchanges]


@pytest.mark.parametrize(("question", "lines"), transcript())
def test_the_transcript_is_what_the_bot_says(
    answerer: Answerer, question: str, lines: list[str]
) -> None:
    said = plain(reply_text(answerer.answer(question), answerer.base))
    assert lines
    for line in lines:
        assert line.removesuffix(" ...") in said


def test_every_file_that_it_names_exists() -> None:
    for name in re.findall(r"`([\w./]+\.(?:py|yaml)|(?:bot|knowledge|tests)/[\w/]*)`", README):
        assert any((folder / name).exists() for folder in (ROOT, ROOT / "knowledge" / "base")), name


def test_it_names_the_supported_versions_of_python() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    versions = re.findall(r"Python :: (3\.\d+)", project)
    assert versions
    assert all(version in README for version in versions)
