"""Where the article says it: the paragraphs below an answer, in place, and the way back."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot import in_place, render
from bot.buttons import CHAT, PERSON, TOPIC, Place
from bot.context import BotContext
from bot.payload import Action, Payload

_PLACES: Final[Mapping[Action, Place]] = {place.where: place for place in (CHAT, TOPIC, PERSON)}


async def where(update: Update, context: BotContext, target: Payload) -> None:
    """Show what the paragraphs report that an answer rests on."""
    entries, view = context.entries(target.ids), context.view(target.asked)
    place, base, language = _PLACES[target.action], context.base, context.language
    reply = render.where(entries, base, language, view, place) if entries else None
    await in_place.show(update, context, reply)
