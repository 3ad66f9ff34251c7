"""The real application over its real connection, with people at the other end of it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot import render
from bot.app import PRESSES, routes
from bot.context import BotContext, Services
from bot.handlers import media
from bot.payload import Action
from bot.strings import texts
from knowledge.model import Base
from knowledge.store import open_store
from tests.bot.sample import COOK
from tests.bot.talk import asks, hears, pressed_data, presses, silence
from tests.telegram import BotApiDouble, Person


def test_every_action_has_its_handler() -> None:
    assert set(PRESSES) == set(Action)


def test_every_command_of_the_menu_is_routed() -> None:
    routed = {name for handler in routes() for name in getattr(handler, "commands", ())}
    assert routed == set(texts("en").commands._fields)


class TestQuestions:
    async def test_a_question_is_answered_with_its_source(self, person: Person) -> None:
        shown = await asks(person, "What does the cook say?")
        assert "salt & pepper" in shown.text
        assert "Paragraphs 1, 2" in shown.text
        assert shown.labels[0] == "Who sleeps in the red tent?"

    async def test_a_related_question_is_answered_below(self, person: Person) -> None:
        first = await asks(person, "What does the cook say?")
        second = await presses(person, first, "Who sleeps in the blue tent?")
        assert not second.edited
        assert second.text.startswith("Who sleeps in the blue tent?\n\ntent-blue (en)")

    async def test_buttons_go_on_in_the_language_of_the_answer(self, person: Person) -> None:
        first = await asks(person, COOK["kk"])
        assert "(kk)" in first.text
        assert "tent-red (kk)" in (await presses(person, first, 0)).text

    async def test_ask_answers_what_stands_behind_it(self, person: Person) -> None:
        assert "salt" in (await asks(person, "/ask What does the cook say?")).text

    async def test_ask_alone_says_how_it_is_meant(self, person: Person) -> None:
        assert "/ask When" in (await asks(person, "/ask")).text

    async def test_none_of_these_offers_the_topics(self, person: Person) -> None:
        shown = await pressed_data(person, "n_en")
        assert shown.labels == ["Tents (en)", "Meals (en)"]
        assert shown.edited

    async def test_a_suggestion_is_answered_in_place(self, person: Person) -> None:
        shown = await pressed_data(person, "s_en_tent-red")
        assert shown.text.startswith("Who sleeps in the red tent?")
        assert shown.edited

    @pytest.mark.parametrize(
        "text", ["🙂", "a" * 4096, "<b>&", "'; DROP TABLE entries;--", "\u202e\u0000 ?", "%s {0}"]
    )
    async def test_whatever_is_written_gets_a_reply(self, person: Person, text: str) -> None:
        assert (await asks(person, text)).text


class TestTopics:
    async def test_from_topics_to_an_answer_and_back_in_one_message(self, person: Person) -> None:
        topics = await asks(person, "/topics")
        questions = await presses(person, topics, "Tents (en)")
        more = await presses(person, questions, "Next ›")
        answer = await presses(person, more, "Who sleeps in the silver tent?")
        assert "tent-silver" in answer.text
        back = await presses(person, answer, "« Tents (en)")
        assert back.labels == more.labels
        again = await presses(person, back, "« Topics")
        assert again.labels == topics.labels
        assert len({shown.id for shown in (topics, questions, more, answer, back, again)}) == 1


class TestPeople:
    async def test_from_people_to_an_answer_and_back_in_one_message(self, person: Person) -> None:
        everyone = await asks(person, "/people")
        card = await presses(person, everyone, "Olga_Cook (en)")
        assert "at the camp" in card.text
        answer = await presses(person, card, "What does the cook say?")
        back = await presses(person, answer, "« Olga_Cook (en)")
        assert back.text == card.text
        again = await presses(person, back, "« People")
        assert again.labels == everyone.labels
        assert len({shown.id for shown in (everyone, card, answer, back, again)}) == 1


class TestStart:
    async def test_it_greets_and_leads_on(self, person: Person) -> None:
        welcome = await asks(person, "/start")
        assert welcome.labels == ["Topics", "People"]
        people = await presses(person, welcome, "People")
        assert not people.edited

    @pytest.mark.parametrize(
        ("link", "expected"),
        [
            ("cook", "What does the cook say?"),
            ("e_ru_cook", "What does the cook say?"),
            ("tents", "Tents"),
            ("guard", "The Guard"),
        ],
    )
    async def test_a_deep_link_leads_there(self, person: Person, link: str, expected: str) -> None:
        assert (await asks(person, f"/start {link}")).text.startswith(expected)

    async def test_a_dead_link_offers_what_is_named_like_it(self, person: Person) -> None:
        shown = await asks(person, "/start tent-redd")
        assert shown.labels[0] == "Who sleeps in the red tent?"
        assert shown.labels[-2:] == ["Topics", "People"]

    @pytest.mark.parametrize("link", ["secret", "z", "../../etc", "%00"])
    async def test_a_link_to_nothing_offers_the_topics(self, person: Person, link: str) -> None:
        assert "Topics" in (await asks(person, f"/start {link}")).labels


class TestLanguage:
    @pytest.mark.parametrize(
        ("code", "words"), [("ru", "Спрашивайте"), ("kk-KZ", "Сұрағыңызды"), ("de", "Ask in")]
    )
    async def test_telegrams_language_is_spoken(
        self, double: BotApiDouble, running: None, code: str, words: str
    ) -> None:
        assert words in (await asks(double.person(language_code=code), "/start")).text

    async def test_a_choice_counts_more_and_is_kept(
        self, person: Person, services: Services
    ) -> None:
        menu = await asks(person, "/language")
        chosen = await presses(person, menu, "Қазақша")
        assert chosen.text == texts("kk").language_chosen
        assert "Сұрағыңызды" in (await asks(person, "/start")).text
        assert services.store.language(str(person.id)) == "kk"

    @pytest.mark.parametrize(
        ("wish", "language"),
        [
            ("қазақша", "kk"),
            ("Қазақша сөйле!", "kk"),
            ("по-русски", "ru"),
            ("По-русски, пожалуйста.", "ru"),
            ("In English please", "en"),
            ("на казахском", "kk"),
        ],
    )
    async def test_a_wish_in_words_is_a_choice(
        self, person: Person, services: Services, wish: str, language: str
    ) -> None:
        await asks(person, wish)
        assert services.store.language(str(person.id)) == language

    async def test_settings_change_in_place_and_a_choice_can_be_forgotten(
        self, person: Person, services: Services
    ) -> None:
        settings = await asks(person, "/settings")
        assert texts("en").language_is_telegrams in settings.text
        chosen = await presses(person, settings, "Русский")
        assert chosen.id == settings.id
        assert texts("ru").language_is_chosen in chosen.text
        assert services.store.language(str(person.id)) == "ru"
        forgotten = await presses(person, chosen, texts("ru").forget_button)
        assert forgotten.text == settings.text
        assert forgotten.labels == settings.labels
        assert services.store.language(str(person.id)) is None

    async def test_a_question_that_names_a_language_is_no_wish(
        self, person: Person, services: Services
    ) -> None:
        await asks(person, "Is the forum in English or in Kazakh?")
        assert services.store.language(str(person.id)) is None


class TestCommands:
    @pytest.mark.parametrize(
        ("command", "part"),
        [
            ("/help", "/topics"),
            ("/about", "A camp"),
            ("/privacy", "90 days"),
            ("/settings", "English"),
        ],
    )
    async def test_it_answers(self, person: Person, command: str, part: str) -> None:
        assert part in (await asks(person, command)).text

    @pytest.mark.parametrize(
        ("written", "part"),
        [
            ("/topcs", "/topics?"),
            ("/PEOPEL", "/people?"),
            ("/x_y_z", "/x_y_z. You"),
            ("/lang", "/language?"),
            ("/помощь", "/help?"),
            ("/тақырыптар", "/topics?"),
            ("/настойки", "/settings?"),
            ("/ещзшсы", "/topics?"),
            (".ещзшсы", "/topics?"),
            ("/құпиялылық", "/privacy?"),
            ("/абвгд", "/абвгд. You"),
            ("/help@other_bot", "/help@other_bot. Did you mean /help?"),
            ("/topcs@forum_test_bot", "/topcs. Did you mean /topics?"),
            ("/<b>", "/<b>. You"),
        ],
    )
    async def test_an_unknown_one_names_the_nearest(
        self, person: Person, written: str, part: str
    ) -> None:
        assert part in (await asks(person, written)).text


class TestOtherUpdates:
    @pytest.mark.parametrize("send", [Person.sends_sticker, Person.sends_voice, Person.sends_photo])
    async def test_what_is_no_text_gets_one_friendly_line(
        self, person: Person, send: Callable[[Person], Any]
    ) -> None:
        send(person)
        shown = await asyncio.to_thread(person.waits_for_reply)
        assert shown.text == texts("en").not_text

    async def test_an_album_gets_one_line_in_all(
        self, person: Person, double: BotApiDouble
    ) -> None:
        await asks(person, "/help")
        for number in range(3):
            double.push({"message": photo_of_an_album(person, number)})
        shown = await asyncio.to_thread(person.waits_for_reply)
        assert shown.text == texts("en").not_text
        await silence(person)

    async def test_edited_messages_and_channel_posts_do_nothing(
        self, person: Person, double: BotApiDouble
    ) -> None:
        await asks(person, "/help")
        message = person.writes("wait")
        await asyncio.to_thread(person.waits_for_reply)
        person.edits(message, "/start")
        double.push({"channel_post": channel_post("/start")})
        await silence(person)
        assert not [call for call in double.calls if call.parameters.get("chat_id") == -1001]

    @pytest.mark.parametrize("data", ["forged", "e_en_nowhere", "t_en_bare", "p_en_x", "q_en_x"])
    async def test_a_button_that_leads_nowhere_says_so(self, person: Person, data: str) -> None:
        shown = await pressed_data(person, data)
        assert shown.text == texts("en").gone.strip()
        assert shown.labels == ["Tents (en)", "Meals (en)"]


async def test_an_edit_of_another_process_is_live_without_a_restart(
    person: Person, base: Base, services: Services, tmp_path: Path
) -> None:
    cook = base.entries["cook"]
    said = replace(cook.texts["en"], answer="The cook says nothing any more.")
    edited = replace(cook, texts={**cook.texts, "en": said})
    with open_store(tmp_path / "forum.sqlite") as other:
        other.fill(replace(base, entries={**base.entries, "cook": edited}))
    deadline = time.monotonic() + 20
    while "nothing any more" not in (await asks(person, COOK["en"])).text:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.4)


class TestFailures:
    async def test_a_failing_handler_is_apologised_for_once_and_the_bot_goes_on(
        self, person: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(render, "help_", broken)
        assert (await asks(person, "/help")).text == texts("en").sorry
        await silence(person)
        assert "ZeroDivisionError" in caplog.text
        assert "salt" in (await asks(person, "What does the cook say?")).text

    async def test_a_failing_press_is_acknowledged_too(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        topics = await asks(person, "/topics")
        monkeypatch.setitem(PRESSES, Action.SHOW_TOPIC, fails)
        assert (await presses(person, topics, 0)).text == texts("en").sorry

    @pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "a file"])
    async def test_a_failure_over_what_is_no_text_is_apologised_for_too(
        self, person: Person, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        monkeypatch.setattr(media, "render", None)
        if kind == "a file":
            person.sends_document("a.pdf", b"x")
        else:
            getattr(person, f"sends_{kind}")()
        assert (await hears(person)).text == texts("en").sorry

    async def test_an_update_that_cannot_be_read_is_skipped_alone(
        self, person: Person, double: BotApiDouble, caplog: pytest.LogCaptureFixture
    ) -> None:
        await asks(person, "/help")
        double.push({"message": {"message_id": "?", "chat": 7}})
        assert "salt" in (await asks(person, "What does the cook say?")).text
        assert "is skipped" in caplog.text

    @pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
    async def test_the_rest_is_sent_when_telegram_asks_to_wait(
        self, person: Person, double: BotApiDouble
    ) -> None:
        double.next("sendMessage").asks_to_wait(1)
        assert (await asks(person, "/help")).text


def broken(*_: object) -> None:
    raise ZeroDivisionError


async def fails(_: Update, __: BotContext, ___: object) -> None:
    raise ZeroDivisionError


def photo_of_an_album(person: Person, number: int) -> dict[str, object]:
    size = {"file_id": f"f{number}", "file_unique_id": f"f{number}", "width": 9, "height": 9}
    return {
        "message_id": 500 + number,
        "from": person.told,
        "chat": person.chat.told,
        "date": 1,
        "photo": [size],
        "media_group_id": "album-1",
    }


def channel_post(text: str) -> dict[str, object]:
    entity = {"type": "bot_command", "offset": 0, "length": len(text)}
    return {
        "message_id": 1,
        "chat": {"id": -1001, "type": "channel", "title": "News"},
        "date": 1,
        "text": text,
        "entities": [entity],
    }
