"""The rows of buttons below an answer: pure functions, made for the width of a phone.

What leads on comes first, then what can be done with the answer, then the languages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from bot.payload import Action, Payload, fits, joined
from bot.reply import Button, CopyButton, LinkButton, Row, Rows
from bot.sharing import copied, share_link
from bot.strings import texts
from bot.view import View
from bot.votes import thumbs
from knowledge.model import LANGUAGES, Base, Entry, EntryKind, Language

ABOUT_FORUM: Final = (EntryKind.FACT, EntryKind.UNKNOWN)
MOST_RELATED: Final = 3
FEWEST_RELATED: Final = 2


class Place(NamedTuple):
    """Where an answer stands: what shows it there again, and what shows its paragraphs."""

    show: Action
    where: Action


CHAT: Final = Place(Action.TURN_ENTRY, Action.WHERE)
TOPIC: Final = Place(Action.TOPIC_ENTRY, Action.TOPIC_WHERE)
PERSON: Final = Place(Action.PERSON_ENTRY, Action.PERSON_WHERE)


def below_answer(
    shown: Sequence[Entry], language: Language, base: Base, view: View, place: Place = CHAT
) -> Rows:
    """The rows below one or several entries that answer together."""
    # Whoever browses has the way back below, and a phone has little room.
    most = MOST_RELATED if place is CHAT else FEWEST_RELATED
    leading = related(shown, language, base, view, most)
    if not any(one.kind in ABOUT_FORUM for one in shown):
        return (*leading, ways_on(language))
    rows = (*_tools(shown, language, base, view, place), turned(shown, language, view, place.show))
    return (*leading, *(row for row in rows if row))


def related(
    shown: Sequence[Entry], language: Language, base: Base, view: View, most: int = MOST_RELATED
) -> Rows:
    """Questions that lead on and that the person has not seen: two to ``most``, where there are.

    What the article does not tell is not offered.
    """
    known = view.seen | {one.id for one in shown}
    named = base.published(name for one in shown for name in one.related)
    told = [one for one in named if one.kind is EntryKind.FACT]
    fresh = [one for one in told if one.id not in known][:most]
    known |= {one.id for one in fresh}
    for one in _others(shown, base):
        if len(fresh) >= FEWEST_RELATED:
            break
        if one.id not in known:
            fresh.append(one)
            known |= {one.id}
    return questions(fresh, Action.SHOW_ENTRY, language)


def questions(
    entries: Iterable[Entry], action: Action, language: Language, asked: str = ""
) -> tuple[tuple[Button], ...]:
    """One row for each entry, labelled with its title."""
    return tuple(
        (Button(one.texts[language].question, Payload(action, language, one.id, asked=asked)),)
        for one in entries
    )


def turned(shown: Sequence[Entry], language: Language, view: View, action: Action) -> Row:
    """One button a language, for the same in place; a dot marks the one that is shown.

    Empty where so many entries are shown that no button can carry them all.
    """
    return tuple(
        Button(_marked(texts(offered).language_short, offered == language), way)
        for offered in reversed(LANGUAGES)
        if fits(way := about(shown, action, offered, view))
    )


def about(shown: Sequence[Entry], action: Action, language: Language, view: View) -> Payload:
    """What a button about the whole answer carries; it may be too long where they are many.

    Where two entries leave no room for the question's id, the button does without it.
    """
    target = Payload(action, language, joined(one.id for one in shown), asked=view.asked)
    return target if fits(target) else replace(target, asked="")


def ways_on(language: Language) -> Row:
    """Topics and people, each in a new message."""
    people = Button(texts(language).people_button, Payload(Action.OFFER_PEOPLE, language))
    return (_topics_button(language), people)


def _tools(
    shown: Sequence[Entry], language: Language, base: Base, view: View, place: Place
) -> Rows:
    """Where it is said and sharing; below, what takes little room."""
    words = texts(language)
    facts = [one for one in shown if one.kind is EntryKind.FACT]
    votes = tuple(
        Button(thumb.label, about(shown[:1], thumb.action, language, view))
        for thumb in thumbs(view.vote)
        if view.asked
    )
    if not facts:
        return ((*votes, _topics_button(language)),)
    where = about(shown, place.where, language, view)
    link = share_link(facts, language, view.bot)
    return (
        (
            *((Button(words.where_button, where),) if fits(where) else ()),
            *((LinkButton(words.share_button, link),) if view.bot else ()),
        ),
        (
            *votes,
            CopyButton(words.copy_button, copied(facts, language, base)),
        ),
    )


def _marked(label: str, chosen: bool) -> str:
    return f"• {label}" if chosen else label


def _topics_button(language: Language) -> Button:
    return Button(texts(language).topics_button, Payload(Action.OFFER_TOPICS, language))


def _others(shown: Sequence[Entry], base: Base) -> Iterator[Entry]:
    """The facts about the same people, in the same topics, then all others; some come twice."""
    for one in shown:
        for person in one.people:
            yield from base.person_entries(person)
    for one in shown:
        yield from base.topic_entries(one.topic or "")
    for topic in base.topics:
        yield from base.topic_entries(topic)
