"""What typing does to accuracy: points lost on CLINC150 against the same questions as written.

    python -m tests.benchmarks.robustness [--data FOLDER] [--only NAME ...] [--questions N]

Typing errors are insertions, deletions, substitutions and swaps of neighbours, each as likely,
one or two in ten characters. The wrong layout is the Russian one.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path

from knowledge.matching.layouts import retyped
from tests.benchmarks.data import FOLDER, clinc
from tests.benchmarks.peers import PEERS

Damage = Callable[[str, random.Random], str]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument(
        "--only", nargs="+", default=["LinearSVC", "forum-bot"], choices=list(PEERS)
    )
    parser.add_argument("--questions", type=int, default=600)
    asked = parser.parse_args()
    data = clinc(asked.data)
    rows = random.Random(3).sample(data.asked, min(asked.questions, len(data.asked)))
    print(" " * 18 + "".join(f"{name:>15}" for name in DAMAGES))
    for name in asked.only:
        peer = PEERS[name](data.train)
        shares = []
        for damage in DAMAGES.values():
            dice = random.Random(7)
            right = sum(peer.ask(damage(text, dice))[0] == intent for text, intent in rows)
            shares.append(100 * right / len(rows))
        print(f"{name:18}" + "".join(f"{share:15.1f}" for share in shares), flush=True)


def errors(share: float) -> Damage:
    """Typing errors in this share of the characters, at least one."""

    def damage(text: str, dice: random.Random) -> str:
        letters = list(text)
        for _ in range(max(1, round(share * len(letters)))):
            one_error(letters, dice)
        return "".join(letters)

    return damage


def one_error(letters: list[str], dice: random.Random) -> None:
    place = dice.randrange(len(letters))
    other = dice.choice("abcdefghijklmnopqrstuvwxyz")
    kind = dice.choice(("insert", "delete", "substitute", "swap"))
    if kind == "insert":
        letters.insert(place, other)
    elif kind == "substitute":
        letters[place] = other
    elif kind == "delete" and len(letters) > 3:
        del letters[place]
    elif place + 1 < len(letters):
        letters[place], letters[place + 1] = letters[place + 1], letters[place]


def shuffled(text: str, dice: random.Random) -> str:
    """The same words in another order."""
    found = text.split()
    dice.shuffle(found)
    return " ".join(found)


def dropped(text: str, dice: random.Random) -> str:
    """A quarter of the words left out, never all."""
    found = text.split()
    kept = [word for word in found if dice.random() >= 0.25]
    return " ".join(kept or found[:1])


def wrong_layout(text: str, _: random.Random) -> str:
    """The keys of the text on the Russian layout."""
    return next(iter(retyped(text)))


DAMAGES: dict[str, Damage] = {
    "as written": lambda text, _: text,
    "1 error in 10": errors(0.1),
    "2 errors in 10": errors(0.2),
    "shuffled": shuffled,
    "25 % dropped": dropped,
    "wrong layout": wrong_layout,
}


if __name__ == "__main__":
    main()
