import pytest

from knowledge.matching.stems import stem
from knowledge.matching.text import words
from knowledge.model import Language


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "forum forums"),
        ("en", "amendment amendments"),
        ("ru", "комиссия комиссии комиссию комиссией"),
        ("ru", "поправка поправки поправку поправками"),
        ("kk", "форум форумда форумның форумға форумнан"),
        ("kk", "комиссия комиссияның комиссияға комиссиядан"),
        ("kk", "әйелдер әйелдердің әйелдерге әйелдерді"),
        ("kk", "Балаева Балаеваның Балаеваға Балаевадан"),
    ],
)
def test_forms_of_one_word_have_one_stem(language: Language, forms: str) -> None:
    assert len({stem(word, language) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    ("left", "right"), [("әкім", "ақын"), ("форум", "форма"), ("жоба", "жоспар")]
)
def test_different_words_keep_different_stems(left: str, right: str) -> None:
    first, second = words(f"{left} {right}")
    assert stem(first, "kk") != stem(second, "kk")


def test_a_loan_word_has_the_same_stem_in_russian_and_kazakh() -> None:
    assert stem("комиссиянын", "kk") == stem("комиссии", "ru")


def test_a_kazakh_stem_keeps_four_letters() -> None:
    assert len(stem("алада", "kk")) >= 4
