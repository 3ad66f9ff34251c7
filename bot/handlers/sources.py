"""Where the article says it: the paragraphs below an answer, in place, and the way back."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot import deliver, render
from bot.buttons import CHAT, PERSON, TOPIC, Place
from bot.context import BotContext
from bot.payload import Action, Payload

_PLACES: Final[Mapping[Action, Place]] = {place.where: place for place in (CHAT, TOPIC, PERSON)}


async def where(update: Update, context: BotContext, target: Payload) -> None:
    """Show what the paragraphs report that an answer rests on."""
    entries, base, language = context.entries(target.ids), context.base, context.language
    if entries:
        view, place = context.view(target.asked), _PLACES[target.action]
        reply = render.where(entries, base, language, view, place)
    else:
        reply = render.gone(base, language)
    await deliver.edit(context.bot, update, reply)
