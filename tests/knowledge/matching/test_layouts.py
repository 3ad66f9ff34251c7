import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.layouts import neighbours, retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rjulf ,sk ajhev", "когда был форум"),
        ("ajhev 0fify ,jkls", "форум қашан болды"),
        ("црут цфы еру ащкгь", "when was the forum"),
        ("форум 0ашан болды", "форум қашан болды"),
        ("форум қашан", "ajhev 0fify"),
    ],
)
def test_text_on_the_wrong_layout_is_among_the_retyped(typed: str, meant: str) -> None:
    assert any(word == meant for word in retyped(typed))


@given(st.text())
def test_retyping_gives_other_texts_only(text: str) -> None:
    found = list(retyped(text))
    assert text not in found
    assert len(found) == len(set(found))


def test_neighbouring_keys_are_neighbours_both_ways() -> None:
    pairs = neighbours()
    assert {("q", "w"), ("w", "q"), ("й", "ц")} <= pairs
    assert ("p", "a") not in pairs
    assert all((right, left) in pairs for left, right in pairs)
