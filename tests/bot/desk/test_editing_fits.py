"""Whatever an entry holds, each screen of its editing is taken by Telegram."""

from dataclasses import replace
from typing import Any

import pytest

from bot.desk import proving_screens, steps, waiting
from bot.desk.entry_fields import FIELDS, blank, part_of
from bot.desk.entry_problems import problems
from bot.desk.payload import decode
from bot.desk.presses import PLACES
from bot.desk.preview_screen import preview
from bot.desk.scene import Scene
from bot.desk.step_screens import SCREENS, screen
from bot.desk.work import CONFLICT, PROOF, REMOVAL, SAVED, Work
from bot.reply import DeskButton, Reply
from bot.strings import texts
from bot.telegram_html import split
from knowledge import lessons
from knowledge.errors import KnowledgeError
from knowledge.items import Plain
from knowledge.model import LANGUAGES, Base, EntryKind, Language
from knowledge.store import Store
from knowledge.teaching import Led, Way, Wording
from knowledge.trial import Shift, Trial
from tests.bot.test_everything_fits import telegram_takes

EVIL = "<b>&amp; **x** _y_ [z](https://a.b) \\ "


def large(base: Base) -> Plain:
    """An entry that has as much as the rules allow, and more."""
    return {
        **blank("a" * 40),
        "kind": EntryKind.FACT.value,
        "topic": "tents",
        "people": [*base.people, *("nobody" * 6,)],
        "paragraphs": [1, 2],
        "related": [*base.entries],
        "notes": EVIL * 100,
        **{
            language: {
                "question": (EVIL * 9)[:120],
                "answer": "🏕" * 1750,
                "phrasings": [f"{number} {EVIL * 8}"[:300] for number in range(12)],
            }
            for language in LANGUAGES
        },
    }


def scenes(store: Store, base: Base, draft: Plain, language: Language) -> Scene:
    return Scene(
        base,
        language,
        problems(store, draft),
        also_open=[EVIL, "Asel"],
        found=list(base.entries)[:8],
    )


def works(base: Base) -> list[Work]:
    """An entry in hand at every step there is, with little in it and with much."""
    given: list[dict[str, Any]] = [
        {"draft": large(base), "last": "answer-en", "remark": ("known", EVIL * 50)},
        {"draft": large(base), "page": 99, "remark": ("dropped", EVIL * 50), "words": EVIL * 50},
        {"draft": blank(), "remark": ("mended", ""), "before": large(base)},
        {"draft": large(base), "before": blank("a" * 40), "last": "answer-ru"},
        {"draft": blank(), "remark": ("gone", EVIL * 50), "topic": "tents"},
    ]
    places = [*PLACES, CONFLICT, SAVED, PROOF, REMOVAL]
    found = [replace(_begun(), at=at, walks=False, **one) for at in places for one in given]
    walking = [one for one in PLACES if one in FIELDS and one not in _NOT_WALKED]
    return found + [replace(_begun(), at=at, draft=large(base)) for at in walking]


_NOT_WALKED = ("kind", "status", "people", "related", "notes")


def _begun() -> Work:
    return steps.begun("kk", EVIL)


def test_every_place_has_a_screen() -> None:
    shown = {part_of(place) for place in PLACES} - {"kind", "status"}
    assert shown <= set(SCREENS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_taken(store: Store, base: Base, language: Language) -> None:
    scene = scenes(store, base, large(base), language)
    for work in works(base):
        if part_of(work.at) not in SCREENS:
            continue
        if work.at == CONFLICT:
            work = replace(work, theirs=large(base) | {"notes": "theirs"}, remark=(EVIL, "12"))
        shown = screen(work, scene)
        taken(shown)
        assert _is_short(work, shown), work.at
        typed = lessons.begun("1", 1, EVIL * 99, language)
        beside = waiting.button_awaited(shown, typed, language)
        taken(beside)
        assert len(split(beside.text)) <= 2, work.at


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_proof_is_taken(store: Store, base: Base, language: Language) -> None:
    scene = scenes(store, base, large(base), language)
    led = [Led(way, tuple(base.entries)[:4]) for way in Way]
    shifts = tuple(
        Shift(Wording(EVIL * 8, language), before, after, is_broken)
        for before in led
        for after in led
        for is_broken in (True, False)
    )
    for trial in (Trial(shifts, 333, 317, 317, 7), Trial((), 0, 0, 0)):
        for at in (PROOF, REMOVAL):
            work = replace(_begun(), draft=large(base), at=at)
            taken(proving_screens.proof(work, trial, scene))
    work = replace(_begun(), draft=large(base))
    for reply in (
        proving_screens.busy(work, "a" * 40, language),
        proving_screens.cancelled(work, language),
        proving_screens.cannot_save(work, scene),
        proving_screens.refused(work, KnowledgeError(EVIL * 500), language),
        proving_screens.waiting(work, "…", language),
    ):
        taken(reply)


def test_a_proof_tells_of_no_shift_that_reads_the_same_before_and_after(
    store: Store, base: Base
) -> None:
    nothing, answer = Led(Way.DECLINE), Led(Way.ANSWER, ("tent-red",))
    led = {"to nothing": nothing, "to an answer": answer}
    shifts = tuple(Shift(Wording(text, "en"), nothing, to, False) for text, to in led.items())
    work = replace(_begun(), draft=large(base), at=PROOF)
    scene = scenes(store, base, large(base), "en")
    told = proving_screens.proof(work, Trial(shifts, 3, 2, 2), scene).text
    assert ("to an answer" in told, "to nothing" in told) == (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_is_what_people_see(base: Base, language: Language) -> None:
    entry = base.entries["tent-red"]
    work = steps.opened(entry, 1, "en", "Asel").moved(f"preview-{language}")
    shown = preview(work, Scene(base, language))
    assert f"tent-red ({language})" in shown.text
    assert f"• {texts(language).language_short}" in [one.label for one in shown.rows[0]]


def taken(reply: Reply) -> None:
    telegram_takes(reply)
    for button in (button for row in reply.rows for button in row):
        assert isinstance(button, DeskButton)
        assert decode(_data(button)) == button.payload
        assert 0 < len(button.label) <= 60


def _data(button: DeskButton) -> str:
    return "_".join(("m", button.payload.action, button.payload.id, button.payload.mark)).rstrip(
        "_"
    )


def _is_short(work: Work, shown: Reply) -> bool:
    """One message, but for an answer that is shown whole."""
    most = 2 if part_of(work.at) in ("answer", "texts", "preview", "notes") else 1
    return len(split(shown.text)) <= most
