"""The first words, and deep links: ``/start`` with the id of an entry, a topic or a person."""

from telegram import Update

from bot import deliver, payload, render
from bot.context import BotContext
from bot.reply import Reply
from knowledge.model import Base, Entry, EntryKind, Status

_NEAREST = 3


async def start(update: Update, context: BotContext) -> None:
    """Greet, or show at once what a link leads to."""
    reply = _linked(context.args[0], context) if context.args else render.welcome(context.language)
    await deliver.send(context.bot, update, reply)


def _linked(link: str, context: BotContext) -> Reply:
    base, language = context.base, context.language
    name = _name(link)
    if entry := context.entry(name):
        return render.entry(entry, base, language)
    if topic := render.topic(name, 0, base, language):
        return topic
    if person := base.people.get(name):
        return render.person(person, base, language)
    return render.dead_link(_nearest(name, base), language)


def _name(link: str) -> str:
    """The id in a link, which is a payload of ours, or the id itself, written by hand."""
    carried = payload.decode(link)
    return carried.id if carried else link


def _nearest(name: str, base: Base) -> list[Entry]:
    """The facts whose ids are most like a name that is gone; renamed entries are found so."""
    from rapidfuzz import fuzz, process  # only dead links need it

    facts = [
        entry.id
        for entry in base.entries.values()
        if entry.kind is EntryKind.FACT and entry.status is Status.PUBLISHED
    ]
    found = process.extract(name, facts, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=60)
    return [base.entries[entry_id] for entry_id, _, _ in found]
