"""Files at the double: what it takes, what it hands out, and what it refuses as Telegram does."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError

from tests.telegram import BotApiDouble, Person
from tests.telegram.files import MAX_DOWNLOAD, MAX_PHOTO, MAX_UPLOAD
from tests.telegram.pictures import png


@pytest.fixture
def person(double: BotApiDouble) -> Person:
    person = double.person()
    person.writes("hello")
    return person


async def test_a_document_arrives_with_its_name_and_caption(bot: Bot, person: Person) -> None:
    sent = await bot.send_document(
        person.id, b"id\n\xff", "<b>all</b>", parse_mode="HTML", filename="база.csv"
    )
    shown = person.waits_for_reply()
    assert (shown.file.name, shown.file.content) == ("база.csv", b"id\n\xff")
    assert (shown.text, shown.html) == ("all", "<b>all</b>")
    assert sent.document
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"id\n\xff"


async def test_a_picture_arrives(bot: Bot, person: Person) -> None:
    sent = await bot.send_photo(person.id, png(), "look")
    shown = person.waits_for_reply()
    assert (shown.text, shown.file.content) == ("look", png())
    assert (sent.photo[0].width, sent.photo[0].height) == (4, 3)


@pytest.mark.parametrize("length", [1024, 1025])
async def test_a_caption_has_its_limit(bot: Bot, person: Person, length: int) -> None:
    caption = f"<b>{'я' * length}</b>"
    if length <= 1024:
        await bot.send_document(person.id, b"x", caption, parse_mode="HTML", filename="x")
        return
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(person.id, b"x", caption, parse_mode="HTML", filename="x")


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (b"GIF89a", "Image_process_failed"),
        (png(9_000, 1_001), "Photo_invalid_dimensions"),
        (png(2_001, 100), "Photo_invalid_dimensions"),
        (png() + bytes(MAX_PHOTO), "too big for a photo"),
        (b"", "file must be non-empty"),
    ],
    ids=["no picture", "too large", "too narrow", "too many bytes", "empty"],
)
async def test_a_picture_that_is_none(bot: Bot, person: Person, picture: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.send_photo(person.id, picture)


async def test_a_document_that_is_too_large(bot: Bot, person: Person) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(person.id, bytes(MAX_UPLOAD + 1), filename="x")


async def test_a_file_that_is_too_large_to_fetch(
    bot: Bot, double: BotApiDouble, person: Person
) -> None:
    person.sends_document("x.csv", bytes(MAX_DOWNLOAD + 1))
    message = (await bot.get_updates())[-1].message
    assert message
    assert message.document
    assert message.document.file_size == MAX_DOWNLOAD + 1
    with pytest.raises(BadRequest, match="File is too big"):
        await message.document.get_file()


async def test_an_app_may_tell_nothing_of_a_file(bot: Bot, person: Person) -> None:
    person.sends_document("x.csv", b"id", caption="the base", tells=())
    message = (await bot.get_updates())[-1].message
    assert message
    assert message.document
    assert (message.document.file_name, message.document.file_size) == (None, None)
    assert message.caption == "the base"
    assert (await message.document.get_file()).file_size == 2


async def test_the_text_of_a_file_cannot_be_edited(bot: Bot, person: Person) -> None:
    sent = await bot.send_document(person.id, b"x", "caption", filename="x")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("text", person.id, sent.message_id)
