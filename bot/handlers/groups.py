"""Groups: a greeting when the bot is added, and what to do when a group gets another id."""

from telegram import Chat, ChatMember, ChatMemberRestricted, Update

from bot import deliver, render
from bot.context import BotContext
from knowledge import chats


async def added(update: Update, context: BotContext) -> None:
    """Greet a group that the bot came into, unless it was greeted not long ago."""
    change = update.my_chat_member
    if not change or change.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return
    if _is_in(change.old_chat_member) or not _is_in(change.new_chat_member):
        return
    if await context.in_thread(chats.greet, context.store, str(change.chat.id)):
        bot = context.bot
        hears_all = bool(bot.can_read_all_group_messages)
        welcome = render.group_welcome(bot.username, context.language, hears_all=hears_all)
        await deliver.send(bot, update, welcome)


async def moved(update: Update, context: BotContext) -> None:
    """Take along what is kept of a group that became a supergroup; Telegram says so twice."""
    message = update.message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    if message.migrate_to_chat_id:
        context.application.migrate_chat_data(old_chat_id=old, new_chat_id=new)
    await context.in_thread(chats.move, context.store, str(old), str(new))


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
