"""The base and the whole store as files to send: which there are, and what stands below them."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from bot.desk.payload import DeskAction, DeskPayload
from bot.reply import DeskButton, Reply
from bot.strings.dates import moment_in_words
from bot.strings.desk.copies import COPIES
from bot.telegram_html import to_html
from knowledge.model import Base, Language

FORMATS = ("xlsx", "csv", "yaml")


def choice(language: Language) -> Reply:
    """The formats to choose from."""
    row = tuple(DeskButton(one.upper(), DeskPayload(DeskAction.EXPORT, one)) for one in FORMATS)
    return Reply(to_html(COPIES[language].choose_format), (row,))


def exported(base: Base, language: Language, zone: tzinfo) -> Reply:
    """What stands below an exported file."""
    when = _now(language, zone)
    return Reply(to_html(COPIES[language].exported.format(when=when, entries=len(base.entries))))


def backed_up(language: Language, zone: tzinfo) -> Reply:
    """What stands below a copy of the store."""
    return Reply(to_html(COPIES[language].backed_up.format(when=_now(language, zone))))


def too_large(size: int, language: Language) -> Reply:
    """That an export is more than Telegram takes."""
    return Reply(to_html(COPIES[language].too_large.format(size=_megabytes(size))))


def too_large_backup(size: int, language: Language) -> Reply:
    """That a backup is more than Telegram takes, and how to get it."""
    return Reply(to_html(COPIES[language].too_large_backup.format(size=_megabytes(size))))


def file_name(kind: str, ending: str, zone: tzinfo) -> str:
    """A name that tells what a file is and of which day."""
    return f"{kind}-{datetime.now(zone):%Y-%m-%d}.{ending}"


def known_format(written: Iterable[str]) -> str | None:
    """The first format that is named; None where none is."""
    names = (name.lower().strip(".") for name in written)
    return next((name for name in names if name in FORMATS), None)


def _now(language: Language, zone: tzinfo) -> str:
    return moment_in_words(datetime.now(zone).isoformat(), language, zone)


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)
