"""What the log tells of a start: versions, the size of the base, and the settings, no secrets."""

import platform
from collections.abc import Collection
from dataclasses import fields
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from urllib.parse import urlsplit

from bot.settings import Secret, Settings, Webhook
from knowledge.model import LANGUAGES, Base


def version() -> str:
    """The version of this program."""
    try:
        return installed("forum-bot")
    except PackageNotFoundError:
        return "from its sources, not installed"


def start_facts(settings: Settings, base: Base) -> dict[str, object]:
    """What a start tells beside its message."""
    texts = [entry.texts for entry in base.entries.values()]
    phrasings = {
        language: sum(len(text[language].phrasings) for text in texts if language in text)
        for language in LANGUAGES
    }
    return {
        "version": version(),
        "python": platform.python_version(),
        "library": installed("python-telegram-bot"),
        "entries": len(base.entries),
        "phrasings": sum(phrasings.values()),
        "languages": phrasings,
        "settings": safe(settings),
    }


def safe(settings: Settings) -> dict[str, object]:
    """The settings that are set, without what is secret or names people."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return {name: _safe(value) for name, value in values.items() if value is not None}


def _safe(value: object) -> object:
    match value:
        case Secret():
            return "is set"
        case Webhook(url=url):
            # The path may be what nobody else is to know.
            return urlsplit(url).hostname
        case (str() as host, int() as port):
            return f"{host}:{port}"
        case int() | str():
            return value
        case Collection():
            return f"{len(value)} given"
        case _:
            return str(value)
