"""Days and moments in the words of a language."""

from datetime import UTC, date, datetime

from bot.strings import texts
from knowledge.model import Language


def day_in_words(day: date, language: Language) -> str:
    """A day such as ``6 March 2024``."""
    words = texts(language)
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def moment_in_words(at: str, language: Language) -> str:
    """A recorded moment (ISO 8601) such as ``6 March 2024, 10:15 UTC``."""
    moment = datetime.fromisoformat(at).astimezone(UTC)
    return f"{day_in_words(moment.date(), language)}, {moment:%H:%M} UTC"
