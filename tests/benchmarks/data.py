"""The public data that benchmarks read; it lies beside the project and is not part of it."""

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "data"
Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Clinc:
    """CLINC150: training questions with their intent, questions to ask, and out-of-scope ones."""

    train: Rows
    asked: Rows
    outside: list[str]
    part: str


def clinc(folder: Path = FOLDER) -> Clinc:
    """The test part where the file has one, else the validation part."""
    found = json.loads(_file(folder / "clinc150.json").read_text(encoding="utf-8"))
    part = "test" if "test" in found else "val"
    outside = found["oos_test"] if "oos_test" in found else found["oos_train"] + found["oos_val"]
    return Clinc(_rows(found["train"]), _rows(found[part]), [row[0] for row in outside], part)


def banking(folder: Path = FOLDER) -> tuple[Rows, Rows]:
    """BANKING77's training part, each fifth question of an intent held out to be asked."""
    with _file(folder / "banking77_train.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(file)]
    by_intent: dict[str, list[str]] = defaultdict(list)
    for text, intent in rows:
        by_intent[intent].append(text)
    train = [(t, i) for i, texts in by_intent.items() for n, t in enumerate(texts) if n % 5]
    asked = [(t, i) for i, texts in by_intent.items() for t in texts[::5]]
    return train, asked


def first_of_each(rows: Rows, count: int) -> Rows:
    """The first questions of each intent."""
    taken: dict[str, int] = defaultdict(int)
    kept = []
    for text, intent in rows:
        taken[intent] += 1
        if taken[intent] <= count:
            kept.append((text, intent))
    return kept


def _rows(found: list[list[str]]) -> Rows:
    return [(text, intent) for text, intent in found]


def _file(path: Path) -> Path:
    if not path.is_file():
        sys.exit(f"{path} is not there: this benchmark needs the public data beside the project.")
    return path
