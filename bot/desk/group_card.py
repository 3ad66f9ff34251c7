"""A group of the review queue as a message, and what is said once it is dealt with."""

from collections.abc import Iterator

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.queue import Ended, Sight
from bot.desk.taught import SHOWN, change_row, entry_buttons, quoted, title
from bot.reply import DeskButton, Reply, Row, Rows
from bot.strings import texts
from bot.strings.desk.review import REVIEW
from bot.strings.plurals import counted
from bot.telegram_html import to_html
from knowledge.markup import escape
from knowledge.masking import unmarked
from knowledge.model import Base, Language
from knowledge.review import Asked, Group, TakenUp


def group_card(sight: Sight, base: Base, language: Language) -> Reply:
    """A group with all that a decision needs, and the decisions as buttons."""
    words, group = REVIEW[language], sight.group
    place = words.place.format(place=sight.place, total=sight.total)
    head = f"{place} · {counted(group.count, words.asked, language)}"
    blocks = [
        f"{head}\n{' · '.join(_counts(group, language))}",
        "\n".join(_questions(group, language)),
        "\n".join(_complaints(group, base, language)),
        _nearest(sight, base, language),
    ]
    text = "\n\n".join(block for block in blocks if block)
    return Reply(to_html(text), _decisions(sight, base, language))


def ended(state: Ended, language: Language) -> Reply:
    """No group is left to show: what waits still, and the ways there."""
    words = REVIEW[language]
    waiting = words.last.format(number=state.waiting) if state.waiting else words.empty
    others = words.with_others.format(number=state.with_others) if state.with_others else ""
    rows: list[Row] = []
    if state.waiting:
        rows.append((DeskButton(words.first_button, DeskPayload(DeskAction.REVIEW)),))
    rows += _to_proposals(state.proposed, language)
    return Reply(to_html(f"{waiting}\n{others}".strip()), tuple(rows))


def dropped(group_id: str, question: str, following: str, language: Language) -> Reply:
    """A group was dropped, with the way back."""
    words = REVIEW[language]
    keep = DeskButton(words.keep_button, DeskPayload(DeskAction.KEEP, mark=group_id))
    text = words.dropped.format(question=quoted(question))
    return Reply(to_html(text), ((keep, next_button(following, language)),))


def already(taken: TakenUp, entry_id: str, base: Base, language: Language) -> str:
    """A group was dealt with before, as HTML."""
    words = REVIEW[language]
    if not entry_id or taken.change is None:
        return to_html(words.gone)
    named = escape(title(entry_id, base, language))
    return to_html(words.already.format(title=named, change=taken.change))


def next_button(following: str, language: Language) -> DeskButton:
    """The way to another group."""
    return DeskButton(REVIEW[language].next_button, DeskPayload(DeskAction.REVIEW, following))


def _to_proposals(number: int, language: Language) -> Rows:
    if not number:
        return ()
    label = REVIEW[language].proposals_button.format(number=number)
    return ((DeskButton(label, DeskPayload(DeskAction.PROPOSALS)),),)


def _counts(group: Group, language: Language) -> Iterator[str]:
    words = REVIEW[language]
    for problem, number in group.problems.items():
        yield getattr(words, problem.value).format(number=number)
    yield ", ".join(f"{spoken} {number}" for spoken, number in group.languages.items())


def _questions(group: Group, language: Language) -> Iterator[str]:
    yield from (_question(asked, language) for asked in group.questions[:SHOWN])
    if (left := len(group.questions) - SHOWN) > 0:
        yield REVIEW[language].more.format(number=left)


def _question(asked: Asked, language: Language) -> str:
    times = f"{len(asked.rows)}× " if len(asked.rows) > 1 else ""
    meant = ""
    if asked.natural != unmarked(asked.text):
        meant = f" ({REVIEW[language].read_as.format(text=quoted(asked.natural))})"
    return f"• {times}{quoted(asked.text)}{meant}"


def _complaints(group: Group, base: Base, language: Language) -> Iterator[str]:
    words = REVIEW[language]
    if group.entries:
        titles = [escape(title(name, base, language)) for name in group.entries[:SHOWN]]
        yield f"{words.answered_with} {'; '.join(titles)}"
    if group.reasons:
        known = texts(language).reasons._asdict()
        said = (quoted(known.get(reason, reason)) for reason in group.reasons[:SHOWN])
        yield f"{words.people_say} {'; '.join(said)}"


def _nearest(sight: Sight, base: Base, language: Language) -> str:
    words = REVIEW[language]
    if not sight.near:
        return words.nothing_near
    lines = (
        f"{number}. {escape(title(near.entry, base, language))} · {near.confidence:.0%}"
        for number, near in enumerate(sight.near, 1)
    )
    return "\n".join((words.nearest, *lines))


def _decisions(sight: Sight, base: Base, language: Language) -> Rows:
    words, name = REVIEW[language], sight.group.id

    def button(label: str, action: DeskAction, about: str = "") -> DeskButton:
        return DeskButton(label, DeskPayload(action, about, name))

    near = [candidate.entry for candidate in sight.near]
    attach = entry_buttons(
        near, base, language, lambda entry: DeskPayload(DeskAction.ATTACH, entry, name)
    )
    outside = (
        (button(words.outside_button, DeskAction.ATTACH, sight.outside),) if sight.outside else ()
    )
    return (
        *attach,
        (
            button(words.search_button, DeskAction.SEARCH),
            button(words.draft_button, DeskAction.DRAFT),
        ),
        *(change_row(one, language) for one in sight.group.entries[:1] if one in base.entries),
        (*outside, button(words.drop_button, DeskAction.DROP)),
        (next_button(sight.following, language),),
        *_to_proposals(sight.proposed, language),
    )
