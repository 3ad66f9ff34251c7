"""Every page of the shipped base in every language, held against Telegram's limits.

``PAGES`` tells for each function that makes a reply all that it can make of the base; one that is
missing there fails a test.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeAlias, get_type_hints

import pytest
from telegram import InlineKeyboardMarkup

from bot import lists, render
from bot.buttons import CHAT, PERSON, TOPIC
from bot.keyboards import keyboard
from bot.payload import Action, decode
from bot.reply import Button, CopyButton, LinkButton, Reply
from bot.strings import texts
from bot.telegram_html import split, to_plain, units
from bot.view import View
from bot.votes import revoted, why
from knowledge.model import (
    LANGUAGES,
    Base,
    DeclineReason,
    Entry,
    EntryKind,
    Language,
    Outcome,
    OutcomeKind,
    Status,
)
from knowledge.questions_log import Vote
from knowledge.yaml_files import read_base, shipped_base
from tests.telegram.keyboards import check_keyboard, read_keyboard
from tests.telegram.parameters import Parameters
from tests.telegram.texts import check_length, read_text

Pages: TypeAlias = Iterator[Reply | None]
Shows: TypeAlias = Callable[[Base, Language], Pages]
NEW: Final = View("a_bot_with_the_longest_name_0bot", asked="0123456789abcd", vote=Vote.DOWN)


@pytest.fixture(scope="module")
def shipped() -> Base:
    """The base as it is shipped."""
    return read_base(shipped_base())


def outcomes(base: Base, language: Language) -> Pages:
    """Every entry as an answer or a decline, pairs, suggestions, and the declines without entry."""
    entries = published(base)
    found = [decided(one, language) for one in entries]
    found += [
        replace(decided(one, language), more=(decided(two, language),), reading="<i>&" * 300)
        for one, two in pairwise(entries)
    ]
    found += [
        Outcome(OutcomeKind.SUGGEST, "?", language, suggestions=tuple(one.id for one in four))
        for four in zip(entries, entries[1:], entries[2:], entries[3:], strict=False)
    ]
    found += [
        Outcome(OutcomeKind.DECLINE, "?", language, reason=reason, suggestions=(one.id,) * known)
        for reason in (DeclineReason.OUT_OF_SCOPE, DeclineReason.NOT_UNDERSTOOD)
        for one in entries
        for known in (0, 1)
    ]
    return (render.outcome(one, base, NEW) for one in found)


def decided(entry: Entry, language: Language) -> Outcome:
    told = entry.kind in (EntryKind.FACT, EntryKind.SMALLTALK)
    kind = OutcomeKind.ANSWER if told else OutcomeKind.DECLINE
    reason = None if told else DeclineReason.NOT_TOLD
    return Outcome(kind, "?", language, entry.id, reason=reason)


def published(base: Base) -> list[Entry]:
    return [entry for entry in base.entries.values() if entry.status is Status.PUBLISHED]


def of_every_entry(show: Callable[[Entry, Language, Base], Reply]) -> Shows:
    return lambda base, language: (show(one, language, base) for one in published(base))


def topics(base: Base, language: Language) -> Pages:
    return (lists.topics(base, language, page) for page in range(len(base.topics)))


def topic(base: Base, language: Language) -> Pages:
    return (
        lists.topic(name, page, base, language)
        for name in base.topics
        for page in range(len(base.topic_entries(name)))
    )


def people(base: Base, language: Language) -> Pages:
    return (lists.people(base, language, page) for page in range(len(base.people)))


def person(base: Base, language: Language) -> Pages:
    return (
        lists.person(one, page, base, language) for one in base.people.values() for page in range(3)
    )


def where(base: Base, language: Language) -> Pages:
    every = [[one] for one in published(base)] + [list(two) for two in pairwise(published(base))]
    return (
        render.where(shown, base, language, NEW, place)
        for shown in every
        for place in (CHAT, TOPIC, PERSON)
    )


def entries(base: Base, language: Language) -> Pages:
    every = [[one] for one in published(base)] + [list(two) for two in pairwise(published(base))]
    return (render.entries(shown, base, language, NEW) for shown in every)


def dead_link(base: Base, language: Language) -> Pages:
    ways = lists.every_way(base, language)
    return (render.dead_link(ways[start : start + 3], language) for start in range(len(ways)))


def one(*replies: Reply) -> Pages:
    return iter(replies)


PAGES: Mapping[Callable[..., object], Shows] = {
    lists.topics: topics,
    lists.topic: topic,
    lists.people: people,
    lists.person: person,
    render.outcome: outcomes,
    render.entries: entries,
    render.topic_entry: of_every_entry(
        lambda e, lang, base: render.topic_entry(e, base, lang, NEW)
    ),
    render.person_entry: of_every_entry(
        lambda e, lang, base: render.person_entry(e, base, lang, NEW)
    ),
    render.where: where,
    render.gone: lambda base, language: one(render.gone(base, language)),
    render.none_of_these: lambda base, language: one(render.none_of_these(base, language)),
    render.dead_link: dead_link,
    render.welcome: lambda _, language: one(render.welcome(language)),
    render.help_: lambda _, language: one(render.help_(language)),
    render.group_welcome: lambda _, language: one(
        *(render.group_welcome(NEW.bot, language, hears_all=hears) for hears in (True, False))
    ),
    render.group_help: lambda _, language: one(
        *(render.group_help(NEW.bot, language, hears_all=hears) for hears in (True, False))
    ),
    render.about: lambda base, language: one(render.about(base, language)),
    render.privacy: lambda _, language: one(
        *(render.privacy(language, days) for days in (0, 1, 2, 90, 9999))
    ),
    render.languages: lambda _, language: one(render.languages(language)),
    render.language_chosen: lambda _, language: one(render.language_chosen(language)),
    render.settings: lambda _, language: one(
        *(render.settings(language, "1234567890", is_chosen=chosen) for chosen in (True, False))
    ),
    render.unknown_command: lambda _, language: one(
        *(render.unknown_command("/" + "<" * 64, near, language) for near in (None, "topics"))
    ),
    render.said: lambda _, language: one(
        *(render.said(text) for text in texts(language) if isinstance(text, str))
    ),
}


def makers() -> set[Callable[..., object]]:
    """The public functions that make a reply."""
    public = (
        function
        for module in (render, lists)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    )
    return {one for one in public if get_type_hints(one)["return"] in (Reply, Reply | None)}


def test_every_function_that_makes_a_reply_is_tried() -> None:
    assert makers() == set(PAGES)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def pages(shipped: Base, language: Language) -> list[Reply]:
    """Everything that can be shown in a language, once."""
    found = (page for show in PAGES.values() for page in show(shipped, language))
    return list(dict.fromkeys(page for page in found if page is not None))


def test_every_page_is_taken_by_telegram(pages: list[Reply]) -> None:
    for page in pages:
        telegram_takes(page)


def test_every_page_of_the_base_fits_one_message(pages: list[Reply]) -> None:
    assert max(len(split(page.text)) for page in pages) == 1


def test_every_button_is_read_again_and_copies_what_it_may(pages: list[Reply]) -> None:
    for page in pages:
        for button in (button for row in page.rows for button in row):
            assert button.label.strip()
            match button:
                case Button(_, payload):
                    markup = keyboard(((button,),))
                    assert markup
                    data = markup.to_dict()["inline_keyboard"][0][0]["callback_data"]
                    assert decode(str(data)) == payload
                case CopyButton(_, text):
                    assert 1 <= units(text) <= 256
                case LinkButton(_, url):
                    assert len(url) <= 2048


def test_buttons_of_a_page_are_all_different(pages: list[Reply]) -> None:
    for page in pages:
        buttons = [button for row in page.rows for button in row]
        assert len(set(buttons)) == len(buttons), page


def test_every_answer_and_decline_leads_on_to_two_or_three_questions(
    shipped: Base, language: Language
) -> None:
    for reply in PAGES[render.entries](shipped, language):
        assert reply
        assert 2 <= len(offered(reply)) <= 3, reply


def test_only_what_explains_the_bot_is_a_dead_end(shipped: Base, language: Language) -> None:
    talk = (render.said, render.group_welcome, render.group_help, render.privacy)
    for make, show in PAGES.items():
        if make not in (*talk, render.unknown_command):
            assert all(reply.rows for reply in show(shipped, language) if reply), make


def test_a_vote_keeps_every_keyboard_within_the_limits(
    pages: list[Reply], language: Language
) -> None:
    for page in pages:
        if markup := keyboard(page.rows):
            shown = InlineKeyboardMarkup.de_json(markup.to_dict())
            asking = revoted(shown, Vote.DOWN, why(NEW.asked, language))
            check_keyboard(asking.to_dict()["inline_keyboard"])
            assert shown == revoted(asking, Vote.DOWN)


@pytest.mark.parametrize(
    ("language", "foreign"),
    [("en", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"), ("ru", "әғқңөұүһі")],
    indirect=["language"],
)
def test_nothing_is_said_in_another_language(pages: list[Reply], foreign: str) -> None:
    for page in pages:
        labels = [button.label for row in page.rows for button in row]
        by_themselves = [*labels_of_languages(), *(f"• {name}" for name in labels_of_languages())]
        said = [to_plain(page.text), *(label for label in labels if label not in by_themselves)]
        told = "".join(said).replace("Самрук-Қазына", "")  # its official name
        assert not set(foreign) & set(told.lower()), page


def labels_of_languages() -> list[str]:
    words = [texts(language) for language in LANGUAGES]
    return [label for one in words for label in (one.language_name, one.language_short)]


def telegram_takes(page: Reply) -> None:
    """ApiError where Telegram would not take a page."""
    for part in split(page.text):
        given = Parameters({"text": part, "parse_mode": "HTML"})
        check_length(read_text(given).text)
    if markup := keyboard(page.rows):
        check_keyboard(read_keyboard(Parameters({"reply_markup": markup.to_dict()})))


def offered(reply: Reply) -> list[str]:
    buttons = (button for row in reply.rows for button in row if isinstance(button, Button))
    return [one.payload.id for one in buttons if one.payload.action is Action.SHOW_ENTRY]
