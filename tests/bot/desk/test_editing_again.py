"""Whatever ends the process between two steps: each update that comes again is answered again, and
nothing is taken twice or lost.
"""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.strings.desk.editing import EDITING
from bot.strings.desk.proving import PROVING
from knowledge import changes
from knowledge.change_log import Author
from knowledge.model import Entry
from knowledge.store import open_store
from tests.bot.desk.talks import noted
from tests.bot.direct import handling
from tests.telegram.any_update import Json

ME = 5
WORDS, PROOF = EDITING["en"], PROVING["en"]


@dataclass
class Phone:
    """A maintainer whose bot dies after each update, with its answer unconfirmed."""

    path: Path
    number: int = 0
    shown: list[Json] = field(default_factory=list)

    def writes(self, text: str, **given: Any) -> str:
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        told = {
            "message_id": 100 + self.number,
            "date": 1,
            "chat": {"id": ME, "type": "private"},
            "from": {"id": ME, "is_bot": False, "first_name": "Me", "language_code": "en"},
            "text": text,
            **({"entities": entities} if text.startswith("/") else {}),
        }
        return self._comes_twice({"message": told | given})

    def presses(self, button: str) -> str:
        (data,) = {
            one["callback_data"]
            for row in self.shown[-1]["reply_markup"]["inline_keyboard"]
            for one in row
            if one["text"] == button
        }
        told = {
            "id": f"{self.number}",
            "from": {"id": ME, "is_bot": False, "first_name": "Me", "language_code": "en"},
            "chat_instance": "1",
            "message": {"message_id": 1, "date": 1, "chat": {"id": ME, "type": "private"}},
            "data": data,
        }
        return self._comes_twice({"callback_query": told})

    @property
    def labels(self) -> list[str]:
        """The buttons that were shown last."""
        rows = self.shown[-1]["reply_markup"]["inline_keyboard"]
        return [one["text"] for row in rows for one in row]

    def _comes_twice(self, update: Json) -> str:
        """What is said, which is the same each time; a process dies in between."""
        self.number += 1
        update = {"update_id": self.number, **update}
        first, second = (self._handled(update) for _ in range(2))
        assert _plain(first) == _plain(second)
        return str(first["text"])

    def _handled(self, update: Json) -> Json:
        with handling(self.path, maintainers=frozenset({ME})) as handle:
            calls = [call for call in handle(update) if "text" in call.parameters]
        # Below what was saved comes the answer as people see it, with buttons of its own.
        shown = [call.parameters for call in calls if '"m_' in json.dumps(call.parameters)]
        self.shown += shown[-1:]
        return shown[-1]


def _plain(shown: Json) -> tuple[str, str]:
    return shown["text"], json.dumps(shown["reply_markup"], sort_keys=True)


@pytest.fixture
def phone(prepared: Path, tmp_path: Path) -> Phone:
    return Phone(Path(shutil.copy(prepared, tmp_path / "forum.sqlite")))


def stored(phone: Phone) -> dict[str, Entry]:
    with open_store(phone.path) as store:
        return dict(store.load().entries)


def test_an_entry_is_changed_saved_once_and_removed_once(phone: Phone) -> None:
    phone.writes("/edit")
    phone.presses("Tents (en)")
    phone.presses("Who sleeps in the green tent?")
    phone.presses("✏ Eng")
    phone.presses(WORDS.fields.phrasings)
    assert WORDS.so_far.format(count=3) in phone.writes("green sleepers\nin green")
    assert WORDS.so_far.format(count=2) in phone.presses("✖ in green")
    assert WORDS.so_far.format(count=3) in phone.presses(WORDS.restore_button)
    phone.presses(WORDS.back_button)
    phone.presses(WORDS.card_button)
    phone.presses(WORDS.try_button)
    assert PROOF.saved.format(change=2) in phone.presses(PROOF.save_button)
    phrasings = stored(phone)["tent-green"].texts["en"].phrasings
    assert phrasings == ("tent-green en", "green sleepers", "in green")
    phone.presses(PROOF.edit_button)
    phone.presses(WORDS.remove_button)
    phone.presses(PROOF.erase_button)
    assert "tent-green" not in stored(phone)
    with open_store(phone.path) as store:
        assert len(changes.history(store)) == 3


def test_what_somebody_else_did_meanwhile_is_told_and_settled_once(phone: Phone) -> None:
    phone.writes("/edit tent-green")
    phone.presses(WORDS.fields.notes)
    phone.writes("Mine.")
    with open_store(phone.path) as store:
        noted(store, "Theirs.", "tent-green", Author("asel", "command line"))
    assert f"{PROOF.theirs} Theirs." in phone.presses(WORDS.try_button)
    assert "Mine." in phone.presses(PROOF.mine_button)
    phone.presses(WORDS.try_button)
    phone.presses(PROOF.save_button)
    assert stored(phone)["tent-green"].notes == "Mine."


def test_what_an_app_made_bold_is_bold(phone: Phone) -> None:
    phone.writes("/edit tent-green")
    phone.presses("✏ Eng")
    phone.presses(WORDS.fields.answer)
    bold = [{"type": "bold", "offset": 0, "length": 6}]
    assert "<b>Nobody</b> at all." in phone.writes("Nobody at all.", entities=bold)


def test_a_new_entry_goes_on_at_each_step_and_a_cancelled_one_comes_back(phone: Phone) -> None:
    phone.writes("/add")
    phone.writes("Where is the river?")
    assert WORDS.progress.format(step=3, steps=11) in phone.writes("There.")
    phone.writes("river place\nplace of the river")
    phone.presses(WORDS.next_button)
    phone.presses("Meals (en)")
    phone.presses("2")
    phone.presses(WORDS.back_button)
    phone.writes("/cancel")
    phone.presses(WORDS.go_on_button)
    assert "✓ Meals (en)" in phone.labels
    phone.writes("/edit tent-red")
    assert "red tent" in phone.presses(WORDS.leave_button)
