"""Groups: a greeting when the bot is added, and what to do when a group gets another id."""

import logging

from telegram import Chat, ChatMember, ChatMemberRestricted, Update

from bot import deliver, render
from bot.context import BotContext
from knowledge import chats
from knowledge.errors import StoreError

log = logging.getLogger(__name__)


async def added(update: Update, context: BotContext) -> None:
    """Greet a group that the bot came into, unless it was greeted not long ago."""
    change = update.my_chat_member
    if not change or change.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return
    if _is_in(change.old_chat_member) or not _is_in(change.new_chat_member):
        return
    if await _is_new(context, str(change.chat.id)):
        name, language = context.bot.username, context.language
        welcome = render.group_welcome(name, language, hears_all=context.hears_all)
        await deliver.send(context.bot, update, welcome)


async def moved(update: Update, context: BotContext) -> None:
    """Take along what is kept of a group that became a supergroup; Telegram says so twice."""
    message = update.message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    if message.migrate_to_chat_id:
        context.application.migrate_chat_data(old_chat_id=old, new_chat_id=new)
    try:
        await context.in_thread(chats.move, context.store, str(old), str(new))
        context.choices.look_again()
    except StoreError as error:
        log.warning("What is kept of a group that became a supergroup was not moved: %s", error)


async def _is_new(context: BotContext, chat: str) -> bool:
    """Whether a group was not greeted lately; where that cannot be kept, it is not greeted."""
    try:
        return await context.in_thread(chats.greet, context.store, chat)
    except StoreError as error:
        log.warning("A group was not greeted: %s", error)
        return False


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
