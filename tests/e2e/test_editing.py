"""A maintainer changes an entry while the bot is killed again and again."""

from pathlib import Path

from bot.strings.desk.editing import EDITING
from bot.strings.desk.proving import PROVING
from knowledge.store import open_store
from tests.telegram import BotApiDouble, BotProcess, Shown

WAIT = 20.0
WORDS, PROOF = EDITING["en"], PROVING["en"]


def test_a_bot_that_is_killed_between_steps_goes_on_where_it_was(
    double: BotApiDouble, small_database: Path
) -> None:
    maintainer = double.person()
    settings = {"MAINTAINERS": str(maintainer.id)}

    def pressed(message: Shown, button: str) -> Shown:
        maintainer.presses(message, button)
        return maintainer.waits_for_reply(WAIT)

    with BotProcess(double, small_database, settings=settings) as bot:
        card = maintainer.asks("/edit tent-red", WAIT)
        pressed(pressed(card, "✏ Eng"), WORDS.fields.answer)
        bot.is_killed()
    maintainer.writes("Nobody sleeps there.")
    with BotProcess(double, small_database, settings=settings) as bot:
        written = maintainer.waits_for_reply(WAIT)
        assert "Nobody sleeps there." in written.text
        pressed(pressed(written, WORDS.card_button), WORDS.try_button)
        proof = maintainer.waits_for_reply(WAIT)
        bot.is_killed()
    maintainer.presses(proof, PROOF.save_button)
    with BotProcess(double, small_database, settings=settings) as bot:
        assert maintainer.waits_for_reply(WAIT).text == PROOF.saved.format(change=2)
        assert "Nobody sleeps there." in maintainer.waits_for_reply(WAIT).text
        assert bot.stops() == 0
    with open_store(small_database) as store:
        assert store.load().entries["tent-red"].texts["en"].answer == "Nobody sleeps there."
