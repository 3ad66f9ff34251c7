"""From a declined question to its answer: one command, one tap, and everybody sees it."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from time import monotonic

from bot.strings.desk.review import REVIEW
from knowledge.answerer import Answerer
from knowledge.review import groups
from knowledge.store import Store
from tests.bot.talk import asks, presses, until
from tests.telegram import Person

QUESTION = "soup is stirred by whom"
MENU = "Which dish is missing?"


async def test_a_declined_question_is_answered_after_one_command_and_one_tap(
    person: Person, maintainer: Person, store: Store, tmp_path: Path
) -> None:
    assert (await asks(person, QUESTION)).text.startswith("Not about the camp (en)")
    await until(lambda: groups(store, Answerer(store).snapshot))

    begun = monotonic()
    shown = await asks(maintainer, "/review")
    told = await presses(maintainer, shown, f"1. {MENU}")
    proof = await asyncio.to_thread(maintainer.waits_for_reply)
    assert monotonic() - begun < 10

    assert "answers this from now on" in told.text
    answer = (await asks(person, QUESTION)).text
    assert answer == "menu (en)"
    assert proof.text == f"❓ {QUESTION}\n\n{answer}"
    elsewhere = await asyncio.to_thread(answered_elsewhere, tmp_path / "forum.sqlite")
    assert elsewhere["entry"] == "menu"
    assert (await asks(maintainer, "/review")).text == REVIEW["en"].empty


def answered_elsewhere(database: Path) -> dict[str, object]:
    """What another process answers from the same database."""
    forum_kb = (sys.executable, "-m", "knowledge")
    asked = (*forum_kb, "ask", "--json", "--db", str(database), QUESTION)
    found = subprocess.run(asked, capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(found.stdout)
    return told
