"""A conversation about the shipped base, as people in three languages have it."""

from pathlib import Path

import pytest

from bot.payload import Action, decode
from bot.strings import texts
from knowledge.answerer import Answerer
from knowledge.model import Language
from knowledge.opening import open_current
from tests.bot.talk import asks, presses
from tests.telegram import BotApiDouble, Person, Shown


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped base, and with the matcher's index, which takes time to build."""
    path = tmp_path_factory.mktemp("shipped") / "forum.sqlite"
    with open_current(path, print) as store:
        Answerer(store)
    return path


def stranger(double: BotApiDouble) -> Person:
    """Somebody whose Telegram speaks none of the bot's languages."""
    return double.person(language_code="de")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Hello! When was the forum held?", ["6 March 2024"]),
        ("Здравствуйте, когда прошёл форум?", ["6 марта 2024 года"]),
        ("Сәлеметсіз бе! Форум қашан өтті?", ["2024 жылғы 6 наурыз"]),
        ("When was the forum held? Who is Sholpan Karinova?", ["6 March 2024", "Amanat"]),
        ("Когда прошёл форум и кто такая Аида Балаева?", ["6 марта 2024 года", "министр"]),
        ("Форум қашан өтті? Есет Байкен кім?", ["2024 жылғы 6 наурыз", "орынбасары"]),
    ],
)
async def test_each_question_of_a_message_is_answered(
    double: BotApiDouble, running: None, question: str, parts: list[str]
) -> None:
    shown = await asks(stranger(double), question)
    assert all(part in shown.text for part in parts)


@pytest.mark.parametrize(
    ("typed", "read", "part"),
    [
        ("rjulf ghjitk ajhev", "когда прошел форум", "6 марта 2024 года"),
        ("kogda proshel forum", "когда прошел форум", "6 марта 2024 года"),
        ("forum qashan otti", "форум кашан отти", "2024 жылғы 6 наурыз"),
        ("цруку цфы еру ащкгь рудв", "where was the forum held", "Astana"),
    ],
)
async def test_another_reading_than_what_was_typed_is_read_back(
    double: BotApiDouble, running: None, typed: str, read: str, part: str
) -> None:
    shown = await asks(stranger(double), typed)
    first, _, rest = shown.text.partition("\n\n")
    assert read in first
    assert part in rest


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("When was the forum held?", {"kk": "6 наурыз", "ru": "6 марта", "en": "6 March"}),
        ("Когда прошёл форум?", {"en": "6 March", "kk": "6 наурыз", "ru": "6 марта"}),
        ("Форум қашан өтті?", {"ru": "6 марта", "en": "6 March", "kk": "6 наурыз"}),
    ],
)
async def test_an_answer_turns_into_each_language_in_place(
    double: BotApiDouble, running: None, question: str, dates: dict[Language, str]
) -> None:
    person = stranger(double)
    shown = answer = await asks(person, question)
    for language, date in dates.items():
        if f"• {texts(language).language_short}" not in shown.labels:
            shown = await presses(person, shown, texts(language).language_short)
        assert date in shown.text
        assert texts(language).where_button in shown.labels
        assert shown.id == answer.id


async def test_both_of_two_answers_turn_and_tell_their_paragraphs(
    double: BotApiDouble, running: None
) -> None:
    person = stranger(double)
    shown = await asks(person, "When was the forum held? Who is Sholpan Karinova?")
    turned = await presses(person, shown, "Рус")
    assert "6 марта 2024" in turned.text
    assert "Шолпан Каринова" in turned.text
    where = await presses(person, turned, texts("ru").where_button)
    assert "Абзац 1." in where.text
    assert "Абзац 2." in where.text


async def test_no_question_is_offered_again_once_it_was_answered(
    double: BotApiDouble, running: None
) -> None:
    person = stranger(double)
    shown = await asks(person, "What was the forum about?")
    answered: set[str] = set()
    for _ in range(8):
        offered = questions(shown)
        assert 2 <= len(offered) <= 3
        assert not answered & set(offered)
        answered.add(offered[0])
        shown = await presses(person, shown, 0)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Is there a parking lot?", "en"),
        ("Какая завтра погода?", "ru"),
        ("фывапролдж", "ru"),
        ("Рақмет!", "kk"),
        ("Who are you?", "en"),
    ],
)
async def test_what_is_no_answer_leads_on_too(
    double: BotApiDouble, running: None, question: str, language: Language
) -> None:
    shown = await asks(double.person(language_code=language), question)
    assert texts(language).topics_button in shown.labels


async def test_an_answer_can_be_copied_and_handed_on(double: BotApiDouble, running: None) -> None:
    person = double.person(language_code="kk")
    shown = await asks(person, "Форум қашан өтті?")
    copied = shown.button(texts("kk").copy_button).copies
    assert copied
    assert "6 наурыз" in copied
    assert copied.endswith("1-абзацы")
    shared = shown.button(texts("kk").share_button).url
    assert shared
    assert "forum-date" in shared


def questions(shown: Shown) -> list[str]:
    """The entries that the buttons of a message offer."""
    targets = [decode(button.data or "") for row in shown.buttons for button in row]
    return [one.id for one in targets if one and one.action is Action.SHOW_ENTRY]
