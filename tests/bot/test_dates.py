"""Days and moments as people read them, wherever they are."""

from zoneinfo import ZoneInfo

import pytest

from bot.strings.dates import moment_in_words
from knowledge.model import Language


@pytest.mark.parametrize(
    ("at", "zone", "language", "told"),
    [
        ("2024-03-05T20:15:00Z", "Asia/Almaty", "en", "6 March 2024, 01:15 (UTC+5)"),
        ("2024-03-01T20:15:00+00:00", "Asia/Almaty", "ru", "2 марта 2024 года, 01:15 (UTC+5)"),
        ("2026-07-01T10:15:00.123Z", "Europe/Berlin", "en", "1 July 2026, 12:15 (UTC+2)"),
        ("2026-01-01T10:15:00Z", "Europe/Berlin", "en", "1 January 2026, 11:15 (UTC+1)"),
        ("2026-01-01T10:15:00Z", "UTC", "en", "1 January 2026, 10:15 (UTC)"),
        ("2026-01-01T00:15:00Z", "America/St_Johns", "en", "31 December 2025, 20:45 (UTC−3:30)"),
    ],
)
def test_a_moment_is_told_in_a_zone_that_nobody_can_mistake(
    at: str, zone: str, language: Language, told: str
) -> None:
    assert moment_in_words(at, language, ZoneInfo(zone)) == told
