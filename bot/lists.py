"""Topics and people by pages: pure functions from the base to text and rows of buttons."""

from dataclasses import replace
from typing import Final

from bot.buttons import questions
from bot.payload import Action, Payload
from bot.reply import Button, Reply, Row, Rows
from bot.strings import texts
from bot.telegram_html import to_html
from knowledge.markup import escape
from knowledge.model import Base, Entry, Language, Person
from knowledge.reply import source_line

PAGE_SIZE: Final = 8


def topics(base: Base, language: Language, page: int = 0, intro: str = "") -> Reply:
    """A page of the topics that have something to tell, below ``intro`` (base markup)."""
    turning = Payload(Action.SHOW_TOPICS, language)
    return _page(intro or texts(language).topics, _topics(base, language), page, turning, language)


def topic(topic_id: str, page: int, base: Base, language: Language) -> Reply | None:
    """One page of a topic's questions; None where there is no such topic, or nothing in it."""
    entries = base.topic_entries(topic_id)
    if topic_id not in base.topics or not entries:
        return None
    text = texts(language).topic.format(title=escape(base.topics[topic_id].title[language]))
    rows = questions(entries, Action.TOPIC_ENTRY, language)
    turning = Payload(Action.SHOW_TOPIC, language, topic_id)
    return _page(text, rows, page, turning, language, (_to_topics(language),))


def people(base: Base, language: Language, page: int = 0) -> Reply:
    """A page of the people in the article, as buttons."""
    turning = Payload(Action.SHOW_PEOPLE, language)
    return _page(texts(language).people, _people(base, language), page, turning, language)


def person(shown: Person, page: int, base: Base, language: Language) -> Reply:
    """A person's card: name, role, what the article says of them, and a page of questions."""
    name, role, about = (told[language] for told in (shown.name, shown.role, shown.about))
    source = source_line(shown.paragraphs, language, base)
    card = f"**{escape(name)}**\n{role}\n\n{about}\n\n_{source}_"
    rows = questions(base.person_entries(shown.id), Action.PERSON_ENTRY, language)
    turning = Payload(Action.SHOW_PERSON, language, shown.id)
    return _page(card, rows, page, turning, language, (_to_people(language),))


def every_way(base: Base, language: Language) -> tuple[tuple[Button], ...]:
    """A button to each fact, topic and person that people may see."""
    told = [entry for topic in base.topics for entry in base.topic_entries(topic)]
    facts = questions(told, Action.SHOW_ENTRY, language)
    return (*facts, *_topics(base, language), *_people(base, language))


def to_topic(shown: Entry, base: Base, language: Language) -> Rows:
    """The way back from an entry to the page of its topic that it stands on, and to all topics."""
    topic = base.topics.get(shown.topic or "")
    if topic is None:
        return (_to_topics(language),)
    listed = [one.id for one in base.topic_entries(topic.id)]
    page = listed.index(shown.id) // PAGE_SIZE if shown.id in listed else 0
    back = Payload(Action.SHOW_TOPIC, language, topic.id, page)
    return ((way_back(topic.title[language], back), *_to_topics(language)),)


def to_cards(shown: Entry, base: Base, language: Language) -> Rows:
    """The ways back from an entry to everyone it is about, and to all people, two in a row."""
    about = [base.people[person_id] for person_id in shown.people if person_id in base.people]
    cards = [
        way_back(one.name[language], Payload(Action.SHOW_PERSON, language, one.id)) for one in about
    ]
    ways = (*cards, *_to_people(language))
    return tuple(ways[start : start + 2] for start in range(0, len(ways), 2))


def way_back(place: str, payload: Payload) -> Button:
    """A button that leads back to where a person came from."""
    return Button(f"« {place}", payload)


def _topics(base: Base, language: Language) -> tuple[tuple[Button], ...]:
    return tuple(
        (Button(topic.title[language], Payload(Action.SHOW_TOPIC, language, topic.id)),)
        for topic in base.topics.values()
        if base.topic_entries(topic.id)
    )


def _people(base: Base, language: Language) -> tuple[tuple[Button], ...]:
    return tuple(
        (Button(person.name[language], Payload(Action.SHOW_PERSON, language, person.id)),)
        for person in base.people.values()
    )


def _to_topics(language: Language) -> Row:
    return (way_back(texts(language).topics_button, Payload(Action.SHOW_TOPICS, language)),)


def _to_people(language: Language) -> Row:
    return (way_back(texts(language).people_button, Payload(Action.SHOW_PEOPLE, language)),)


def _page(
    text: str, rows: Rows, page: int, turning: Payload, language: Language, back: Rows = ()
) -> Reply:
    """A page of rows below a text (base markup), with the ways to its neighbours and back.

    A page beyond the last one, as an old button may ask for, is the last one.
    """
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(page, pages - 1)
    words = texts(language)
    if pages > 1:
        text += "\n" + words.page.format(page=page + 1, pages=pages)
    ways = ((words.previous_button, page - 1), (words.next_button, page + 1))
    turns = tuple(Button(label, replace(turning, page=to)) for label, to in ways if 0 <= to < pages)
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return Reply(to_html(text), (*shown, *([turns] if turns else ()), *back))
