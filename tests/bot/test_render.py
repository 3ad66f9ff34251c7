import pytest

from bot import lists, render
from bot.buttons import CHAT, PERSON, TOPIC, Place
from bot.payload import Action, Payload
from bot.strings import texts
from bot.telegram_html import to_plain
from bot.view import View
from knowledge.model import LANGUAGES, Base, DeclineReason, Language
from tests.bot.replies import actions, answer, decline, labels, of, payloads, suggest

ASKED = "00ff00ff00ff00"
WAYS_ON = [(Action.OFFER_TOPICS, ""), (Action.OFFER_PEOPLE, "")]


class TestAnswer:
    def test_it_is_html_made_by_escaping(self, base: Base) -> None:
        text = render.outcome(answer("cook"), base).text
        assert "<b>salt &amp; pepper</b>, &lt;b&gt;twice&lt;/b&gt;" in text

    def test_it_carries_the_source(self, base: Base) -> None:
        assert "1, 2" in render.outcome(answer("cook"), base).text

    def test_its_buttons_continue_in_its_language(self, base: Base) -> None:
        reply = render.outcome(answer("cook", "kk"), base)
        turns = of(reply, Action.TURN_ENTRY)
        others = [payload for payload in payloads(reply) if payload not in turns]
        assert {payload.language for payload in others} == {"kk"}
        assert labels(reply)[0].endswith("(kk)")

    def test_two_questions_share_their_buttons(self, base: Base) -> None:
        twice = answer("cook", more=(answer("tent-red"), decline(DeclineReason.OUT_OF_SCOPE)))
        reply = render.outcome(twice, base)
        assert [payload.id for payload in of(reply, Action.SHOW_ENTRY)] == [
            "tent-blue",
            "tent-pink",
        ]
        assert {payload.id for payload in of(reply, Action.TURN_ENTRY, Action.WHERE)} == {
            "cook--tent-red"
        }


class TestSuggestions:
    def test_each_is_a_button_and_so_is_none_of_these(self, base: Base) -> None:
        reply = render.outcome(suggest("tent-red", "tent-blue"), base, View(asked=ASKED))
        assert payloads(reply) == [
            Payload(Action.PICK_ENTRY, "en", "tent-red", asked=ASKED),
            Payload(Action.PICK_ENTRY, "en", "tent-blue", asked=ASKED),
            Payload(Action.NONE_OF_THESE, "en", asked=ASKED),
        ]
        assert labels(reply)[-1] == "None of these"

    def test_what_is_gone_meanwhile_is_left_out(self, base: Base) -> None:
        reply = render.outcome(suggest("tent-red", "nowhere", "secret"), base)
        assert [name for _, name in actions(reply)] == ["tent-red", ""]


class TestDecline:
    def test_it_offers_topics_and_people(self, base: Base) -> None:
        reply = render.outcome(decline(DeclineReason.NOT_UNDERSTOOD), base)
        assert actions(reply) == WAYS_ON

    def test_the_nearest_entry_is_a_button(self, base: Base) -> None:
        near = decline(DeclineReason.OUT_OF_SCOPE, suggestions=("tent-red", "tent-blue"))
        assert actions(render.outcome(near, base)) == [(Action.SHOW_ENTRY, "tent-red"), *WAYS_ON]

    def test_what_the_article_does_not_tell_leads_to_what_it_does(self, base: Base) -> None:
        reply = render.outcome(decline(DeclineReason.NOT_TOLD, entry="menu"), base)
        assert actions(reply)[0] == (Action.SHOW_ENTRY, "cook")
        assert (Action.OFFER_TOPICS, "") in actions(reply)
        assert not of(reply, Action.WHERE)

    def test_small_talk_leads_to_questions_topics_and_people(self, base: Base) -> None:
        reply = render.outcome(answer("hello"), base)
        assert len(of(reply, Action.SHOW_ENTRY)) == 2
        assert actions(reply)[-2:] == WAYS_ON


class TestWhere:
    @pytest.mark.parametrize("place", [CHAT, TOPIC, PERSON])
    def test_it_tells_the_paragraphs_and_leads_back(self, base: Base, place: Place) -> None:
        reply = render.where([base.entries["cook"]], base, "ru", View(asked=ASKED), place)
        text = to_plain(reply.text)
        assert "Абзац 1. One (ru)\nOne reports. (ru)" in text
        assert "Абзац 2. Two (ru)" in text
        assert payloads(reply)[0] == Payload(place.show, "ru", "cook", asked=ASKED)
        assert [payload.action for payload in payloads(reply)[1:]] == [place.where] * 3

    def test_a_paragraph_counts_once_for_several_answers(self, base: Base) -> None:
        shown = [base.entries["cook"], base.entries["tent-red"]]
        assert render.where(shown, base, "en", View()).text.count("Paragraph 1.") == 1


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
        assert labels(reply) == ["Қазақша", "Русский", "English"]
        assert [payload.language for payload in payloads(reply)] == list(reversed(LANGUAGES))

    def test_the_first_words_lead_to_topics_and_people(self, language: Language) -> None:
        reply = render.welcome(language)
        assert actions(reply) == [(Action.OFFER_TOPICS, ""), (Action.OFFER_PEOPLE, "")]

    def test_a_dead_link_offers_what_is_like_it(self, base: Base, language: Language) -> None:
        ways = lists.every_way(base, language)[:1]
        reply = render.dead_link(ways, language)
        assert actions(reply) == [
            (Action.SHOW_ENTRY, "tent-red"),
            (Action.OFFER_TOPICS, ""),
            (Action.OFFER_PEOPLE, ""),
        ]

    def test_privacy_names_the_days(self, language: Language) -> None:
        assert "90" in render.privacy(language, 90).text
        assert texts(language).privacy_not_logged in to_plain(render.privacy(language, 0).text)

    def test_settings_offer_to_forget_a_choice_where_there_is_one(self, language: Language) -> None:
        chosen = render.settings(language, "", is_chosen=True)
        assert labels(chosen)[-1] == texts(language).forget_button
        assert len(payloads(render.settings(language, "", is_chosen=False))) == 3
        assert texts(language).language_name in chosen.text
