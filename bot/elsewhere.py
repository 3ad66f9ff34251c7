"""Answers that stand in chats without the bot: inline results, and replies as a guest.

Nothing but links can lead on from there, so their buttons open the private chat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.buttons import ABOUT_FORUM
from bot.payload import Action, Payload, encode
from bot.reply import LinkButton, Reply, Row
from bot.sharing import deep_link, shortened
from bot.strings import texts
from bot.telegram_html import bold, to_html
from knowledge.markup import escape, plain
from knowledge.model import Base, Entry, Language, Outcome
from knowledge.reply import entry_text, reply_text

MOST_FOUND: Final = 10
# UTF-16 units; apps show two lines or three of it.
_DESCRIPTION: Final = 140


@dataclass(frozen=True, slots=True)
class Found:
    """One inline result: the line that is read in the list, and the reply that it sends.

    ``id`` is unique among the results, and at most 64 bytes long.
    """

    id: str
    title: str
    description: str
    reply: Reply


def found(decided: Outcome, base: Base, bot: str) -> list[Found]:
    """The entries that a question finds, best first; ``bot`` is the bot's username."""
    parts = (decided, *decided.more)
    answers = [part.entry for part in parts if part.entry]
    names = answers + [name for part in parts for name in part.suggestions]
    names += [name for one in base.published(answers) for name in one.related]
    return _all_found(base.published(names), decided.language, base, bot)


def beginnings(base: Base, language: Language, bot: str) -> list[Found]:
    """What can be sent before anything is asked: the first entry of each topic."""
    firsts = [entries[0] for name in base.topics if (entries := base.topic_entries(name))]
    return _all_found(firsts, language, base, bot)


def guest(decided: Outcome, base: Base, bot: str) -> Reply:
    """The whole answer to a question from a chat that the bot is no member of."""
    language, parts = decided.language, (decided, *decided.more)
    answers = base.published(part.entry for part in parts if part.entry)
    suggested = base.published(name for part in parts for name in part.suggestions)
    rows = () if answers else tuple(_linked(one, language, bot) for one in suggested)
    about = [one for one in answers if one.kind in ABOUT_FORUM]
    return Reply(to_html(reply_text(decided, base)), (*rows, _open(about, language, bot)))


def guest_hint(language: Language, bot: str) -> Reply:
    """How a guest is asked."""
    hint = texts(language).guest_hint.format(bot=escape(bot))
    return Reply(to_html(hint), (_open((), language, bot),))


def way_in(language: Language) -> str:
    """What a link to the private chat carries where nothing more is known."""
    return encode(Payload(Action.OFFER_TOPICS, language))


def _all_found(entries: Iterable[Entry], language: Language, base: Base, bot: str) -> list[Found]:
    about = [one for one in entries if one.kind in ABOUT_FORUM]
    return [_found(one, language, base, bot) for one in about[:MOST_FOUND]]


def _found(entry: Entry, language: Language, base: Base, bot: str) -> Found:
    words = entry.texts[language]
    text = f"{bold(words.question)}\n\n{to_html(entry_text(entry.id, language, base))}"
    return Found(
        encode(Payload(Action.SHOW_ENTRY, language, entry.id)),
        words.question,
        shortened(plain(words.answer), _DESCRIPTION),
        Reply(text, (_open((entry,), language, bot),)),
    )


def _linked(entry: Entry, language: Language, bot: str) -> Row:
    link = deep_link(bot, Payload(Action.SHOW_ENTRY, language, entry.id))
    return (LinkButton(entry.texts[language].question, link),)


def _open(about: Iterable[Entry], language: Language, bot: str) -> Row:
    """The way into the private chat, to the first of some entries where there is one."""
    target = next(
        (Payload(Action.SHOW_ENTRY, language, one.id) for one in about),
        Payload(Action.OFFER_TOPICS, language),
    )
    return (LinkButton(texts(language).open_button, deep_link(bot, target)),)
