from dataclasses import replace

import pytest

from bot import lists, render
from bot.payload import Action, Payload
from bot.reply import Reply
from bot.telegram_html import to_plain
from knowledge.model import LANGUAGES, Base, Language
from tests.bot.replies import actions, labels, of, payloads


class TestTopics:
    def test_a_topic_without_facts_is_not_listed(self, base: Base) -> None:
        assert labels(lists.topics(base, "en")) == ["Tents (en)", "Meals (en)"]

    def test_questions_come_by_eights(self, base: Base) -> None:
        first = page(base, 0)
        assert [name for _, name in actions(first)][:8] == [
            entry.id for entry in base.topic_entries("tents")[:8]
        ]
        assert labels(first)[8:] == ["Next ›", "« Topics"]
        assert "Page 1 of 2" in first.text

    def test_the_last_page_leads_back(self, base: Base) -> None:
        last = page(base, 1)
        assert labels(last)[2:] == ["‹ Previous", "« Topics"]
        assert len(labels(last)) == 4

    def test_a_page_that_is_no_longer_there_is_the_last_one(self, base: Base) -> None:
        assert page(base, 99) == page(base, 1)

    def test_gaps_and_drafts_are_not_listed(self, base: Base) -> None:
        reply = lists.topic("meals", 0, base, "en")
        assert reply is not None
        assert labels(reply) == ["What does the cook say?", "« Topics"]
        assert "Page" not in reply.text

    @pytest.mark.parametrize("name", ["bare", "nowhere", ""])
    def test_nothing_is_shown_of_a_topic_that_has_nothing(self, base: Base, name: str) -> None:
        assert lists.topic(name, 0, base, "en") is None

    def test_an_answer_leads_back_to_its_page(self, base: Base) -> None:
        reply = render.topic_entry(base.entries["tent-golden"], base, "ru")
        back, topics = payloads(reply)[-2:]
        assert back == Payload(Action.SHOW_TOPIC, "ru", "tents", 1)
        assert labels(reply)[-2:] == ["« Tents (ru)", "« Темы"]
        assert topics.action is Action.SHOW_TOPICS
        assert reply.text.startswith("<b>Who sleeps in the golden tent? (ru)</b>\n\n")


class TestPeople:
    def test_everyone_is_a_button(self, base: Base) -> None:
        assert actions(lists.people(base, "en")) == [
            (Action.SHOW_PERSON, "cook"),
            (Action.SHOW_PERSON, "guard"),
        ]

    def test_a_card_tells_name_role_deeds_and_source(self, base: Base) -> None:
        reply = lists.person(base.people["cook"], 0, base, "en")
        lines = to_plain(reply.text).split("\n")
        assert lines[:2] == ["Olga_Cook (en)", "at the camp (en)"]
        assert "Does *good* work." in lines[3]
        assert "1" in lines[-1]
        assert actions(reply) == [(Action.PERSON_ENTRY, "cook"), (Action.SHOW_PEOPLE, "")]

    def test_an_answer_leads_back_to_the_card(self, base: Base) -> None:
        reply = render.person_entry(base.entries["cook"], base, "en")
        assert actions(reply)[-2:] == [(Action.SHOW_PERSON, "cook"), (Action.SHOW_PEOPLE, "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_long_comes_by_pages(base: Base, language: Language) -> None:
    many = {f"person-{number}": base.people["guard"] for number in range(17)}
    people = {name: replace(person, id=name) for name, person in many.items()}
    cook = replace(base.entries["cook"], people=("person-0",))
    entries = {f"cook-{number}": replace(cook, id=f"cook-{number}") for number in range(9)}
    big = replace(base, people=people, entries=entries)
    middle = lists.people(big, language, 1)
    assert of(middle, Action.SHOW_PEOPLE) == [
        Payload(Action.SHOW_PEOPLE, language),
        Payload(Action.SHOW_PEOPLE, language, page=2),
    ]
    card = lists.person(people["person-0"], 1, big, language)
    assert of(card, Action.PERSON_ENTRY) == [Payload(Action.PERSON_ENTRY, language, "cook-8")]
    assert of(card, Action.SHOW_PERSON) == [Payload(Action.SHOW_PERSON, language, "person-0")]


def page(base: Base, number: int) -> Reply:
    reply = lists.topic("tents", number, base, "en")
    assert reply is not None
    return reply
