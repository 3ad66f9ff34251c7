"""Recorded changes as replies: pages of the last ones, what one did, and taking it back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import takewhile
from typing import Final, NamedTuple

from bot.desk.item_words import ItemWords
from bot.desk.payload import DeskAction, DeskPayload
from bot.reply import DeskButton, Reply, Rows
from bot.strings.dates import moment_in_words
from bot.strings.desk.history import HISTORY
from bot.telegram_html import to_html, units
from knowledge.change_log import SURFACES, Change, Recorded
from knowledge.markup import escape
from knowledge.model import Language
from knowledge.plain_diff import Difference, differences, one_line, walk

PAGE_SIZE: Final = 5
# So long a change counts as just made, and its button asks nothing more.
JUST_MADE: Final = timedelta(minutes=30)
# What a button carries below a message that shows all that would be taken back.
SURE: Final = "sure"
# A change in a list, in base markup.
_LISTED: Final = "**{number}** · {when} · {who} · {surface}"
# So much of it is told in a list.
MOST_ITEMS: Final = 3
_MOST_PARTS: Final = 3
_LINE: Final = 160
# UTF-16 units of a diff, so that the whole stays in one message.
_DIFF: Final = 3_000


class Reader(NamedTuple):
    """Who reads of changes.

    ``names`` tell how those who made some are called, where they have another name than they are
    kept by.
    """

    told: ItemWords
    zone: tzinfo
    names: Mapping[str, str]

    @property
    def language(self) -> Language:
        """The language to read in."""
        return self.told.language


class Deed(NamedTuple):
    """A change with the first items that it touched, or with all of them."""

    change: Change
    edits: Sequence[Recorded]


def undo_button(change: int, language: Language, mark: str = "") -> DeskButton:
    """The button below the message of a change that was just made."""
    target = DeskPayload(DeskAction.UNDO, str(change), mark)
    return DeskButton(HISTORY[language].undo_button, target)


def page(shown: Sequence[Deed], number: int, reader: Reader, *, has_more: bool) -> Reply:
    """A page of changes, newest first, each with its button; ``has_more`` where older ones are."""
    words = HISTORY[reader.language]
    if not shown:
        return Reply(to_html(words.nothing_changed))
    blocks = [_told(one, reader) for one in shown]
    buttons = tuple(_to_change(one.change.id, number, str(one.change.id)) for one in shown)
    ways = [(words.newer_button, number - 1)] if number else []
    ways += [(words.older_button, number + 1)] if has_more else []
    turns = tuple(DeskButton(label, DeskPayload(DeskAction.HISTORY, str(to))) for label, to in ways)
    text = "\n\n".join((words.last_changes, *blocks))
    return Reply(to_html(text), (buttons, *([turns] if turns else ())))


def change(deed: Deed, reader: Reader, page_number: int = 0, *, asks: bool = False) -> Reply:
    """What a change did, item by item, with the button to take it back.

    ``asks`` is for somebody who wants to take it back and has not seen it yet.
    """
    words, language, shown = HISTORY[reader.language], reader.language, deed.change
    diff, is_whole = _diff(list(diff_lines(deed.edits, reader.told)), language)
    blocks = [_head(words.change, shown, reader), *diff]
    back = DeskButton(words.back_button, DeskPayload(DeskAction.HISTORY, str(page_number)))
    if shown.undone_by is None and shown.touched:
        blocks += [f"**{words.ask_to_undo}**"] if asks else []
        rows: Rows = ((undo_button(shown.id, language, SURE), back),)
    else:
        blocks += [] if shown.touched else [words.replaced, words.whole_base]
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


def in_the_way(number: int, later: Sequence[Deed], reader: Reader) -> Reply:
    """The later changes that have to be taken back before this one."""
    words, language = HISTORY[reader.language], reader.language
    blocks = [_told(one, reader) for one in later]
    text = "\n\n".join((words.in_the_way.format(number=number), *blocks))
    buttons = [
        _to_change(one.change.id, 0, words.change_button.format(number=one.change.id))
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


def _told(deed: Deed, reader: Reader) -> str:
    """Who made a change, when, where and what it did, in base markup."""
    lines = map(_shortened, _done(deed, reader.told))
    return "\n".join([_head(_LISTED, deed.change, reader), *map(escape, lines)])


def _head(form: str, told: Change, reader: Reader) -> str:
    words, language = HISTORY[reader.language], reader.language
    text = form.format(
        number=told.id,
        when=moment_in_words(told.at, language, reader.zone),
        who=escape(reader.names.get(told.author.name, told.author.name)),
        surface=_surface(told.author.surface, language),
    )
    undoes = words.undoes.format(number=told.undoes) if told.undoes else ""
    undone = words.undone_by.format(number=told.undone_by) if told.undone_by else ""
    return "\n".join(filter(None, (text, undoes, undone)))


def _done(deed: Deed, told: ItemWords) -> Iterator[str]:
    """What a change did, a line for each of the first items."""
    words, shown = HISTORY[told.language], deed.edits[:MOST_ITEMS]
    for edit in shown:
        item = told.item(edit.key, edit.after or edit.before)
        if edit.before is None:
            yield words.added.format(item=item)
        elif edit.after is None:
            yield words.removed.format(item=item)
        else:
            parts = ", ".join(_parts(list(walk(edit.before, edit.after)), told))
            yield f"{item}: {parts}" if parts else item
    if not deed.change.touched:
        yield words.replaced
    if (more := len(deed.change.touched) - len(shown)) > 0:
        yield words.more_items.format(number=more)


def _parts(found: Sequence[Difference], told: ItemWords) -> Iterator[str]:
    """The parts that were changed; of one alone also what came there."""
    if len(found) == 1 and len(found[0].come) == 1:
        value = one_line(told.value(found[0].path, found[0].come[0]))
        yield f"{told.place(found[0].path)} + {value}"
        return
    yield from (told.place(one.path) for one in found[:_MOST_PARTS])
    if len(found) > _MOST_PARTS:
        yield HISTORY[told.language].more_items.format(number=len(found) - _MOST_PARTS)


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


def diff_lines(edits: Iterable[Recorded], told: ItemWords) -> Iterator[str]:
    """What a change did: a line for each item, and below it those of what was and what came."""
    for done in edits:
        yield told.item(done.key, done.after or done.before)
        yield from differences(done.before, done.after, told.wording)


def _surface(name: str, language: Language) -> str:
    """Where a change was made; a surface of another program's stays as it is."""
    return dict(zip(SURFACES, HISTORY[language].surfaces, strict=True)).get(name, name)


def _shortened(line: str) -> str:
    return line if len(line) <= _LINE else f"{line[: _LINE - 1]}…"


def _to_change(number: int, page_number: int, label: str) -> DeskButton:
    return DeskButton(label, DeskPayload(DeskAction.CHANGE, str(number), str(page_number)))


def _to_changes(language: Language) -> DeskButton:
    return DeskButton(HISTORY[language].back_button, DeskPayload(DeskAction.HISTORY, "0"))
