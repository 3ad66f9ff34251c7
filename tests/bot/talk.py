"""What a person does in Telegram, for tests that share their thread with the bot."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from tests.telegram import Group, Person, Shown


async def asks(person: Person, text: str) -> Shown:
    """Send a text and read what comes back."""
    return await asyncio.to_thread(person.asks, text)


async def sends(person: Person, name: str, content: bytes) -> Shown:
    """Send a file and read what comes back."""
    person.sends_document(name, content)
    return await hears(person)


async def hears(person: Person) -> Shown:
    """Read what comes next."""
    return await asyncio.to_thread(person.waits_for_reply)


async def presses(person: Person, message: Shown, button: str | int) -> Shown:
    """Press a button, see that the press is acknowledged, and read what comes."""
    press = person.presses(message, button)
    shown = await asyncio.to_thread(person.waits_for_reply)
    await asyncio.to_thread(press.waits_for_answer)
    return shown


async def pops_up(person: Person, message: Shown, button: str | int) -> str:
    """Press a button and read what pops up."""
    press = person.presses(message, button)
    return await asyncio.to_thread(press.waits_for_answer)


async def pressed_data(person: Person, data: str) -> Shown:
    """Press a button of any content below a message of the bot."""
    return await presses(person, await _below(person, data), 0)


async def pops_up_for_data(person: Person, data: str) -> str:
    """Press a button of any content below a message of the bot, and read what pops up."""
    return await pops_up(person, await _below(person, data), 0)


async def silence(person: Person, to: Group | None = None) -> None:
    """Nothing comes for a while."""
    await asyncio.to_thread(person.hears_nothing, 0.3, to)


async def until(holds: Callable[[], object]) -> None:
    """Wait for what comes a moment after the reply, such as a row of the log."""
    for _ in range(100):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come")


async def _below(person: Person, data: str) -> Shown:
    """A message of the bot whose only button carries this."""
    shown = await asks(person, "/topics")
    button = replace(shown.buttons[0][0], data=data)
    return replace(shown, buttons=((button,),))
