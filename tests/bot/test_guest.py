"""Guest mode: one whole answer in a chat that the bot is no member of, and the way to more."""

import asyncio

import pytest

from bot import elsewhere
from bot.strings import texts
from knowledge.model import LANGUAGES, Base, Language, Outcome, OutcomeKind
from tests.bot.sample import COOK
from tests.telegram import BotApiDouble, Person, Shown

QUESTION = "What does the cook say?"


async def asked(person: Person, text: str, replying_to: str | None = None) -> Shown:
    call = person.calls_guest(text, replying_to)
    return await asyncio.to_thread(call.waits_for_answer)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_answers_in_the_language_of_the_question(
    person: Person, double: BotApiDouble, language: Language
) -> None:
    shown = await asked(person, f"@{double.username} {COOK[language]}")
    assert f"({language})" in shown.text
    assert "1, 2" in shown.text
    assert shown.labels == [texts(language).open_button]
    assert shown.button(0).url == f"https://t.me/{double.username}?start=e_{language}_cook"


async def test_a_mention_alone_asks_for_what_it_replies_to(
    person: Person, double: BotApiDouble
) -> None:
    assert "salt" in (await asked(person, f"@{double.username}", QUESTION)).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_asked_nothing_it_says_how(
    double: BotApiDouble, running: None, language: Language
) -> None:
    shown = await asked(double.person(language_code=language), f"@{double.username}")
    assert shown.text == texts(language).guest_hint.format(bot=double.username)
    assert shown.button(0).url == f"https://t.me/{double.username}?start=o_{language}"


async def test_what_is_not_understood_is_said_with_the_way_in(
    person: Person, double: BotApiDouble
) -> None:
    shown = await asked(person, f"@{double.username} asdkjh qwlkejh")
    assert shown.text == "Not understood (en)"
    assert shown.labels == [texts("en").open_button]


def test_suggestions_lead_into_the_private_chat(base: Base) -> None:
    decided = Outcome(OutcomeKind.SUGGEST, "?", "en", suggestions=("tent-red", "secret", "cook"))
    reply = elsewhere.guest(decided, base, "forum_bot")
    assert [getattr(row[0], "url", "") for row in reply.rows] == [
        "https://t.me/forum_bot?start=e_en_tent-red",
        "https://t.me/forum_bot?start=e_en_cook",
        "https://t.me/forum_bot?start=o_en",
    ]


async def test_it_answers_once_and_writes_nothing_else(
    person: Person, double: BotApiDouble
) -> None:
    await asked(person, f"@{double.username} {QUESTION}")
    await asked(person, f"/help@{double.username}")
    assert not double.calls_of("sendMessage")
    assert len(double.calls_of("answerGuestQuery")) == 2


async def test_another_bot_gets_no_answer(person: Person, double: BotApiDouble) -> None:
    call = person.calls_guest(f"@{double.username} {QUESTION}")
    await asyncio.to_thread(call.waits_for_answer)
    other = {**person.told, "is_bot": True}
    double.push(
        {
            "guest_message": {
                "message_id": 1,
                "date": 1,
                "chat": {"id": -7, "type": "group", "title": "g"},
                "from": other,
                "text": f"@{double.username} {QUESTION}",
                "guest_query_id": "x",
            }
        }
    )
    await asyncio.to_thread(person.asks, "/help")
    assert len(double.calls_of("answerGuestQuery")) == 1


async def test_a_long_answer_is_cut_to_one_message(
    person: Person, double: BotApiDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "\n\n".join(["word " * 300] * 9)
    monkeypatch.setattr("bot.elsewhere.reply_text", lambda *_: long)
    shown = await asked(person, f"@{double.username} {QUESTION}")
    assert 3000 < len(shown.text) <= 4096
    assert shown.text.endswith("word")


async def test_refused_entities_go_out_once_more_as_plain_text(
    person: Person, double: BotApiDouble
) -> None:
    double.next("answerGuestQuery").answers(400, "Bad Request: can't parse entities: no")
    shown = await asked(person, f"@{double.username} {QUESTION}")
    assert ("salt" in shown.text, shown.entities) == (True, ())


async def test_telegram_is_asked_for_such_updates(person: Person, double: BotApiDouble) -> None:
    await asyncio.to_thread(person.asks, "/help")
    asked_for = double.calls_of("getUpdates")[-1].parameters["allowed_updates"]
    assert isinstance(asked_for, list)
    assert {"guest_message", "inline_query", "edited_message", "my_chat_member"} <= set(asked_for)


async def test_a_failure_is_not_apologised_for_in_a_chat_of_that_number(
    person: Person, double: BotApiDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.elsewhere.reply_text", lambda *_: 1 / 0)
    call = person.calls_guest(f"@{double.username} {QUESTION}")
    await asyncio.to_thread(call.hears_nothing)
    assert not double.calls_of("sendMessage")
