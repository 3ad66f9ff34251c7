"""The first words, and deep links: ``/start`` with the id of an entry, a topic or a person."""

from collections.abc import Callable
from typing import Final, TypeAlias

from telegram import Chat, Update

from bot import deliver, lists, render
from bot.context import BotContext
from bot.payload import Action, Payload, decode
from bot.reply import Reply

Way: TypeAlias = Callable[[str, BotContext], Reply | None]

_NEAREST: Final = 3
# Similarity of ids, 0 to 100: a renamed one still shares most of its letters.
_LIKE: Final = 55.0


async def start(update: Update, context: BotContext) -> None:
    """Greet, or show at once what a link leads to; in groups, where none does, say how to ask.

    A link that adds the bot to a group starts it there, with some word or without.
    """
    link = context.args[0] if context.args else ""
    chat, bot, language = update.effective_chat, context.bot, context.language
    if chat and chat.type != Chat.PRIVATE and not decode(link):
        reply = render.group_help(bot.username, language, hears_all=context.hears_all)
    else:
        reply = _linked(link, context) if link else render.welcome(language)
    await deliver.send(bot, update, reply)


def _linked(link: str, context: BotContext) -> Reply:
    """What a link leads to: it is a payload of ours, or an id that was written by hand."""
    target = decode(link) or Payload(Action.SHOW_ENTRY, context.language, link.lower())
    if not target.id:
        return render.welcome(context.language)
    found = (show(target.id, context) for show in _ways(target.action))
    return next((reply for reply in found if reply), None) or _nearest(target.id, context)


def _ways(action: Action) -> tuple[Way, ...]:
    """An entry, a topic and a person may share their id; what the link is meant for comes first."""
    if action is Action.SHOW_TOPIC:
        return (_topic, _person, _entry)
    if action is Action.SHOW_PERSON:
        return (_person, _topic, _entry)
    return (_entry, _topic, _person)


def _entry(name: str, context: BotContext) -> Reply | None:
    entry = context.entry(name)
    if entry is None:
        return None
    context.remember(entry.id)
    return render.entries([entry], context.base, context.language, context.view())


def _topic(name: str, context: BotContext) -> Reply | None:
    return lists.topic(name, 0, context.base, context.language)


def _person(name: str, context: BotContext) -> Reply | None:
    person = context.base.people.get(name)
    return lists.person(person, 0, context.base, context.language) if person else None


def _nearest(name: str, context: BotContext) -> Reply:
    """The entries, topics and people whose ids are most like one that is gone."""
    from rapidfuzz import fuzz, process  # only dead links need it

    ways = lists.every_way(context.base, context.language)
    ids = [row[0].payload.id for row in ways]
    found = process.extract(name, ids, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_LIKE)
    return render.dead_link(tuple(ways[place] for _, _, place in found), context.language)
