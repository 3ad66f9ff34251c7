"""Recorded changes as replies: pages of the last ones, what one did, and taking it back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import takewhile
from typing import Final, NamedTuple

from bot.desk.payload import DeskAction, DeskPayload
from bot.reply import DeskButton, Reply, Rows
from bot.strings.dates import moment_in_words
from bot.strings.desk.history import HISTORY
from bot.telegram_html import to_html, units
from knowledge.change_log import SURFACES, Change, Recorded
from knowledge.items import Key, Kind
from knowledge.markup import escape
from knowledge.model import Language
from knowledge.plain_diff import differences

PAGE_SIZE: Final = 5
# So long a change counts as just made, and its button asks nothing more.
JUST_MADE: Final = timedelta(minutes=30)
# What a button carries below a message that shows all that would be taken back.
SURE: Final = "sure"
# A change in a list, in base markup.
_LISTED: Final = "**{number}** · {when} · {who} · {surface}\n_{summary}_"
_MOST_ITEMS: Final = 3
_SUMMARY: Final = 160
# UTF-16 units of a diff, so that the whole stays in one message.
_DIFF: Final = 3_000


class Reader(NamedTuple):
    """Who reads of changes.

    ``names`` tell how those who made some are called, where they have another name than they are
    kept by.
    """

    language: Language
    zone: tzinfo
    names: Mapping[str, str]


def undo_button(change: int, language: Language, mark: str = "") -> DeskButton:
    """The button below the message of a change that was just made."""
    target = DeskPayload(DeskAction.UNDO, str(change), mark)
    return DeskButton(HISTORY[language].undo_button, target)


def page(found: Sequence[Change], number: int, reader: Reader) -> Reply:
    """A page of changes, newest first, each with its button; see ``on_page``.

    ``found`` are the changes from the newest on, one more than the page shows where there are more.
    """
    words = HISTORY[reader.language]
    shown = on_page(found, number)
    if not shown:
        return Reply(to_html(words.nothing_changed))
    blocks = [_told(_LISTED, change, reader) for change in shown]
    buttons = tuple(_to_change(one.id, number, str(one.id)) for one in shown)
    ways = ((words.newer_button, number - 1), (words.older_button, number + 1))
    turns = tuple(
        DeskButton(label, DeskPayload(DeskAction.HISTORY, str(to)))
        for label, to in ways
        if 0 <= to * PAGE_SIZE < len(found)
    )
    text = "\n\n".join((words.last_changes, *blocks))
    return Reply(to_html(text), (buttons, *([turns] if turns else ())))


def change(
    shown: Change,
    edits: Sequence[Recorded],
    reader: Reader,
    page_number: int = 0,
    *,
    asks: bool = False,
) -> Reply:
    """What a change did, item by item, with the button to take it back.

    ``asks`` is for somebody who wants to take it back and has not seen it yet.
    """
    words, language = HISTORY[reader.language], reader.language
    diff, is_whole = _diff(list(diff_lines(edits, language)), language)
    blocks = [_told(words.change, shown, reader), *diff]
    back = DeskButton(words.back_button, DeskPayload(DeskAction.HISTORY, str(page_number)))
    if shown.undone_by is None and shown.touched:
        blocks += [f"**{words.ask_to_undo}**"] if asks else []
        rows: Rows = ((undo_button(shown.id, language, SURE), back),)
    else:
        blocks += [] if shown.touched else [words.whole_base]
        rows = ((back,),)
    if not is_whole:
        whole = DeskPayload(DeskAction.DIFF, str(shown.id))
        rows = ((DeskButton(words.whole_button, whole),), *rows)
    return Reply(to_html("\n\n".join(blocks)), rows)


def undone(number: int, new: int, language: Language, *, already: bool = False) -> Reply:
    """That a change is taken back, with the way to bring it back."""
    words = HISTORY[language]
    text = words.done_already if already else words.done
    rows = ((undo_button(new, language),), (_to_changes(language),))
    return Reply(to_html(text.format(number=number, new=new)), rows)


def in_the_way(number: int, later: Sequence[Change], reader: Reader) -> Reply:
    """The later changes that have to be taken back before this one."""
    words, language = HISTORY[reader.language], reader.language
    blocks = [_told(_LISTED, one, reader) for one in later]
    text = "\n\n".join((words.in_the_way.format(number=number), *blocks))
    buttons = [
        _to_change(one.id, 0, words.change_button.format(number=one.id))
        for one in later[:PAGE_SIZE]
    ]
    return Reply(to_html(text), (*((button,) for button in buttons), (_to_changes(language),)))


def not_undone(number: int, why: str, language: Language) -> Reply:
    """That a change cannot be taken back, and why."""
    text = HISTORY[language].not_undone.format(number=number, why=escape(why))
    return Reply(to_html(text), ((_to_changes(language),),))


def no_change(language: Language) -> Reply:
    """That there is no change of that number."""
    return Reply(to_html(HISTORY[language].no_change), ((_to_changes(language),),))


def nothing_of_yours(language: Language) -> Reply:
    """That this maintainer has made no change that stands."""
    return Reply(to_html(HISTORY[language].nothing_of_yours), ((_to_changes(language),),))


def is_just_made(made: Change) -> bool:
    """Whether whoever made a change still has it in mind."""
    return abs(datetime.now(UTC) - datetime.fromisoformat(made.at)) < JUST_MADE


def on_page(found: Sequence[Change], number: int) -> Sequence[Change]:
    """Those of the changes that stand on a page."""
    return found[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]


def _told(form: str, told: Change, reader: Reader) -> str:
    """Who made a change, when, where and what it touched, in base markup."""
    words, language = HISTORY[reader.language], reader.language
    text = form.format(
        number=told.id,
        when=moment_in_words(told.at, language, reader.zone),
        who=escape(reader.names.get(told.author.name, told.author.name)),
        surface=_surface(told.author.surface, language),
        summary=escape(_shortened(told.summary)),
    )
    lines = [text, escape(_items(told.touched, language)) if told.touched else ""]
    lines += [words.undone_by.format(number=told.undone_by)] if told.undone_by else []
    return "\n".join(filter(None, lines))


def _items(touched: Sequence[Key], language: Language) -> str:
    words, kinds = HISTORY[language], kind_words(language)
    named = ", ".join(f"{kinds[key.kind]} {key.id}" for key in touched[:_MOST_ITEMS])
    more = len(touched) - _MOST_ITEMS
    return f"{named} {words.more_items.format(number=more)}" if more > 0 else named


def _diff(lines: Sequence[str], language: Language) -> tuple[list[str], bool]:
    """The lines that fit one message, in base markup, and whether that is all."""
    left = _DIFF

    def fits(line: str) -> bool:
        nonlocal left
        left -= units(line) + 1
        return left >= 0

    shown = list(takewhile(fits, lines))
    more = len(lines) - len(shown)
    if more and not shown:
        shown, more = [f"{lines[0][: _DIFF // 2]}…"], more - 1
    told = [escape("\n".join(shown))] if shown else []
    told += [HISTORY[language].more_lines.format(number=more)] if more else []
    return told, shown == list(lines)


def diff_lines(edits: Iterable[Recorded], language: Language) -> Iterable[str]:
    """What a change did: a line for each item, and below it those of what was and what came."""
    kinds = kind_words(language)
    for done in edits:
        yield f"{kinds[done.key.kind]} {done.key.id}"
        yield from differences(done.before, done.after)


def kind_words(language: Language) -> dict[Kind, str]:
    """What an item is, in a word."""
    return dict(zip(Kind, HISTORY[language].kinds, strict=True))


def _surface(name: str, language: Language) -> str:
    """Where a change was made; a surface of another program's stays as it is."""
    return dict(zip(SURFACES, HISTORY[language].surfaces, strict=True)).get(name, name)


def _shortened(summary: str) -> str:
    return summary if len(summary) <= _SUMMARY else f"{summary[: _SUMMARY - 1]}…"


def _to_change(number: int, page_number: int, label: str) -> DeskButton:
    return DeskButton(label, DeskPayload(DeskAction.CHANGE, str(number), str(page_number)))


def _to_changes(language: Language) -> DeskButton:
    return DeskButton(HISTORY[language].back_button, DeskPayload(DeskAction.HISTORY, "0"))
