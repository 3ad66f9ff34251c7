"""``forum-bot chat``: a person at a terminal, in place of Telegram.

Each line is a message; a number presses one of the buttons that were shown last, and a number
that is no button is a message again.
"""

import asyncio
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from io import TextIOWrapper
from typing import Final

from telegram import Update

from bot.app import build, opened
from bot.context import Services, spoken
from bot.offline import Json, Offline
from bot.settings import Secret, Settings
from bot.strings import texts
from knowledge.errors import StoreError

# No token of Telegram's; the application wants one in its form.
_TOKEN: Final = Secret("0:terminal")
# Where a locale is named, the first that is set counts (POSIX, section 8.2).
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def chat(settings: Settings, environ: Mapping[str, str]) -> None:
    """Talk until the input ends, or Ctrl-C.

    Raises KnowledgeError when the store cannot be opened, read or filled.
    """
    _survive_odd_bytes()
    settings = replace(settings, token=_TOKEN)
    try:
        with opened(settings, _say) as services, asyncio.Runner() as loop:
            _talk(services, _locale(environ), loop)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    except BrokenPipeError:
        # Nobody reads any more; at its end Python would try once more to write what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _talk(services: Services, locale: str, loop: asyncio.Runner) -> None:
    offline = Offline(styled=sys.stdout.isatty())
    application = build(services, offline, offline)
    person = {"id": 2, "is_bot": False, "first_name": "You", "language_code": locale}
    loop.run(application.initialize())
    for line in _lines(texts(spoken(locale)).terminal_hint):
        if line.strip():
            _refresh(services)
            update = Update.de_json(_meant(line, offline, person), application.bot)
            loop.run(application.process_update(update))
            sys.stdout.write(offline.taken())
            sys.stdout.flush()
    loop.run(application.shutdown())


def _meant(line: str, offline: Offline, person: Json) -> Json:
    """The update that a line means: a press where it is the number of a button, else a message."""
    typed = line.strip()
    if typed.isdecimal() and len(typed) < 4 and 1 <= int(typed) <= len(offline.buttons):
        return offline.press(offline.buttons[int(typed) - 1], person)
    return offline.message(typed, person)


def _refresh(services: Services) -> None:
    """Take over what was edited meanwhile; a store that cannot be read now keeps the old."""
    with suppress(StoreError):
        services.answerer.refresh()


def _lines(hint: str) -> Iterator[str]:
    """What comes in; somebody who sits at a terminal is greeted and prompted."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    with suppress(ImportError):
        import readline  # noqa: F401  # being imported is enough for arrows and history

    _say(f"{hint}\n")
    yield "/start"
    with suppress(EOFError):
        while True:
            yield input("> ")
    sys.stdout.write("\n")


def _locale(environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in _LOCALE if environ.get(name)), "")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _survive_odd_bytes() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
