"""Who may work at the desk, and where: maintainers, in their private chat with the bot."""

from telegram import Chat, Update


def is_at_desk(update: Update, maintainers: frozenset[int]) -> bool:
    """Whether an update comes from a maintainer in private.

    What others in a group could see is no place for the desk, so buttons and commands there are not
    taken, also where a maintainer presses them.
    """
    user, chat = update.effective_user, update.effective_chat
    return bool(
        user and chat and chat.type == Chat.PRIVATE and user.id in maintainers and not user.is_bot
    )
