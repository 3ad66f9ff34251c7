"""Content and decisions as replies: pure functions from the base to text and rows of buttons."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot import buttons, lists
from bot.buttons import CHAT, PERSON, TOPIC, Place, below_answer, questions, ways_on
from bot.payload import Action, Payload
from bot.reply import Button, Reply, Row, Rows
from bot.strings import texts
from bot.strings.dates import day_in_words
from bot.strings.plurals import counted
from bot.telegram_html import bold, to_html
from bot.view import View
from knowledge.markup import escape
from knowledge.model import LANGUAGES, Base, Entry, Language, Outcome, OutcomeKind
from knowledge.reply import entry_text, reply_text

NEW: View = View()
# In the order of the menu.
GROUP_COMMANDS: Final = ("ask", "topics", "people", "help", "language", "about", "privacy")


def outcome(decided: Outcome, base: Base, view: View = NEW) -> Reply:
    """What the bot says to a question, with what leads on as buttons."""
    return Reply(to_html(reply_text(decided, base)), _leading_on(decided, base, view))


def entries(shown: Sequence[Entry], base: Base, language: Language, view: View = NEW) -> Reply:
    """Entries that were opened by a button: titles and answers, and what is related."""
    rows = below_answer(shown, language, base, view)
    return Reply(_entries_html(shown, base, language), rows)


def topic_entry(shown: Entry, base: Base, language: Language, view: View = NEW) -> Reply:
    """An entry opened from its topic, with the way back to the page it stands on."""
    rows = below_answer([shown], language, base, view, TOPIC)
    back = lists.to_topic(shown, base, language)
    return Reply(_entries_html([shown], base, language), (*rows, *back))


def person_entry(shown: Entry, base: Base, language: Language, view: View = NEW) -> Reply:
    """An entry opened from a person's card, with the way back to everyone it is about."""
    rows = below_answer([shown], language, base, view, PERSON)
    back = lists.to_cards(shown, base, language)
    return Reply(_entries_html([shown], base, language), (*rows, *back))


def where(
    shown: Sequence[Entry], base: Base, language: Language, view: View, place: Place = CHAT
) -> Reply:
    """What the paragraphs that an answer rests on report, in our words, and the way back."""
    words, source = texts(language), base.source
    numbers = sorted({number for one in shown for number in one.paragraphs})
    blocks = [
        words.paragraph.format(
            number=number,
            heading=escape(source.paragraphs[number - 1].heading[language]),
            report=source.paragraphs[number - 1].report[language],
        )
        for number in numbers
        if number <= len(source.paragraphs)
    ]
    back = lists.way_back(words.answer_button, buttons.about(shown, place.show, language, view))
    text = "\n\n".join((words.where.format(title=escape(source.title[language])), *blocks))
    rows = ((back,), buttons.turned(shown, language, view, place.where))
    return Reply(to_html(text), rows)


def gone(base: Base, language: Language) -> Reply:
    """What a button leads to when its entry, topic or person is no longer there."""
    return lists.topics(base, language, intro=texts(language).gone)


def none_of_these(base: Base, language: Language) -> Reply:
    """The way on when no suggestion was meant."""
    return lists.topics(base, language, intro=texts(language).none_of_these)


def dead_link(nearest: Rows, language: Language) -> Reply:
    """What a deep link leads to when nothing has its name: what is named most like it."""
    return Reply(to_html(texts(language).dead_link), (*nearest, ways_on(language)))


def welcome(language: Language) -> Reply:
    """The first words."""
    return Reply(to_html(texts(language).welcome), (ways_on(language),))


def help_(language: Language) -> Reply:
    """How to ask, and every command with what it does."""
    words = texts(language)
    menu = "\n".join(f"/{name}: {does}" for name, does in words.commands._asdict().items())
    return Reply(to_html(f"{words.help}\n\n{menu}"), (ways_on(language),))


def group_welcome(name: str, language: Language, *, hears_all: bool) -> Reply:
    """The first words in a group; see ``group_help``."""
    welcome = to_html(texts(language).group_welcome)
    return Reply(f"{welcome}\n\n{_group_ask(name, language, hears_all=hears_all)}")


def group_help(name: str, language: Language, *, hears_all: bool) -> Reply:
    """How to ask in a group, and the commands for it.

    ``name`` is the bot's username. ``hears_all`` is whether Telegram shows it messages that only
    mention it, which it does not where the privacy mode is on.
    """
    menu = texts(language).commands._asdict()
    lines = "\n".join(f"/{command}: {menu[command]}" for command in GROUP_COMMANDS)
    return Reply(f"{_group_ask(name, language, hears_all=hears_all)}\n\n{to_html(lines)}")


def about(base: Base, language: Language) -> Reply:
    """Where the answers come from, and where they end."""
    title = escape(base.source.title[language])
    day = _date(base.source.date, language)
    text = texts(language).about.format(title=title, date=day)
    return Reply(to_html(text), (ways_on(language),))


def privacy(language: Language, days: int) -> Reply:
    """What is stored, and for how many ``days``; no questions where they are 0."""
    words = texts(language)
    kept = words.privacy_logged.format(days=counted(days, words.days, language))
    questions = kept if days else words.privacy_not_logged
    return Reply(to_html(words.privacy.format(questions=questions)))


def languages(language: Language) -> Reply:
    """The choice of a language, each named in itself."""
    return Reply(to_html(texts(language).choose_language), (_each(Action.CHOOSE_LANGUAGE),))


def language_chosen(language: Language) -> Reply:
    """What is said once a language was chosen, and what leads on."""
    return Reply(to_html(texts(language).language_chosen), (ways_on(language),))


def settings(language: Language, number: str, *, is_chosen: bool) -> Reply:
    """The language that is spoken and why, and the ways to change that.

    ``number`` is the person's in Telegram, empty where others would read it.
    """
    words = texts(language)
    why = words.language_is_chosen if is_chosen else words.language_is_telegrams
    text = words.settings.format(language=words.language_name, choice=why)
    if number:
        text += "\n\n" + words.settings_number.format(number=number)
    forget = Button(words.forget_button, Payload(Action.FORGET_LANGUAGE, language))
    rows: Rows = (_each(Action.SET_LANGUAGE), *(((forget,),) if is_chosen else ()))
    return Reply(to_html(text), rows)


def unknown_command(written: str, nearest: str | None, language: Language) -> Reply:
    """What is said to a command that does not exist, and the one that is most like it."""
    words = texts(language)
    if nearest:
        text = words.nearest_command.format(command=escape(written), nearest=f"/{nearest}")
        return Reply(to_html(text))
    text = words.unknown_command.format(command=escape(written))
    return Reply(to_html(text), (ways_on(language),))


def said(markup: str) -> Reply:
    """A text in base markup, without buttons."""
    return Reply(to_html(markup))


def _group_ask(name: str, language: Language, *, hears_all: bool) -> str:
    words = texts(language)
    how = words.group_ask_or_mention if hears_all else words.group_ask
    return to_html(how.format(bot=escape(name)))


def _each(action: Action) -> Row:
    """One button a language, named in itself."""
    return tuple(
        Button(texts(offered).language_name, Payload(action, offered))
        for offered in reversed(LANGUAGES)
    )


def _leading_on(decided: Outcome, base: Base, view: View) -> Rows:
    """The buttons below what the bot says to a question."""
    language = decided.language
    parts = (decided, *decided.more)
    shown = base.published(part.entry for part in parts if part.entry)
    if shown:
        return below_answer(shown, language, base, view)
    suggested = base.published(name for part in parts for name in part.suggestions)
    if decided.kind is OutcomeKind.SUGGEST:
        none = Payload(Action.NONE_OF_THESE, language, asked=view.asked)
        offered = questions(suggested, Action.PICK_ENTRY, language, view.asked)
        return (*offered, (Button(texts(language).none_button, none),))
    nearest = questions(suggested[:1], Action.SHOW_ENTRY, language)
    return (*nearest, ways_on(language))


def _entries_html(shown: Sequence[Entry], base: Base, language: Language) -> str:
    return "\n\n".join(
        f"{bold(one.texts[language].question)}\n\n{to_html(entry_text(one.id, language, base))}"
        for one in shown
    )


def _date(written: str, language: Language) -> str:
    """A date of the base (ISO 8601) in words; as it is written where it is none."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return day_in_words(day, language)
