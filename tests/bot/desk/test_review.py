"""The review in a chat: what is shown, what a press does, and what is proved."""

import asyncio
from dataclasses import replace

import pytest

from bot.context import Services
from bot.desk.payload import DeskAction, DeskPayload, encode
from bot.strings import texts
from bot.strings.desk.common import COMMON
from bot.strings.desk.history import HISTORY
from bot.strings.desk.problems import PROBLEMS
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from knowledge import changes, claims, review, unfinished
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.changes import Edit
from knowledge.items import Kind
from knowledge.markup import plain
from knowledge.model import Check, Entry, EntryKind, EntryText, OutcomeKind
from knowledge.questions_log import Vote
from knowledge.store import Store
from knowledge.unfinished import Unfinished
from tests.bot.sample import COOK, everywhere
from tests.bot.talk import asks, pops_up, pops_up_for_data, pressed_data, presses, silence
from tests.knowledge.asked import answered, offered, unanswered
from tests.telegram import BotApiDouble, Person, Shown

WORDS, DONE = REVIEW["en"], TAUGHT["en"]
pytestmark = pytest.mark.usefixtures("running")
PARKING = "is there parking near by"
EXPECTED = "Which dish is missing?"
RED = "Who sleeps in the red tent?"


@pytest.fixture
def other(double: BotApiDouble) -> Person:
    """A second maintainer."""
    return double.person(first_name="Other", language_code="en")


@pytest.fixture
def services(services: Services, other: Person) -> Services:
    both = services.settings.maintainers | {other.id}
    return replace(services, settings=replace(services.settings, maintainers=both))


def waiting(store: Store) -> list[str]:
    return [group.questions[0].text for group in review.groups(store, Answerer(store).snapshot)]


def group_id(store: Store, place: int = 0) -> str:
    return review.groups(store, Answerer(store).snapshot)[place].id


def attaching(entry: str, group: str) -> str:
    return encode(DeskPayload(DeskAction.ATTACH, entry, group))


async def next_reply(person: Person) -> Shown:
    return await asyncio.to_thread(person.waits_for_reply)


async def attached(maintainer: Person, store: Store, entry: str = "menu") -> tuple[Shown, Shown]:
    """What is shown of an attached group, and the proof below it."""
    told = await pressed_data(maintainer, attaching(entry, group_id(store)))
    return told, await next_reply(maintainer)


# What is shown


async def test_a_group_is_shown_with_counts_languages_problems_and_the_nearest_entries(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, "what does that cook want", "en", times=3)
    unanswered(store, "What does that COOK want?", "ru")
    answered(store, "what does this cook want", "menu", Vote.DOWN, "other", "en")
    answered(store, "what does that cook want", "menu", Vote.DOWN, "<b>bad</b>", "en")
    shown = await asks(maintainer, "/review")
    head, questions, complaints, nearest = shown.text.split("\n\n")
    assert head.splitlines() == [
        "Group 1 of 1 · asked 6 times",
        "no answer: 4 · disliked: 2 · en 5, ru 1",
    ]
    assert questions.splitlines() == [
        "• 5× what does that cook want",
        "• what does this cook want",
    ]
    assert complaints.splitlines() == [
        f"Answered with: {EXPECTED}",
        f"People say: <b>bad</b>; {texts('en').reasons.other}",
    ]
    assert nearest.splitlines()[1].startswith(f"1. {COOK['en']} · ")
    assert shown.labels[0] == f"1. {COOK['en']}"
    assert shown.button(DONE.change_button).data == encode(DeskPayload(DeskAction.EDIT, "menu"))


async def test_a_long_group_with_long_and_odd_questions_is_one_message(
    maintainer: Person, store: Store
) -> None:
    for number in range(9):
        unanswered(store, f"parking *_[ <b>&{number} " + "🚗 parking lot " * 60, "en")
    shown = await asks(maintainer, "/review")
    assert WORDS.more.format(number=4) in shown.text
    assert "parking *_[ <b>&0" in shown.text
    await silence(maintainer)


async def test_where_nothing_waits_it_says_so(maintainer: Person) -> None:
    assert (await asks(maintainer, "/review")).text == WORDS.empty


async def test_next_leads_through_all_groups_and_to_an_end_that_leads_back(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en", times=2)
    unanswered(store, "recipe of borscht", "en")
    first = await asks(maintainer, "/review")
    second = await presses(maintainer, first, WORDS.next_button)
    assert second.edited
    assert "recipe of borscht" in second.text
    end = await presses(maintainer, second, WORDS.next_button)
    assert end.text == WORDS.last.format(number=2)
    assert PARKING in (await presses(maintainer, end, WORDS.first_button)).text


async def test_where_the_store_fails_a_maintainer_is_told_why(
    maintainer: Person, person: Person, store: Store
) -> None:
    with store.writing() as connection:
        connection.execute("ALTER TABLE claims RENAME TO elsewhere")
    unanswered(store, PARKING, "en")
    told = (await asks(maintainer, "/review")).text
    assert told.startswith(COMMON["en"].failed.format(error=""))
    assert "claims" in told
    assert (await asks(person, COOK["en"])).text.startswith("The cook says")


# Attaching


async def test_one_tap_attaches_and_the_bot_proves_it_as_people_see_it(
    maintainer: Person, person: Person, store: Store
) -> None:
    unanswered(store, "so who on earth sleeps in that red tent", "en")
    shown = await asks(maintainer, "/review")
    told = await presses(maintainer, shown, f"1. {RED}")
    (change, *_) = changes.history(store)
    assert change.author == Author(str(maintainer.id), "telegram")
    assert told.edited
    assert told.text.startswith(f"✅ {RED} answers this from now on (change {change.id}).")
    assert DONE.answered.format(answered=1, total=1) in told.text
    assert DONE.held.format(checks=0) in told.text
    proof = await next_reply(maintainer)
    seen = await asks(person, "so who on earth sleeps in that red tent")
    assert proof.text == f"❓ so who on earth sleeps in that red tent\n\n{seen.text}"
    assert seen.text.startswith("tent-red (en)")
    assert proof.labels[-2:] == [HISTORY["en"].undo_button, WORDS.next_button]
    assert waiting(store) == []


async def test_a_press_is_told_at_once_that_it_is_tried(maintainer: Person, store: Store) -> None:
    unanswered(store, PARKING, "en")
    shown = await asks(maintainer, "/review")
    data = attaching("menu", group_id(store))
    button = replace(shown.buttons[0][0], data=data)
    assert await pops_up(maintainer, replace(shown, buttons=((button,),)), 0) == DONE.trying


async def test_undo_takes_it_back_and_the_group_waits_again(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    _, proof = await attached(maintainer, store)
    await presses(maintainer, proof, HISTORY["en"].undo_button)
    assert waiting(store) == [PARKING]


async def test_next_after_attaching_shows_the_group_that_followed(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, "recipe of borscht", "en", times=3)
    unanswered(store, PARKING, "en", times=2)
    unanswered(store, "how tall is the tower", "en")
    first = await asks(maintainer, "/review")
    await presses(maintainer, first, WORDS.next_button)
    told = await pressed_data(maintainer, attaching("menu", group_id(store, 1)))
    await next_reply(maintainer)
    assert "how tall is the tower" in (await presses(maintainer, told, WORDS.next_button)).text


async def test_what_would_break_is_shown_before_and_after_and_the_group_stays(
    maintainer: Person, store: Store
) -> None:
    check = Check("red tent sleeper", "en", OutcomeKind.ANSWER, ("tent-red",))
    kept = Edit(Kind.CHECK, "en: red tent sleeper", check, None)
    changes.apply(store, [kept], Author("asel", "file"), "check")
    unanswered(store, "the red tent sleeper", "en")
    shown = await pressed_data(maintainer, attaching("hello", group_id(store)))
    refused, *broken = shown.text.split("\n\n")
    assert refused == DONE.refused.format(title="Good morning to you!").replace("**", "")
    assert f"“red tent sleeper”\nnow: the answer {RED}" in broken[0]
    assert "\nthen: " in broken[0]
    assert any("Group 1 of 1" in block for block in broken)
    assert WORDS.drop_button in shown.labels
    assert waiting(store) == ["the red tent sleeper"]
    assert len(changes.history(store)) == 2


async def test_what_the_rules_forbid_is_said_and_the_group_stays(
    maintainer: Person, store: Store
) -> None:
    answered(store, COOK["en"], "cook", Vote.DOWN, language="en")
    shown = await pressed_data(maintainer, attaching("menu", group_id(store)))
    why = PROBLEMS["en"].asked_elsewhere.format(text=COOK["en"], entry=COOK["en"])
    assert shown.text.startswith(f"{DONE.nothing_saved} {plain(why)}")
    assert waiting(store) == [COOK["en"]]


async def test_an_entry_that_is_gone_is_said(maintainer: Person, store: Store) -> None:
    unanswered(store, PARKING, "en")
    shown = await pressed_data(maintainer, attaching("no-such", group_id(store)))
    assert shown.text.startswith(f"{DONE.nothing_saved} {DONE.no_entry}")
    assert waiting(store) == [PARKING]


async def test_what_is_not_about_the_forum_becomes_a_negative_example_in_one_tap(
    maintainer: Person, person: Person, store: Store, services: Services
) -> None:
    told = {
        language: EntryText(title, "Not here.", (f"stars {language}",))
        for language, title in everywhere("Other things").items()
    }
    declines = Entry("elsewhere", told, EntryKind.OUTSIDE)
    kept = Edit(Kind.ENTRY, declines.id, declines, None)
    changes.apply(store, [kept], Author("asel", "file"), "outside")
    services.answerer.refresh()
    answered(store, "what does the cook earn a month", "cook", Vote.DOWN, language="en")
    shown = await asks(maintainer, "/review")
    searching = await presses(maintainer, shown, WORDS.search_button)
    assert (await asks(maintainer, "elsewhere")).labels[0] == "1. 🚫 Other things (en)"
    shown = await presses(maintainer, searching, DONE.back_button)
    await presses(maintainer, shown, WORDS.outside_button)
    proof = await next_reply(maintainer)
    assert proof.text == "❓ what does the cook earn a month\n\nNot here."
    seen = await asks(person, "What does the cook earn a month?")
    assert seen.text == "Not here."


# Dropping


async def test_what_was_dropped_stays_out_until_it_is_put_back(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    shown = await asks(maintainer, "/review")
    told = await presses(maintainer, shown, WORDS.drop_button)
    assert PARKING in told.text
    unanswered(store, PARKING.upper(), "en")
    assert waiting(store) == []
    back = await presses(maintainer, told, WORDS.keep_button)
    assert PARKING in back.text
    assert waiting(store) == [PARKING]


async def test_what_was_dropped_beside_like_questions_is_put_back_as_well(
    maintainer: Person, store: Store
) -> None:
    for asked in (PARKING, f"{PARKING} the lake"):
        unanswered(store, asked, "en")
        told = await presses(maintainer, await asks(maintainer, "/review"), WORDS.drop_button)
    assert waiting(store) == []
    back = await presses(maintainer, told, WORDS.keep_button)
    assert f"{PARKING} the lake" in back.text
    assert waiting(store) == [PARKING]


# Pressed again, too late, or by two


async def test_a_press_that_comes_again_says_what_it_did_and_does_nothing_twice(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    name = group_id(store)
    _, proof = await attached(maintainer, store)
    made = len(changes.history(store))
    again = await pressed_data(maintainer, attaching("menu", name))
    assert again.text == WORDS.already.format(title=EXPECTED, change=made).replace("**", "")
    assert (await next_reply(maintainer)).text == proof.text
    assert len(changes.history(store)) == made


async def test_a_button_of_a_group_that_nobody_knows_any_more_is_stale(
    maintainer: Person,
) -> None:
    for action in (DeskAction.ATTACH, DeskAction.DRAFT, DeskAction.DROP):
        data = encode(DeskPayload(action, "cook", "abcdefgh"))
        assert await pops_up_for_data(maintainer, data) == COMMON["en"].stale
    await silence(maintainer)


async def test_while_one_has_a_group_open_another_gets_the_next(
    maintainer: Person, other: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en", times=2)
    unanswered(store, "recipe of borscht", "en")
    assert PARKING in (await asks(maintainer, "/review")).text
    mine = await asks(other, "/review")
    assert "recipe of borscht" in mine.text
    end = await presses(other, mine, WORDS.next_button)
    assert WORDS.with_others.format(number=1) in end.text
    held = group_id(store)
    assert await pops_up_for_data(other, attaching("menu", held)) == WORDS.claimed
    assert "recipe of borscht" in (await next_reply(other)).text
    assert waiting(store) == [PARKING, "recipe of borscht"]


async def test_a_group_is_free_again_once_it_was_passed_or_nobody_touched_it(
    maintainer: Person, other: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    shown = await asks(maintainer, "/review")
    assert WORDS.with_others.format(number=1) in (await asks(other, "/review")).text
    await presses(maintainer, shown, WORDS.next_button)
    assert PARKING in (await asks(other, "/review")).text
    with store.writing() as connection:
        connection.execute("UPDATE claims SET at = at - ?", (claims.HELD_FOR,))
    assert PARKING in (await asks(maintainer, "/review")).text


# Another entry


async def test_another_entry_is_found_by_words_and_attached(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, "who is in there at night", "en")
    shown = await asks(maintainer, "/review")
    asked = await presses(maintainer, shown, WORDS.search_button)
    assert asked.text == f"❓ who is in there at night\n\n{DONE.search}"
    found = await asks(maintainer, "red tent")
    assert found.labels[0] == f"1. {RED}"
    assert len(found.labels) <= 9
    await presses(maintainer, found, 0)
    assert (await next_reply(maintainer)).text.startswith("❓ who is in there at night")


@pytest.mark.parametrize("way", ["review", "teach"])
async def test_what_cannot_be_meant_is_not_offered(
    maintainer: Person, store: Store, way: str
) -> None:
    far = "the moon and the sun and the stars in the sky"
    candidates = Answerer(store).answer(far).candidates
    assert (
        [one for one in candidates if one.confidence < review.CAN_BE_MEANT]
        == list(candidates)
        != []
    )
    unanswered(store, far, "en")
    shown = await asks(maintainer, "/review" if way == "review" else f"/teach {far}")
    assert WORDS.nothing_near in shown.text
    assert "%" not in shown.text
    assert not [label for label in shown.labels if label.startswith("1. ")]


async def test_words_that_find_nothing_are_said_and_other_words_are_taken(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    shown = await asks(maintainer, "/review")
    await presses(maintainer, shown, WORDS.search_button)
    nothing = await asks(maintainer, "<zz>")
    assert nothing.text == f"❓ {PARKING}\n\n{DONE.none_found.format(words='<zz>')}"
    found = await asks(maintainer, "secret")
    assert "1. What is the secret? (draft)" in found.labels
    assert PARKING in (await presses(maintainer, found, DONE.back_button)).text
    assert "The cook says" in (await asks(maintainer, COOK["en"])).text


async def test_what_was_begun_after_a_search_has_the_text(maintainer: Person, store: Store) -> None:
    unanswered(store, PARKING, "en")
    shown = await asks(maintainer, "/review")
    await presses(maintainer, shown, WORDS.search_button)
    unfinished.keep(store, str(maintainer.id), Unfinished("add", {}))
    with store.writing() as connection:
        connection.execute("UPDATE searches SET at = at - 5")
    assert "The cook says" in (await asks(maintainer, COOK["en"])).text


# Proposals


@pytest.fixture
def proposed(store: Store) -> None:
    """Two questions for which people picked the menu."""
    offered(store, "who stirs the soup", "menu", "en", times=3)
    offered(store, "tell me of pots and pans", "menu", "en", times=2)
    offered(store, "rarely picked", "menu", "en")


async def test_picked_suggestions_are_shown_beside_the_groups_with_their_counts(
    maintainer: Person, store: Store, proposed: None
) -> None:
    end = await asks(maintainer, "/review")
    assert end.labels == [WORDS.proposals_button.format(number=2)]
    unanswered(store, PARKING, "en")
    shown = await asks(maintainer, "/review")
    assert shown.labels[-1] == end.labels[0]
    shown = await presses(maintainer, shown, -1)
    assert "Proposed phrasing 1 of 2 · picked 3 times" in shown.text
    assert "• who stirs the soup (en)" in shown.text
    assert EXPECTED in shown.text
    assert "pots and pans" in (await presses(maintainer, shown, WORDS.next_button)).text
    assert len(changes.history(store)) == 1


async def test_an_accepted_proposal_is_live_and_proved(
    maintainer: Person, store: Store, proposed: None
) -> None:
    shown = await pressed_data(maintainer, encode(DeskPayload(DeskAction.PROPOSALS)))
    accept = shown.button(WORDS.accept_button).data or ""
    told = await presses(maintainer, shown, WORDS.accept_button)
    assert "• who stirs the soup (en)" in told.text
    proof = await next_reply(maintainer)
    assert proof.text.startswith("❓ who stirs the soup\n\nmenu (en)")
    again = await pressed_data(maintainer, accept)
    assert again.text == WORDS.already.format(title=EXPECTED, change=2).replace("**", "")
    assert (await next_reply(maintainer)).text == proof.text
    assert len(changes.history(store)) == 2


async def test_a_dropped_proposal_stays_away_and_the_next_is_shown(
    maintainer: Person, store: Store, proposed: None
) -> None:
    shown = await pressed_data(maintainer, encode(DeskPayload(DeskAction.PROPOSALS)))
    following = await presses(maintainer, shown, WORDS.dismiss_button)
    assert "pots and pans" in following.text
    last = await presses(maintainer, following, WORDS.dismiss_button)
    assert last.text == WORDS.no_proposals
    stale = encode(DeskPayload(DeskAction.ACCEPT, mark="abcdefgh"))
    assert await pops_up_for_data(maintainer, stale) == COMMON["en"].stale


async def test_dropping_what_was_dropped_or_accepted_meanwhile_says_so(
    maintainer: Person, store: Store, proposed: None
) -> None:
    shown = await pressed_data(maintainer, encode(DeskPayload(DeskAction.PROPOSALS)))
    other = await presses(maintainer, shown, WORDS.next_button)
    drop, drop_other = (one.button(WORDS.dismiss_button).data or "" for one in (shown, other))
    assert await pops_up(maintainer, shown, WORDS.dismiss_button) == WORDS.dismissed
    assert await pops_up_for_data(maintainer, drop) == WORDS.gone
    await presses(maintainer, other, WORDS.accept_button)
    await next_reply(maintainer)
    told = await pressed_data(maintainer, drop_other)
    assert told.text == WORDS.already.format(title=EXPECTED, change=2).replace("**", "")


async def test_putting_back_what_is_not_there_any_more_says_so(
    maintainer: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en")
    told = await presses(maintainer, await asks(maintainer, "/review"), WORDS.drop_button)
    keep = told.button(WORDS.keep_button).data or ""
    assert await pops_up(maintainer, told, WORDS.keep_button) == WORDS.kept
    assert await pops_up_for_data(maintainer, keep) == WORDS.kept
    with store.writing() as connection:
        connection.execute("DELETE FROM questions_log")
    assert await pops_up_for_data(maintainer, keep) == WORDS.gone
