"""What was changed, and taking it back: never by accident, never twice, never over later work."""

from dataclasses import replace

import pytest

from bot.desk.item_words import ItemWords
from bot.desk.payload import DeskAction, DeskPayload
from bot.strings import texts
from bot.strings.desk.history import HISTORY
from knowledge import changes, edits
from knowledge.change_log import Author
from knowledge.items import items_of, key_of, to_plain
from knowledge.model import LANGUAGES, Base, Language, Topic
from knowledge.plain_diff import walk
from knowledge.store import Store
from tests.bot.desk.talks import Talk
from tests.telegram import BotApiDouble, Person

WORDS = HISTORY["en"]


@pytest.fixture
def talk(running: None, maintainer: Person, double: BotApiDouble, store: Store) -> Talk:
    return Talk(maintainer, double, store, "en")


def undo(number: int) -> DeskPayload:
    return DeskPayload(DeskAction.UNDO, str(number))


async def test_a_change_just_made_is_taken_back_at_once(talk: Talk) -> None:
    done = talk.notes("wrong")
    shown = await talk.carries(undo(done.id))
    assert shown.text == WORDS.done.format(number=done.id, new=done.id + 1)
    assert talk.store.load().entries["tent-red"].notes == ""


async def test_the_way_back_can_be_taken_back(talk: Talk) -> None:
    done = talk.notes("right")
    await talk.presses(await talk.carries(undo(done.id)), WORDS.undo_button)
    assert talk.store.load().entries["tent-red"].notes == "right"


async def test_an_old_button_shows_first_what_it_would_take_back(talk: Talk) -> None:
    done = talk.notes("wrong")
    with talk.store.writing() as connection:
        connection.execute("UPDATE changes SET at = '2024-03-06T10:00:00.000Z'")
    asked = await talk.carries(undo(done.id))
    assert "Note: wrong" in asked.text
    assert "6 March 2024, 15:00 (UTC+5)" in asked.text
    assert talk.store.load().entries["tent-red"].notes == "wrong"
    await talk.presses(asked, WORDS.undo_button)
    assert talk.store.load().entries["tent-red"].notes == ""


async def test_pressed_twice_it_is_taken_back_once(talk: Talk) -> None:
    done = talk.notes("wrong")
    await talk.carries(undo(done.id))
    again = await talk.carries(undo(done.id))
    assert again.text == WORDS.done_already.format(number=done.id, new=done.id + 1)
    assert len(changes.history(talk.store)) == 3


async def test_later_changes_at_the_same_place_are_named(talk: Talk) -> None:
    first = talk.notes("one")
    later = [talk.notes("two"), talk.notes("three", author="asel")]
    refused = await talk.carries(undo(first.id))
    assert WORDS.in_the_way.format(number=first.id) in refused.text
    assert "Note + three" in refused.text
    assert "asel" in refused.text
    assert talk.store.load().entries["tent-red"].notes == "three"
    named = [WORDS.change_button.format(number=one.id) for one in reversed(later)]
    assert refused.labels[:2] == named
    assert "Note: three" in (await talk.presses(refused, 0)).text


async def test_the_last_change_of_ones_own_is_offered_first(talk: Talk) -> None:
    mine = talk.notes("mine")
    talk.notes("theirs", "tent-blue", author="asel")
    assert "Note: mine" in (await talk.asks("/undo")).text
    await talk.carries(undo(mine.id))
    assert (await talk.asks("/undo")).text == WORDS.nothing_of_yours


@pytest.mark.parametrize("written", ["99", "0", "-1", "x", "9" * 40, "²"])
async def test_a_change_that_is_none(talk: Talk, written: str) -> None:
    assert (await talk.asks(f"/undo {written}")).text == WORDS.no_change


async def test_a_change_by_its_number(talk: Talk) -> None:
    done = talk.notes("wrong")
    for written in (f"/undo {done.id}", f"/undo #{done.id}"):
        asked = await talk.asks(written)
        assert WORDS.ask_to_undo in asked.text
    assert talk.store.load().entries["tent-red"].notes == "wrong"


async def test_what_replaced_the_whole_base_cannot_be_taken_back(talk: Talk) -> None:
    shown = await talk.asks("/undo 1")
    assert WORDS.whole_base in shown.text
    assert WORDS.undo_button not in shown.labels
    assert WORDS.whole_base in (await talk.carries(undo(1))).text


async def test_what_was_typed_is_shown_as_it_was_typed(talk: Talk) -> None:
    done = talk.notes("<b>&*_")
    assert "<b>&*_" in (await talk.asks(f"/undo {done.id}")).text


async def test_a_long_change_stays_one_message(talk: Talk) -> None:
    done = talk.notes("\n".join("&<" * 50 for _ in range(100)))
    shown = await talk.asks(f"/undo {done.id}")
    assert shown.labels[:2] == [WORDS.whole_button, WORDS.undo_button]
    assert len(shown.text) < 4096
    whole = await talk.presses(shown, WORDS.whole_button)
    assert whole.file.content.decode().count("&<") == 50 * 100


async def test_all_of_a_change_that_is_none(talk: Talk) -> None:
    for number in ("99", "x"):
        shown = await talk.carries(DeskPayload(DeskAction.DIFF, number))
        assert shown.text == WORDS.no_change


async def test_there_may_be_no_page_so_far(talk: Talk) -> None:
    shown = await talk.carries(DeskPayload(DeskAction.HISTORY, "7"))
    assert shown.text


async def test_another_maintainer_is_called_by_name(talk: Talk, colleague: Person) -> None:
    colleague.writes("/start")
    done = talk.notes("theirs", author=str(colleague.id))
    shown = await talk.asks("/history")
    assert "Colleague · Telegram" in shown.text
    assert str(colleague.id) not in shown.text
    assert "Colleague · Telegram" in (await talk.presses(shown, str(done.id))).text


async def test_one_whom_telegram_does_not_know_is_called_by_number(
    talk: Talk, colleague: Person, double: BotApiDouble
) -> None:
    talk.notes("theirs", author=str(colleague.id))
    talk.notes("from before", author="77")
    shown = await talk.asks("/history")
    assert f"{colleague.id} · Telegram" in shown.text
    assert "77 · Telegram" in shown.text
    assert [call.parameters["chat_id"] for call in double.calls_of("getChat")] == [colleague.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_every_item_has_a_name(base: Base, language: Language) -> None:
    told = ItemWords(base, language)
    for item in items_of(base):
        for found in walk(None, to_plain(item)):
            raw = {one for one in found.path if isinstance(one, str)} - {*LANGUAGES, "id"}
            assert not raw & set(told.place(found.path).split()), found.path
        assert told.item(key_of(item), to_plain(item))


@pytest.mark.parametrize("language", ["ru"])
async def test_a_change_is_told_by_titles_in_the_language_of_whoever_reads(
    talk: Talk, language: Language
) -> None:
    red = talk.store.load().entries["tent-red"]
    text = replace(red.texts["ru"], answer="Никто.", phrasings=("красная палатка", "палатка"))
    edited = replace(red, related=("tent-blue",), texts={**red.texts, "ru": text})
    asel = Author("asel", "file")
    done = changes.apply_planned(
        talk.store, lambda now: edits.put(now, edited), asel, "import of x.csv"
    )
    assert done
    listed = await talk.asks("/history")
    short, title = texts("ru").language_short, "запись «Who sleeps in the red tent? (ru)»"
    assert f"{title}: По теме, Ответ ({short}), Формулировки ({short})" in listed.text
    shown = await talk.presses(listed, str(done.id))
    assert "+ По теме: Who sleeps in the blue tent? (ru)" in shown.text
    assert f"+ Ответ ({short}): Никто." in shown.text
    changes.undo(talk.store, done.id, asel)
    assert f"отменяет изменение {done.id}" in (await talk.asks("/history")).text


async def test_what_is_new_or_gone_is_told_by_its_title(talk: Talk) -> None:
    lodge = Topic("lodge", {"en": "The lodge", "ru": "Сторожка", "kk": "Күзетші үйі"})
    asel = Author("asel", "telegram")
    changes.apply(talk.store, [edits.new(lodge)], asel, "added")
    shown = await talk.asks("/history")
    assert WORDS.added.format(item="topic “The lodge”") in shown.text
    removed = changes.apply_planned(
        talk.store, lambda now: edits.removal(now, key_of(lodge)), asel, "removed"
    )
    assert removed
    shown = await talk.asks("/history")
    assert WORDS.removed.format(item="topic “The lodge”") in shown.text
