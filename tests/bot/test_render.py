import pytest

from bot import render
from bot.payload import Action
from bot.reply import Reply
from bot.strings import texts
from bot.telegram_html import to_plain
from knowledge.model import LANGUAGES, Base, DeclineReason, Language, Outcome, OutcomeKind


def answer(entry: str, language: Language = "en", more: tuple[Outcome, ...] = ()) -> Outcome:
    return Outcome(OutcomeKind.ANSWER, "?", language, entry, more=more)


def suggest(*entries: str, language: Language = "en") -> Outcome:
    return Outcome(OutcomeKind.SUGGEST, "?", language, suggestions=entries)


def decline(
    reason: DeclineReason, entry: str | None = None, suggestions: tuple[str, ...] = ()
) -> Outcome:
    return Outcome(OutcomeKind.DECLINE, "?", "en", entry, reason=reason, suggestions=suggestions)


def labels(reply: Reply) -> list[str]:
    return [button.label for row in reply.rows for button in row]


def actions(reply: Reply) -> list[tuple[Action, str]]:
    return [(button.payload.action, button.payload.id) for row in reply.rows for button in row]


class TestAnswer:
    def test_it_is_html_made_by_escaping(self, base: Base) -> None:
        text = render.outcome(answer("cook"), base).text
        assert "<b>salt &amp; pepper</b>, &lt;b&gt;twice&lt;/b&gt;" in text

    def test_it_carries_the_source(self, base: Base) -> None:
        assert "1, 2" in render.outcome(answer("cook"), base).text

    def test_four_related_questions_that_people_may_see_are_buttons(self, base: Base) -> None:
        reply = render.outcome(answer("cook"), base)
        assert actions(reply) == [
            (Action.SHOW_ENTRY, "tent-red"),
            (Action.SHOW_ENTRY, "tent-blue"),
            (Action.SHOW_ENTRY, "menu"),
            (Action.SHOW_ENTRY, "tent-pink"),
        ]
        assert labels(reply)[0] == "Who sleeps in the red tent?"

    def test_its_buttons_continue_in_its_language(self, base: Base) -> None:
        reply = render.outcome(answer("cook", "kk"), base)
        assert {button.payload.language for row in reply.rows for button in row} == {"kk"}
        assert labels(reply)[0].endswith("(kk)")

    def test_two_questions_have_the_buttons_of_both_and_none_twice(self, base: Base) -> None:
        twice = answer("cook", more=(answer("cook"), decline(DeclineReason.OUT_OF_SCOPE)))
        assert [name for _, name in actions(render.outcome(twice, base))] == [
            "tent-red",
            "tent-blue",
            "menu",
            "tent-pink",
            "",
        ]


class TestSuggestions:
    def test_each_is_a_button_and_so_is_none_of_these(self, base: Base) -> None:
        reply = render.outcome(suggest("tent-red", "tent-blue"), base)
        assert actions(reply) == [
            (Action.PICK_ENTRY, "tent-red"),
            (Action.PICK_ENTRY, "tent-blue"),
            (Action.NONE_OF_THESE, ""),
        ]
        assert labels(reply)[-1] == "None of these"

    def test_what_is_gone_meanwhile_is_left_out(self, base: Base) -> None:
        reply = render.outcome(suggest("tent-red", "nowhere", "secret"), base)
        assert [name for _, name in actions(reply)] == ["tent-red", ""]


class TestDecline:
    def test_it_offers_the_topics(self, base: Base) -> None:
        reply = render.outcome(decline(DeclineReason.NOT_UNDERSTOOD), base)
        assert actions(reply) == [(Action.OFFER_TOPICS, "")]

    def test_the_nearest_entry_is_a_button(self, base: Base) -> None:
        near = decline(DeclineReason.OUT_OF_SCOPE, suggestions=("tent-red", "tent-blue"))
        assert actions(render.outcome(near, base)) == [
            (Action.SHOW_ENTRY, "tent-red"),
            (Action.OFFER_TOPICS, ""),
        ]

    def test_what_the_article_does_not_tell_leads_to_what_it_does(self, base: Base) -> None:
        reply = render.outcome(decline(DeclineReason.NOT_TOLD, entry="cook"), base)
        assert actions(reply)[0] == (Action.SHOW_ENTRY, "tent-red")
        assert actions(reply)[-1] == (Action.OFFER_TOPICS, "")


class TestTopics:
    def test_a_topic_without_facts_is_not_listed(self, base: Base) -> None:
        assert labels(render.topics(base, "en")) == ["Tents (en)", "Meals (en)"]

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
        reply = render.topic("meals", 0, base, "en")
        assert reply is not None
        assert labels(reply) == ["What does the cook say?", "« Topics"]
        assert "Page" not in reply.text

    @pytest.mark.parametrize("name", ["bare", "nowhere", ""])
    def test_nothing_is_shown_of_a_topic_that_has_nothing(self, base: Base, name: str) -> None:
        assert render.topic(name, 0, base, "en") is None

    def test_an_answer_leads_back_to_its_page(self, base: Base) -> None:
        reply = render.topic_entry(base.entries["tent-golden"], base, "ru")
        back, topics = (row[0] for row in reply.rows)
        assert (back.payload.action, back.payload.id, back.payload.page) == (
            Action.SHOW_TOPIC,
            "tents",
            1,
        )
        assert back.label == "« Tents (ru)"
        assert topics.payload.action is Action.SHOW_TOPICS
        assert reply.text.startswith("<b>Who sleeps in the golden tent? (ru)</b>\n\n")


class TestPeople:
    def test_everyone_is_a_button(self, base: Base) -> None:
        assert actions(render.people(base, "en")) == [
            (Action.SHOW_PERSON, "cook"),
            (Action.SHOW_PERSON, "guard"),
        ]

    def test_a_card_tells_name_role_deeds_and_source(self, base: Base) -> None:
        reply = render.person(base.people["cook"], base, "en")
        lines = to_plain(reply.text).split("\n")
        assert lines[:2] == ["Olga_Cook (en)", "at the camp (en)"]
        assert "Does *good* work." in lines[3]
        assert "1" in lines[-1]
        assert actions(reply) == [(Action.PERSON_ENTRY, "cook"), (Action.SHOW_PEOPLE, "")]

    def test_an_answer_leads_back_to_the_card(self, base: Base) -> None:
        reply = render.person_entry(base.entries["cook"], base, "en")
        assert actions(reply) == [(Action.SHOW_PERSON, "cook"), (Action.SHOW_PEOPLE, "")]


@pytest.mark.parametrize("language", LANGUAGES)
class TestInterface:
    def test_help_names_every_command(self, language: Language) -> None:
        text = render.help_(language).text
        for name, does in texts(language).commands._asdict().items():
            assert f"/{name}: {does}" in text

    def test_about_names_title_and_date(self, base: Base, language: Language) -> None:
        text = render.about(base, language).text
        assert f"A camp ({language})" in text
        assert {"en": "6 March 2024", "ru": "6 марта 2024 года", "kk": "2024 жылғы 6 наурыз"}[
            language
        ] in text

    def test_each_language_is_offered_in_itself(self, language: Language) -> None:
        reply = render.languages(language)
        assert labels(reply) == ["English", "Русский", "Қазақша"]
        assert [button.payload.language for button in reply.rows[0]] == list(LANGUAGES)

    def test_the_first_words_lead_to_topics_and_people(self, language: Language) -> None:
        reply = render.welcome(language)
        assert actions(reply) == [(Action.OFFER_TOPICS, ""), (Action.OFFER_PEOPLE, "")]

    def test_a_dead_link_offers_what_is_like_it(self, base: Base, language: Language) -> None:
        reply = render.dead_link([base.entries["cook"]], language)
        assert actions(reply) == [(Action.SHOW_ENTRY, "cook"), (Action.OFFER_TOPICS, "")]


def page(base: Base, number: int) -> Reply:
    reply = render.topic("tents", number, base, "en")
    assert reply is not None
    return reply
