"""What the program is built on: bounded, with a reason, and installed as it is bounded.

Lists of known holes are on the network, which tests do not need; a new version comes in by a
change of a bound here, and never by itself across a major version.
"""

import ast
import re
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)["project"]
RUNNING = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [
    Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines
]

SOURCES = [path for package in ("bot", "knowledge") for path in (ROOT / package).rglob("*.py")]
BROUGHT_BY = {
    "telegram": "python-telegram-bot",
    "yaml": "pyyaml",
    "ruamel": "ruamel.yaml",
    "dotenv": "python-dotenv",
    "sqlite_utils": "sqlite-utils",
    "Stemmer": "pystemmer",
}


def bounds(requirement: Requirement) -> dict[str, Version]:
    return {one.operator: Version(one.version) for one in requirement.specifier}


@pytest.mark.parametrize("requirement", [*RUNNING, *EXTRAS], ids=lambda one: str(one.name))
def test_it_has_a_lower_bound_and_ends_before_the_next_major_version(
    requirement: Requirement,
) -> None:
    found = bounds(requirement)
    assert set(found) == {">=", "<"}
    assert found["<"] == Version(str(max(found[">="].major, 0) + 1))


@pytest.mark.parametrize("requirement", RUNNING, ids=lambda one: str(one.name))
def test_it_has_a_reason(requirement: Requirement) -> None:
    (line,) = re.findall(rf'^ +"{re.escape(requirement.name)}[><=].*$', TEXT, re.MULTILINE)[:1]
    assert len(line.partition("#")[2]) > 20, line


@pytest.mark.parametrize("requirement", [*RUNNING, *EXTRAS], ids=lambda one: str(one.name))
def test_what_is_installed_is_within_the_bounds(requirement: Requirement) -> None:
    assert distribution(requirement.name).version in requirement.specifier


def test_everything_that_is_imported_is_named() -> None:
    """Nothing is used only because something else brings it today."""
    named = {one.name.lower() for one in RUNNING} | {"matplotlib"}
    found = {name for path in SOURCES for name in imported(path)}
    others = found - set(sys.stdlib_module_names) - {"bot", "knowledge"}
    assert {BROUGHT_BY.get(name, name) for name in others} <= named


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [one.name for node in nodes if isinstance(node, ast.Import) for one in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in names}
