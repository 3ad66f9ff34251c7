"""Who floods is told once and then left alone; nobody else is."""

import time
from datetime import UTC, datetime

import pytest
from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User

from bot import flood
from bot.flood import INLINE, MESSAGES, WITHIN, Flood, Verdict

ANSWER, TELL, IGNORE = Verdict.ANSWER, Verdict.TELL, Verdict.IGNORE
NOW = 1_800_000_000.0


def message(
    at: float, user: int = 7, chat: str = Chat.PRIVATE, text: str = "hello", edited: bool = False
) -> Update:
    date = datetime.fromtimestamp(NOW if edited else NOW + at, UTC)
    edit_date = datetime.fromtimestamp(NOW + at, UTC) if edited else None
    sender = User(user, "A", is_bot=False)
    told = Message(1, date, Chat(user, chat), from_user=sender, text=text, edit_date=edit_date)
    return Update(1, edited_message=told) if edited else Update(1, message=told)


def verdicts(guard: Flood, *updates: Update) -> list[Verdict]:
    return [guard.verdict(update) for update in updates]


def test_three_hundred_questions_in_ten_seconds_are_told_once() -> None:
    told = verdicts(Flood(), *(message(n / 30) for n in range(300)))
    assert told[: MESSAGES - 1] == [ANSWER] * (MESSAGES - 1)
    assert told[MESSAGES - 1] is TELL
    assert set(told[MESSAGES:]) == {IGNORE}


def test_a_flood_of_one_is_not_anothers() -> None:
    guard = Flood()
    verdicts(guard, *(message(n / 30) for n in range(300)))
    assert guard.verdict(message(9.9, user=8)) is ANSWER


def test_a_short_silence_ends_it_and_a_new_one_is_told_again() -> None:
    guard = Flood()
    verdicts(guard, *(message(0) for _ in range(300)))
    assert guard.verdict(message(2)) is IGNORE
    assert guard.verdict(message(7)) is ANSWER
    assert verdicts(guard, *(message(8) for _ in range(300))).count(TELL) == 1


def test_who_slows_down_is_answered_again() -> None:
    guard = Flood()
    verdicts(guard, *(message(n / 10) for n in range(100)))
    slower = verdicts(guard, *(message(10 + 1.2 * n) for n in range(40)))
    assert slower[0] is IGNORE
    assert slower[-1] is ANSWER
    assert TELL not in slower


@pytest.mark.parametrize("pause", [WITHIN / (MESSAGES - 1), 1.0, 3600.0])
def test_a_lively_talk_is_no_flood(pause: float) -> None:
    told = verdicts(Flood(), *(message(n * pause) for n in range(200)))
    assert set(told) == {ANSWER}


def test_what_piled_up_while_the_bot_was_away_is_no_flood() -> None:
    told = verdicts(Flood(), *(message(60 * n - 86_400) for n in range(100)))
    assert set(told) == {ANSWER}


def test_edits_count_by_when_they_were_made() -> None:
    told = verdicts(Flood(), *(message(0, edited=True) for _ in range(MESSAGES)))
    assert told[-1] is TELL
    told = verdicts(Flood(), *(message(3 * n, edited=True) for n in range(100)))
    assert set(told) == {ANSWER}


def test_presses_count_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    press = CallbackQuery("1", User(7, "A", is_bot=False), "1", message=message(0).message)
    told = verdicts(Flood(), *[Update(1, callback_query=press)] * MESSAGES)
    assert told[-1] is TELL


def test_a_clock_that_is_set_back_silences_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Update(1, callback_query=CallbackQuery("1", User(7, "A", is_bot=False), "1"))
    guard, now = Flood(), [NOW]
    monkeypatch.setattr(time, "time", lambda: now[0])
    verdicts(guard, *[press] * MESSAGES)
    now[0] -= 7200
    assert guard.verdict(press) is ANSWER


def test_inline_queries_come_with_every_letter_and_are_never_told() -> None:
    query = InlineQuery("1", User(7, "A", is_bot=False), "", "")
    told = verdicts(Flood(), *[Update(1, inline_query=query)] * (INLINE + 5))
    assert set(told[: INLINE - 1]) == {ANSWER}
    assert set(told[INLINE - 1 :]) == {IGNORE}


@pytest.mark.parametrize(("text", "verdict"), [("just talk", IGNORE), ("/help", TELL)])
def test_in_groups_only_who_speaks_to_the_bot_is_told(text: str, verdict: Verdict) -> None:
    told = verdicts(Flood(), *[message(0, chat=Chat.SUPERGROUP, text=text)] * MESSAGES)
    assert told[-1] is verdict


def test_updates_of_nobody_are_answered() -> None:
    assert set(verdicts(Flood(), *[Update(1)] * 500)) == {ANSWER}


@pytest.mark.parametrize("at_once", [1, 10, 300])
def test_no_more_people_are_kept_than_twice_those_who_write_at_once(at_once: int) -> None:
    guard = Flood()
    verdicts(guard, *(message(10 * user / at_once, user=user) for user in range(10 * at_once)))
    assert len(guard._people) <= max(flood._KEPT, 2 * at_once)


def test_a_flood_amid_many_people_is_still_one() -> None:
    crowd = (message(n / 30, user=1000 + n) for n in range(3000))
    flooding = (message(n / 30) for n in range(3000))
    guard = Flood()
    told = [
        verdict for pair in zip(crowd, flooding, strict=True) for verdict in verdicts(guard, *pair)
    ]
    assert told.count(TELL) == 1
    assert told.count(IGNORE) == 3000 - MESSAGES
