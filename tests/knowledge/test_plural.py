import ast
import re
from pathlib import Path

import pytest

import knowledge
from knowledge.plural import counted

# A noun of many behind a number, such as "{number} questions"; above a limit there are always many.
_MANY = re.compile(r"^ (?!as\b|characters\b|files of\b)[a-z]+s\b(?!; at most)")
_NUMBER = re.compile(r"len\(|count|total|number|\.count\(")


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 groups"), (1, "1 group"), (2, "2 groups"), (1200, "1,200 groups")]
)
def test_a_number_goes_with_its_form(number: int, told: str) -> None:
    assert counted(number, "group") == told


def test_a_form_may_be_another() -> None:
    assert [counted(one, "entry", "entries") for one in (1, 3)] == ["1 entry", "3 entries"]


def test_no_text_counts_with_one_form_alone() -> None:
    found = [
        f"{path.name}: {told}"
        for path in sorted(Path(knowledge.__file__).parent.rglob("*.py"))
        for told in _counts(path)
    ]
    assert found == []


def _counts(path: Path) -> list[str]:
    told = []
    for text in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(text, ast.JoinedStr):
            continue
        for value, behind in zip(text.values, text.values[1:], strict=False):
            if isinstance(value, ast.FormattedValue) and isinstance(behind, ast.Constant):
                number, words = ast.unparse(value.value), str(behind.value)
                if _NUMBER.search(number) and "counted" not in number and _MANY.search(words):
                    told.append(f"{number}{words}")
    return told
