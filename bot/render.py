"""Content and decisions as replies: pure functions from the base to text and rows of buttons."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from bot.payload import Action, Payload
from bot.reply import Button, Reply, Rows
from bot.strings import texts
from bot.telegram_html import bold, to_html
from knowledge.markup import escape
from knowledge.model import LANGUAGES, Base, Entry, Language, Outcome, OutcomeKind, Person, Status
from knowledge.reply import entry_text, reply_text, source_line

PAGE_SIZE: Final = 8
MAX_RELATED: Final = 4


def outcome(decided: Outcome, base: Base) -> Reply:
    """What the bot says to a question, with the questions that lead on as buttons."""
    rows = [row for part in (decided, *decided.more) for row in _leading_on(part, base)]
    return Reply(to_html(reply_text(decided, base)), tuple(dict.fromkeys(rows)))


def entry(shown: Entry, base: Base, language: Language) -> Reply:
    """An entry that was opened by a button: its title, the answer, and what is related."""
    return Reply(_entry_html(shown, base, language), _related(shown, base, language))


def topic_entry(shown: Entry, base: Base, language: Language) -> Reply:
    """An entry opened from its topic, with the way back to the page it stands on."""
    rows: Rows = (_to_topics(language),)
    if topic := base.topics.get(shown.topic or ""):
        back = Payload(Action.SHOW_TOPIC, language, topic.id, _page_of(shown, base))
        rows = (_back(topic.title[language], back), *rows)
    return Reply(_entry_html(shown, base, language), rows)


def person_entry(shown: Entry, base: Base, language: Language) -> Reply:
    """An entry opened from a person's card, with the way back to everyone it is about."""
    about = [base.people[person_id] for person_id in shown.people if person_id in base.people]
    cards = tuple(
        _back(person.name[language], Payload(Action.SHOW_PERSON, language, person.id))
        for person in about
    )
    return Reply(_entry_html(shown, base, language), (*cards, _to_people(language)))


def topics(base: Base, language: Language, intro: str = "") -> Reply:
    """All topics that have something to tell, as buttons below ``intro`` (base markup)."""
    rows = tuple(
        (Button(topic.title[language], Payload(Action.SHOW_TOPIC, language, topic.id)),)
        for topic in base.topics.values()
        if base.topic_entries(topic.id)
    )
    return Reply(to_html(intro or texts(language).topics), rows)


def topic(topic_id: str, page: int, base: Base, language: Language) -> Reply | None:
    """One page of a topic's questions; None where there is no such topic, or nothing in it.

    A page beyond the last one, as an old button may ask for, is the last one.
    """
    entries = base.topic_entries(topic_id)
    if topic_id not in base.topics or not entries:
        return None
    pages = -(-len(entries) // PAGE_SIZE)
    page = min(page, pages - 1)
    words = texts(language)
    text = words.topic.format(title=escape(base.topics[topic_id].title[language]))
    if pages > 1:
        text += "\n" + words.page.format(page=page + 1, pages=pages)
    listed = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    questions = _questions(listed, Action.TOPIC_ENTRY, language)
    turning = _turning(topic_id, page, pages, language)
    return Reply(to_html(text), (*questions, *turning, _to_topics(language)))


def people(base: Base, language: Language) -> Reply:
    """Everyone in the article, as buttons."""
    rows = tuple(
        (Button(person.name[language], Payload(Action.SHOW_PERSON, language, person.id)),)
        for person in base.people.values()
    )
    return Reply(to_html(texts(language).people), rows)


def person(shown: Person, base: Base, language: Language) -> Reply:
    """A person's card: name, role, what the article says of them, and their questions."""
    name, role, about = (told[language] for told in (shown.name, shown.role, shown.about))
    source = source_line(shown.paragraphs, language, base)
    rest = "\n\n".join((role, about, f"_{source}_"))
    card = f"{bold(name)}\n{to_html(rest)}"
    questions = _questions(base.person_entries(shown.id), Action.PERSON_ENTRY, language)
    return Reply(card, (*questions, _to_people(language)))


def gone(base: Base, language: Language) -> Reply:
    """What a button leads to when its entry, topic or person is no longer there."""
    return topics(base, language, texts(language).gone)


def none_of_these(base: Base, language: Language) -> Reply:
    """The way on when no suggestion was meant."""
    return topics(base, language, texts(language).none_of_these)


def dead_link(nearest: Iterable[Entry], language: Language) -> Reply:
    """What a deep link leads to when nothing has its name: the entries named most like it."""
    offered = _questions(nearest, Action.SHOW_ENTRY, language)
    return Reply(to_html(texts(language).dead_link), (*offered, (_offer_topics(language),)))


def welcome(language: Language) -> Reply:
    """The first words."""
    words = texts(language)
    people_button = Button(words.people_button, Payload(Action.OFFER_PEOPLE, language))
    return Reply(to_html(words.welcome), ((_offer_topics(language), people_button),))


def help_(language: Language) -> Reply:
    """How to ask, and every command with what it does."""
    words = texts(language)
    menu = "\n".join(f"/{name}: {does}" for name, does in words.commands._asdict().items())
    return Reply(to_html(f"{words.help}\n\n{menu}"))


def about(base: Base, language: Language) -> Reply:
    """Where the answers come from, and where they end."""
    title = escape(base.source.title[language])
    day = _date(base.source.date, language)
    return Reply(to_html(texts(language).about.format(title=title, date=day)))


def languages(language: Language) -> Reply:
    """The choice of a language, each named in itself."""
    row = tuple(
        Button(texts(offered).language_name, Payload(Action.CHOOSE_LANGUAGE, offered))
        for offered in LANGUAGES
    )
    return Reply(to_html(texts(language).choose_language), (row,))


def said(markup: str) -> Reply:
    """A text in base markup, without buttons."""
    return Reply(to_html(markup))


def _leading_on(decided: Outcome, base: Base) -> Rows:
    """The buttons below one outcome."""
    language = decided.language
    suggested = _published(decided.suggestions, base)
    if decided.kind is OutcomeKind.SUGGEST:
        none = Button(texts(language).none_button, Payload(Action.NONE_OF_THESE, language))
        return (*_questions(suggested, Action.PICK_ENTRY, language), (none,))
    decided_on = base.entries.get(decided.entry or "")
    related = _related(decided_on, base, language) if decided_on else ()
    if decided.kind is OutcomeKind.ANSWER:
        return related
    nearest = _questions(suggested[:1], Action.SHOW_ENTRY, language)
    return (*(related or nearest), (_offer_topics(language),))


def _related(shown: Entry, base: Base, language: Language) -> Rows:
    related = _published(shown.related, base)[:MAX_RELATED]
    return _questions(related, Action.SHOW_ENTRY, language)


def _published(ids: Iterable[str], base: Base) -> list[Entry]:
    """Those entries that people may see; drafts are for maintainers only."""
    found = [base.entries[entry_id] for entry_id in ids if entry_id in base.entries]
    return [one for one in found if one.status is Status.PUBLISHED]


def _questions(entries: Iterable[Entry], action: Action, language: Language) -> Rows:
    """One row for each entry, labelled with its title."""
    return tuple(
        (Button(one.texts[language].question, Payload(action, language, one.id)),)
        for one in entries
    )


def _entry_html(shown: Entry, base: Base, language: Language) -> str:
    title = bold(shown.texts[language].question)
    return f"{title}\n\n{to_html(entry_text(shown.id, language, base))}"


def _page_of(shown: Entry, base: Base) -> int:
    ids = [one.id for one in base.topic_entries(shown.topic or "")]
    return ids.index(shown.id) // PAGE_SIZE if shown.id in ids else 0


def _turning(topic_id: str, page: int, pages: int, language: Language) -> Rows:
    words = texts(language)
    ways = ((words.previous_button, page - 1), (words.next_button, page + 1))
    row = tuple(
        Button(label, Payload(Action.SHOW_TOPIC, language, topic_id, to))
        for label, to in ways
        if 0 <= to < pages
    )
    return (row,) if row else ()


def _back(place: str, payload: Payload) -> tuple[Button]:
    return (Button(f"« {place}", payload),)


def _to_topics(language: Language) -> tuple[Button]:
    return _back(texts(language).topics_button, Payload(Action.SHOW_TOPICS, language))


def _to_people(language: Language) -> tuple[Button]:
    return _back(texts(language).people_button, Payload(Action.SHOW_PEOPLE, language))


def _offer_topics(language: Language) -> Button:
    return Button(texts(language).topics_button, Payload(Action.OFFER_TOPICS, language))


def _date(written: str, language: Language) -> str:
    """A date of the base (ISO 8601) in words; as it is written where it is none."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    words = texts(language)
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)
