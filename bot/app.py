"""The composition root: which update goes to which handler, and what the application is made of."""

import gc
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Final, TypeAlias, cast

from telegram import Chat, Update
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    BaseRateLimiter,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot import deliver, render
from bot.addressed import AsksBot, FromPeople, NamesBot, NewFromPeople
from bot.asker import Asker
from bot.choices import Choices
from bot.context import BotContext, ForumApplication, Services, spoken
from bot.desk.payload import is_desk
from bot.handlers import (
    commands,
    errors,
    feedback,
    groups,
    guest,
    inline,
    language,
    media,
    people,
    questions,
    sources,
    start,
    topics,
)
from bot.logbook import open_logbook
from bot.memory import ChatMemory
from bot.payload import Action, Payload, decode
from bot.settings import Settings
from bot.workshop import Workshop
from knowledge.answerer import Answerer
from knowledge.opening import open_current
from knowledge.store import default_path
from knowledge.store_file import is_there

# What a press tells may pop up for a moment; what is shown is sent by itself.
Press: TypeAlias = Callable[[Update, BotContext, Payload], Coroutine[None, None, str | None]]

# Everything below asks for new messages by name: without that, edited messages fire commands and
# channel posts are answered.
ANY_NEW: Final = filters.UpdateType.MESSAGE
NEW: Final = NewFromPeople()
EDITED: Final = filters.UpdateType.EDITED_MESSAGE & FromPeople()
PRIVATE: Final = NewFromPeople(Chat.PRIVATE)
GROUP: Final = NewFromPeople(Chat.GROUP, Chat.SUPERGROUP)
ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "guest_message",
    "my_chat_member",
)


def routes(
    maintainers: frozenset[int] = frozenset(),
) -> Sequence[BaseHandler[Update, BotContext, None]]:
    """The routing table: the first row that takes an update has it."""
    return (
        # A guest message has text like any other, so it is taken before all of them.
        MessageHandler(filters.UpdateType.GUEST_MESSAGE & FromPeople(), guest.answer),
        CallbackQueryHandler(pressed),
        InlineQueryHandler(inline.search),
        *_desk_routes(maintainers),
        CommandHandler("start", start.start, NEW),
        CommandHandler("help", commands.show_help, NEW),
        CommandHandler("topics", topics.topics, NEW),
        CommandHandler("people", people.people, NEW),
        CommandHandler("ask", questions.ask, NEW | EDITED),
        CommandHandler("language", language.language, NEW),
        CommandHandler("settings", language.show_settings, NEW),
        CommandHandler("about", commands.about, NEW),
        CommandHandler("privacy", commands.privacy, NEW),
        MessageHandler(PRIVATE & (filters.COMMAND | commands.LikeCommand()), commands.unknown),
        MessageHandler(GROUP & NamesBot(), commands.unknown),
        MessageHandler(GROUP & AsksBot() & language.LanguageWish(), language.wish_language),
        MessageHandler(GROUP & AsksBot(), questions.question),
        MessageHandler(PRIVATE & language.LanguageWish(), language.wish_language),
        MessageHandler(PRIVATE & filters.TEXT, questions.question),
        MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, media.not_text),
        MessageHandler(EDITED & filters.TEXT & ~filters.COMMAND, questions.question),
        MessageHandler(ANY_NEW & filters.StatusUpdate.MIGRATE, groups.moved),
        ChatMemberHandler(groups.added, ChatMemberHandler.MY_CHAT_MEMBER),
    )


PRESSES: Final[Mapping[Action, Press]] = {
    Action.SHOW_ENTRY: questions.show_entry,
    Action.PICK_ENTRY: questions.pick_entry,
    Action.NONE_OF_THESE: questions.none_of_these,
    Action.OFFER_TOPICS: topics.offer_topics,
    Action.SHOW_TOPICS: topics.show_topics,
    Action.SHOW_TOPIC: topics.show_topic,
    Action.TOPIC_ENTRY: topics.topic_entry,
    Action.OFFER_PEOPLE: people.offer_people,
    Action.SHOW_PEOPLE: people.show_people,
    Action.SHOW_PERSON: people.show_person,
    Action.PERSON_ENTRY: people.person_entry,
    Action.CHOOSE_LANGUAGE: language.choose_language,
    Action.SET_LANGUAGE: language.set_language,
    Action.FORGET_LANGUAGE: language.forget_language,
    Action.TURN_ENTRY: questions.turn_entry,
    Action.WHERE: sources.where,
    Action.TOPIC_WHERE: sources.where,
    Action.PERSON_WHERE: sources.where,
    Action.VOTE_UP: feedback.vote,
    Action.VOTE_DOWN: feedback.vote,
    Action.GIVE_REASON: feedback.give_reason,
}


async def pressed(update: Update, context: BotContext) -> None:
    """Send a press to its handler by what the button carries; every press is acknowledged.

    What follows is in the language of the message that the button belongs to.
    """
    query = update.callback_query
    if query is None:
        return
    told = None
    data = query.data or ""
    try:
        if is_desk(data):
            told = await _pressed_at_desk(update, context, data)
        elif target := decode(data):
            context.language = spoken(target.language)
            told = await PRESSES[target.action](update, context, target)
        else:
            await deliver.send(context.bot, update, render.gone(context.base, context.language))
    finally:
        await deliver.acknowledge(update, told)


def _desk_routes(maintainers: frozenset[int]) -> Sequence[BaseHandler[Update, BotContext, None]]:
    if not maintainers:
        return ()
    from bot.desk_routes import desk_routes  # a bot without maintainers starts without their desk

    return desk_routes(maintainers)


def _desk_routes_after(
    maintainers: frozenset[int],
) -> Sequence[BaseHandler[Update, BotContext, None]]:
    if not maintainers:
        return ()
    from bot.desk_routes import desk_routes_after

    return desk_routes_after(maintainers)


async def _pressed_at_desk(update: Update, context: BotContext, data: str) -> str | None:
    if not context.settings.maintainers:
        return None
    from bot.desk_routes import pressed_at_desk

    return await pressed_at_desk(update, context, data)


@contextmanager
def opened(settings: Settings, say: Callable[[str], object]) -> Iterator[Services]:
    """The services over the store that the settings name, filled where it is new.

    Raises KnowledgeError when the store cannot be opened, read or filled.
    """
    path = settings.store or default_path()
    workshop = Workshop(path)
    is_new = not is_there(path)
    if is_new:
        say(f"A new database is being filled, which takes some seconds: {path}")
        workshop.make_store()
    with open_current(path, say) as store, closing(open_logbook(path)) as logbook:
        asker = Asker(Answerer(store, workshop.make_index))
        if is_new:
            say(f"A new database was filled: {path}")
        services = Services(settings, store, asker, logbook, Choices(store), workshop)
        # What is loaded by now stays for good, so the garbage collector need not look at it.
        gc.freeze()
        gc.enable()
        yield services


def build(
    services: Services,
    request: BaseRequest,
    polling: BaseRequest,
    limits: BaseRateLimiter[None] | None = None,
) -> ForumApplication:
    """The application, ready to be initialized; everything it says goes out through ``request``.

    ``limits`` is what keeps to Telegram's pace, where it is Telegram that is spoken to.
    """
    settings = services.settings
    # The library calls ``bot_data`` once, without arguments, to make what all contexts share.
    shared = cast("type[Services]", lambda: services)
    contexts = ContextTypes(context=BotContext, bot_data=shared, chat_data=ChatMemory)
    builder = (
        ApplicationBuilder()
        .token(settings.needed_token())
        .base_url(settings.base_url)
        .base_file_url(settings.file_url)
        .request(request)
        .get_updates_request(polling)
        .context_types(contexts)
        .updater(None)
        .job_queue(None)
    )
    application = (builder.rate_limiter(limits) if limits else builder).build()
    application.add_handlers(routes(settings.maintainers))
    application.add_handlers(_desk_routes_after(settings.maintainers), group=1)
    application.add_error_handler(errors.apologise)
    return application
