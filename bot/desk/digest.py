"""Once a day, where that is switched on, maintainers are told what waits for them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import deliver
from bot.reply import Reply
from bot.strings.desk.digest import DIGEST
from bot.strings.plurals import counted
from bot.telegram_html import to_html
from knowledge import digests
from knowledge.model import Language
from knowledge.proposals import SEVERAL, proposals
from knowledge.review import groups
from knowledge.snapshot import Snapshot
from knowledge.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much awaits review."""

    questions: int
    groups: int
    proposals: int

    def __bool__(self) -> bool:
        return bool(self.questions or self.proposals)


def tell(
    store: Store, snapshot: Snapshot, maintainers: Iterable[int], now: datetime
) -> dict[int, Reply]:
    """What is to be said to whom now, which is noted as said; nothing where nothing waits.

    Nobody is told twice on a day of ``now``. Raises StoreError.
    """
    day = now.date().isoformat()
    due = [one for one in sorted(maintainers) if digests.is_due(store, str(one), day)]
    waiting = _waiting(store, snapshot) if due else None
    if not waiting:
        return {}
    for one in due:
        digests.note_told(store, str(one), day)
    return {one: digest(waiting, digests.language(store, str(one))) for one in due}


def digest(waiting: Waiting, language: Language) -> Reply:
    """The line with the counts."""
    words, what = DIGEST[language], list[str]()
    if waiting.questions:
        questions = counted(waiting.questions, words.questions, language)
        of_groups = counted(waiting.groups, words.groups, language)
        what.append(words.asked.format(questions=questions, groups=of_groups))
    if waiting.proposals:
        what.append(counted(waiting.proposals, words.proposals, language))
    return Reply(to_html(words.waiting.format(what=words.joined.join(what))))


async def send(bot: ExtBot[None], told: dict[int, Reply]) -> None:
    """Say it; who blocked the bot is not told, and who cannot be told keeps nobody waiting."""
    for person, reply in told.items():
        try:
            await deliver.send_to(bot, person, reply)
        except TelegramError as error:
            log.warning("A maintainer could not be told what waits: %s", error)


def _waiting(store: Store, snapshot: Snapshot) -> Waiting:
    queue = groups(store, snapshot)
    questions = sum(group.count for group in queue)
    return Waiting(questions, len(queue), len(proposals(store, snapshot, SEVERAL)))
