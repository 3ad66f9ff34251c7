"""Accuracy on public data, with the peers in the same run.

    python -m tests.benchmarks.accuracy [--data FOLDER] [--only NAME ...] [--questions N]

CLINC150: share right where no decline is allowed; area under the curve of telling questions in
scope from others; share right at the threshold at which 87 of 100 out-of-scope questions are
declined. BANKING77: share right, with all phrasings and with ten a class. Small base: 40 intents
with 8 phrasings each, as many questions from outside as from inside (half of them from the other
intents); the threshold that lets 2 of 100 questions be answered wrongly is chosen on other draws;
mean of ten draws.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.data import FOLDER, Clinc, Rows, banking, clinc, first_of_each
from tests.benchmarks.peers import PEERS, Peer

Learn = Callable[[Rows], Peer]
Answer = tuple[bool, float, bool]  # right, confidence, in scope


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="+", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--questions", type=int, default=3000)
    asked = parser.parse_args()
    data = clinc(asked.data)
    print(f"CLINC150 ({data.part} part)")
    titles = ("right", "AUC", "right at 87", "small base", "BANKING77", "of ten")
    print(" " * 18 + "".join(f"{title:>12}" for title in titles))
    for name in asked.only:
        learn = PEERS[name]
        right, area, at_87 = on_clinc(learn, data, asked.questions)
        small = on_small_bases(learn, data)
        full, ten = on_banking(learn, *banking(asked.data))
        print(
            f"{name:18}{right:12.1f}{area:12.3f}{at_87:12.1f}{small:12.1f}{full:12.1f}{ten:12.1f}",
            flush=True,
        )


def on_clinc(learn: Learn, data: Clinc, most: int) -> tuple[float, float, float]:
    """Share right, area under the curve, share right where 87 % from outside are declined."""
    peer = learn(data.train)
    rows = random.Random(1).sample(data.asked, min(most, len(data.asked)))
    answers = ask_all(peer, rows, data.outside)
    inside = [answer for answer in answers if answer[2]]
    outside = sorted(answer[1] for answer in answers if not answer[2])
    threshold = outside[int(0.87 * len(outside))]
    at_87 = sum(right and sure > threshold for right, sure, _ in inside) / len(inside)
    right = sum(answer[0] for answer in inside) / len(inside)
    return 100 * right, area_under_curve(answers), 100 * at_87


def on_banking(learn: Learn, train: Rows, asked: Rows) -> tuple[float, float]:
    """Share right with all phrasings and with ten a class."""
    shares = []
    for rows in (train, first_of_each(train, 10)):
        peer = learn(rows)
        shares.append(100 * sum(peer.ask(text)[0] == intent for text, intent in asked) / len(asked))
    return shares[0], shares[1]


def on_small_bases(learn: Learn, data: Clinc, draws: int = 10) -> float:
    """Share of the questions in scope answered right where 2 % of all may be answered wrongly."""
    runs = [small_draw(learn, data, seed) for seed in range(draws)]
    shares = []
    for number, run in enumerate(runs):
        others = [answer for other, run in enumerate(runs) if other != number for answer in run]
        threshold = threshold_for(others, 0.02)
        inside = sum(in_scope for _, _, in_scope in run)
        shares.append(sum(right and sure >= threshold for right, sure, _ in run) / inside)
    return 100 * sum(shares) / len(shares)


def small_draw(learn: Learn, data: Clinc, seed: int) -> list[Answer]:
    dice = random.Random(seed)
    train, asked = by_intent(data.train), by_intent(data.asked)
    intents = dice.sample(sorted(train), 40)
    rows = [(text, intent) for intent in intents for text in dice.sample(train[intent], 8)]
    inside = [(text, intent) for intent in intents for text in dice.sample(asked[intent], 10)]
    near = [text for intent in sorted(train) if intent not in intents for text in asked[intent]]
    half = len(inside) // 2
    far = dice.sample(data.outside, min(half, len(data.outside)))
    return ask_all(learn(rows), inside, dice.sample(near, 2 * half - len(far)) + far)


def ask_all(peer: Peer, inside: Rows, outside: Sequence[str]) -> list[Answer]:
    answers = []
    for text, intent in inside:
        found, sure = peer.ask(text)
        answers.append((found == intent, sure, True))
    return answers + [(False, peer.ask(text)[1], False) for text in outside]


def threshold_for(answers: Sequence[Answer], wrong_allowed: float) -> float:
    """The least confidence from which at most this share of all answers is wrong."""
    wrong = 0
    best = float("inf")
    for right, sure, _ in sorted(answers, key=lambda answer: -answer[1]):
        wrong += not right
        if wrong > wrong_allowed * len(answers):
            break
        best = sure
    return best


def area_under_curve(answers: Sequence[Answer]) -> float:
    """Chance that a question in scope has more confidence than one out of scope (ties by half)."""
    ranked = sorted(answers, key=lambda answer: answer[1])
    by_confidence: dict[float, list[bool]] = defaultdict(list)
    for _, sure, in_scope in ranked:
        by_confidence[sure].append(in_scope)
    below, area = 0, 0.0
    for group in by_confidence.values():
        outside = len(group) - sum(group)
        area += sum(group) * (below + outside / 2)
        below += outside
    inside = sum(in_scope for _, _, in_scope in answers)
    return area / (inside * below)


def by_intent(rows: Rows) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text, intent in rows:
        found[intent].append(text)
    return found


if __name__ == "__main__":
    main()
