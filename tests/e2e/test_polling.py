"""The bot as an operator starts it, and as people meet it: a process and a Bot API server."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.strings import texts
from knowledge.model import LANGUAGES, Language
from tests.telegram import BotApiDouble, BotProcess
from tests.telegram.proxy import proxy_double

WAIT = 30.0  # seconds; the first start builds the matcher's index
TOKEN = "987654321:AAE2eTokenThatMustNotShow_-x"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that an earlier start has filled, with the matcher's index."""
    path = tmp_path_factory.mktemp("store") / "forum.sqlite"
    with BotApiDouble(TOKEN, holds_repeated_polls=False) as double, started(double, path) as bot:
        assert bot.stops() == 0
        assert bot.waits_for_line(str(path))
    return path


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Path:
    """A store of its own, in which nobody has chosen a language yet."""
    return Path(shutil.copy(filled, tmp_path / "forum.sqlite"))


@pytest.fixture
def double() -> Iterator[BotApiDouble]:
    with BotApiDouble(TOKEN, holds_repeated_polls=False) as double:
        yield double


@pytest.fixture
def bot(double: BotApiDouble, database: Path) -> Iterator[BotProcess]:
    """The bot, polling; whatever a test did, it stops in order and keeps the token to itself."""
    with started(double, database) as bot:
        yield bot
        assert bot.stops() == 0
        assert double.unconfirmed == 0
        told = "\n".join(bot.stdout + bot.stderr)
        assert TOKEN.partition(":")[2] not in told


@contextmanager
def started(double: BotApiDouble, database: Path) -> Iterator[BotProcess]:
    with BotProcess(double, database) as bot:
        bot.waits_until_polling(WAIT)
        yield bot


@pytest.mark.parametrize(
    ("question", "date", "source"),
    [
        ("When was the forum held?", "6 March 2024", "Source: the article, paragraph"),
        ("Когда прошёл форум?", "6 марта 2024", "Источник: статья, абзац"),
        ("Форум қашан өтті?", "2024 жылғы 6 наурыз", "Дереккөз: мақаланың"),
    ],
)
def test_it_answers_in_the_language_of_the_question(
    bot: BotProcess, double: BotApiDouble, question: str, date: str, source: str
) -> None:
    reply = double.person(language_code="en").asks(question, WAIT)
    assert date in reply.text
    assert source in reply.text
    assert sum(label.endswith("?") for label in reply.labels) in (2, 3)


def test_a_question_may_lean_on_the_answer_before(bot: BotProcess, double: BotApiDouble) -> None:
    person = double.person(language_code="en")
    person.asks("Who is Aida Balayeva?", WAIT)
    assert "women and children" in person.asks("and what did she say?", WAIT).text


@pytest.mark.parametrize(
    ("language", "name", "question", "part"),
    [
        ("en", "Sholpan Karinova", "and what did she say?", "Amanat"),
        ("ru", "Шолпан Каринова", "а что она сказала?", "парти"),
        ("kk", "Шолпан Кәрінова", "ол не айтты?", "партия"),
    ],
)
def test_a_question_may_lean_on_an_open_card(
    bot: BotProcess, double: BotApiDouble, language: str, name: str, question: str, part: str
) -> None:
    person = double.person(language_code=language)
    people = person.asks("/people", WAIT)
    person.presses(people, name).waits_for_answer(WAIT)
    assert part in person.asks(question, WAIT).text


def test_an_edited_question_leans_on_what_the_first_one_leaned_on(
    bot: BotProcess, double: BotApiDouble
) -> None:
    person = double.person(language_code="en")
    person.asks("Who is Aida Balayeva?", WAIT)
    asked = person.writes("and who is she?")
    answer = person.waits_for_reply(WAIT)
    assert "6 March" in person.asks("When was the forum held?", WAIT).text
    person.edits(asked, "and what did she say?")
    shown = person.waits_for_reply(WAIT)
    assert (shown.id, shown.edited) == (answer.id, True)
    assert "women and children" in shown.text


def test_a_person_walks_through_topics_and_people(bot: BotProcess, double: BotApiDouble) -> None:
    person = double.person(language_code="ru")
    topics = person.asks("/topics", WAIT)
    person.presses(topics, 0).waits_for_answer(WAIT)
    questions = person.waits_for_reply(WAIT)
    person.presses(questions, 1).waits_for_answer(WAIT)
    answer = person.waits_for_reply(WAIT)
    assert answer.text.startswith(questions.labels[1])
    person.presses(answer, -1).waits_for_answer(WAIT)
    assert person.waits_for_reply(WAIT).labels == topics.labels
    people = person.asks("/people", WAIT)
    assert "Аида Балаева" in people.labels
    person.presses(people, "Аида Балаева").waits_for_answer(WAIT)
    assert "министр" in person.waits_for_reply(WAIT).text


def test_a_language_is_remembered_across_a_restart(double: BotApiDouble, database: Path) -> None:
    person = double.person(language_code="ru")
    with started(double, database) as first:
        menu = person.asks("/language", WAIT)
        person.presses(menu, "Қазақша").waits_for_answer(WAIT)
        assert person.waits_for_reply(WAIT).text == texts("kk").language_chosen
        assert first.stops() == 0
    with started(double, database) as second:
        assert texts("kk").commands.topics in person.asks("/help", WAIT).text
        assert second.stops() == 0


def test_buttons_work_after_a_restart(double: BotApiDouble, database: Path) -> None:
    person = double.person()
    with started(double, database) as first:
        topics = person.asks("/topics", WAIT)
        assert first.stops() == 0
    with started(double, database) as second:
        person.presses(topics, 0).waits_for_answer(WAIT)
        assert topics.labels[0] in person.waits_for_reply(WAIT).text
        assert second.stops() == 0


def test_what_was_written_while_it_was_away_is_answered(
    double: BotApiDouble, database: Path
) -> None:
    person = double.person()
    person.writes("/help")
    with started(double, database) as bot:
        assert "/topics" in person.waits_for_reply(WAIT).text
        assert bot.stops() == 0
    with started(double, database) as bot:
        person.hears_nothing()
        assert bot.stops() == 0


def test_a_crowd_is_answered_and_each_in_order(bot: BotProcess, double: BotApiDouble) -> None:
    people = [double.person() for _ in range(8)]
    commands = ("/help", "/about", "/privacy", "/language", "/topics")
    words = texts("en")
    expected = (words.commands.topics, "single source", "store", "Which language", words.topics)
    for command in commands:
        for person in people:
            person.writes(command)
    for person in people:
        double.waits_for_calls("sendMessage", len(people) * len(commands), WAIT)
        replies = [reply.text for reply in person.chat.log]
        for reply, part in zip(replies, expected, strict=True):
            assert part in reply


@pytest.mark.parametrize("written", ["/topcs", "/halp"])
def test_an_unknown_command_names_the_nearest(
    bot: BotProcess, double: BotApiDouble, written: str
) -> None:
    assert "Did you mean /" in double.person().asks(written, WAIT).text


def test_a_sticker_gets_a_friendly_line(bot: BotProcess, double: BotApiDouble) -> None:
    person = double.person(language_code="kk")
    person.sends_sticker()
    assert person.waits_for_reply(WAIT).text == texts("kk").not_text


def test_a_failure_is_apologised_for_and_its_trace_is_logged(
    bot: BotProcess, double: BotApiDouble
) -> None:
    person = double.person()
    double.next("sendMessage").answers(400, "Bad Request: something new")
    assert person.asks("/help", WAIT).text == texts("en").sorry
    assert bot.waits_for_line("Traceback")
    assert bot.waits_for_line("Something new")
    assert "/topics" in person.asks("/help", WAIT).text


def test_what_people_write_is_not_logged(bot: BotProcess, double: BotApiDouble) -> None:
    person = double.person("Zhanargul", username="zhanargul_k")
    person.asks("my secret question 8765", WAIT)
    double.push({"message": {"text": "my secret question 8765", "chat": {"id": "?"}}})
    assert bot.waits_for_line("is skipped")
    person.asks("/help", WAIT)
    told = "\n".join(bot.stdout + bot.stderr)
    for private in ("secret", "8765", "Zhanargul", "zhanargul_k", str(person.id)):
        assert private not in told


def test_menu_and_descriptions_are_set_once_in_three_languages(
    double: BotApiDouble, database: Path
) -> None:
    times = {"setMyCommands": 8, "setMyDescription": 4, "setMyShortDescription": 4}
    with started(double, database) as first:
        for method, count in times.items():
            calls = double.waits_for_calls(method, count, WAIT)
            codes = {str(call.parameters.get("language_code", "")) for call in calls}
            assert codes == {"", *LANGUAGES}
            assert all(call.error is None for call in calls)
        assert first.stops() == 0
    with started(double, database) as second:
        double.waits_for_calls("getMyShortDescription", 8, WAIT)
        assert second.stops() == 0
    assert {method: len(double.calls_of(method)) for method in times} == times


class TestTrouble:
    def test_without_a_token_two_lines_tell_how_to_go_on(
        self, double: BotApiDouble, tmp_path: Path
    ) -> None:
        path = tmp_path / "forum.sqlite"
        with BotProcess(double, path, settings={"TELEGRAM_TOKEN": None}) as bot:
            assert bot.waits_for_end(WAIT) == 2
            assert [re.findall(r"BotFather|forum-bot chat", line) for line in bot.stderr] == [
                ["BotFather"],
                ["forum-bot chat"],
            ]
        assert not path.exists()

    def test_without_any_network_it_can_be_stopped(
        self, double: BotApiDouble, database: Path
    ) -> None:
        away = {"TELEGRAM_BASE_URL": "http://127.0.0.1:1/bot"}
        with BotProcess(double, database, settings=away) as bot:
            assert "127.0.0.1" in bot.waits_for_line("cannot be reached", WAIT)
            assert bot.stops() == 0
            assert "Traceback" not in "\n".join(bot.stderr)

    def test_trouble_at_setting_the_menu_does_not_matter(
        self, double: BotApiDouble, database: Path
    ) -> None:
        double.next("setMyCommands", times=None).asks_to_wait(3600)
        with started(double, database) as bot:
            assert bot.waits_for_line("menu")
            assert "/topics" in double.person().asks("/help", WAIT).text
            assert bot.stops() == 0

    def test_a_database_of_another_program_is_one_line(
        self, double: BotApiDouble, tmp_path: Path
    ) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("Dear Sir or Madam, " * 100)
        before = path.read_bytes()
        with BotProcess(double, path) as bot:
            assert bot.waits_for_end(WAIT) == 1
            (line,) = bot.stderr
            assert str(path) in line
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        ("name", "value"), [("LOG_LEVEL", "LOUD"), ("TELEGRAM_BASE_URL", "telegram")]
    )
    def test_a_wrong_setting_is_one_line(
        self, double: BotApiDouble, database: Path, name: str, value: str
    ) -> None:
        with BotProcess(double, database, settings={name: value}) as bot:
            assert bot.waits_for_end(WAIT) == 2
            (line,) = bot.stderr
            assert name in line

    def test_what_was_begun_is_finished_when_it_is_stopped(
        self, double: BotApiDouble, database: Path
    ) -> None:
        person = double.person()
        with started(double, database) as bot:
            double.next("sendMessage").asks_to_wait(1)
            person.writes("/help")
            double.waits_for_calls("sendMessage", 1, WAIT)
            assert bot.stops() == 0
            assert "/topics" in person.waits_for_reply().text
        assert double.unconfirmed == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_menu_answers(
    bot: BotProcess, double: BotApiDouble, language: Language
) -> None:
    person = double.person(language_code=language)
    for name in texts(language).commands._fields:
        assert person.asks(f"/{name}", WAIT).text


def test_behind_a_proxy_all_goes_through_it(double: BotApiDouble, database: Path) -> None:
    with proxy_double() as proxy:
        settings = {"HTTP_PROXY": proxy.url}
        with BotProcess(double, database, settings=settings) as bot:
            bot.waits_until_polling(WAIT)
            assert "6 March" in double.person().asks("When was the forum held?", WAIT).text
            assert bot.stops() == 0
    assert proxy.passed("getUpdates")
    assert proxy.passed("sendMessage")
    assert double.unconfirmed == 0
