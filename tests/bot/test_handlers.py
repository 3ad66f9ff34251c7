"""Every handler, end to end, in every language.

``CASES`` lists handlers against what a person does and sees. A handler that has no case fails a
test, and so does a row of the routing table or a button that leads anywhere else.
"""

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pytest

import bot.handlers
from bot import lists
from bot.app import PRESSES, pressed, routes
from bot.flood import MESSAGES
from bot.handlers import (
    commands,
    errors,
    feedback,
    flood,
    groups,
    guest,
    inline,
    language,
    media,
    people,
    questions,
    sources,
    start,
    topics,
)
from bot.payload import Action, Payload, encode
from bot.strings import texts
from bot.strings.texts import Texts
from knowledge.markup import plain
from knowledge.model import LANGUAGES, Language
from tests.bot.sample import COOK
from tests.bot.talk import asks, pops_up, pressed_data, presses
from tests.telegram import BotApiDouble, Person, Shown

ASKED: Final = "0123456789abcd"


@dataclass(frozen=True)
class Talk:
    """A person whose Telegram speaks one language, and what the bot has to say in it."""

    person: Person
    double: BotApiDouble
    language: Language
    patch: pytest.MonkeyPatch

    @property
    def words(self) -> Texts:
        return texts(self.language)

    def marked(self, text: str) -> str:
        """A text of the small base in this language."""
        return f"{text} ({self.language})"

    async def asks(self, text: str) -> Shown:
        return await asks(self.person, text)

    async def asks_cook(self) -> Shown:
        return await asks(self.person, COOK[self.language])

    async def presses(self, message: Shown, *buttons: str | int) -> Shown:
        for button in buttons:
            message = await presses(self.person, message, button)
        return message

    async def carries(self, action: Action, about: str = "", asked: str = "") -> Shown:
        """What a button shows that carries this, below an older message of the bot."""
        target = Payload(action, self.language, about, asked=asked)
        return await pressed_data(self.person, encode(target))


async def starts(talk: Talk) -> None:
    assert (await talk.asks("/start")).labels[0] == talk.words.topics_button
    assert (await talk.asks("/start cook")).text.startswith(COOK[talk.language])
    assert (await talk.asks("/start p_en_cook")).text.startswith(talk.marked("Olga_Cook"))
    assert talk.words.dead_link == (await talk.asks("/start tent-redd")).text


async def gets_help(talk: Talk) -> None:
    assert talk.words.commands.topics in (await talk.asks("/help")).text


async def reads_about(talk: Talk) -> None:
    assert talk.marked("A camp") in (await talk.asks("/about")).text


async def reads_privacy(talk: Talk) -> None:
    shown = await talk.asks("/privacy")
    assert "/settings" in shown.text
    assert "90" in shown.text


async def mistypes(talk: Talk) -> None:
    shown = await talk.asks("/topcs")
    assert shown.text == talk.words.nearest_command.format(command="/topcs", nearest="/topics")
    shown = await talk.asks("/zzzz")
    assert shown.text == talk.words.unknown_command.format(command="/zzzz")


async def asks_a_question(talk: Talk) -> None:
    shown = await talk.asks_cook()
    assert "salt & pepper" in shown.text
    assert talk.marked("Paragraphs 1, 2") in shown.text
    assert talk.words.where_button in shown.labels


async def uses_ask(talk: Talk) -> None:
    assert "salt & pepper" in (await talk.asks(f"/ask {COOK[talk.language]}")).text
    assert (await talk.asks("/ask")).text == talk.words.ask_hint


async def opens_a_related_question(talk: Talk) -> None:
    shown = await talk.presses(await talk.asks_cook(), 0)
    assert talk.marked("tent-red") in shown.text
    assert not shown.edited


async def picks(talk: Talk) -> None:
    shown = await talk.carries(Action.PICK_ENTRY, "cook", ASKED)
    assert shown.text.startswith(COOK[talk.language])
    assert shown.edited


async def picks_none(talk: Talk) -> None:
    shown = await talk.carries(Action.NONE_OF_THESE, asked=ASKED)
    assert shown.text == talk.words.none_of_these
    assert shown.labels == [talk.marked("Tents"), talk.marked("Meals")]


async def turns(talk: Talk) -> None:
    first = await talk.asks_cook()
    for other in LANGUAGES:
        shown = await talk.carries(Action.TURN_ENTRY, "cook")
        label = texts(other).language_short
        if other != talk.language:
            turned = await talk.presses(shown, label)
            assert turned.text.startswith(COOK[other])
            assert turned.labels[-3:] != first.labels[-3:]


async def looks_where(talk: Talk) -> None:
    shown = await talk.presses(await talk.asks_cook(), talk.words.where_button)
    assert talk.marked("One reports.") in shown.text
    back = await talk.presses(shown, f"« {talk.words.answer_button}")
    assert "salt & pepper" in back.text


async def browses_topics(talk: Talk) -> None:
    shown = await talk.asks("/topics")
    assert shown.text == talk.words.topics
    assert shown.labels == [talk.marked("Tents"), talk.marked("Meals")]


async def is_offered_topics(talk: Talk) -> None:
    shown = await talk.carries(Action.OFFER_TOPICS)
    assert (shown.text, shown.edited) == (talk.words.topics, False)


async def goes_back_to_topics(talk: Talk) -> None:
    back = f"« {talk.words.topics_button}"
    shown = await talk.presses(await talk.asks("/topics"), talk.marked("Tents"), back)
    assert shown.labels == [talk.marked("Tents"), talk.marked("Meals")]


async def turns_pages(talk: Talk) -> None:
    shown = await talk.presses(await talk.asks("/topics"), 0, talk.words.next_button)
    assert talk.words.page.format(page=2, pages=2) in shown.text
    assert f"« {talk.words.topics_button}" in shown.labels


async def reads_a_topics_entry(talk: Talk) -> None:
    shown = await talk.presses(await talk.asks("/topics"), talk.marked("Meals"), 0)
    assert shown.text.startswith(COOK[talk.language])
    where = await talk.presses(shown, talk.words.where_button)
    back = await talk.presses(where, f"« {talk.words.answer_button}")
    assert back.labels == shown.labels
    assert f"« {talk.marked('Meals')}" in back.labels


async def browses_people(talk: Talk) -> None:
    assert (await talk.asks("/people")).text == talk.words.people


async def is_offered_people(talk: Talk) -> None:
    shown = await talk.carries(Action.OFFER_PEOPLE)
    assert (shown.text, shown.edited) == (talk.words.people, False)


async def goes_back_to_people(talk: Talk) -> None:
    assert talk.marked("Olga_Cook") in (await talk.carries(Action.SHOW_PEOPLE)).labels


async def reads_a_card(talk: Talk) -> None:
    shown = await talk.presses(await talk.asks("/people"), talk.marked("Olga_Cook"))
    assert talk.marked("at the camp") in shown.text


async def reads_a_persons_entry(talk: Talk) -> None:
    shown = await talk.presses(await talk.asks("/people"), talk.marked("Olga_Cook"), 0)
    where = await talk.presses(shown, talk.words.where_button)
    back = await talk.presses(where, f"« {talk.words.answer_button}")
    assert back.labels == shown.labels
    assert f"« {talk.marked('Olga_Cook')}" in back.labels


async def chooses_a_language(talk: Talk) -> None:
    menu = await talk.asks("/language")
    assert menu.text == talk.words.choose_language
    for other in LANGUAGES:
        chosen = await talk.presses(menu, texts(other).language_name)
        assert chosen.text == texts(other).language_chosen


async def names_a_language(talk: Talk) -> None:
    shown = await talk.asks(talk.words.language_name)
    assert shown.text == talk.words.language_chosen


async def changes_settings(talk: Talk) -> None:
    shown = await talk.asks("/settings")
    assert talk.words.language_is_telegrams in shown.text
    chosen = await talk.presses(shown, talk.words.language_name)
    assert talk.words.language_is_chosen in chosen.text
    forgotten = await talk.presses(chosen, talk.words.forget_button)
    assert talk.words.language_is_telegrams in forgotten.text


async def votes(talk: Talk) -> None:
    shown = await talk.asks_cook()
    assert await pops_up(talk.person, shown, "👍") == talk.words.vote_thanks


async def says_why(talk: Talk) -> None:
    shown = await talk.asks_cook()
    await pops_up(talk.person, shown, "👎")
    asked = await asyncio.to_thread(talk.person.sees, shown)
    assert asked
    told = await pops_up(talk.person, asked, talk.words.reasons.unclear)
    assert told == talk.words.vote_thanks


async def sends_a_sticker(talk: Talk) -> None:
    talk.person.sends_sticker()
    assert (await asyncio.to_thread(talk.person.waits_for_reply)).text == talk.words.not_text


async def adds_it_to_a_group(talk: Talk) -> None:
    group = talk.double.group()
    talk.person.adds_bot(group)
    shown = await asyncio.to_thread(talk.person.waits_for_reply, to=group)
    assert shown.text.startswith(plain(talk.words.group_welcome))


async def moves_a_group(talk: Talk) -> None:
    new = talk.double.group().becomes_supergroup()
    talk.person.writes("/help@" + talk.double.username, to=new)
    shown = await asyncio.to_thread(talk.person.waits_for_reply, to=new)
    assert talk.words.commands.ask in shown.text


async def searches_inline(talk: Talk) -> None:
    found = await asyncio.to_thread(talk.person.types(COOK[talk.language]).waits_for_results)
    assert found.titles[0] == COOK[talk.language]


async def asks_as_a_guest(talk: Talk) -> None:
    call = talk.person.calls_guest(f"@{talk.double.username} {COOK[talk.language]}")
    shown = await asyncio.to_thread(call.waits_for_answer)
    assert shown.labels == [talk.words.open_button]


async def meets_a_failure(talk: Talk) -> None:
    talk.patch.setattr(lists, "people", lambda *_: 1 / 0)
    assert (await talk.asks("/people")).text == talk.words.sorry


async def floods(talk: Talk) -> None:
    for _ in range(MESSAGES + 5):
        talk.person.writes("/help")
    while (await asyncio.to_thread(talk.person.waits_for_reply)).text != talk.words.too_fast:
        pass


Case: TypeAlias = Callable[[Talk], Awaitable[None]]
CASES: Mapping[Callable[..., object], Case] = {
    start.start: starts,
    commands.show_help: gets_help,
    commands.about: reads_about,
    commands.privacy: reads_privacy,
    commands.unknown: mistypes,
    questions.question: asks_a_question,
    questions.ask: uses_ask,
    questions.show_entry: opens_a_related_question,
    questions.pick_entry: picks,
    questions.none_of_these: picks_none,
    questions.turn_entry: turns,
    sources.where: looks_where,
    topics.topics: browses_topics,
    topics.offer_topics: is_offered_topics,
    topics.show_topics: goes_back_to_topics,
    topics.show_topic: turns_pages,
    topics.topic_entry: reads_a_topics_entry,
    people.people: browses_people,
    people.offer_people: is_offered_people,
    people.show_people: goes_back_to_people,
    people.show_person: reads_a_card,
    people.person_entry: reads_a_persons_entry,
    language.language: chooses_a_language,
    language.choose_language: chooses_a_language,
    language.wish_language: names_a_language,
    language.show_settings: changes_settings,
    language.set_language: changes_settings,
    language.forget_language: changes_settings,
    feedback.vote: votes,
    feedback.give_reason: says_why,
    media.not_text: sends_a_sticker,
    groups.added: adds_it_to_a_group,
    groups.moved: moves_a_group,
    inline.search: searches_inline,
    guest.answer: asks_as_a_guest,
    errors.apologise: meets_a_failure,
    flood.slow_down: floods,
}


def handlers() -> set[Callable[..., object]]:
    """Every public coroutine of the handlers."""
    modules = (
        importlib.import_module(f"{bot.handlers.__name__}.{found.name}")
        for found in pkgutil.iter_modules(bot.handlers.__path__)
    )
    return {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_handler_has_a_case() -> None:
    missing = {f"{one.__module__}.{one.__name__}" for one in handlers() - CASES.keys()}
    assert not missing, "add a case that exercises each of them"
    assert CASES.keys() <= handlers()


def test_all_updates_and_buttons_lead_to_handlers() -> None:
    routed = {route.callback for route in routes()} - {pressed}
    assert routed | set(PRESSES.values()) <= handlers()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("handler", CASES, ids=lambda one: f"{one.__module__}.{one.__name__}")
async def test_a_handler_does_what_it_should(
    double: BotApiDouble,
    running: None,
    handler: Callable[..., object],
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = double.person(language_code=language)
    await CASES[handler](Talk(person, double, language, monkeypatch))
