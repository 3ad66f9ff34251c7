"""Groups: the bot speaks when it is asked, where it is asked, and is silent otherwise."""

import asyncio
from collections.abc import Callable, Iterator

import pytest

from bot.context import Services
from bot.strings import texts
from tests.bot.sample import COOK
from tests.telegram import BotApiDouble, Group, Person, Shown

# The library warns that the seconds to wait will be of another type; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

QUESTION = "What does the cook say?"
ANSWER = "salt & pepper"


@pytest.fixture
def double(request: pytest.FixtureRequest) -> Iterator[BotApiDouble]:
    """Telegram; with the privacy mode off, the bot hears everything and has to choose itself."""
    hears_all = getattr(request, "param", True)
    with BotApiDouble(reads_all_messages=hears_all, holds_repeated_polls=False) as double:
        yield double


@pytest.fixture
def group(double: BotApiDouble) -> Group:
    return double.group()


async def reply_to(person: Person, group: Group) -> Shown:
    return await asyncio.to_thread(person.waits_for_reply, to=group)


async def silence(person: Person, group: Group) -> None:
    await asyncio.to_thread(person.hears_nothing, 0.4, group)


async def settled(person: Person) -> None:
    """Wait until everything before was handled: the poller hands updates over in order."""
    await asyncio.to_thread(person.asks, "/help")
    await asyncio.sleep(0.2)


class TestAsked:
    @pytest.mark.parametrize(
        "text",
        [
            f"/ask {QUESTION}",
            f"/ask@forum_test_bot {QUESTION}",
            f"/ASK@Forum_Test_Bot {QUESTION}",
            f"@forum_test_bot {QUESTION}",
            f"@Forum_Test_Bot, {QUESTION}",
            "🙂 What @forum_test_bot does the cook say?",
        ],
    )
    async def test_it_answers_below_the_question(
        self, person: Person, group: Group, text: str
    ) -> None:
        asked = person.writes(text, to=group)
        shown = await reply_to(person, group)
        assert ANSWER in shown.text
        assert shown.reply_to == asked.id

    async def test_a_reply_to_the_bot_is_a_question(self, person: Person, group: Group) -> None:
        person.writes("/help", to=group)
        person.writes(QUESTION, to=group, reply_to=await reply_to(person, group))
        assert ANSWER in (await reply_to(person, group)).text

    @pytest.mark.parametrize("text", ["@forum_test_bot", "/ask", "/ask@forum_test_bot"])
    async def test_asked_without_words_it_answers_what_is_replied_to(
        self, person: Person, double: BotApiDouble, group: Group, text: str
    ) -> None:
        asked = double.person().writes(QUESTION, to=group)
        person.writes(text, to=group, reply_to=asked)
        assert ANSWER in (await reply_to(person, group)).text

    @pytest.mark.parametrize("text", ["@forum_test_bot", "/ask"])
    async def test_asked_nothing_it_says_how(self, person: Person, group: Group, text: str) -> None:
        person.writes(text, to=group)
        shown = await reply_to(person, group)
        assert shown.text == texts("en").ask_hint
        person.writes(text, to=group, reply_to=shown)
        assert (await reply_to(person, group)).text == texts("en").ask_hint

    async def test_a_mention_by_another_name_counts(
        self, person: Person, double: BotApiDouble, group: Group
    ) -> None:
        bot = {"id": double.bot_id, "is_bot": True, "first_name": "Forum"}
        entity = {"type": "text_mention", "offset": 0, "length": 5, "user": bot}
        double.push({"message": typed(person, group, f"Forum {QUESTION}", entities=[entity])})
        assert ANSWER in (await reply_to(person, group)).text

    async def test_of_a_quoted_part_only_that_is_asked(
        self, person: Person, double: BotApiDouble, group: Group
    ) -> None:
        earlier = typed(double.person(), group, f"Hello all. {QUESTION} Bye.")
        quote = {"text": QUESTION, "position": 11, "is_manual": True}
        entity = {"type": "mention", "offset": 0, "length": 15}
        told = typed(person, group, "@forum_test_bot", entities=[entity], quote=quote)
        double.push({"message": told | {"reply_to_message": earlier}})
        assert ANSWER in (await reply_to(person, group)).text

    async def test_an_anonymous_administrator_is_answered(
        self, person: Person, group: Group
    ) -> None:
        group.hears_anonymous(f"/ask {QUESTION}")
        assert ANSWER in (await reply_to(person, group)).text

    @pytest.mark.parametrize("text", ["/start", "/start true", "/start@forum_test_bot tent-redd"])
    async def test_started_it_says_how_to_ask(
        self, person: Person, group: Group, text: str
    ) -> None:
        person.writes(text, to=group)
        shown = await reply_to(person, group)
        assert "/ask@forum_test_bot" in shown.text
        assert "/topics" in shown.text

    async def test_a_link_leads_there_in_a_group_too(self, person: Person, group: Group) -> None:
        person.writes("/start e_en_cook", to=group)
        assert ANSWER in (await reply_to(person, group)).text

    async def test_a_mistyped_command_is_answered_where_it_names_the_bot(
        self, person: Person, group: Group
    ) -> None:
        person.writes("/topcs@forum_test_bot", to=group)
        assert (await reply_to(person, group)).text.startswith("There is no command /topcs.")

    async def test_a_wish_for_a_language_counts_for_who_has_it(
        self, person: Person, double: BotApiDouble, group: Group, services: Services
    ) -> None:
        other = double.person()
        person.writes("@forum_test_bot қазақша", to=group)
        assert (await reply_to(person, group)).text == texts("kk").language_chosen
        assert services.store.language(str(person.id)) == "kk"
        assert services.store.language(str(other.id)) is None

    async def test_a_long_answer_shows_once_what_it_replies_to(
        self, person: Person, double: BotApiDouble, group: Group, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.deliver.split", lambda text: [text, "the rest"])
        asked = person.writes(f"/ask {QUESTION}", to=group)
        assert (await reply_to(person, group)).reply_to == asked.id
        assert (await reply_to(person, group)).reply_to is None


class TestNotAsked:
    @pytest.mark.parametrize(
        "text",
        [
            QUESTION,
            "/ask@other_bot When?",
            "/topics@other_bot",
            "/nonsense",
            "@forum_test_bot_2 hello",
            "mail me: a@forum_test_bot",
            "see t.me/forum_test_bot",
            "this /help is in a sentence",
        ],
    )
    async def test_it_is_silent(self, person: Person, group: Group, text: str) -> None:
        person.writes(text, to=group)
        await silence(person, group)

    async def test_another_bots_command_is_not_ours_in_a_reply_either(
        self, person: Person, group: Group
    ) -> None:
        person.writes("/help", to=group)
        person.writes("/stop@other_bot", to=group, reply_to=await reply_to(person, group))
        await silence(person, group)

    async def test_channels_and_other_bots_are_ignored(
        self, person: Person, double: BotApiDouble, group: Group
    ) -> None:
        bot = {"id": double.bot_id, "is_bot": True, "first_name": "Forum"}
        group.hears_channel(f"/ask {QUESTION}")
        group.hears_bot(f"/ask {QUESTION}")
        group.hears_bot(f"@forum_test_bot {QUESTION}")
        double.push({"channel_post": channel_post(f"/ask {QUESTION}")})
        double.push({"message": sent_through_the_bot(person, group, bot)})
        await silence(person, group)
        assert not double.calls_of("sendMessage")

    @pytest.mark.parametrize("send", [Person.sends_sticker, Person.sends_voice, Person.sends_photo])
    async def test_media_are_ignored(
        self, person: Person, group: Group, send: Callable[..., Shown]
    ) -> None:
        send(person, to=group)
        await silence(person, group)

    @pytest.mark.parametrize("double", [False], indirect=True)
    async def test_in_privacy_mode_too(
        self, person: Person, double: BotApiDouble, group: Group
    ) -> None:
        person.writes(f"/ask {QUESTION}", to=group)
        shown = await reply_to(person, group)
        person.writes("/nonsense", to=group, reply_to=shown)
        await silence(person, group)


class TestForums:
    async def test_it_answers_in_the_thread(self, person: Person, group: Group) -> None:
        thread = group.opens_thread()
        person.writes(f"/ask {QUESTION}", to=group, thread=thread)
        assert (await reply_to(person, group)).thread == thread

    async def test_what_a_button_opens_stays_in_the_thread(
        self, person: Person, group: Group
    ) -> None:
        person.writes(f"/ask {QUESTION}", to=group, thread=group.opens_thread())
        first = await reply_to(person, group)
        press = person.presses(first, "Who sleeps in the red tent?")
        second = await reply_to(person, group)
        await asyncio.to_thread(press.waits_for_answer)
        assert (second.thread, second.reply_to) == (first.thread, first.id)

    async def test_in_general_no_thread_is_named(
        self, person: Person, double: BotApiDouble, group: Group
    ) -> None:
        group.opens_thread()
        person.writes("/help", to=group)
        person.writes(f"/ask {QUESTION}", to=group, reply_to=await reply_to(person, group))
        assert ANSWER in (await reply_to(person, group)).text
        calls = double.calls_of("sendMessage")
        assert not [call for call in calls if "message_thread_id" in call.parameters]

    async def test_talk_in_a_thread_that_the_bot_opened_is_no_reply_to_it(
        self, person: Person, group: Group
    ) -> None:
        person.writes("just talking", to=group, thread=group.opens_thread(by_bot=True))
        await silence(person, group)

    async def test_a_closed_thread_is_no_error(
        self,
        person: Person,
        double: BotApiDouble,
        group: Group,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        double.next("sendMessage").answers(400, "Bad Request: TOPIC_CLOSED")
        person.writes(f"/ask {QUESTION}", to=group)
        await silence(person, group)
        assert "could not be handled" not in caplog.text


class TestAdded:
    @pytest.mark.parametrize("language", ["en", "ru", "kk"])
    async def test_it_greets_once_in_the_language_of_who_added_it(
        self, double: BotApiDouble, running: None, group: Group, language: str
    ) -> None:
        person = double.person(language_code=language)
        person.adds_bot(group)
        assert "/ask@forum_test_bot" in (await reply_to(person, group)).text
        person.removes_bot(group)
        person.adds_bot(group)
        await silence(person, group)

    @pytest.mark.parametrize(
        ("double", "mention"), [(True, True), (False, False)], indirect=["double"]
    )
    async def test_it_names_mentions_only_where_it_hears_them(
        self, double: BotApiDouble, person: Person, group: Group, mention: bool
    ) -> None:
        person.adds_bot(group)
        for shown in (await reply_to(person, group), await self._help(person, group)):
            assert (" @forum_test_bot" in shown.text) is mention

    async def test_being_made_an_administrator_is_no_arrival(
        self, person: Person, double: BotApiDouble, group: Group
    ) -> None:
        double.push({"my_chat_member": promotion(person, double, group)})
        await silence(person, group)

    async def test_a_private_chat_is_no_group(self, person: Person) -> None:
        person.blocks_bot()
        person.unblocks_bot()
        await asyncio.to_thread(person.hears_nothing, 0.4)

    @staticmethod
    async def _help(person: Person, group: Group) -> Shown:
        person.writes("/help", to=group)
        return await reply_to(person, group)

    async def test_where_it_cannot_be_kept_nobody_is_greeted(
        self,
        person: Person,
        group: Group,
        services: Services,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        with services.store.writing() as connection:
            connection.execute("DROP TABLE greeted_chats")
        person.adds_bot(group)
        await silence(person, group)
        assert "was not greeted" in caplog.text
        assert "could not be handled" not in caplog.text


class TestMigration:
    async def test_what_was_kept_moves_along(
        self, person: Person, double: BotApiDouble, services: Services
    ) -> None:
        old = double.group(basic=True)
        person.adds_bot(old)
        await reply_to(person, old)
        old.hears_anonymous("/ask@forum_test_bot hello")
        services.store.set_language(str(old.id), "kk")
        new = old.becomes_supergroup()
        await settled(person)
        person.adds_bot(new)
        await silence(person, new)
        assert services.store.language(str(new.id)) == "kk"
        assert services.store.language(str(old.id)) is None

    async def test_an_answer_on_its_way_follows(self, person: Person, double: BotApiDouble) -> None:
        old = double.group(basic=True)
        double.next("sendMessage").asks_to_wait(1)
        person.writes(f"/ask {QUESTION}", to=old)
        await asyncio.to_thread(double.waits_for_calls, "sendMessage")
        assert ANSWER in (await reply_to(person, old.becomes_supergroup())).text


async def test_buttons_serve_everybody_and_what_is_personal_stays_so(
    person: Person, double: BotApiDouble, group: Group, services: Services
) -> None:
    other = double.person(language_code="ru")
    person.writes("/language", to=group)
    menu = await reply_to(person, group)
    press = other.presses(menu, "Қазақша")
    assert await asyncio.to_thread(press.waits_for_answer) == texts("kk").language_chosen
    await silence(other, group)
    assert services.store.language(str(other.id)) == "kk"
    assert services.store.language(str(person.id)) is None


async def test_the_language_of_the_question_counts_in_groups_too(
    person: Person, group: Group
) -> None:
    person.writes(f"/ask {COOK['kk']}", to=group)
    assert "(kk)" in (await reply_to(person, group)).text


def channel_post(text: str) -> dict[str, object]:
    return {
        "message_id": 1,
        "chat": {"id": -1001, "type": "channel", "title": "News"},
        "date": 1,
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
    }


def typed(person: Person, group: Group, text: str, **given: object) -> dict[str, object]:
    told = {"from": person.told, "chat": group.chat.told, "text": text}
    return {"message_id": 2, "date": 1, **told, **given}


def sent_through_the_bot(person: Person, group: Group, bot: object) -> dict[str, object]:
    """An inline result of the bot's own, which somebody sent."""
    mention = {"type": "mention", "offset": 0, "length": 15}
    text = f"@forum_test_bot {QUESTION}"
    return typed(person, group, text, entities=[mention], via_bot=bot)


def promotion(person: Person, double: BotApiDouble, group: Group) -> dict[str, object]:
    bot = {"id": double.bot_id, "is_bot": True, "first_name": "Forum"}
    rights = dict.fromkeys(
        (
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ),
        True,
    )
    return {
        "chat": group.chat.told,
        "from": person.told,
        "date": 1,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "administrator", **rights},
    }
