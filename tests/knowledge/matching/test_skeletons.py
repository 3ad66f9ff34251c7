import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.skeletons import skeletons
from knowledge.matching.text import words


@pytest.mark.parametrize(
    ("cyrillic", "spellings"),
    [
        ("Балаева", "Balaeva Balayeva Balaieva Balajeva"),
        ("Шолпан", "Sholpan 6olpan Wolpan"),
        ("Кәрінова", "Karinova Kariynova"),
        ("комиссия", "komissiya komissija komissia komisiya"),
        ("что", "chto 4to"),
        ("женщины", "zhenshchiny jenschiny zhenwiny"),
        ("қатысты", "qatysty katysty qatisti"),
        ("хронология", "khronologiya hronologiya xronologiya"),
        ("юбилей", "yubiley yubilej jubilej iubilei"),
        ("цели", "celi tseli"),
    ],
)
def test_spellings_by_ear_meet_the_cyrillic_word(cyrillic: str, spellings: str) -> None:
    (folded,) = words(cyrillic)
    wanted = set(skeletons(folded))
    for spelling in spellings.lower().split():
        assert wanted & set(skeletons(spelling)), spelling


def test_different_names_keep_different_skeletons() -> None:
    assert not set(skeletons("балаева")) & set(skeletons("каринова"))


@given(st.text())
def test_any_word_has_a_skeleton(word: str) -> None:
    assert skeletons(word)
