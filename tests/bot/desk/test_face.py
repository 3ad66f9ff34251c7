"""The menu of maintainers: theirs alone, in every language, and gone when they are none."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import BotCommandScopeChat
from telegram.ext import ExtBot

from bot.context import Services
from bot.desk.face import desk_menu, show_desk_menus
from bot.face_rules import menu_problems
from bot.run import serve
from knowledge.model import LANGUAGES
from knowledge.store import Store
from tests.bot.talk import asks, until
from tests.telegram import BotApiDouble, Person


@pytest.fixture
async def bot(double: BotApiDouble) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(double.token, base_url=double.base_url) as bot:
        yield bot


def somebody(double: BotApiDouble) -> Person:
    """A person who has written to the bot."""
    person = double.person()
    person.writes("/start")
    return person


async def menus(bot: ExtBot[None], person: Person) -> list[tuple[object, ...]]:
    scope = BotCommandScopeChat(person.id)
    return [await bot.get_my_commands(scope, code) for code in ("", *LANGUAGES)]


async def test_a_maintainer_has_it_in_each_language(
    bot: ExtBot[None], double: BotApiDouble, store: Store
) -> None:
    one, other = somebody(double), somebody(double)
    await show_desk_menus(bot, store, frozenset({one.id}))
    assert await menus(bot, one) == [desk_menu(language) for language in ("en", *LANGUAGES)]
    assert await menus(bot, other) == [()] * 4


async def test_it_is_set_once(bot: ExtBot[None], double: BotApiDouble, store: Store) -> None:
    one = frozenset({somebody(double).id})
    await show_desk_menus(bot, store, one)
    await show_desk_menus(bot, store, one)
    assert len(double.calls_of("setMyCommands")) == 4


async def test_who_is_no_maintainer_any_more_sees_it_no_more(
    bot: ExtBot[None], double: BotApiDouble, store: Store
) -> None:
    one = somebody(double)
    await show_desk_menus(bot, store, frozenset({one.id}))
    await show_desk_menus(bot, store, frozenset())
    assert await menus(bot, one) == [()] * 4


async def test_a_maintainer_who_never_wrote_keeps_nobody_else_from_it(
    bot: ExtBot[None], double: BotApiDouble, store: Store
) -> None:
    one = somebody(double)
    await show_desk_menus(bot, store, frozenset({1, one.id}))
    assert await menus(bot, one) == [desk_menu(language) for language in ("en", *LANGUAGES)]


async def test_who_writes_first_after_the_start_gets_it_then_and_once(
    services: Services, double: BotApiDouble, maintainer: Person, bot: ExtBot[None]
) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(serve(services, stop))
    await until(lambda: maintainer.id in services.without_menu)
    asked = len(double.calls_of("getMyCommands"))
    wanted = [desk_menu(language) for language in ("en", *LANGUAGES)]
    await asks(maintainer, "/help")
    await until(lambda: len(double.calls_of("getMyCommands")) == asked + len(wanted))
    assert await menus(bot, maintainer) == wanted
    calls = len(double.calls)
    await asks(maintainer, "/privacy")
    stop.set()
    await task
    assert not [one for one in double.calls[calls:] if one.method.endswith("MyCommands")]


async def test_who_cannot_be_given_it_is_answered_all_the_same(
    running: None, services: Services, double: BotApiDouble, maintainer: Person
) -> None:
    services.without_menu.add(maintainer.id)
    double.next("getMyCommands", times=None).answers(400, "Bad Request: no such thing")
    assert (await asks(maintainer, "/help")).text
    assert "/review" in (await asks(maintainer, "/help")).text
    assert maintainer.id not in services.without_menu


def test_telegram_takes_it() -> None:
    assert [menu_problems(desk_menu(language)) for language in LANGUAGES] == [[]] * 3
