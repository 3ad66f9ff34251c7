"""Whatever a maintainer types and presses, in whatever order and however often, nothing fails."""

import logging
import shutil
from pathlib import Path

import pytest

from knowledge.model import LANGUAGES, Language
from knowledge.rules import check_base, errors
from knowledge.store import open_store
from tests.bot.desk.fingers import ME, Fingers
from tests.bot.direct import handling, refused

STEPS = 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_fails_and_the_base_stays_right(
    prepared: Path, tmp_path: Path, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    path = Path(shutil.copy(prepared, tmp_path / "forum.sqlite"))
    with open_store(path) as store:
        wrong = len(errors(check_base(store.load())))
    fingers = Fingers(0, language)
    with handling(path, frozenset({ME})) as handle, caplog.at_level(logging.ERROR):
        for number in range(1, STEPS):
            update = fingers.does(number)
            for _ in range(fingers.repeats()):
                calls = handle(update)
                assert not refused(calls), update
                fingers.sees(calls)
            assert not caplog.records, update
    with open_store(path) as store:
        assert len(errors(check_base(store.load()))) <= wrong
