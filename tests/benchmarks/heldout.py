"""The shipped base, asked questions that were written apart from it.

    python -m tests.benchmarks.heldout [--seen] [--failures]

``heldout.yaml`` was written by people who had read only the article, and labelled by people who
had read only the entries' answers: 600 questions, half of them typed as on a phone. Nobody looks at
its questions or tunes on its totals; once somebody has, a new one is needed. ``seen.yaml`` is an
earlier one of 430 questions that is used up: its failures show what to mend.
"""

import argparse
import statistics
import time
from collections import Counter
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process, utils

from knowledge.answerer import Answerer
from knowledge.model import LANGUAGES, OutcomeKind
from knowledge.store import store_in_memory
from knowledge.yaml_files import read_base, shipped_base

FOLDER = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--seen", action="store_true")
    asked = parser.parse_args()
    base = read_base(shipped_base())
    questions = FOLDER / ("seen.yaml" if asked.seen else "heldout.yaml")
    rows = yaml.load(questions.read_text(encoding="utf-8"), yaml.CBaseLoader)
    with store_in_memory(base) as store:
        answerer = Answerer(store)
    counts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    times, scans = [], []
    texts = [
        utils.default_process(text) for found in answerer.matcher.texts.values() for text in found
    ]
    for row in rows:
        start = time.perf_counter()
        outcome = answerer.answer(row["question"], row["language"])
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
        process.extractOne(utils.default_process(row["question"]), texts, scorer=fuzz.WRatio)
        scans.append(time.perf_counter() - start)
        entries = {outcome.entry, *(more.entry for more in outcome.more)}
        verdict = judged(row, outcome.kind, bool(entries & set(row["entries"])))
        counts[row["language"]][verdict] += 1
        if asked.failures and verdict.endswith(("wrong", "offered", "not answered")):
            print(f"{verdict:22} {row['question']}  ->  {outcome.kind} {outcome.entry}")
    report(counts, times, scans, len(texts))


def judged(row: dict[str, str], kind: OutcomeKind, is_right: bool) -> str:
    """What came of a question: whether it has an answer or not, and what it got."""
    if row["outcome"] == "answer":
        if kind is OutcomeKind.ANSWER:
            return "told: right" if is_right else "told: wrong"
        return "told: offered" if kind is OutcomeKind.SUGGEST else "told: not answered"
    if kind is OutcomeKind.ANSWER:
        return "not told: wrong"
    return "not told: declined" if kind is OutcomeKind.DECLINE else "not told: offered"


def report(
    counts: dict[str, Counter[str]], times: list[float], scans: list[float], size: int
) -> None:
    counts["all"] = sum(counts.values(), Counter())
    print(
        f"{'':6}{'questions':>10}{'right of told':>15}{'wrong of all':>14}{'declined of rest':>18}"
    )
    for language, counted in counts.items():
        told = sum(count for verdict, count in counted.items() if verdict.startswith("told"))
        wrong = counted["told: wrong"] + counted["not told: wrong"]
        total = counted.total()
        print(
            f"{language:6}{total:18}{100 * counted['told: right'] / told:18.1f}"
            f"{100 * wrong / total:18.1f}"
            f"{100 * counted['not told: declined'] / (total - told):18.1f}"
        )
    for name, taken in (("forum-bot", times), (f"WRatio scan of {size} phrasings", scans)):
        slowest = statistics.quantiles(taken, n=100)[98]
        middle = statistics.median(taken)
        print(f"{name}: {1000 * middle:.2f} ms, 99th percentile {1000 * slowest:.2f} ms")


if __name__ == "__main__":
    main()
