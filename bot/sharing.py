"""An answer outside of its chat: on the clipboard, and as a link that is handed on."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from bot.payload import Action, Payload, encode
from bot.telegram_html import units
from knowledge.markup import plain
from knowledge.model import Base, Entry, Language
from knowledge.reply import source_line

# Telegram's limit for the text that a button copies.
MAX_COPIED: Final = 256
# A Cyrillic letter takes six characters of an address, so little of an answer goes into one.
_MAX_SHARED: Final = 160
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+")


def copied(shown: Sequence[Entry], language: Language, base: Base) -> str:
    """The answers and their source as plain text, shortened to what a button can copy."""
    paragraphs = sorted({number for one in shown for number in one.paragraphs})
    source = f"\n{source_line(tuple(paragraphs), language, base)}" if paragraphs else ""
    return shortened(_answers(shown, language), MAX_COPIED - units(source)) + source


def share_link(shown: Sequence[Entry], language: Language, bot: str) -> str:
    """An address that lets a person hand on a question and the way to its answer."""
    asked = shown[0].texts[language].question
    link = deep_link(bot, Payload(Action.SHOW_ENTRY, language, shown[0].id))
    return _share_link(link, f"{asked}\n{_answers(shown[:1], language)}")


@lru_cache(maxsize=512)  # to encode a Cyrillic text takes as long as half of a keyboard
def _share_link(link: str, text: str) -> str:
    shared = {"url": link, "text": shortened(text, _MAX_SHARED)}
    return f"https://t.me/share/url?{urlencode(shared)}"


def deep_link(bot: str, target: Payload) -> str:
    """An address that opens the private chat with the bot and shows there what it is about."""
    return f"https://t.me/{bot}?start={encode(target)}"


def shortened(text: str, limit: int) -> str:
    """The sentences that fit into ``limit`` UTF-16 units; where not even one does, its words."""
    if units(text) <= limit:
        return text
    whole = _fitting(_SENTENCE_END.finditer(text), text, limit)
    # What is left of a cut sentence says so.
    return whole or _fitting(re.finditer(r"\s+", text), text, limit - 1).rstrip(",;:") + "…"


def _fitting(borders: Iterator[re.Match[str]], text: str, limit: int) -> str:
    """The text up to the last border within the limit; empty where there is none."""
    fitting = ""
    for border in borders:
        before = text[: border.start()]
        if units(before) > limit:
            break
        fitting = before
    return fitting


def _answers(shown: Sequence[Entry], language: Language) -> str:
    return "\n\n".join(plain(one.texts[language].answer) for one in shown)
