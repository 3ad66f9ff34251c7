import logging
from collections.abc import AsyncIterator

import pytest
from telegram import Update
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from bot import deliver
from bot.payload import Action, Payload
from bot.reply import Button, Reply
from tests.telegram import BotApiDouble, Person
from tests.telegram.files import MAX_DOWNLOAD
from tests.telegram.pictures import png

ROWS = ((Button("Topics", Payload(Action.OFFER_TOPICS, "en")),),)
HELLO = Reply("<b>Hello</b>", ROWS)


@pytest.fixture
async def bot(double: BotApiDouble) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(
        double.token, base_url=double.base_url, base_file_url=double.base_file_url
    ) as bot:
        yield bot


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    """Somebody who has begun to talk to the bot."""
    person = double.person()
    person.writes("hello")
    return person


async def the_update(bot: ExtBot[None]) -> Update:
    """What the person did last."""
    return (await bot.get_updates())[-1]


async def press(bot: ExtBot[None], person: Person) -> Update:
    """A press on the button of a message that the bot sent."""
    await deliver.send(bot, await the_update(bot), HELLO)
    person.presses(person.waits_for_reply(), "Topics")
    return await the_update(bot)


class TestSend:
    async def test_text_and_buttons_arrive(self, bot: ExtBot[None], person: Person) -> None:
        await deliver.send(bot, await the_update(bot), HELLO)
        shown = person.waits_for_reply()
        assert (shown.text, shown.html, shown.labels) == ("Hello", "<b>Hello</b>", ["Topics"])
        assert shown.button("Topics").data == "o_en"

    async def test_a_long_reply_comes_in_parts_with_the_buttons_below_the_last(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        long = Reply("\n\n".join(["🙂" * 1500] * 3), ROWS)
        await deliver.send(bot, await the_update(bot), long)
        shown = [person.waits_for_reply() for _ in range(3)]
        assert [len(part.text) for part in shown] == [1500] * 3
        assert [part.labels for part in shown] == [[], [], ["Topics"]]

    async def test_lone_surrogates_do_not_stop_it(self, bot: ExtBot[None], person: Person) -> None:
        await deliver.send(bot, await the_update(bot), Reply("a\ud800b 🙂"))
        assert person.waits_for_reply().text == "a\ufffdb 🙂"

    async def test_refused_entities_go_out_once_more_as_plain_text(
        self, bot: ExtBot[None], person: Person, caplog: pytest.LogCaptureFixture
    ) -> None:
        await deliver.send(bot, await the_update(bot), Reply("<b>a &lt; <u2>b</b>", ROWS))
        shown = person.waits_for_reply()
        assert (shown.text, shown.labels) == ("a < b", ["Topics"])
        assert "plain text" in caplog.text

    async def test_what_may_have_arrived_is_not_sent_twice(
        self, bot: ExtBot[None], person: Person, double: BotApiDouble
    ) -> None:
        update = await the_update(bot)
        double.next("sendMessage").loses_answer()
        with pytest.raises(NetworkError):
            await deliver.send(bot, update, HELLO)
        assert len(double.calls_of("sendMessage")) == 1

    async def test_somebody_who_blocked_the_bot_is_left_alone(
        self, bot: ExtBot[None], person: Person, caplog: pytest.LogCaptureFixture
    ) -> None:
        update = await the_update(bot)
        person.blocks_bot()
        caplog.set_level(logging.INFO)
        await deliver.send(bot, update, HELLO)
        assert "blocked" not in caplog.text

    async def test_a_thread_of_a_private_chat_is_kept(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        person.chat.threads.add(person.writes("thread").id)
        (thread,) = person.chat.threads
        person.writes("hello", thread=thread)
        await deliver.send(bot, await the_update(bot), HELLO)
        shown = person.waits_for_reply()
        assert (shown.thread, shown.reply_to) == (thread, None)

    @pytest.mark.parametrize(
        "words",
        [
            "Forbidden: bot is not a member of the supergroup chat",
            "Bad Request: not enough rights to send text messages to the chat",
            "Bad Request: CHAT_WRITE_FORBIDDEN",
            "Bad Request: TOPIC_CLOSED",
            "Bad Request: TOPIC_DELETED",
            "Bad Request: message thread not found",
        ],
    )
    async def test_where_it_may_not_write_it_is_silent(
        self, bot: ExtBot[None], person: Person, double: BotApiDouble, words: str
    ) -> None:
        update = await the_update(bot)
        double.next("sendMessage").answers(403 if words.startswith("Forb") else 400, words)
        assert await deliver.send(bot, update, HELLO) == ()

    async def test_another_refusal_is_an_error(
        self, bot: ExtBot[None], person: Person, double: BotApiDouble
    ) -> None:
        update = await the_update(bot)
        double.next("sendMessage").answers(400, "Bad Request: no such thing")
        with pytest.raises(BadRequest, match="thing"):
            await deliver.send(bot, update, HELLO)


class TestEdit:
    async def test_the_message_of_the_button_changes(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        await deliver.edit(bot, await press(bot, person), Reply("<i>Other</i>"))
        shown = person.waits_for_reply()
        assert (shown.html, shown.labels, shown.edited) == ("<i>Other</i>", [], True)

    async def test_the_same_again_is_no_error(self, bot: ExtBot[None], person: Person) -> None:
        await deliver.edit(bot, await press(bot, person), HELLO)
        person.hears_nothing(0.1)

    @pytest.mark.parametrize(
        "words", ["Bad Request: message to edit not found", "Bad Request: message can't be edited"]
    )
    async def test_where_it_cannot_be_edited_it_is_sent_anew(
        self, bot: ExtBot[None], person: Person, double: BotApiDouble, words: str
    ) -> None:
        update = await press(bot, person)
        double.next("editMessageText").answers(400, words)
        await deliver.edit(bot, update, HELLO)
        assert not person.waits_for_reply().edited

    async def test_a_long_reply_begins_in_place_and_goes_on_below(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        long = Reply("\n\n".join(["a" * 3000] * 2), ROWS)
        await deliver.edit(bot, await press(bot, person), long)
        first, second = person.waits_for_reply(), person.waits_for_reply()
        assert (first.edited, first.labels) == (True, [])
        assert (second.edited, second.labels) == (False, ["Topics"])

    async def test_without_a_press_it_is_sent(self, bot: ExtBot[None], person: Person) -> None:
        await deliver.edit(bot, await the_update(bot), HELLO)
        assert person.waits_for_reply().text == "Hello"

    async def test_refused_entities_are_shown_as_plain_text(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        await deliver.edit(bot, await press(bot, person), Reply("a <zz>b</zz> &amp; c"))
        shown = person.waits_for_reply()
        assert (shown.text, shown.edited) == ("a b & c", True)


class TestAcknowledge:
    async def test_the_button_stops_waiting(
        self, bot: ExtBot[None], person: Person, double: BotApiDouble
    ) -> None:
        update = await press(bot, person)
        await deliver.acknowledge(update)
        assert [call.error for call in double.calls_of("answerCallbackQuery")] == [None]

    async def test_too_late_is_no_error(
        self, bot: ExtBot[None], person: Person, double: BotApiDouble
    ) -> None:
        await deliver.send(bot, await the_update(bot), HELLO)
        person.presses(person.waits_for_reply(), "Topics").expires()
        update = await the_update(bot)
        await deliver.acknowledge(update)
        assert double.calls_of("answerCallbackQuery")[0].error is not None


class TestFiles:
    async def test_a_document_arrives_with_its_caption_and_buttons(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        await deliver.send_document(bot, await the_update(bot), "a.csv", b"id", HELLO)
        shown = person.waits_for_reply()
        assert (shown.file.name, shown.file.content) == ("a.csv", b"id")
        assert (shown.html, shown.labels) == ("<b>Hello</b>", ["Topics"])

    async def test_a_picture_arrives_as_a_picture(self, bot: ExtBot[None], person: Person) -> None:
        await deliver.send_photo(bot, await the_update(bot), png(), HELLO)
        shown = person.waits_for_reply()
        assert (shown.file.content, shown.text) == (png(), "Hello")

    async def test_a_caption_that_telegram_refuses_goes_out_as_plain_text(
        self, bot: ExtBot[None], double: BotApiDouble, person: Person
    ) -> None:
        double.next("sendDocument").answers(400, "Bad Request: can't parse entities: oh")
        await deliver.send_document(bot, await the_update(bot), "a.csv", b"id", HELLO)
        assert person.waits_for_reply().html == "Hello"

    async def test_no_file_ever_goes_to_a_group(
        self, bot: ExtBot[None], double: BotApiDouble, person: Person
    ) -> None:
        group = double.group()
        person.adds_bot(group)
        person.writes("/export", to=group)
        update = await the_update(bot)
        with pytest.raises(ValueError, match="private"):
            await deliver.send_document(bot, update, "a.csv", b"id", HELLO)
        with pytest.raises(ValueError, match="private"):
            await deliver.send_photo(bot, update, png(), HELLO)

    async def test_somebody_who_blocked_the_bot_is_no_error(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        update = await the_update(bot)
        person.blocks_bot()
        await deliver.send_document(bot, update, "a.csv", b"id", HELLO)
        await deliver.show_upload(bot, update)

    async def test_the_reply_to_a_press_below_a_file_is_a_message_of_its_own(
        self, bot: ExtBot[None], person: Person
    ) -> None:
        await deliver.send_document(bot, await the_update(bot), "a.csv", b"id", HELLO)
        person.presses(person.waits_for_reply(), "Topics")
        await deliver.edit(bot, await the_update(bot), Reply("Topics"))
        assert person.waits_for_reply().text == "Topics"

    @pytest.mark.parametrize("size", [5, 6, MAX_DOWNLOAD + 1])
    async def test_a_file_is_fetched_up_to_a_size(
        self, bot: ExtBot[None], person: Person, size: int
    ) -> None:
        person.sends_document("a.csv", bytes(size))
        message = (await the_update(bot)).message
        assert message
        assert message.document
        if size > 5:
            with pytest.raises(deliver.TooLarge):
                await deliver.fetch(bot, message.document.file_id, 5)
        else:
            assert await deliver.fetch(bot, message.document.file_id, 5) == bytes(5)
