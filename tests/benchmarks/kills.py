"""Kills processes that edit, import and restore, many times: ``python -m tests.benchmarks.kills``.

Takes the number of kills, 200 unless told; prints what was left, and fails where it is no whole.
"""

import random
import shutil
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.yaml_files import read_base
from tests.knowledge.kills import DOINGS, killed, prepare
from tests.knowledge.sample import write_sample


def main(kills: int) -> int:
    """Kill so many processes; the number of stores that were not whole afterwards."""
    counts: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder / "prepared" / "forum.sqlite", read_base(write_sample(folder / "base")))
        for number in range(kills):
            doing = list(DOINGS)[number % len(DOINGS)]
            shutil.copytree(folder / "prepared", folder / str(number))
            found = killed(doing, folder / str(number) / "forum.sqlite", random.Random(number))
            state = "before" if found.found == {str(found.told)} else "after"
            counts[doing, state if found.is_whole else "broken"] += 1
            if not found.is_whole:
                sys.stdout.write(f"kill {number} while {doing}: {found}\n")
            shutil.rmtree(folder / str(number))
    for (doing, state), count in sorted(counts.items()):
        sys.stdout.write(f"{doing:8} {state:7} {count}\n")
    return sum(count for (_, state), count in counts.items() if state == "broken")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200) > 0)
