"""How quickly 100,000 phrasings are imported, beside plain bulk inserts of the same rows.

Run by hand: python -m tests.benchmarks.import_speed [PHRASINGS]
"""

import random
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from knowledge import transfer
from knowledge.base_rows import rows_of
from knowledge.file_reading import read_content
from knowledge.model import LANGUAGES, Base, Entry, EntryText
from knowledge.schema import migrate
from knowledge.store import open_store
from knowledge.transfer import Format
from knowledge.wording import same_words
from knowledge.yaml_files import read_base, shipped_base

WORDS = (
    *("форум", "комиссия", "women", "business", "закон", "астана", "қала", "әйел", "сан", "who"),
    *("how", "many", "сколько", "қанша", "about", "report", "нарық", "кәсіп", "data", "value"),
    *("meeting", "отчёт", "шешім", "жоба", "project", "where", "когда"),
)
WAYS = 34


def grown(base: Base, phrasings: int) -> Base:
    """The base with entries of 34 ways to ask a language, this many in all."""
    chance = random.Random(1)

    def text(number: int, language: str) -> EntryText:
        ways = (f"{' '.join(chance.choices(WORDS, k=6))} {number} {way}" for way in range(WAYS))
        phrasings = tuple(f"{way} {language}" for way in ways)
        return EntryText(
            f"{language} question {number}", "An answer of usual length. " * 8, phrasings
        )

    entries = {
        f"entry-{number}": Entry(
            id=f"entry-{number}",
            texts={language: text(number, language) for language in LANGUAGES},
            topic="forum",
            paragraphs=(1,),
        )
        for number in range(-(-phrasings // (WAYS * len(LANGUAGES))))
    }
    return replace(base, entries={**base.entries, **entries})


def clock() -> float:
    """Seconds of this process, so that others on the machine do not count."""
    return time.process_time()


def plain_inserts(base: Base, path: Path) -> float:
    """Seconds of sqlite_utils' bulk inserts of the rows of a base into the same tables."""
    rows = rows_of(base)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        db = Database(connection)
        migrate(db, lambda _: None)

        begun = clock()
        with db.atomic():
            for table, many in rows.items():
                db.table(table).insert_all(many)
        return clock() - begun


def imported(path: Path, base: Base, file: Path) -> dict[str, float]:
    """Seconds of each stage of an import into a store that holds the base."""
    with open_store(path) as store, transfer.without_collector():
        store.fill(base)
        same_words.cache_clear()
        begun = clock()
        content = read_content(file)
        read = clock()
        prepared = transfer.prepare(store, content)
        planned = clock()
        transfer.carry_out(store, prepared, "benchmark", "benchmark")
        return {"read": read - begun, "plan": planned - read, "write": clock() - planned}


def main() -> None:
    """Print seconds of the processor, and the speed of imports as a share of plain inserts."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    base = read_base(shipped_base())
    large = grown(base, wanted)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {Format.CSV: "b.csv", Format.YAML: "b", Format.XLSX: "b.xlsx"}
        with open_store(folder / "large.sqlite") as store:
            store.fill(large)
            for form, file in files.items():
                begun = clock()
                transfer.export(store, folder / file, form)
                print(f"export {form.value}: {clock() - begun:.2f} s", flush=True)
        for form, file in files.items():
            plain = plain_inserts(large, folder / f"plain-{form}.sqlite")
            stages = imported(folder / f"{form}.sqlite", base, folder / file)
            total = sum(stages.values())
            told = ", ".join(f"{stage} {took:.2f}" for stage, took in stages.items())
            speed = f"{plain / total:.2f} of plain inserts, {plain:.2f} s"
            print(f"import {form.value}: {total:.2f} s ({told}); speed {speed}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of all: {peak:.0f} MB")


if __name__ == "__main__":
    main()
