"""The shipped base, asked as people ask."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answerer import Answerer
from knowledge.markup import plain
from knowledge.matching.saved import VERSION
from knowledge.model import DeclineReason, Language, OutcomeKind
from knowledge.opening import open_current
from knowledge.reply import reply_text
from knowledge.store import open_store


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "forum.sqlite"


@pytest.fixture(scope="module")
def answerer(path: Path) -> Iterator[Answerer]:
    with open_current(path, print) as store:
        yield Answerer(store)


ASKED = [
    ("plain English", "When was the forum held?", "forum-date", "en"),
    ("plain Russian", "Когда прошёл форум?", "forum-date", "ru"),
    ("plain Kazakh", "Форум қашан өтті?", "forum-date", "kk"),
    ("capitals", "КОГДА ПРОШЁЛ ФОРУМ", "forum-date", "ru"),
    ("two keywords", "дата форума", "forum-date", "ru"),
    ("a typing error", "когда прошел фоурм", "forum-date", "ru"),
    ("a missing letter", "when was the forum hld", "forum-date", "en"),
    ("a missing space", "когдапрошел форум", "forum-date", "ru"),
    ("Kazakh in Russian letters", "форум кашан отти", "forum-date", "kk"),
    ("Russian in Latin letters", "kogda proshel forum", "forum-date", "ru"),
    ("Kazakh in Latin letters", "forum qashan otti", "forum-date", "kk"),
    ("Russian on English keys", "rjulf ghjitk ajhev", "forum-date", "ru"),
    ("English on Russian keys", "цруку цфы еру ащкгь рудв", "forum-city", "en"),
    ("Kazakh on English keys", "ajhev 0fify -nn3", "forum-date", "kk"),
    ("a name alone", "Балаева", "balayeva-who", "ru"),
    ("a name in Latin letters", "Balayeva", "balayeva-who", "en"),
    ("another spelling", "who is Aida Balaeva", "balayeva-who", "en"),
    ("a name with a case ending", "расскажи про Балаеву", "balayeva-who", "ru"),
    ("a name with a Kazakh ending", "Балаеваның лауазымы қандай", "balayeva-who", "kk"),
    ("a mistyped name", "кто такая Балваева", "balayeva-who", "ru"),
    ("a greeting before it", "привет, когда был форум?", "forum-date", "ru"),
    ("thanks after it", "when was the forum held? thanks", "forum-date", "en"),
    ("small talk", "спасибо", "thanks", "ru"),
]


@pytest.mark.parametrize(
    ("question", "entry", "language"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED]
)
def test_a_question_typed_in_any_way_is_answered_in_its_language(
    answerer: Answerer, question: str, entry: str, language: Language
) -> None:
    preferred: Language = "ru" if language == "ru" else "en"
    outcome = answerer.answer(question, preferred)
    assert (outcome.kind, outcome.entry) == (OutcomeKind.ANSWER, entry), outcome.candidates[:3]
    assert outcome.language == language


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("What is the address of the venue?", "unknown-venue"),
        ("в каком зале проходил форум", "unknown-venue"),
        ("форум неше сағатта басталды", "unknown-time"),
        ("в каком году создана комиссия", "unknown-founding-year"),
        ("which place does Kazakhstan hold in the gender gap ranking", "unknown-gender-gap-rank"),
        ("телефон комиссии", "unknown-contacts"),
    ],
)
def test_what_the_article_does_not_tell_is_declined_by_name(
    answerer: Answerer, question: str, entry: str
) -> None:
    outcome = answerer.answer(question)
    assert (outcome.kind, outcome.entry) == (OutcomeKind.DECLINE, entry)
    assert outcome.reason is DeclineReason.NOT_TOLD


@pytest.mark.parametrize(
    "question",
    [
        *("weather in Astana tomorrow", "рецепт борща", "ертең ауа райы қандай"),
        *("who won the football match", "сколько стоит айфон", "2 + 2"),
        *("Who is Timur Suleimenov?", "кто такой Сергей Иванов", "Нұрлан Сәбит деген кім"),
        *("is there parking", "парковка есть?", "кто министр обороны"),
    ],
)
def test_a_question_from_outside_is_never_answered(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).kind is OutcomeKind.DECLINE


@pytest.mark.parametrize(
    "question", ["кто такая Каримова", "Айгуль Балаева кто это", "Who is Sholpan Baikenova?"]
)
def test_a_name_that_is_not_surely_one_of_the_base_is_asked_back(
    answerer: Answerer, question: str
) -> None:
    assert answerer.answer(question).kind is not OutcomeKind.ANSWER


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("Когда был форум? Кто такая Балаева?", ["forum-date", "balayeva-who"]),
        ("when was the forum and who is Sholpan Karinova", ["forum-date", "karinova-who"]),
        ("Форум қашан өтті? Қай қалада болды?", ["forum-date", "forum-city"]),
        ("Hello! When was the forum held?", ["forum-date"]),
    ],
)
def test_every_question_of_a_message_is_answered(
    answerer: Answerer, question: str, entries: list[str]
) -> None:
    outcome = answerer.answer(question)
    assert [outcome.entry, *(more.entry for more in outcome.more)] == entries
    text = reply_text(outcome, answerer.base)
    for entry in entries:
        answer = answerer.base.entries[entry].texts[outcome.language].answer
        assert answer.splitlines()[0] in text


@pytest.mark.parametrize(
    ("before", "question", "entry"),
    [
        ("balayeva-who", "and what did she say?", "balayeva-said"),
        ("commission-age", "what does it do?", "commission-work"),
        ("forum-date", "кто такая Балаева", "balayeva-who"),
    ],
)
def test_a_question_may_lean_on_the_one_before_and_never_has_to(
    answerer: Answerer, before: str, question: str, entry: str
) -> None:
    assert answerer.answer(question, before=before).entry == entry


def test_a_context_that_is_gone_is_ignored(answerer: Answerer) -> None:
    assert answerer.answer("what did she say?", before="no-such-entry").kind


def test_a_name_or_figure_alone_keeps_the_language_of_the_conversation(answerer: Answerer) -> None:
    for preferred in ("en", "ru", "kk"):
        for question in ("Балаева", "2030", "👍"):
            assert answerer.answer(question, preferred).language == preferred


def test_a_reading_other_than_the_typed_one_is_told(answerer: Answerer) -> None:
    outcome = answerer.answer("rjulf ,sk ajhev")
    assert outcome.reading == "когда был форум"
    assert "когда был форум" in reply_text(outcome, answerer.base)
    assert answerer.answer("когда был форум").reading is None


@pytest.mark.parametrize(
    "question",
    [
        *("", " ", "\n", "🎉" * 4096, "?!" * 2000, "\x00\x01\x02", "\ud800", "\udfff\ud800"),
        *("\u202e\u200f\u202d", "'; DROP TABLE entries; --", "<b>", "&lt;", "{paragraph}"),
        *("х" * 10_000, "forum " * 2000, "99999999999999999999999", "%s%n", "漢字", "ᏣᎳᎩ"),
    ],
)
def test_bad_input_is_declined_and_never_raises(answerer: Answerer, question: str) -> None:
    outcome = answerer.answer(question)
    if "forum" not in question:
        assert outcome.kind is OutcomeKind.DECLINE
    assert reply_text(outcome, answerer.base)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_reply(answerer: Answerer, question: str) -> None:
    assert reply_text(answerer.answer(question), answerer.base)


def test_markup_in_a_question_is_shown_as_typed(answerer: Answerer) -> None:
    outcome = replace(answerer.answer("когда был форум"), reading="**[x](https://example.org)**")
    assert "**[x](https://example.org)**" in plain(reply_text(outcome, answerer.base))


def test_a_second_start_takes_the_index_that_the_first_one_built(
    answerer: Answerer, path: Path
) -> None:
    with open_store(path) as store:
        again = Answerer(store)
    assert again.matcher.calibration == answerer.matcher.calibration
    for question in ("когда был форум", "where", "кто такая Каримова"):
        assert again.answer(question) == answerer.answer(question)


def test_a_damaged_copy_of_the_index_is_built_anew(answerer: Answerer, tmp_path: Path) -> None:
    with open_store(tmp_path / "small.sqlite") as store:
        first = next(iter(answerer.base.entries.values()))
        store.fill(
            replace(answerer.base, entries={first.id: replace(first, related=())}, checks=())
        )
        Answerer(store)
        for damage in (b"", b"\x08\0\0\0\0\0\0\0[1, 2]  ", b"\xff" * 64):
            store.cache_index(f"{VERSION}.{store.revision()}", damage)
            assert Answerer(store).answer("tell me about the forum").entry == first.id


def test_a_change_of_the_base_is_taken_up_by_refresh(answerer: Answerer, tmp_path: Path) -> None:
    path = tmp_path / "live.sqlite"
    few = dict(list(answerer.base.entries.items())[:3])
    few = {name: replace(entry, related=()) for name, entry in few.items()}
    base = replace(answerer.base, entries=few, checks=())
    with open_store(path) as store, open_store(path) as editor:
        store.fill(base)
        live = Answerer(store)
        assert not live.refresh()
        changed = replace(
            few["forum-date"],
            texts={
                language: replace(text, phrasings=(*text.phrasings, "zanzibar quux"))
                for language, text in few["forum-date"].texts.items()
            },
        )
        editor.fill(replace(base, entries=few | {"forum-date": changed}))
        assert live.answer("zanzibar quux").entry is None
        assert live.refresh()
        assert live.answer("zanzibar quux").entry == "forum-date"


@pytest.mark.parametrize(
    "before",
    ["sme-count", "amanat-women", "balayeva-said", "domestic-violence", "baiken-who", "hello"],
)
def test_no_check_from_outside_is_answered_by_way_of_the_entry_before(
    answerer: Answerer, before: str
) -> None:
    outside = [check for check in answerer.base.checks if not check.entries]
    assert outside
    for check in outside:
        alone = answerer.answer(check.question, check.language)
        outcome = answerer.answer(check.question, check.language, before)
        assert outcome.kind in (alone.kind, OutcomeKind.DECLINE), check.question


@pytest.mark.parametrize(
    ("before", "question"),
    [
        *(("sme-count", "are they hiring"), ("domestic-violence", "are they hiring")),
        *(("sme-count", "А әрпінен басталатын бес қыз аты"), ("baiken-who", "а рецепт плова")),
        *(("forum-date", "and a haircut downtown"), ("law-work", "ал футбол ше")),
    ],
)
def test_what_has_next_to_no_word_of_the_entry_before_does_not_lean_on_it(
    answerer: Answerer, before: str, question: str
) -> None:
    assert answerer.answer(question, "en", before).kind is OutcomeKind.DECLINE


@pytest.mark.parametrize(
    "question",
    [
        *("who is Anna Karinova?", "кто такая Жанна Балаева?", "who is Zaida Balayeva?"),
        *("Ботагоз Байкен кім?", "кто такая Аида Назарбаева?", "Yeset Baker"),
        *("кто такая Шолпан Балаева?", "Каримованың сөзі", "Байкенов кім?", "Каримовой должность"),
        *("кто такая Есет Байкенова?", "who is Aida Balayan?", "Г. Балаева", "M. Karinova"),
        *("Who is Esen Baiken?", "Есен Байкен кім"),
    ],
)
def test_namesakes_other_surnames_and_initials_are_never_answered_as_a_person_of_the_base(
    answerer: Answerer, question: str
) -> None:
    assert answerer.answer(question).kind is not OutcomeKind.ANSWER


@pytest.mark.parametrize(
    "question",
    [
        *("сколько лет балаевой исполнилось в марте", "How old is Karinova: is it 25"),
        *("балаева в каком городе прошёл", "Байкен неше жаста толды"),
        *("when did karinova take place", "Balayeva SMEs led by women"),
    ],
)
def test_what_is_asked_of_a_person_is_not_answered_with_what_is_told_of_something_else(
    answerer: Answerer, question: str
) -> None:
    outcome = answerer.answer(question)
    people = answerer.base.entries[outcome.entry].people if outcome.entry else ()
    assert outcome.kind is not OutcomeKind.ANSWER or people


@pytest.mark.parametrize(
    "question",
    [
        *("Who is Aida Nurmagambetova?", "Шолпан Калиева кто", "Есет Дархан кім"),
        *("gulnara karinova", "Сәуле Балаева туралы", "Yeset Akhmetov position"),
        *("is Roza Karinova from Amanat", "Роза Каринова из Аманата?"),
    ],
)
def test_somebody_who_shares_one_name_with_a_person_of_the_base_is_declined(
    answerer: Answerer, question: str
) -> None:
    assert answerer.answer(question).kind is OutcomeKind.DECLINE


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        *(("aida balaeva kto eto", "balayeva-who"), ("eset baiken kim", "baiken-who")),
        *(("what did aida balayeva sayd abt commision", "balayeva-said"),),
        *(("кто ткая балаеа", "balayeva-who"), ("kto takoi Eset Baiken", "baiken-who")),
        *(("црщ шы Ырщдзфт", "karinova-who"), ("Sholpn Karinova who is she", "karinova-who")),
    ],
)
def test_a_name_is_known_though_the_words_around_it_are_mistyped_or_in_other_letters(
    answerer: Answerer, question: str, entry: str
) -> None:
    assert answerer.answer(question).entry == entry


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("What did Ms Karinova say?", "karinova-said"),
        ("Что сказал господин Байкен", "baiken-said"),
        ("Балаева ханым не айтты", "balayeva-said"),
        ("что скзала Каринова про партиюАманат", "karinova-said"),
    ],
)
def test_a_title_or_a_lost_space_beside_a_name_makes_no_other_person(
    answerer: Answerer, question: str, entry: str
) -> None:
    outcome = answerer.answer(question)
    assert outcome.kind is OutcomeKind.ANSWER
    assert outcome.entry == entry


@pytest.mark.parametrize(
    "question",
    [
        "How many businesses in Tashkent are owned by women?",
        "Сколько женщин руководят бизнесом в Шымкенте?",
        "Чем занимается комиссия по делам женщин в Узбекистане?",
        "where was the forum in 2014",
        "какие темы обсуждали на форуме в 2016 году",
        "форум 2019 жылы қайда өтті",
        "Davos forum topics",
        *("what forum was held in Almaty?", "Какая встреча была в Павлодаре?"),
        *("Таразда қандай жиын өтті", "when was the forum in 2023", "topics of the Moscow meeting"),
        *("о чём говорили на встрече в Москве", "Қырғызстанның мәдениет министрі кім"),
        *("qyrgyzstannyn madeniet ministri kim", "who is the minister of education"),
        *("министр финансов Казахстана", "форумы 2021 года", "was the 2019 budget adopted?"),
        *("Was the minister in London in 2019?", "какой план до 2050 года у Китая"),
    ],
)
def test_a_fact_is_no_answer_for_another_place_or_year(answerer: Answerer, question: str) -> None:
    outcome = answerer.answer(question)
    assert outcome.kind is OutcomeKind.DECLINE, (outcome.entry, outcome.confidence)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        *(("Was it held in Almaty?", "forum-city"), ("Форум проходил в Шымкенте?", "forum-city")),
        *(("Форум Қарағандыда өтті ме?", "forum-city"), ("was it on March 8?", "forum-date")),
        *(("это было в 2023 году?", "forum-date"), ("комиссии 60 лет?", "commission-age")),
        *(("Is Balayeva the deputy akim?", "balayeva-who"), ("Байкен министр?", "baiken-who")),
        *(("Кәрінова министр ме?", "karinova-who"), ("Балаева из Аманата?", "balayeva-who")),
        *(("Is Balayeva the minister of health?", "balayeva-who"),),
        *(("Who is the culture minister of Kazakhstan?", "balayeva-who"),),
        *(("The forum took place in Shymkent, right?", "forum-city"),),
        *(("форум был в Таразе, да?", "forum-city"), ("8 наурызда болды, иә?", "forum-date")),
        *(("Is the action plan until 2040?", "plan-2030"), ("until 2025?", "plan-2030")),
        *(("План действий рассчитан до 2050-го?", "plan-2030"),),
        *(("іс-шаралар жоспары 2045 жылға дейін бе?", "plan-2030"),),
        *(
            ("это в прошлом 2023 было?", "forum-date"),
            ("it was on 6 March 2023, right?", "forum-date"),
        ),
        *(("это в прошлом 2023 было чтоли", "forum-date"),),
        *(("говорят, что форум проходил в Шымкенте", "forum-city"),),
        *(("Байкен қай партиядан?", "baiken-who"), ("Речь о целях НАТО?", "un-goals")),
    ],
)
def test_a_wrong_guess_gets_the_answer_that_sets_it_right(
    answerer: Answerer, question: str, entry: str
) -> None:
    outcome = answerer.answer(question)
    assert (outcome.kind, outcome.entry) == (OutcomeKind.ANSWER, entry)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        *(("90000 SMEs led by men", "unknown-sme-share"), ("МСБ у мужчин", "unknown-sme-share")),
        *(("health in cities", "unknown-project-places"), ("Аманат лидері кім?", None)),
        *(("Who leads the Amanat party?", "unknown-amanat-about"),),
        *(("чей фонд Самрук-Казына?", "unknown-samruk-about"),),
        *(("who is the akim of Astana?", "unknown-president"), ("what is gender?", None)),
        *(("сколько больниц в отдалённых районах", "unknown-project-places"),),
        *(("do you agree with the minister?", None), ("на каком языке был форум?", None)),
    ],
)
def test_what_is_only_near_to_a_fact_is_not_told(
    answerer: Answerer, question: str, entry: str | None
) -> None:
    outcome = answerer.answer(question)
    assert outcome.kind is OutcomeKind.DECLINE
    assert entry in (None, outcome.entry)


@pytest.mark.parametrize("question", ["plan 2030", "6 March 2024", "was the forum in Almaty?"])
def test_a_place_or_year_that_the_entry_has_is_no_other(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).kind is OutcomeKind.ANSWER


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("вэн уоз зе форум", "forum-date"),
        ("вэр воз зе форум", "forum-city"),
        ("хау олд из зе комишн", "commission-age"),
        ("вот даз зе комишн ду", "commission-work"),
    ],
)
def test_english_in_cyrillic_letters_is_understood(
    answerer: Answerer, question: str, entry: str
) -> None:
    outcome = answerer.answer(question)
    assert entry == (outcome.entry or outcome.suggestions[0])


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        (
            "My son has cerebral palsy. A neighbour told me some fund was mentioned in connection "
            "with kids like him. What is done for children with special needs?",
            "rehab-children",
        ),
        (
            "Готовлю подпись под фото с форума. Какие официальные лица там были?",
            "participants-list",
        ),
        (
            "I work with the UN and other partners. Which international obligations were named?",
            "international-obligations",
        ),
    ],
)
def test_of_a_story_what_leads_up_to_the_question_declines_nothing(
    answerer: Answerer, question: str, entry: str
) -> None:
    outcome = answerer.answer(question)
    assert (outcome.kind, outcome.entry) == (OutcomeKind.ANSWER, entry)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        *(("karinova-who", "is she a minister?"), ("baiken-who", "is he a minister?")),
        *(("karinova-said", "она министр?"), ("baiken-said", "ол министр ме?")),
        *(("karinova-who", "is she the deputy mayor"), ("balayeva-who", "от какой она партии")),
    ],
)
def test_a_pronoun_after_a_person_is_never_answered_about_another(
    answerer: Answerer, before: str, question: str
) -> None:
    entries = answerer.base.entries
    outcome = answerer.answer(question, "en", before)
    if outcome.kind is OutcomeKind.ANSWER:
        assert entries[str(outcome.entry)].people == entries[before].people


@pytest.mark.parametrize(
    ("before", "question"),
    [
        *(("karinova-who", "is she a minister?"), ("baiken-who", "is he a minister?")),
        *(("karinova-said", "она министр?"), ("baiken-said", "а он депутат?")),
        *(("balayeva-who", "она замакима?"), ("baiken-who", "ол министр ме?")),
    ],
)
def test_another_s_post_is_set_right_by_who_the_person_before_is(
    answerer: Answerer, before: str, question: str
) -> None:
    entries = answerer.base.entries
    outcome = answerer.answer(question, "en", before)
    assert str(outcome.entry).endswith("-who")
    assert entries[str(outcome.entry)].people == entries[before].people


@pytest.mark.parametrize("question", ["9999", "8434", "87011234567", "12 345", "2024-03-06 12:00"])
def test_digits_are_not_read_as_letters_of_another_layout(
    answerer: Answerer, question: str
) -> None:
    outcome = answerer.answer(question)
    assert outcome.reading is None


@pytest.mark.parametrize(
    "text", [" " * 4096, "a\n" * 2048, "xylo zebra qwop " * 300, "жщцъ фыв " * 400, "and " * 1024]
)
def test_long_texts_take_little_time(answerer: Answerer, text: str) -> None:
    answerer.answer(text)
    start = time.thread_time()
    answerer.answer(text)
    assert time.thread_time() - start < 0.25  # 10 ms on an idle machine; a bound against blow-ups
