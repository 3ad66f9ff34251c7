"""Teaching a single question: by command, by forwarding it, by replying to a decline."""

import asyncio

import pytest

from bot.desk.payload import DeskAction, DeskPayload, encode
from bot.strings.desk.common import COMMON
from bot.strings.desk.history import HISTORY
from bot.strings.desk.lessons import LESSONS
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from knowledge import changes, lessons, replied, review, searches, unfinished
from knowledge.answerer import Answerer
from knowledge.change_log import Author
from knowledge.store import Store
from knowledge.unfinished import Unfinished
from tests.bot.desk.talks import noted
from tests.bot.talk import asks, pops_up_for_data, pressed_data, presses, silence, until
from tests.knowledge.asked import unanswered
from tests.telegram import BotApiDouble, Group, Person, Shown

WORDS, DONE = LESSONS["en"], TAUGHT["en"]
pytestmark = pytest.mark.usefixtures("running")
PARKING = "is there parking near by"
RED = "Who sleeps in the red tent?"


async def next_reply(person: Person, to: Group | None = None) -> Shown:
    return await asyncio.to_thread(person.waits_for_reply, to=to)


async def declined(person: Person, store: Store, question: str = PARKING) -> Shown:
    """A question's decline, once it is kept what was asked."""
    shown = await asks(person, question)
    await until(lambda: replied.asked_for(store, str(person.id), shown.id))
    return shown


async def replies(person: Person, to: Shown, text: str) -> Shown:
    person.writes(text, reply_to=to)
    return await next_reply(person)


# What is shown


async def test_a_question_behind_the_command_is_shown_with_its_outcome_and_why(
    maintainer: Person,
) -> None:
    shown = await asks(maintainer, "/teach who parks in the red tentt")
    question, now, known, considered = shown.text.split("\n\n")
    assert question == "❓ who parks in the red tentt (en)"
    assert now == WORDS.answered.format(title=RED).replace("**", "")
    assert known.splitlines() == [
        WORDS.met.format(words="who, in, the, red"),
        WORDS.corrected.format(words="tentt → tent"),
        WORDS.unknown.format(words="parks"),
    ]
    assert considered.splitlines()[1].startswith(f"1. {RED} · ")
    assert f"like “{RED}”" in considered
    assert shown.labels[0] == f"1. {RED}"
    assert shown.labels[-1] == COMMON["en"].cancel_button


@pytest.mark.parametrize(
    ("asked", "met", "corrected"),
    [
        ("Біздің аспазшы не айтады", "Біздің, аспазшы, не, айтады", ""),
        ("біздіңг аспазшы не айтады", "аспазшы, не, айтады", "біздіңг → біздің"),
    ],
)
async def test_words_are_shown_as_they_are_written(
    maintainer: Person, asked: str, met: str, corrected: str
) -> None:
    shown = (await asks(maintainer, f"/teach {asked}")).text
    assert WORDS.met.format(words=met) in shown
    assert corrected in shown


async def test_what_becomes_of_the_question_now_is_said(maintainer: Person) -> None:
    menu = "Which dish is missing?"
    for asked, now in {
        RED: WORDS.answered.format(title=RED),
        menu: WORDS.not_told.format(title=menu),
        "zzqq xxyy": WORDS.not_understood,
    }.items():
        shown = await asks(maintainer, f"/teach {asked}")
        assert now.replace("**", "") in shown.text
        assert (DONE.change_button in shown.labels) is (asked in (RED, menu))


async def test_leaving_what_is_taught_by_now_says_that_it_is(
    maintainer: Person, store: Store
) -> None:
    shown = await asks(maintainer, "/teach reddish zzqq")
    leave = shown.buttons[-1][0].data or ""
    done = noted(store, "taught", "tent-red", Author(str(maintainer.id), "telegram"))
    with store.writing() as connection:
        lessons.note_change(connection, leave.split("_")[-1], str(maintainer.id), done.id)
    told = await pressed_data(maintainer, leave)
    assert told.text == WORDS.already.format(title=RED, change=done.id).replace("**", "")


async def test_leaving_what_is_over_says_no_more_than_that(
    maintainer: Person, store: Store
) -> None:
    shown = await asks(maintainer, "/teach reddish zzqq")
    leave = shown.buttons[-1][0].data or ""
    assert (await pressed_data(maintainer, leave)).text == WORDS.forgotten
    assert (await pressed_data(maintainer, leave)).text == COMMON["en"].stale


async def test_the_command_alone_says_how(maintainer: Person) -> None:
    assert (await asks(maintainer, "/teach")).text == WORDS.how


async def test_as_a_reply_it_takes_the_text_that_it_replies_to(maintainer: Person) -> None:
    earlier = maintainer.writes(PARKING)
    await next_reply(maintainer)
    shown = await replies(maintainer, earlier, "/teach")
    assert shown.text.startswith(f"❓ {PARKING} (en)")


async def test_a_forwarded_question_is_read_first_and_taught_by_a_button(
    maintainer: Person,
) -> None:
    maintainer.forwards("who <i>parks</i> in the red tent")
    shown = await next_reply(maintainer)
    assert shown.text.startswith("❓ who <i>parks</i> in the red tent (en)")
    assert shown.labels == [WORDS.teach_button]
    opened = await presses(maintainer, shown, 0)
    assert opened.edited
    assert opened.labels[0] == f"1. {RED}"


async def test_what_others_forward_is_a_question(person: Person) -> None:
    person.forwards(RED)
    assert (await next_reply(person)).text.startswith("tent-red (en)")


async def test_a_long_question_of_odd_signs_is_one_message(maintainer: Person) -> None:
    shown = await asks(maintainer, "/teach " + "<b>*_[tent]_* &amp; zzqq " * 150)
    assert "<b>*_[tent]_*" in shown.text
    await silence(maintainer)


# Teaching


async def test_one_tap_teaches_proves_and_takes_it_out_of_the_review(
    maintainer: Person, person: Person, store: Store
) -> None:
    unanswered(store, PARKING, "en", times=2)
    shown = await asks(maintainer, f"/teach {PARKING}")
    data = encode(DeskPayload(DeskAction.TEACH, "menu", lesson_of(shown)))
    told = await pressed_data(maintainer, data)
    assert "(change 2)" in told.text
    proof = await next_reply(maintainer)
    seen = await asks(person, "Is there parking near by?")
    assert proof.text == f"❓ {PARKING}\n\n{seen.text}"
    assert seen.text == "menu (en)"
    assert review.groups(store, Answerer(store).snapshot) == []
    again = await pressed_data(maintainer, data)
    already = WORDS.already.format(title="Which dish is missing?", change=2)
    assert again.text == already.replace("**", "")
    assert (await next_reply(maintainer)).text == proof.text
    await presses(maintainer, again, HISTORY["en"].undo_button)
    assert len(changes.history(store)) == 3
    assert len(review.groups(store, Answerer(store).snapshot)) == 1
    await pressed_data(maintainer, data)
    assert len(changes.history(store)) == 4


async def test_another_entry_is_found_by_words(maintainer: Person, store: Store) -> None:
    shown = await asks(maintainer, f"/teach {PARKING}")
    asked = await presses(maintainer, shown, REVIEW["en"].search_button)
    back = await presses(maintainer, asked, DONE.back_button)
    assert back.text == shown.text
    await presses(maintainer, back, REVIEW["en"].search_button)
    await presses(maintainer, await asks(maintainer, "tent-blue"), 0)
    assert (await next_reply(maintainer)).text == f"❓ {PARKING}\n\n" + BLUE
    assert Answerer(store).answer(PARKING).entry == "tent-blue"


BLUE = "tent-blue (en)\n\nParagraphs 1, 2 (en)"


@pytest.mark.parametrize("search_is_last", [True, False])
async def test_cancel_ends_what_was_begun_last_and_leaves_the_other(
    maintainer: Person, store: Store, search_is_last: bool
) -> None:
    author = str(maintainer.id)
    shown = await asks(maintainer, f"/teach {PARKING}")
    if search_is_last:
        unfinished.keep(store, author, Unfinished("add", {}))
    await presses(maintainer, shown, REVIEW["en"].search_button)
    if not search_is_last:
        unfinished.keep(store, author, Unfinished("add", {}))
    assert (await asks(maintainer, "/cancel")).text == COMMON["en"].cancelled
    assert bool(unfinished.begun(store, author)) == search_is_last
    assert bool(searches.going_on(store, author)) != search_is_last


async def test_what_the_rules_forbid_is_said_and_the_lesson_stays(
    maintainer: Person, store: Store
) -> None:
    shown = await asks(maintainer, f"/teach {RED}")
    data = encode(DeskPayload(DeskAction.TEACH, "menu", lesson_of(shown)))
    refused = await pressed_data(maintainer, data)
    assert refused.text.startswith(DONE.nothing_saved)
    assert refused.labels == shown.labels
    assert len(changes.history(store)) == 1


async def test_what_is_let_be_is_over(maintainer: Person, store: Store) -> None:
    shown = await asks(maintainer, f"/teach {PARKING}")
    name = lesson_of(shown)
    gone = await presses(maintainer, shown, COMMON["en"].cancel_button)
    assert gone.text == WORDS.forgotten
    for action in (DeskAction.TEACH, DeskAction.WRITE, DeskAction.LESSON):
        data = encode(DeskPayload(action, "menu", name))
        assert await pops_up_for_data(maintainer, data) == COMMON["en"].stale
    assert len(changes.history(store)) == 1


async def test_a_phone_number_in_a_question_is_neither_kept_nor_taught(
    maintainer: Person, store: Store
) -> None:
    shown = await asks(maintainer, f"/teach {PARKING}, call 87011234567")
    assert "8701" not in shown.text
    kept = lessons.find(store, lesson_of(shown), str(maintainer.id))
    assert kept
    assert "8701" not in kept.question


# In groups


async def test_in_a_group_it_opens_in_private_and_the_group_sees_nothing(
    maintainer: Person, person: Person, double: BotApiDouble
) -> None:
    await asks(maintainer, "/start")
    group = double.group()
    question = person.writes(PARKING, to=group)
    maintainer.writes("/teach", to=group, reply_to=question)
    assert (await next_reply(maintainer)).text.startswith(f"❓ {PARKING}")
    await asyncio.to_thread(maintainer.hears_nothing, 0.3, to=group)


async def test_who_never_wrote_in_private_is_told_so_in_the_group(
    maintainer: Person, person: Person, double: BotApiDouble
) -> None:
    group = double.group()
    question = person.writes(PARKING, to=group)
    maintainer.writes("/teach", to=group, reply_to=question)
    told = await next_reply(maintainer, group)
    assert told.text == COMMON["en"].in_private.format(bot=double.username)


async def test_others_teach_nothing_in_a_group(
    maintainer: Person, person: Person, double: BotApiDouble, store: Store
) -> None:
    group = double.group()
    question = maintainer.writes(PARKING, to=group)
    person.writes("/teach", to=group, reply_to=question)
    await asyncio.to_thread(person.hears_nothing, 0.3, to=group)
    await silence(person)


# Answering a decline


async def test_a_reply_to_a_decline_is_kept_as_the_answer_of_a_new_entry(
    maintainer: Person, store: Store
) -> None:
    shown = await declined(maintainer, store)
    offered = await replies(maintainer, shown, "Yes: behind the *main hall (free).")
    assert offered.text.startswith(f"❓ {PARKING} (en)")
    assert "Yes: behind the *main hall (free)." in offered.text
    await presses(maintainer, offered, WORDS.answer_button)
    begun = unfinished.begun(store, str(maintainer.id))
    assert begun
    assert begun.state["draft"]["en"] == {
        "question": PARKING,
        "answer": "Yes: behind the *main hall (free).",
        "phrasings": [PARKING],
    }
    assert len(changes.history(store)) == 1


async def test_a_reply_to_an_answer_is_a_question(maintainer: Person, store: Store) -> None:
    shown = await asks(maintainer, RED)
    assert (await replies(maintainer, shown, RED)).text.startswith("tent-red (en)")


async def test_teach_as_a_reply_to_a_decline_teaches_what_was_asked(
    maintainer: Person, store: Store
) -> None:
    shown = await declined(maintainer, store)
    assert (await replies(maintainer, shown, "/teach")).text.startswith(f"❓ {PARKING} (en)")


async def test_teach_as_a_reply_to_an_answer_teaches_what_was_asked(
    maintainer: Person, store: Store
) -> None:
    shown = await declined(maintainer, store, RED)
    assert (await replies(maintainer, shown, "/teach")).text.startswith(f"❓ {RED} (en)")


async def test_any_other_reply_to_an_answer_is_a_question(maintainer: Person, store: Store) -> None:
    shown = await declined(maintainer, store, RED)
    assert "tent-blue" in (await replies(maintainer, shown, "Who sleeps in the blue tent?")).text


async def test_teach_as_a_reply_to_what_is_not_known_any_more_says_so(
    maintainer: Person,
) -> None:
    shown = await asks(maintainer, "/start")
    assert (await replies(maintainer, shown, "/teach")).text == WORDS.not_kept


async def test_of_others_it_is_not_kept_what_they_asked(person: Person, store: Store) -> None:
    shown = await asks(person, PARKING)
    await until(lambda: replied.find(store, str(person.id), shown.id - 1))
    assert replied.asked_for(store, str(person.id), shown.id) is None


def lesson_of(shown: Shown) -> str:
    """The name of the lesson that a message shows."""
    return (shown.button(-1).data or "").rpartition("_")[2]
