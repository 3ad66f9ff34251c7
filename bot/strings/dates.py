"""Days and moments in the words of a language."""

from datetime import date, datetime, timedelta, tzinfo

from bot.strings import texts
from knowledge.model import Language


def day_in_words(day: date, language: Language) -> str:
    """A day such as ``6 March 2024``."""
    words = texts(language)
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def moment_in_words(at: str, language: Language, zone: tzinfo) -> str:
    """A recorded moment (ISO 8601) such as ``6 March 2024, 15:15 (UTC+5)``."""
    moment = datetime.fromisoformat(at).astimezone(zone)
    return f"{day_in_words(moment.date(), language)}, {moment:%H:%M} ({_offset(moment)})"


def _offset(moment: datetime) -> str:
    """Names of zones are not the same for everybody (CST), and some have none."""
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
