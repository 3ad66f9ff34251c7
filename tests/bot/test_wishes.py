import pytest

from bot.wishes import wished_language
from knowledge.model import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("қазақша", "kk"),
        ("Қазақша сөйле!", "kk"),
        ("қаз", "kk"),
        ("казакша", "kk"),
        ("на казахском, пожалуйста", "kk"),
        ("qazaq tili", "kk"),
        ("по-русски", "ru"),
        ("По-русски, пожалуйста.", "ru"),
        ("Русский язык", "ru"),
        ("орысша", "ru"),
        ("RU", "ru"),
        ("heccrbq", "ru"),
        ("In English please", "en"),
        ("english", "en"),
        ("ағылшынша", "en"),
        ("утпдшыр", "en"),
    ],
)
def test_a_language_by_its_name_is_a_wish(text: str, language: Language) -> None:
    assert wished_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "FAQ",
        "Astana",
        "Is the forum in English or in Kazakh?",
        "На каком языке шёл форум?",
        "Қазақ тілі туралы не айтылды?",
        "казахстан",
        "русские",
        "please",
        "2024",
        "english " * 20,
        "\ud800",
    ],
)
def test_any_other_text_is_none(text: str) -> None:
    assert wished_language(text) is None
