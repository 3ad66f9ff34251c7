from dataclasses import replace

from bot.buttons import below_answer, related
from bot.payload import Action, Payload
from bot.reply import Button, CopyButton, LinkButton, Reply
from bot.view import View
from knowledge.model import Base
from tests.bot.replies import labels, of

ASKED = "00ff00ff00ff00"


def below(base: Base, *names: str, view: View | None = None) -> Reply:
    shown = [base.entries[name] for name in names]
    return Reply("", below_answer(shown, "en", base, view or View("camp_bot", asked=ASKED)))


def leads_to(base: Base, name: str, *seen: str) -> list[str]:
    rows = related([base.entries[name]], "en", base, View(seen=frozenset(seen)))
    return [payload.id for payload in of(Reply("", rows), Action.SHOW_ENTRY)]


class TestRelated:
    def test_three_that_people_may_see_are_offered(self, base: Base) -> None:
        assert leads_to(base, "cook") == ["tent-red", "tent-blue", "tent-pink"]

    def test_what_was_seen_makes_room_for_the_next(self, base: Base) -> None:
        assert leads_to(base, "cook", "tent-red") == ["tent-blue", "tent-pink"]

    def test_two_are_found_elsewhere_where_none_is_named(self, base: Base) -> None:
        assert leads_to(base, "tent-red", "tent-blue") == ["tent-green", "tent-white"]

    def test_the_same_person_comes_before_the_topic(self, base: Base) -> None:
        guarded = replace(base.entries["tent-silver"], people=("cook",))
        changed = replace(base, entries={**base.entries, "tent-silver": guarded})
        assert leads_to(changed, "tent-silver") == ["cook", "tent-red"]

    def test_what_the_article_does_not_tell_is_not_offered(self, base: Base) -> None:
        assert "menu" in base.entries["cook"].related
        assert "menu" not in leads_to(base, "cook", *(set(base.entries) - {"menu"}))

    def test_nothing_is_repeated_to_whoever_has_seen_all(self, base: Base) -> None:
        assert leads_to(base, "cook", *base.entries) == []


class TestTools:
    def test_languages_turn_the_same_answer(self, base: Base) -> None:
        reply = below(base, "cook")
        assert of(reply, Action.TURN_ENTRY) == [
            Payload(Action.TURN_ENTRY, language, "cook", asked=ASKED)
            for language in ("kk", "ru", "en")
        ]
        assert labels(reply)[-3:] == ["Қаз", "Рус", "• Eng"]

    def test_where_copy_and_share_stand_below_a_fact(self, base: Base) -> None:
        reply = below(base, "cook")
        assert of(reply, Action.WHERE) == [Payload(Action.WHERE, "en", "cook", asked=ASKED)]
        kinds = [type(button) for row in reply.rows for button in row]
        assert kinds.count(CopyButton) == kinds.count(LinkButton) == 1

    def test_no_link_leads_to_a_bot_without_name(self, base: Base) -> None:
        reply = below(base, "cook", view=View())
        assert not [one for row in reply.rows for one in row if isinstance(one, LinkButton)]

    def test_what_no_button_can_carry_is_left_out(self, base: Base) -> None:
        long = {letter * 38: base.entries["cook"] for letter in "abc"}
        named = {name: replace(entry, id=name) for name, entry in long.items()}
        reply = below(replace(base, entries={**base.entries, **named}), *named)
        assert not of(reply, Action.TURN_ENTRY, Action.WHERE)
        assert all(reply.rows)

    def test_where_two_ids_leave_little_room_the_question_is_left_out(self, base: Base) -> None:
        long = {letter * 28: base.entries["cook"] for letter in "ab"}
        named = {name: replace(entry, id=name) for name, entry in long.items()}
        reply = below(replace(base, entries={**base.entries, **named}), *named)
        assert {payload.asked for payload in of(reply, Action.TURN_ENTRY, Action.WHERE)} == {""}
        assert {payload.asked for payload in of(reply, Action.VOTE_UP)} == {ASKED}

    def test_small_talk_has_none(self, base: Base) -> None:
        rows = below(base, "hello").rows
        assert all(isinstance(button, Button) for row in rows for button in row)
        assert not of(Reply("", rows), Action.TURN_ENTRY)
