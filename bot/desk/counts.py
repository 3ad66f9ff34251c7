"""The counts of what people ask as a text for maintainers, short enough to stand below a chart."""

from typing import Final

from bot.desk.payload import DeskAction, DeskPayload
from bot.reply import DeskButton, Reply
from bot.strings import texts
from bot.strings.dates import day_in_words
from bot.strings.desk.copies import STATS
from bot.strings.plurals import counted
from bot.telegram_html import to_html
from knowledge.chart import Words
from knowledge.markup import escape
from knowledge.model import LANGUAGES, Base, Language
from knowledge.stats import Ending, Stats

PERIODS: Final = (7, 30, 365)
_MOST_ASKED: Final = 5
_TITLE: Final = 60


def summary(found: Stats, base: Base, language: Language, *, has_chart: bool = True) -> Reply:
    """What was asked, how it was answered, and most often; entries by their titles."""
    words = STATS[language]
    head = f"**{_period(found, language)}**"
    is_empty = not found.questions and not found.small_talk
    blocks = [head, words.nothing_asked] if is_empty else [head, *_numbers(found, base, language)]
    blocks += [] if has_chart else [words.no_chart]
    return Reply(to_html("\n\n".join(blocks)), (_periods(language),))


def chart_words(found: Stats, language: Language) -> Words:
    """What stands in the chart."""
    words = STATS[language]
    asked = counted(found.questions, words.questions, language)
    title = f"{asked}, {_period(found, language)}"
    return Words(title, dict(zip(Ending, words.endings, strict=True)))


def _numbers(found: Stats, base: Base, language: Language) -> list[str]:
    words = STATS[language]
    asked = counted(found.questions, words.questions, language)
    named = zip(words.endings, (found.endings[one] for one in Ending), strict=True)
    spoken = (f"{texts(one).language_short} {found.languages[one]}" for one in LANGUAGES)
    lines = [
        f"{asked}: {', '.join(f'{name} {_share(number, found)}' for name, number in named)}",
        words.picked.format(number=found.picked),
        *([words.small_talk.format(number=found.small_talk)] if found.small_talk else []),
        f"{' · '.join(spoken)}   👍 {found.up} · 👎 {found.down}",
    ]
    most = [
        f"{count} × {escape(_title(entry, base, language))}"
        for entry, count in list(found.entries.items())[:_MOST_ASKED]
    ]
    told = ["\n".join(lines), *(["\n".join((words.most_asked, *most))] if most else [])]
    return [*told, words.never_asked.format(number=len(found.never_asked))]


def _share(number: int, found: Stats) -> str:
    return f"{number} ({number / found.questions:.0%})" if found.questions else str(number)


def _title(entry: str, base: Base, language: Language) -> str:
    """The title of an entry; its id where it is gone."""
    known = base.entries.get(entry)
    title = known.title(language) if known else entry
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _period(found: Stats, language: Language) -> str:
    return f"{day_in_words(found.since, language)} – {day_in_words(found.until, language)}"


def _periods(language: Language) -> tuple[DeskButton, ...]:
    label = STATS[language].days_button
    return tuple(
        DeskButton(label.format(number=days), DeskPayload(DeskAction.STATS, str(days)))
        for days in PERIODS
    )
