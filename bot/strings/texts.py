"""The interface texts as types: a language that lacks one does not pass the type check.

Texts are base markup; fields in braces are filled in by ``render``. Named tuples, because a data
class of that many fields takes eight times as long to make, at every start.
"""

from typing import NamedTuple


class CommandTexts(NamedTuple):
    """A text for each command."""

    start: str
    help: str
    topics: str
    people: str
    ask: str
    language: str
    settings: str
    about: str
    privacy: str


class ReasonTexts(NamedTuple):
    """Why an answer is bad, in a word or two, three in a row of buttons."""

    wrong: str
    other: str
    unclear: str


class Texts(NamedTuple):
    """Everything the bot says that is no content of the base."""

    language_name: str
    language_short: str  # about three letters, for a row of languages
    months: tuple[str, ...]
    date: str  # {day} {month} {year}

    welcome: str
    group_welcome: str
    group_ask: str  # {bot}
    group_ask_or_mention: str  # {bot}
    guest_hint: str  # {bot}
    open_button: str
    nothing_found_button: str
    help: str
    about: str  # {title} {date}
    privacy: str  # {questions}
    privacy_logged: str  # {days}
    privacy_not_logged: str
    days: tuple[str, ...]  # {number}; the plural forms of the language
    settings: str  # {language} {choice}
    settings_number: str  # {number}
    language_is_chosen: str
    language_is_telegrams: str
    ask_hint: str

    topics: str
    topic: str  # {title}
    page: str  # {page} {pages}
    people: str

    none_of_these: str
    gone: str
    dead_link: str
    unknown_command: str  # {command}
    nearest_command: str  # {command} {nearest}
    not_text: str
    sorry: str
    unsure: str
    too_fast: str

    choose_language: str
    language_chosen: str

    where: str  # {title}
    paragraph: str  # {number} {heading} {report}

    terminal_hint: str

    topics_button: str
    people_button: str
    previous_button: str
    next_button: str
    none_button: str
    forget_button: str
    answer_button: str
    where_button: str
    copy_button: str
    share_button: str

    vote_thanks: str  # at most 200 characters, as the two below it
    vote_taken_back: str
    vote_not_kept: str
    reasons: ReasonTexts

    commands: CommandTexts  # what each does, as the menu shows it: at most 256 characters
    called: CommandTexts  # other words that people call each by
    description: str  # at most 512 characters
    short_description: str  # at most 120 characters
