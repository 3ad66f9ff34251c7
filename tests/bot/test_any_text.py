"""Whatever people write, in whatever script: it is answered, within the limits, and at once."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.any_text import WAYS, asked, texts, wordings
from tests.bot.direct import Handle, handling
from tests.bot.fuzzing import MOST, hold_in_time
from tests.bot.sample import sample_base
from tests.telegram.any_update import Json
from tests.telegram.world import Call


@pytest.fixture(scope="module")
def handle(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handle]:
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("any") / "forum.sqlite"))
    with handling(path) as handle:
        yield handle


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(way=st.sampled_from(WAYS), text=texts(wordings(sample_base())))
def test_it_is_answered_at_once(handle: Handle, way: str, text: str) -> None:
    hold_in_time(handle, asked(way, text))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "text",
    [
        "What does the cook say? " * 170,
        "cook" * 1024,
        "повар" * 819,
        "🙂" * 2048,
        "\u0301" * 4096,
        "\n" * 4096,
        "? " * 2048,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 78,
        "1 2 3 4 5 6 7 8 9 0 " * 204,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_the_longest_is_answered_at_once(handle: Handle, way: str, text: str) -> None:
    hold_in_time(handle, asked(way, text))


def busy(told: Json) -> list[Call]:
    begun = process_time()
    while process_time() - begun < 2 * MOST / 1000:
        pass
    return []


def broken(told: Json) -> list[Call]:
    logging.getLogger("bot").error("it fails")
    return []


def too_long(told: Json) -> list[Call]:
    return [Call("sendMessage", {}, 0.0, error=(400, "Bad Request: message is too long"))]


@pytest.mark.parametrize("handle", [busy, broken, too_long])
def test_what_does_not_hold_is_noticed(handle: Handle) -> None:
    with pytest.raises(AssertionError):
        hold_in_time(handle, {"update_id": 1})
