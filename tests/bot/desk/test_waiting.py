"""Something else is sent than what is waited for: it is said what is, and nothing is lost."""

from collections.abc import Callable

import pytest

from bot.context import Services
from bot.strings import texts
from bot.strings.desk.editing import EDITING
from bot.strings.desk.importing import IMPORTING
from bot.strings.desk.proving import PROVING
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from bot.strings.desk.waiting import WAITING
from knowledge import replied, unfinished
from knowledge.store import Store
from tests.bot.desk.crashes import comes_to_another_process
from tests.bot.desk.editor import Editor
from tests.bot.sample import COOK
from tests.bot.talk import asks, hears, sends, silence, until
from tests.knowledge.asked import unanswered
from tests.telegram import BotApiDouble, Person, Shown

WAITS, WORDS, PROOF, IMPORT = WAITING["en"], EDITING["en"], PROVING["en"], IMPORTING["en"]
CSV = b"id,notes\ntent-blue,look again\n"
HELD = WAITS.press_not_text.format(text=COOK["en"])
NO_TEXT: dict[str, Callable[[Person], object]] = {
    "photo": lambda person: person.sends_photo("with words"),
    "voice": lambda person: person.sends_voice(),
    "sticker": lambda person: person.sends_sticker(),
    "document": lambda person: person.sends_document("a.pdf", b"x"),
}


@pytest.fixture
def editor(running: None, maintainer: Person, double: BotApiDouble, store: Store) -> Editor:
    return Editor(maintainer, double, store, "en")


def entry_in_hand(editor: Editor) -> object:
    begun = unfinished.begun(editor.store, str(editor.person.id))
    return begun and begun.state["draft"]


async def comes_back_later(editor: Editor) -> None:
    unfinished.lay_aside(editor.store, str(editor.person.id))


@pytest.mark.parametrize("kind", NO_TEXT)
async def test_where_a_text_is_awaited_it_is_said_for_what_and_nothing_is_lost(
    editor: Editor, kind: str
) -> None:
    await editor.asks("/add")
    asked = await editor.asks("What is new?")
    before = entry_in_hand(editor)
    NO_TEXT[kind](editor.person)
    told = await editor.hears()
    assert told.text == f"{WAITS.text_awaited}\n\n{asked.text}"
    assert told.labels == asked.labels
    assert entry_in_hand(editor) == before
    assert WORDS.progress.format(step=3, steps=11) in (await editor.asks("Nothing.")).text


@pytest.mark.parametrize("kind", NO_TEXT)
async def test_where_a_button_is_awaited_that_is_said(editor: Editor, kind: str) -> None:
    card = await editor.asks("/edit tent-red")
    NO_TEXT[kind](editor.person)
    told = await editor.hears()
    assert told.text == f"{WAITS.press_awaited}\n\n{card.text}"
    assert told.labels == card.labels


@pytest.mark.parametrize("kind", NO_TEXT)
async def test_a_search_says_what_it_waits_for(editor: Editor, kind: str) -> None:
    unanswered(editor.store, "is there parking", "en")
    await editor.presses(await editor.asks("/review"), REVIEW["en"].search_button)
    NO_TEXT[kind](editor.person)
    told = await editor.hears()
    assert told.text == f"{WAITS.text_awaited}\n\n❓ is there parking\n\n{TAUGHT['en'].search}"
    assert "1. Who sleeps in the red tent?" in (await editor.asks("red tent")).labels


async def test_an_album_gets_one_line(editor: Editor) -> None:
    await editor.asks("/add")
    for number in range(3):
        photo = {"file_id": f"f{number}", "file_unique_id": f"f{number}", "width": 9, "height": 9}
        editor.double.push({"message": in_private(editor.person, 500 + number, photo=[photo])})
    assert (await editor.hears()).text.startswith(WAITS.text_awaited)
    await silence(editor.person)


def in_private(person: Person, number: int, **body: object) -> dict[str, object]:
    return {
        "message_id": number,
        "from": person.told,
        "chat": person.chat.told,
        "date": 1,
        "media_group_id": "album-1",
        **body,
    }


async def test_outside_of_it_all_everything_is_as_for_everybody(editor: Editor) -> None:
    file = {"file_id": "g", "file_unique_id": "g"}
    moving = {"animation": file | {"width": 1, "height": 1, "duration": 1}, "document": file}
    editor.person.sends_voice()
    assert (await editor.hears()).text == texts("en").not_text
    editor.person.sends_document("a.pdf", b"x")
    assert (await editor.hears()).text == IMPORT.wrong_kind
    editor.double.push({"message": in_private(editor.person, 500, **moving)})
    assert (await editor.hears()).text == texts("en").not_text


async def test_a_file_of_the_base_is_an_import_wherever_it_comes(editor: Editor) -> None:
    await editor.asks("/edit tent-red")
    assert IMPORT.ask in (await sends(editor.person, "a.csv", CSV)).text
    await editor.with_answer("Nobody.")
    assert (await sends(editor.person, "a.csv", CSV)).text == IMPORT.busy


async def at_the_card(editor: Editor) -> Shown:
    return await editor.with_answer("Nobody.")


async def at_the_texts(editor: Editor) -> Shown:
    return await editor.presses(await at_the_card(editor), f"✏ {texts('en').language_short}")


async def at_the_topic(editor: Editor) -> Shown:
    return await editor.presses(await at_the_card(editor), WORDS.fields.topic)


async def at_the_preview(editor: Editor) -> Shown:
    return await editor.presses(await at_the_card(editor), WORDS.preview_button)


async def at_the_proof(editor: Editor) -> Shown:
    return await editor.tries(await at_the_card(editor))


async def at_the_import(editor: Editor) -> Shown:
    return await sends(editor.person, "a.csv", CSV)


PLACES = (at_the_card, at_the_texts, at_the_topic, at_the_preview, at_the_proof, at_the_import)


@pytest.mark.parametrize("place", PLACES)
async def test_a_text_where_a_button_is_awaited_can_be_asked_all_the_same(
    editor: Editor, place: Callable[[Editor], object]
) -> None:
    shown = await place(editor)  # type: ignore[misc]
    told = await editor.asks(COOK["en"])
    assert told.text.startswith(HELD)
    assert told.labels == [WAITS.ask_button, *shown.labels]
    answer = await editor.presses(told, WAITS.ask_button)
    assert "The cook says" in answer.text
    # They ask by now, until they go on with it.
    assert "The cook says" in (await editor.asks(COOK["en"])).text


@pytest.mark.parametrize("place", PLACES)
async def test_who_comes_back_later_and_asks_is_answered(
    editor: Editor, place: Callable[[Editor], object]
) -> None:
    await place(editor)  # type: ignore[misc]
    await comes_back_later(editor)
    assert "The cook says" in (await editor.asks(COOK["en"])).text
    editor.person.sends_voice()
    assert (await editor.hears()).text == texts("en").not_text


async def test_what_was_shown_again_goes_on(editor: Editor) -> None:
    await at_the_proof(editor)
    saved = await editor.presses(await editor.asks(COOK["en"]), PROOF.save_button)
    assert saved.text == PROOF.saved.format(change=2)
    await editor.hears()
    await at_the_import(editor)
    done = await editor.presses(await editor.asks(COOK["en"]), IMPORT.yes_button)
    assert done.text == IMPORT.done.format(change=3)
    assert "The cook says" in (await editor.asks(COOK["en"])).text


async def test_a_decline_of_what_was_asked_all_the_same_can_be_answered(editor: Editor) -> None:
    await at_the_card(editor)
    declined = await editor.presses(await editor.asks("is there parking"), WAITS.ask_button)
    place = (str(editor.person.id), declined.id)
    await until(lambda: replied.asked_for(editor.store, *place))
    editor.person.writes("Behind the hall.", reply_to=declined)
    assert "Behind the hall." in (await editor.hears()).text


async def test_a_question_that_is_edited_and_a_wish_for_a_language_are_taken_as_ever(
    editor: Editor,
) -> None:
    asked = editor.person.writes(COOK["en"])
    await editor.hears()
    await at_the_card(editor)
    editor.person.edits(asked, "Who sleeps in the blue tent?")
    assert "tent-blue (en)" in (await editor.hears()).text
    assert (await editor.asks("по-русски")).text.startswith(texts("ru").language_chosen[:10])


async def test_after_a_kill_the_same_is_said_and_the_button_is_the_same(
    services: Services, store: Store, double: BotApiDouble, maintainer: Person
) -> None:
    maintainer.writes("/edit tent-red")
    await comes_to_another_process(services, double)
    await hears(maintainer)
    maintainer.writes(COOK["en"])
    update = await comes_to_another_process(services, double)
    first = await hears(maintainer)
    await comes_to_another_process(services, double, update)
    again = await hears(maintainer)
    assert (again.text, again.buttons) == (first.text, first.buttons)
    assert first.text.startswith(HELD)


async def test_somebody_else_is_answered_as_ever(editor: Editor, person: Person) -> None:
    await at_the_card(editor)
    assert "The cook says" in (await asks(person, COOK["en"])).text
