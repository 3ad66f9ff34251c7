"""Inline mode: what people find when they type the bot's name and something behind it."""

import asyncio
from dataclasses import replace

import pytest

from bot import elsewhere
from bot.context import Services
from bot.payload import decode
from bot.strings import texts
from knowledge.model import LANGUAGES, Base, Language, Outcome, OutcomeKind
from knowledge.yaml_files import read_base, shipped_base
from tests.bot.sample import COOK
from tests.telegram import BotApiDouble, Person, Results
from tests.telegram.html import utf16_length

QUESTION = "What does the cook say?"


async def finds(person: Person, query: str) -> Results:
    return await asyncio.to_thread(person.types(query).waits_for_results)


async def test_a_question_finds_its_answer_and_what_is_related(person: Person) -> None:
    shown = await finds(person, QUESTION)
    assert shown.titles[:2] == [QUESTION, "Who sleeps in the red tent?"]
    first = shown.results[0]
    assert first.text.text.startswith(f"{QUESTION}\n\nThe cook says salt & pepper, <b>twice</b>.")
    assert "Paragraphs 1, 2" in first.text.text
    assert first.description == "The cook says salt & pepper, <b>twice</b>. (en)"
    assert shown.button is None


async def test_results_are_kept_shortly_and_for_one_person(person: Person) -> None:
    shown = await finds(person, QUESTION)
    assert shown.is_personal
    assert 0 < shown.cache_time <= 60


async def test_a_result_leads_into_the_private_chat(person: Person, double: BotApiDouble) -> None:
    result = (await finds(person, QUESTION)).results[0]
    url = str(result.rows[0][0]["url"])
    address, _, link = url.partition("?start=")
    assert address == f"https://t.me/{double.username}"
    shown = await asyncio.to_thread(person.asks, f"/start {link}")
    assert shown.text.startswith(QUESTION)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_results_are_in_the_language_of_the_question(
    person: Person, language: Language
) -> None:
    shown = await finds(person, COOK[language])
    assert f"({language})" in shown.results[0].text.text
    assert shown.results[0].rows[0][0]["text"] == texts(language).open_button


@pytest.mark.parametrize("language", LANGUAGES)
async def test_before_anything_is_typed_topics_begin(
    double: BotApiDouble, running: None, language: Language
) -> None:
    shown = await finds(double.person(language_code=language), "  ")
    assert len(shown.titles) == 2
    assert f"({language})" in shown.results[0].text.text


@pytest.mark.parametrize(
    "query", ["asdkjh qwlkejh", "Good morning to you!", "🙂" * 200, "a\ud800b", "<b>&", "x" * 300]
)
async def test_where_nothing_is_found_a_button_leads_to_the_bot(person: Person, query: str) -> None:
    shown = await finds(person, query)
    assert shown.titles == []
    assert shown.button
    text, start = shown.button
    assert text == texts("en").nothing_found_button
    assert decode(start)
    welcome = await asyncio.to_thread(person.asks, f"/start {start}")
    assert welcome.text.startswith("Hello!")


async def test_a_persons_choice_of_language_counts(person: Person, services: Services) -> None:
    services.store.set_language(str(person.id), "kk")
    assert "(kk)" in (await finds(person, "")).results[0].text.text


async def test_who_typed_on_is_no_error(
    person: Person, double: BotApiDouble, caplog: pytest.LogCaptureFixture
) -> None:
    person.types("What do").expires()
    assert (await finds(person, QUESTION)).titles
    assert "could not be handled" not in caplog.text


async def test_what_is_sent_through_the_bot_is_not_answered(person: Person) -> None:
    search = person.types(QUESTION)
    shown = await asyncio.to_thread(search.waits_for_results)
    person.sends_result(search, shown.results[0])
    await asyncio.to_thread(person.hears_nothing, 0.4)


async def test_refused_entities_are_offered_as_plain_text(
    person: Person, double: BotApiDouble
) -> None:
    double.next("answerInlineQuery").answers(400, "Bad Request: can't parse entities: no")
    shown = await finds(person, QUESTION)
    assert (shown.titles[0], shown.results[0].text.entities) == (QUESTION, ())
    assert "<b>twice</b>" in shown.results[0].text.text


@pytest.fixture(scope="module")
def shipped() -> Base:
    return read_base(shipped_base())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_fits_into_a_result(shipped: Base, language: Language) -> None:
    for entry in shipped.entries.values():
        decided = Outcome(OutcomeKind.ANSWER, "?", language, entry=entry.id)
        for found in elsewhere.found(decided, shipped, "forum_test_bot"):
            assert 1 <= len(found.id.encode()) <= 64
            assert found.title
            assert 1 <= utf16_length(found.description) <= 140


def test_no_entry_is_found_twice(base: Base) -> None:
    decided = Outcome(OutcomeKind.ANSWER, "?", "en", entry="cook", suggestions=("tent-red", "cook"))
    ids = [found.id for found in elsewhere.found(replace(decided, more=(decided,)), base, "b")]
    assert len(ids) == len(set(ids))


def test_drafts_and_small_talk_are_not_found(base: Base) -> None:
    decided = Outcome(OutcomeKind.SUGGEST, "?", "en", suggestions=("secret", "hello", "gone"))
    assert elsewhere.found(decided, base, "b") == []
