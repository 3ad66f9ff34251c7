"""What a handler gets: the bot's services, typed, and the language of the person it talks to."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Self, TypeAlias, TypeVar

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.asker import Asker
from bot.choices import Choices
from bot.logbook import Logbook
from bot.memory import ChatMemory
from bot.settings import Settings
from bot.view import View
from bot.workshop import Workshop
from knowledge.answerer import Answerer
from knowledge.errors import StoreError
from knowledge.model import LANGUAGES, Base, Entry, Language
from knowledge.questions_log import LoggedQuestion, new_id
from knowledge.snapshot import Snapshot
from knowledge.store import Store

if TYPE_CHECKING:
    from knowledge.change_log import Author

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Services:
    """What all handlers share.

    ``without_menu`` are the maintainers whose menu could not be shown yet: Telegram knows no chat
    with somebody who has never written.
    """

    settings: Settings
    store: Store
    asker: Asker
    logbook: Logbook
    choices: Choices
    workshop: Workshop
    without_menu: set[int] = field(default_factory=set)

    @property
    def answerer(self) -> Answerer:
        """What turns a question into an outcome; ask it through ``asker``."""
        return self.asker.answerer


class BotContext(CallbackContext[ExtBot[None], dict[str, str], ChatMemory, Services]):
    """The context of one update; ``language`` is the person's choice, else Telegram's, else en."""

    language: Language = "en"
    _speaker: str | None = None

    @classmethod
    def from_update(
        cls, update: object, application: "Application[Any, Self, Any, Any, Any, Any]"
    ) -> Self:
        """A context that speaks the language that the person's Telegram is set to."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            user = update.effective_user
            context.language = spoken(user.language_code if user else None)
            speaker = update.effective_sender
            context._speaker = str(speaker.id) if speaker else None
        return context

    async def refresh_data(self) -> None:
        """Look up what the person chose; the application calls it before the first handler.

        While the store cannot be read, answers go on in the language of the person's Telegram.
        """
        with suppress(StoreError):
            if self.user and (chosen := await self.choices.of(self.user)):
                self.language = chosen

    async def in_thread(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a function that computes or waits in a worker thread, the only way into one."""
        return await asyncio.to_thread(function, *args, **kwargs)

    @property
    def user(self) -> str | None:
        """The key that the store knows the person by; None in a channel.

        Anonymous administrators all have the same account, so the group stands for them.
        """
        return self._speaker

    @property
    def author(self) -> "Author":
        """Who changes the base where this person does so; only maintainers do."""
        from knowledge.change_log import Author  # most starts have nothing to do with changes

        return Author(self._speaker or "", "telegram")

    async def name_of(self, author: str) -> str:
        """What a maintainer is called in Telegram; any other author as they are recorded."""
        if author in map(str, self.settings.maintainers):
            with suppress(TelegramError):
                return (await self.bot.get_chat(int(author))).full_name or author
        return author

    @property
    def hears_all(self) -> bool:
        """Whether Telegram tells the bot of all messages in groups: its privacy mode is off."""
        return bool(self.bot.can_read_all_group_messages)

    @property
    def last_entry(self) -> str | None:
        """The entry that this person was answered with in this chat within the last minutes."""
        return self.chat_data.last(self.user) if self.chat_data and self.user else None

    def remember(self, *entries: str) -> None:
        """Keep what this person was shown; the next question may lean on the last of it."""
        if self.user and self.chat_data is not None:
            self.chat_data.remember(self.user, *entries)

    def turn_to(self, entries: Iterable[Entry]) -> None:
        """Keep that this person looks at what the first of these entries stands for."""
        first = next(iter(entries), None)
        if first and self.user and self.chat_data is not None:
            self.chat_data.turn_to(self.user, first.id)

    def view(self, asked: str = "") -> View:
        """What the buttons of an answer to this person depend on.

        ``asked`` is the question's id in the log; an answer that a button opened gets a new one.
        """
        asked = (asked or new_id()) if self.settings.keep_questions_days else ""
        if self.chat_data is None or self.user is None:
            return View(self.bot.username, asked=asked)
        vote = self.chat_data.votes.get(asked)
        return View(self.bot.username, self.chat_data.seen(self.user), asked, vote)

    def record(self, question: LoggedQuestion) -> None:
        """Log a question, unless the operator keeps none."""
        if self.settings.keep_questions_days:
            self.logbook.record(question)

    @property
    def settings(self) -> Settings:
        """What the operator set."""
        return self.bot_data.settings

    @property
    def store(self) -> Store:
        """The store; reach it through ``in_thread``."""
        return self.bot_data.store

    @property
    def asker(self) -> Asker:
        """What turns a question into an outcome."""
        return self.bot_data.asker

    @property
    def choices(self) -> Choices:
        """The languages that people chose."""
        return self.bot_data.choices

    @property
    def logbook(self) -> Logbook:
        """The way into the questions log."""
        return self.bot_data.logbook

    @property
    def base(self) -> Base:
        """The base as it stands at this moment."""
        return self.bot_data.answerer.base

    async def up_to_date(self) -> Snapshot:
        """The base with every edit that was made until now, ready to be asked.

        Raises StoreError when the store cannot be read.
        """
        answerer = self.bot_data.answerer
        await self.in_thread(answerer.refresh)
        return answerer.snapshot

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        """The entries of these ids that people may see; not what is gone, or a draft again."""
        return self.base.published(ids)

    def entry(self, name: str) -> Entry | None:
        """The entry of this id that people may see; None where it is gone, or a draft again."""
        return next(iter(self.entries([name])), None)


ForumApplication: TypeAlias = Application[
    ExtBot[None], BotContext, dict[str, str], ChatMemory, Services, None
]


def spoken(code: str | None) -> Language:
    """The language for a code as Telegram or a locale gives it (``kk-KZ``, ``ru_RU.UTF-8``)."""
    return _SPOKEN.get((code or "")[:2].lower(), "en")


_SPOKEN: Final[dict[str, Language]] = {language: language for language in LANGUAGES}
